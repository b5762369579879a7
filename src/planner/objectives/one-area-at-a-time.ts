import { Heap } from '../../util/heap.ts';
import type { Objective, Task } from './objective.ts';

/** Stays in an area while anything there can be learned, and takes the areas in teaching order. */
export const oneAreaAtATime = {
  name: 'ONE_AREA_AT_A_TIME',
  description: 'Finish one area before the next begins, in teaching order.',
  arrange,
} as const satisfies Objective;

/** What is ready in one area, apart from what would be easier later. */
interface Ready {
  readonly now: Heap<number>;
  readonly later: Heap<number>;
}

/** Projects come first: what can be built is built at once. */
const projects = -1;

function arrange(tasks: readonly Task[]): number[] {
  const needs = countdown(tasks, (task) => task.after);
  const eases = countdown(tasks, (task) => task.easierAfter);
  const isDone = new Uint8Array(tasks.length);
  const areas = new Map<number, Ready>();
  const precedes = (left: number, right: number): boolean =>
    tasks[left]!.depth - tasks[right]!.depth < 0 ||
    (tasks[left]!.depth === tasks[right]!.depth && left < right);
  const areaOf = (task: number): Ready => {
    const area = tasks[task]!.area ?? projects;
    const known = areas.get(area);
    if (known !== undefined) return known;
    const ready = { now: new Heap(precedes), later: new Heap(precedes) };
    areas.set(area, ready);
    return ready;
  };
  const admit = (task: number): void => {
    const { now, later } = areaOf(task);
    (eases.left[task] === 0 ? now : later).push(task);
  };
  tasks.forEach((_, task) => {
    if (needs.left[task] === 0) admit(task);
  });

  const order: number[] = [];
  let area = 0;
  while (order.length < tasks.length) {
    area = nextArea(areas, area);
    const task = take(areas.get(area)!, isDone);
    if (task === undefined) {
      areas.delete(area);
      continue;
    }
    isDone[task] = 1;
    order.push(task);
    for (const eased of eases.users[task]!) {
      // It may wait in `later` already; taking it twice is prevented there.
      if (--eases.left[eased]! === 0 && needs.left[eased] === 0) areaOf(eased).now.push(eased);
    }
    for (const user of needs.users[task]!) if (--needs.left[user]! === 0) admit(user);
  }
  return order;
}

function take({ now, later }: Ready, isDone: Uint8Array): number | undefined {
  for (const heap of [now, later]) {
    for (let task = heap.pop(); task !== undefined; task = heap.pop()) {
      if (isDone[task] === 0) return task;
    }
  }
  return undefined;
}

/** Projects, else the area as before, else the first in teaching order. */
function nextArea(areas: ReadonlyMap<number, Ready>, area: number): number {
  if (areas.has(projects)) return projects;
  return areas.has(area) ? area : Math.min(...areas.keys());
}

/** By task, how many of some other tasks are still to come, and which tasks wait for it. */
function countdown(tasks: readonly Task[], waitsFor: (task: Task) => readonly number[]) {
  const left = Int32Array.from(tasks, (task) => waitsFor(task).length);
  const users: number[][] = tasks.map(() => []);
  tasks.forEach((task, index) => {
    for (const before of waitsFor(task)) users[before]!.push(index);
  });
  return { left, users };
}
