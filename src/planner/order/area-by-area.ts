import { Heap } from '../../util/heap.ts';
import type { Links, OrderProblem } from './order-problem.ts';

/**
 * An order that stays in an area while anything there can be taken, and then goes on with the first in teaching order.
 * Within an area what builds on least comes first, and what would be easier later waits while anything else is ready.
 * A project is taken at once.
 */
export function areaByArea(problem: OrderProblem): Int32Array {
  const { count, depths, needs, users, easedBy, eases } = problem;
  const needsLeft = countsOf(needs, count);
  const easesLeft = countsOf(easedBy, count);
  const isDone = new Uint8Array(count);
  const areas = new Map<number, Ready>();
  const precedes = (one: number, other: number): boolean =>
    depths[one]! < depths[other]! || (depths[one] === depths[other] && one < other);
  const readyIn = (step: number): Ready => {
    const area = problem.areas[step]!;
    const found = areas.get(area);
    if (found !== undefined) return found;
    const ready = { now: new Heap(precedes), later: new Heap(precedes) };
    areas.set(area, ready);
    return ready;
  };
  const admit = (step: number): void => {
    const { now, later } = readyIn(step);
    (easesLeft[step] === 0 ? now : later).push(step);
  };
  for (let step = 0; step < count; step++) if (needsLeft[step] === 0) admit(step);

  const order = new Int32Array(count);
  let area = 0;
  for (let place = 0; place < count; ) {
    area = nextArea(areas, area);
    const step = take(areas.get(area)!, isDone);
    if (step === undefined) {
      areas.delete(area);
      continue;
    }
    isDone[step] = 1;
    order[place++] = step;
    for (let at = eases.start[step]!; at < eases.start[step + 1]!; at++) {
      const eased = eases.steps[at]!;
      // It may wait in `later` already; taking it twice is prevented there.
      if (--easesLeft[eased]! === 0 && needsLeft[eased] === 0) readyIn(eased).now.push(eased);
    }
    for (let at = users.start[step]!; at < users.start[step + 1]!; at++) {
      if (--needsLeft[users.steps[at]!]! === 0) admit(users.steps[at]!);
    }
  }
  return order;
}

/** What is ready in one area, apart from what would be easier later. */
interface Ready {
  readonly now: Heap<number>;
  readonly later: Heap<number>;
}

/** What stands for the area of projects. */
const projects = -1;

function countsOf({ start }: Links, count: number): Int32Array {
  const counts = new Int32Array(count);
  for (let step = 0; step < count; step++) counts[step] = start[step + 1]! - start[step]!;
  return counts;
}

function take({ now, later }: Ready, isDone: Uint8Array): number | undefined {
  for (const heap of [now, later]) {
    for (let step = heap.pop(); step !== undefined; step = heap.pop()) {
      if (isDone[step] === 0) return step;
    }
  }
  return undefined;
}

/** Projects, else the area as before, else the first in teaching order. */
function nextArea(areas: ReadonlyMap<number, Ready>, area: number): number {
  if (areas.has(projects)) return projects;
  return areas.has(area) ? area : Math.min(...areas.keys());
}
