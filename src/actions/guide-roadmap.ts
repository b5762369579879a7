import { revisionAt } from '../curriculum/lineage.ts';
import type { CurriculumAt } from '../curriculum/skills-meant.ts';
import type {
  AdoptedRequest,
  Guidance,
  GuidanceKind,
  GuidedBy,
} from '../planner/progress/adopted-plan.ts';
import { presentName } from '../planner/progress/wishes-for.ts';
import { readWishes } from '../planner/read-wishes.ts';
import type { Refusal } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import { refusedNobody } from './adopt-roadmap.ts';
import { requestIn } from './adopted.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { placeOf } from './judge-learners.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import { readGrounds } from './plan-for-learner.ts';
import { ProblemList } from './problem-list.ts';
import { isSameState, keepReplanned, planAnew } from './replan-roadmap.ts';
import { publishedOf } from './roadmap-progress.ts';

export interface GuideRoadmapInput {
  /** The id of the learner. */
  readonly learner: string;
  /** Skills and projects to have on the roadmap, `slug` or `slug@level`. */
  readonly pins?: readonly string[] | null | undefined;
  /** Skills and projects not to have on it. */
  readonly vetoes?: readonly string[] | null | undefined;
  /** What was pinned or vetoed and no longer is. */
  readonly withdraws?: readonly string[] | null | undefined;
}

export type GuideRoadmapResult =
  | { readonly kind: 'roadmap-guided'; readonly learner: string; readonly id: string }
  | NoRoadmap
  | Forbidden
  | {
      readonly kind: 'refused';
      readonly published: PublishedCurriculum | null;
      readonly refusal: Refusal;
    };

/** The learner follows no roadmap. */
export interface NoRoadmap {
  readonly kind: 'no-roadmap';
  readonly message: string;
}

/**
 * Pins to the roadmap that a learner follows, or vetoes, what is named, and plans it anew. It holds however often it is
 * planned anew, until somebody withdraws it or says the opposite. Where no roadmap would be left, nothing is changed.
 */
export async function guideRoadmap(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: GuideRoadmapInput,
): Promise<GuideRoadmapResult> {
  const { learner } = input;
  const { store } = environment;
  const permitted = await permittedLearners(environment, actor, 'GUIDE', [learner]);
  const ground = (await readGrounds(store.reads, [...permitted])).get(learner);
  if (!permitted.has(learner) || actor.kind === 'ANONYMOUS')
    return forbiddenLearner(actor, 'GUIDE');
  if (!ground) return refusedNobody(learner);
  const by: GuidedBy = { kind: actor.kind, name: actor.name };

  // Whatever else changes the roadmap meanwhile is quick: the last try plans on what it left.
  for (let tries = 1; ; tries += 1) {
    const followed = (await store.reads.adoptedRoadmaps.followedBy([learner])).get(learner);
    if (!followed) return noRoadmap;
    const head = snapshot.heads.get(followed.curriculum);
    const published = head ?? (await publishedOf(environment, snapshot, followed));
    const before = requestIn(followed);
    const place = placeOf(snapshot, published);
    const refusal = refuse(place, before, input);
    if (refusal) return { kind: 'refused', published, refusal };
    const at = environment.now().toISOString();
    const request = { ...before, guidance: guidedBy(place, before.guidance, input, by, at) };
    const guided = { request, cause: { by, ...listsOf(input) } };
    const planned = await planAnew(environment, snapshot, followed, ground, guided);
    if (planned.refusal) return { kind: 'refused', published, refusal: planned.refusal };
    const isKept = await store.write(async (writes) => {
      const locked = (await writes.learners.lock([learner])).has(learner);
      const current = await writes.adoptedRoadmaps.byId(learner, followed.id);
      if (!locked || !current || !isSameState(current, followed)) return false;
      // What came meanwhile is looked at next.
      const roadmap = { ...planned.roadmap, dueSince: current.dueSince };
      await keepReplanned(writes, { ...planned, roadmap });
      return true;
    });
    if (isKept) return { kind: 'roadmap-guided', learner, id: followed.id };
    if (tries === triesMax) return noRoadmap;
  }
}

const triesMax = 5;

const noRoadmap: NoRoadmap = {
  kind: 'no-roadmap',
  message: 'The learner follows no roadmap: adopt one first.',
};

function listsOf({ pins, vetoes, withdraws }: GuideRoadmapInput) {
  return { pins: pins ?? [], vetoes: vetoes ?? [], withdraws: withdraws ?? [] };
}

/** What is wrong with the names themselves, by where they stand in the input. */
function refuse(
  place: CurriculumAt,
  { goals, guidance }: AdoptedRequest,
  input: GuideRoadmapInput,
): Refusal | null {
  const { graph } = place;
  const problems = new ProblemList();
  const lists = listsOf(input);
  for (const [path, { length }] of Object.entries(lists))
    if (length > learnerLimits.guidance)
      problems.add(
        path,
        `\`${path}\` has ${length} entries; ${learnerLimits.guidance} are the most.`,
      );
  const tooMany = problems.refusal();
  if (tooMany) return tooMany;
  if (guidance.length + lists.pins.length + lists.vetoes.length > learnerLimits.guidance)
    problems.add(
      'pins',
      `With these there would be more than ${learnerLimits.guidance} pins and vetoes: withdraw some.`,
    );
  if (Object.values(lists).every(({ length }) => length === 0))
    problems.add('pins', 'Nothing is named to pin, to veto or to withdraw.');
  lists.withdraws.forEach((name, index) => {
    if (!guidance.some((each) => namesOf(place, each).includes(name)))
      problems.add(
        `withdraws.${index}`,
        `\`${name.slice(0, 200)}\` is neither pinned nor vetoed on this roadmap.`,
      );
  });
  const read = readWishes(graph, { goals, pins: lists.pins, excludes: lists.vetoes });
  const own = (path: string) => path.replace(/^excludes\b/, 'vetoes');
  const isOurs = ({ path }: { readonly path: string }) => /^(pins|excludes)\b/.test(path);
  if (read.kind === 'invalid-request')
    for (const { path, message, suggestions } of read.problems.filter(isOurs))
      problems.add(own(path), message.replaceAll('`excludes`', '`vetoes`'), suggestions);
  if (read.kind === 'unknown-names') {
    const names = read.names.filter(isOurs).map((name) => ({ ...name, path: own(name.path) }));
    if (names.length > 0 && problems.refusal() === null) return { ...read, names };
  }
  return problems.refusal();
}

/** The name as it was said, and what it means by now. */
function namesOf(place: CurriculumAt, { kind, name, at }: Guidance): readonly string[] {
  const said = { at: revisionAt(place.lineage, new Date(at)), isWanted: kind === 'PIN' };
  return [name, ...presentName(place, name, said)];
}

/** The last word on a name counts, whatever it was called before. */
function guidedBy(
  place: CurriculumAt,
  before: readonly Guidance[],
  { pins, vetoes, withdraws }: GuideRoadmapInput,
  by: GuidedBy,
  at: string,
): Guidance[] {
  const said = new Map<string, Guidance>();
  const say = (kind: GuidanceKind, names: readonly string[] | null | undefined) => {
    for (const name of names ?? []) said.set(name, { kind, name, by, at });
  };
  say('PIN', pins);
  say('VETO', vetoes);
  const isOver = (each: Guidance) =>
    namesOf(place, each).some((name) => said.has(name) || (withdraws ?? []).includes(name));
  return [...before.filter((each) => !isOver(each)), ...said.values()];
}
