import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Competency } from '../curriculum/requirement.ts';
import { invariant } from '../util/invariant.ts';
import { type ComparedGoal, comparisonText } from './explain/comparison-text.ts';
import { type Knowledge, knowledgeOf } from './infer.ts';
import { explainObstacle } from './obstacles.ts';
import { order } from './order.ts';
import { readWishes } from './read-wishes.ts';
import type { Refusal } from './refusal.ts';
import { type Reliance, reliances } from './reliance.ts';
import type { PlanRequest } from './request.ts';
import type { Goal, Proof } from './roadmap.ts';
import { type Solution, solve } from './solve.ts';
import type { WishedGoal, Wishes } from './wishes.ts';
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
  /** In a few sentences. */
  readonly summary: string;
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
  /** What it has in common with each of the others, both planned alone, in the order asked. */
  readonly sharesWith: readonly SharedHours[];
  /**
   * Where it leaves what all goals share: the first competencies of its own plan that are not shared and rely on nothing
   * that isn't.
   */
  readonly partsAt: readonly Competency[];
  readonly proof: Proof;
}

export interface SharedHours {
  readonly goal: Goal;
  readonly hours: number;
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
  const alone = yield* planEach(wishes, knowledge);
  const isShared = sharedBy(alone);
  const shared = yield* order(
    wishes,
    competenciesOf(wishes, alone[0]!).filter((node) => isShared.has(node)),
    alone[0]!.relied.filter(({ on, by }) => isShared.has(on) && isShared.has(by)),
  );
  const goals: ComparedGoal[] = [];
  for (const own of alone) {
    const others = { ...wishes, goals: wishes.goals.filter((other) => other !== own.wished) };
    const rest = yield* reach(others, knowledge);
    const parted = yield* order(wishes, partings(wishes, own, isShared), []);
    const sharesWith = alone
      .filter((other) => other !== own)
      .map((other) => ({ goal: other.wished.goal, hours: sharedHours(wishes, own, other) }));
    goals.push({
      goal: own.wished.goal,
      hours: own.solution.tenths / 10,
      stepCount: own.solution.planned.length,
      extraHours: (together.tenths - rest.tenths) / 10,
      sharesWith,
      partsAt: parted.map((node) => graph.competencyOf(node)),
      ownFirst: parted.toSorted((left, right) => usersOf(alone, left) - usersOf(alone, right)),
      proof: own.solution.proof,
    });
  }
  const totalHours = together.tenths / 10;
  return {
    kind: 'goal-comparison',
    summary: comparisonText(graph, {
      goals,
      totalHours,
      sharedHours: hoursOf(wishes, shared),
      lastShared: shared.filter((node) =>
        alone[0]!.relied.every(({ on, by }) => on !== node || !isShared.has(by)),
      ),
    }),
    goals: goals.map(({ ownFirst: _, ...goal }) => goal),
    totalHours,
    shared: shared.map((node) => graph.competencyOf(node)),
    sharedHours: hoursOf(wishes, shared),
  };
}

/** A goal as if it were the only one. */
interface LoneGoal {
  readonly wished: WishedGoal;
  readonly solution: Solution;
  readonly planned: ReadonlySet<number>;
  readonly relied: readonly Reliance[];
}

function* planEach(wishes: Wishes, knowledge: Knowledge): Work<LoneGoal[]> {
  const alone: LoneGoal[] = [];
  for (const wished of wishes.goals) {
    const solution = yield* reach({ ...wishes, goals: [wished] }, knowledge);
    const { planned } = solution;
    const { list } = reliances(wishes.graph, [planned], [wished.node], knowledge.known);
    alone.push({ wished, solution, planned: new Set(planned), relied: list });
  }
  return alone;
}

/** Some of the goals can be reached where all can. */
function* reach(wishes: Wishes, knowledge: Knowledge): Work<Solution> {
  const solution = yield* solve(wishes, knowledge);
  invariant(solution !== null, 'a part of what can be reached can be reached');
  return solution;
}

function competenciesOf({ graph }: Wishes, { solution }: LoneGoal): number[] {
  return solution.planned.filter((node) => node < graph.nodes.firstProject);
}

function sharedBy([first, ...others]: readonly LoneGoal[]): ReadonlySet<number> {
  const nodes = [...first!.planned];
  return new Set(nodes.filter((node) => others.every(({ planned }) => planned.has(node))));
}

function sharedHours(wishes: Wishes, left: LoneGoal, right: LoneGoal): number {
  return hoursOf(
    wishes,
    competenciesOf(wishes, left).filter((node) => right.planned.has(node)),
  );
}

function hoursOf({ graph }: Wishes, nodes: readonly number[]): number {
  return nodes.reduce((tenths, node) => tenths + graph.nodes.tenths[node]!, 0) / 10;
}

/** How many of the goals need it. */
function usersOf(alone: readonly LoneGoal[], node: number): number {
  return alone.filter(({ planned }) => planned.has(node)).length;
}

function partings(wishes: Wishes, own: LoneGoal, isShared: ReadonlySet<number>): number[] {
  const isLater = new Set(own.relied.filter(({ on }) => !isShared.has(on)).map(({ by }) => by));
  return competenciesOf(wishes, own).filter((node) => !isShared.has(node) && !isLater.has(node));
}
