import type { Evidence, EvidenceKind, Finding } from './evidence.ts';
import {
  decidingFirst,
  type EvidenceGround,
  type Placed,
  placeOf,
  revisionOf,
  weightiestFirst,
} from './fold-evidence.ts';
import type { Moment } from './last-words.ts';
import { rankIn, scaleIn } from './level-lineage.ts';
import { endOfLine, lastLife, meantBy, standingIn } from './lineage.ts';
import type { Competency } from './requirement.ts';
import type { CurriculumAt } from './skills-meant.ts';

/** Something that a learner holds and that the curriculum no longer has. */
export interface RetiredCompetency {
  /** By the names that it had last: the skill, and its highest level that is held. */
  readonly competency: Competency;
  /** What the skill was called last. */
  readonly title: string;
  /** The newest revision that is known to have had it. */
  readonly lastRevision: number;
  readonly provenance: EvidenceKind;
  readonly decidedBy: Finding;
  /** All that speak of it, for it or against it, the weightiest, which decides, first. */
  readonly evidence: readonly Finding[];
}

/**
 * What the evidence of one learner says to be held of what is no longer in the curriculum: skills that nothing takes the
 * place of, and levels that a skill has no longer. By the rules of `foldEvidence`, in order of skill. It counts for no plan,
 * and comes back with a revision that has it again.
 */
export function retiredKnowledge(
  ground: EvidenceGround,
  evidence: Iterable<Evidence>,
  moment: Moment = {},
): RetiredCompetency[] {
  const here = placeOf(ground);
  const own = here.graph.curriculum.slug;
  const groups = new Map<string, { gone: Gone; placed: Placed[] }>();
  for (const finding of weightiestFirst(evidence, moment)) {
    if (finding.competency.curriculum !== own) continue;
    for (const { gone, rank, part } of goneOf(here, finding)) {
      const key = JSON.stringify([gone.bearer ?? gone.slug, gone.lastRevision]);
      const group = groups.get(key) ?? { gone, placed: [] };
      group.placed.push({ finding, rank, part });
      groups.set(key, group);
    }
  }
  const retired = [...groups.values()].flatMap(({ gone, placed }) => judge(here, gone, placed));
  return retired.sort(
    (one, other) =>
      byText(one.competency.skill, other.competency.skill) || one.lastRevision - other.lastRevision,
  );
}

/** A skill in a revision that had it. */
interface Gone {
  readonly bearer: number | undefined;
  readonly slug: string;
  readonly title: string;
  readonly lastRevision: number;
}

interface PlacedInPast {
  readonly gone: Gone;
  readonly rank: number;
  readonly part: number | null;
}

/** What a finding speaks of that is gone; empty where all of it is there. */
function goneOf(here: CurriculumAt, finding: Finding): PlacedInPast[] {
  const { graph, lineage, revision } = here;
  const { skill: slug, level } = finding.competency;
  const isHeld = finding.outcome === 'HELD';
  const names = lineage.kinds.skills;
  const at = revisionOf(here, new Map(), finding);
  const rankOn = (on: number) => rankIn(lineage.scales, level, { at, on, isHeld });
  const bearer = meantBy(names, slug, at);
  const living =
    bearer === undefined
      ? [slug].filter((each) => graph.skill(each))
      : standingIn(names, bearer, revision).map((each) => each.slug);
  const past: PlacedInPast[] = [];
  if (bearer !== undefined) {
    for (const end of endOfLine(names, bearer, revision)) {
      const last = lastLife(lineage, names.bearers[end]!, revision);
      const rank = last && rankOn(last.lastRevision);
      if (last === null || rank === null) continue;
      const { slug, title } = last.life;
      const gone = { bearer: end, slug, title, lastRevision: last.lastRevision };
      past.push({ gone, rank, part: end === bearer ? null : bearer });
    }
  }
  if (past.length > 0 || hasLevel(here, living, rankOn(revision))) return past;
  const rank = rankOn(at);
  const last = bearer === undefined ? null : lastLife(lineage, names.bearers[bearer]!, at);
  const title = last === null ? graph.skill(slug)?.title : last.life.title;
  if (rank === null) return past;
  const gone = { bearer, slug, title: title ?? slug, lastRevision: at };
  return [{ gone, rank, part: null }];
}

/** Whether one of the skills has a level so high. */
function hasLevel(
  { graph }: CurriculumAt,
  skills: readonly string[],
  rank: number | null,
): boolean {
  if (rank === null) return false;
  return skills.some((slug) => graph.rank(graph.skill(slug)!.levels.at(-1)!.level) >= rank);
}

function judge(
  { lineage }: CurriculumAt,
  gone: Gone,
  placed: readonly Placed[],
): RetiredCompetency[] {
  const { slugs } = scaleIn(lineage.scales, gone.lastRevision)!;
  for (let rank = slugs.length - 1; rank >= 0; rank -= 1) {
    const evidence = decidingFirst(placed, rank);
    const [decidedBy] = evidence;
    if (decidedBy?.outcome !== 'HELD') continue;
    const competency = { skill: gone.slug, level: slugs[rank]! };
    const { title, lastRevision } = gone;
    const { kind: provenance } = decidedBy;
    return [{ competency, title, lastRevision, provenance, decidedBy, evidence }];
  }
  return [];
}

function byText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
