import type { Judgement } from '../../curriculum/fold-evidence.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { competencyKey } from '../../curriculum/requirement.ts';
import { knowledgeOf } from '../infer.ts';
import type { AdoptedPlan, PlannedStep } from './adopted-plan.ts';
import type { MergedKnowledge } from './merge-knowledge.ts';
import type { Done } from './progress-question.ts';

/** What a learner knows and has built, as a set of keys of steps. */
export function knownKeys(
  graph: CurriculumGraph,
  { knows, denies }: MergedKnowledge,
  {
    infers,
    completedProjects,
  }: { readonly infers: boolean; readonly completedProjects: readonly string[] },
): ReadonlySet<string> {
  const denied = new Uint8Array(graph.nodes.nodeCount);
  for (const { skill, level } of denies) {
    const { levels } = graph.skill(skill)!;
    const from = levels.findIndex((each) => each.level === level);
    for (const above of levels.slice(from))
      denied[graph.nodeOfCompetency({ skill, level: above.level })!] = 1;
  }
  const projects = completedProjects.filter((slug) => graph.project(slug));
  const { list } = knowledgeOf({
    graph,
    declared: knows.map((each) => graph.nodeOfCompetency(each)!),
    denied,
    infers,
    completedProjects: [],
  });
  return new Set([...list.map(({ competency }) => competencyKey(competency)), ...projects]);
}

const dayMs = 86_400_000;

/** The day, in UTC, as in `util/calendar.ts`. */
export function dayOf(time: Date): number {
  return Math.floor(Number(time) / dayMs);
}

/**
 * Which steps of a roadmap are done: those that are known by now. A competency is done since somebody first showed it to be
 * held; one that is known because another step is, since that one is; a project since it was found built. What a placement
 * found or what is known by another step was not worked on. What was done and is no longer in the curriculum stays done.
 */
export function doneSteps(
  { steps, builtAt }: Pick<AdoptedPlan, 'steps' | 'builtAt'>,
  known: ReadonlySet<string>,
  judgements: readonly Judgement[],
): ReadonlyMap<string, Done> {
  const shown = new Map(
    judgements
      .filter(({ isHeld }) => isHeld)
      .map((judgement) => [competencyKey(judgement.competency), firstShown(judgement)]),
  );
  const done = new Map<string, Done>();
  for (const step of steps) {
    if (!known.has(step.key) && step.retiredAfter === undefined) continue;
    const built = builtAt[step.key];
    const seen = built === undefined ? shown.get(step.key) : worked(new Date(built));
    done.set(step.key, seen ?? { day: null, isWorked: false });
  }
  return passedBack(steps, done);
}

function firstShown({ evidence }: Judgement): Done {
  const held = evidence.filter(({ outcome }) => outcome === 'HELD');
  const first = held.reduce((one, other) => (other.occurredAt < one.occurredAt ? other : one));
  return { day: dayOf(first.occurredAt), isWorked: first.kind !== 'PLACEMENT' };
}

function worked(at: Date): Done {
  return { day: dayOf(at), isWorked: true };
}

/** Gives what has no day of its own that of the last step that builds on it. */
function passedBack(
  steps: readonly PlannedStep[],
  done: Map<string, Done>,
): ReadonlyMap<string, Done> {
  for (const { key, after } of [...steps].reverse()) {
    const day = done.get(key)?.day ?? null;
    if (day === null) continue;
    for (const other of after) {
      if (done.get(other)?.day === null) done.set(other, { day, isWorked: false });
    }
  }
  return done;
}
