import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Competency } from '../curriculum/requirement.ts';
import { invariant } from '../util/invariant.ts';
import { type Knowledge, knowledgeOf } from './infer.ts';
import { explainObstacle } from './obstacles.ts';
import { order } from './order.ts';
import { readWishes } from './read-wishes.ts';
import type { Refusal } from './refusal.ts';
import { reliances } from './reliance.ts';
import type { PlanRequest } from './request.ts';
import type { Goal, Proof } from './roadmap.ts';
import { type Solution, solve } from './solve.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** The parts of a plan request that have to do with which competencies are needed. */
export type CompareGoalsRequest = Pick<
  PlanRequest,
  | 'goals'
  | 'knows'
  | 'denies'
  | 'inferKnown'
  | 'completedProjects'
  | 'prefers'
  | 'avoids'
  | 'excludes'
>;

export type CompareGoalsResult = GoalComparison | Refusal;

/** What each goal would cost from here, and what they share. */
export interface GoalComparison {
  readonly kind: 'goal-comparison';
  /** In the order asked. */
  readonly goals: readonly GoalCost[];
  /** Hours for all goals together, planned jointly. */
  readonly totalHours: number;
  /** The competencies to gain that every one of the goals needs when planned alone, in order of learning. */
  readonly shared: readonly Competency[];
  readonly sharedHours: number;
}

export interface GoalCost {
  readonly goal: Goal;
  /** When it is the only goal. */
  readonly hours: number;
  readonly stepCount: number;
  /** What it adds to a joint plan of all the others. */
  readonly extraHours: number;
  readonly proof: Proof;
}

/** Solves each goal alone, all together, and all but each. Yields now and then, as `plan` does. */
export function* compareGoals(
  graph: CurriculumGraph,
  request: CompareGoalsRequest,
): Work<CompareGoalsResult> {
  const read = readWishes(graph, request);
  if (read.kind !== 'wishes') return read;
  const { wishes } = read;
  const knowledge = knowledgeOf(wishes);
  const together = yield* solve(wishes, knowledge);
  if (together === null) return yield* explainObstacle(wishes, knowledge);
  const alone: Solution[] = [];
  const costs: GoalCost[] = [];
  for (const wished of wishes.goals) {
    const own = yield* reach({ ...wishes, goals: [wished] }, knowledge);
    const others = { ...wishes, goals: wishes.goals.filter((other) => other !== wished) };
    const rest = yield* reach(others, knowledge);
    alone.push(own);
    costs.push({
      goal: wished.goal,
      hours: own.tenths / 10,
      stepCount: own.planned.length,
      extraHours: (together.tenths - rest.tenths) / 10,
      proof: own.proof,
    });
  }
  const shared = yield* sharedNodes(wishes, knowledge, alone);
  return {
    kind: 'goal-comparison',
    goals: costs,
    totalHours: together.tenths / 10,
    shared: shared.map((node) => graph.competencyOf(node)),
    sharedHours: shared.reduce((tenths, node) => tenths + graph.nodes.tenths[node]!, 0) / 10,
  };
}

/** Some of the goals can be reached where all can. */
function* reach(wishes: Wishes, knowledge: Knowledge): Work<Solution> {
  const solution = yield* solve(wishes, knowledge);
  invariant(solution !== null, 'a part of what can be reached can be reached');
  return solution;
}

function* sharedNodes(
  wishes: Wishes,
  { known }: Knowledge,
  alone: readonly Solution[],
): Work<number[]> {
  const { graph, goals } = wishes;
  const [first, ...rest] = alone as [Solution, ...Solution[]];
  const inRest = rest.map(({ planned }) => new Set(planned));
  const shared = first.planned.filter(
    (node) => node < graph.nodes.firstProject && inRest.every((planned) => planned.has(node)),
  );
  const targets = goals.slice(0, 1).map(({ node }) => node);
  const { list } = reliances(graph, [first.planned], targets, known);
  const isShared = new Set(shared);
  return yield* order(
    wishes,
    shared,
    list.filter(({ on, by }) => isShared.has(on) && isShared.has(by)),
  );
}
