import type { CurriculumGraph } from '../curriculum/graph.ts';
import { Heap } from '../util/heap.ts';
import { invariant } from '../util/invariant.ts';
import { objectives } from './objectives/index.ts';
import type { Task } from './objectives/objective.ts';
import type { Reliance } from './reliance.ts';
import type { Wishes } from './wishes.ts';

/**
 * The planned nodes in an order that respects every reliance: as the objective sees it, or close to an earlier roadmap
 * where one is to be kept.
 */
export function order(
  wishes: Wishes,
  planned: readonly number[],
  reliances: readonly Reliance[],
): number[] {
  const tasks = tasksOf(wishes.graph, planned, reliances);
  const kept = new Map(wishes.keepOrder.map((key, position) => [key, position]));
  const positions = planned.map((node) => kept.get(wishes.graph.keyOf(node)) ?? null);
  const isKept = positions.some((position) => position !== null);
  const objective = objectives.find(({ name }) => name === wishes.objective)!;
  const arrangement = objective.arrange(tasks);
  const arranged = isKept ? keepPositions(tasks, positions, arrangement) : arrangement;
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
