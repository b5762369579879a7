import type { CurriculumGraph } from '../curriculum/graph.ts';
import { Heap } from '../util/heap.ts';
import { invariant } from '../util/invariant.ts';
import { objectives } from './objectives/index.ts';
import type { Task } from './objectives/objective.ts';
import type { Reliance } from './reliance.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** By node of a step: the tenths of an hour of work by whose end it has to be done. What it relies on is due before it. */
export type Deadlines = ReadonlyMap<number, number>;

/**
 * The planned nodes in an order that respects every reliance: as the objective sees it, or close to an earlier roadmap
 * where one is to be kept. Every deadline is kept where any order keeps them all; where none does, the greatest delay is
 * as small as can be.
 */
export function* order(
  wishes: Wishes,
  planned: readonly number[],
  reliances: readonly Reliance[],
  deadlines: Deadlines = new Map(),
): Work<number[]> {
  const tasks = tasksOf(wishes.graph, planned, reliances);
  const kept = new Map(wishes.keepOrder.map((key, position) => [key, position]));
  const positions = planned.map((node) => kept.get(wishes.graph.keyOf(node)) ?? null);
  const isKept = positions.some((position) => position !== null);
  const objective = objectives.find(({ name }) => name === wishes.objective)!;
  const arrangement = objective.arrange(tasks);
  const wanted = isKept ? keepPositions(tasks, positions, arrangement) : arrangement;
  yield;
  const arranged =
    deadlines.size === 0
      ? wanted
      : keepDeadlines(
          tasks,
          planned.map((node) => wishes.graph.nodes.tenths[node]!),
          planned.map((node) => deadlines.get(node) ?? Number.POSITIVE_INFINITY),
          wanted,
        );
  invariant(arranged.length === planned.length, 'an order has every step once');
  return arranged.map((task) => planned[task]!);
}

function tasksOf(
  graph: CurriculumGraph,
  planned: readonly number[],
  reliances: readonly Reliance[],
): Task[] {
  const taskOf = new Map(planned.map((node, task) => [node, task]));
  const tasks = planned.map((node) => {
    const subject = graph.subjectOf(node);
    const skill = subject.kind === 'competency' ? subject.skill : null;
    const eased =
      subject.kind === 'competency' && subject.rank === 0 ? subject.skill.recommends : [];
    return {
      area: skill === null ? null : graph.areaPosition(skill.area),
      depth: graph.depth[node]!,
      after: [] as number[],
      easierAfter: eased
        .map((competency) => taskOf.get(graph.nodeOfCompetency(competency)!))
        .filter((task) => task !== undefined),
    };
  });
  for (const { on, by } of reliances) {
    const task = taskOf.get(by);
    if (task !== undefined) tasks[task]!.after.push(taskOf.get(on)!);
  }
  return tasks;
}

/**
 * By earlier position; a new step comes right before the first kept step that needs it, else at the end. New steps for
 * the same place stay `arranged`.
 */
function keepPositions(
  tasks: readonly Task[],
  positions: readonly (number | null)[],
  arranged: readonly number[],
): number[] {
  const users: number[][] = tasks.map(() => []);
  const left = tasks.map(({ after }) => after.length);
  tasks.forEach(({ after }, task) => {
    for (const before of after) users[before]!.push(task);
  });
  const rank = new Int32Array(tasks.length);
  arranged.forEach((task, at) => {
    rank[task] = at;
  });
  const due = positions.map((position) => position ?? Number.POSITIVE_INFINITY);
  for (const task of arranged.toReversed()) {
    for (const before of tasks[task]!.after) {
      if (positions[before] === null) due[before] = Math.min(due[before]!, due[task]!);
    }
  }
  const isNew = (task: number): number => (positions[task] === null ? 0 : 1);
  return drain(tasks, users, left, (one, other) => {
    if (due[one] !== due[other]) return due[one]! < due[other]!;
    if (isNew(one) !== isNew(other)) return isNew(one) < isNew(other);
    return rank[one]! < rank[other]!;
  });
}

/**
 * Close to `wanted`, with every deadline kept: from the end, the task that `wanted` has last among those that nothing
 * unplaced needs and that may end so late (Lawler 1973); where none may, the one that is due last.
 */
function keepDeadlines(
  tasks: readonly Task[],
  tenths: readonly number[],
  dueTenths: readonly number[],
  wanted: readonly number[],
): number[] {
  const users = new Int32Array(tasks.length);
  for (const { after } of tasks) for (const before of after) users[before]! += 1;
  const rank = new Int32Array(tasks.length);
  wanted.forEach((task, at) => {
    rank[task] = at;
  });
  const inTime = new Heap<number>((one, other) => rank[one]! > rank[other]!);
  const early = new Heap<number>(
    (one, other) =>
      dueTenths[one]! > dueTenths[other]! ||
      (dueTenths[one] === dueTenths[other] && rank[one]! > rank[other]!),
  );
  let total = tenths.reduce((sum, each) => sum + each, 0);
  tasks.forEach((_, task) => {
    if (users[task] === 0) early.push(task);
  });
  const backward: number[] = [];
  while (backward.length < tasks.length) {
    for (let next = early.pop(); next !== undefined; next = early.pop()) {
      if (dueTenths[next]! < total) {
        early.push(next);
        break;
      }
      inTime.push(next);
    }
    const task = inTime.pop() ?? early.pop()!;
    backward.push(task);
    total -= tenths[task]!;
    for (const before of tasks[task]!.after) if (--users[before]! === 0) early.push(before);
  }
  return backward.reverse();
}

/** A topological order that always takes the ready task that precedes the others. */
function drain(
  tasks: readonly Task[],
  users: readonly (readonly number[])[],
  left: number[],
  precedes: (left: number, right: number) => boolean,
): number[] {
  const ready = new Heap(precedes);
  tasks.forEach((_, task) => {
    if (left[task] === 0) ready.push(task);
  });
  const arranged: number[] = [];
  for (let task = ready.pop(); task !== undefined; task = ready.pop()) {
    arranged.push(task);
    for (const user of users[task]!) if (--left[user]! === 0) ready.push(user);
  }
  return arranged;
}
