import { Heap } from '../../util/heap.ts';
import { largestAntichain } from '../../util/largest-antichain.ts';
import { keepDues, keepsDues } from './keep-dues.ts';
import { type OrderProblem, placesOf } from './order-problem.ts';

/**
 * The steps with as many of the old ones as can be in their old order. New steps come right before the first that needs
 * them, or at the end; those for the same place stay as they are arranged. An old step that can't stay comes as near to its
 * old place as can be.
 *
 * @param oldPlaces by step, its place before; null where it is new.
 * @param dues as for `arrange`; to keep them, more may have to move.
 */
export function keepOldOrder(
  problem: OrderProblem,
  oldPlaces: readonly (number | null)[],
  arranged: Int32Array,
  dues: Float64Array | null,
): Int32Array {
  const stays = staying(problem, oldPlaces, arranged);
  const order = fillIn(problem, oldPlaces, stays, arranged);
  if (dues === null || keepsDues(problem, dues, order)) return order;
  return keepDues(problem, dues, order);
}

/**
 * By step, 1 where it keeps its place among the others. Two old steps are at odds where the one that was later now has to
 * come first; being so is transitive, so that a largest set without such a pair is an antichain.
 */
function staying(
  problem: OrderProblem,
  oldPlaces: readonly (number | null)[],
  arranged: Int32Array,
): Uint8Array {
  const stays = Uint8Array.from(oldPlaces, (place) => (place === null ? 0 : 1));
  const atOdds = oddsOf(problem, oldPlaces, arranged);
  if (atOdds.size === 0) return stays;
  const steps = [...new Set([...atOdds].flatMap(([step, others]) => [step, ...others]))].sort(
    (left, right) => left - right,
  );
  const indexOf = new Map(steps.map((step, index) => [step, index]));
  const above = steps.map((step) => (atOdds.get(step) ?? []).map((user) => indexOf.get(user)!));
  for (const step of steps) stays[step] = 0;
  // The lowest set: of a pair at odds it is the step that needs the other one that moves.
  for (const index of largestAntichain(above)) stays[steps[index]!] = 1;
  return stays;
}

/** By old step, the old ones that have to come after it now and came before it then; steps without such are left out. */
function oddsOf(
  { count, users }: OrderProblem,
  oldPlaces: readonly (number | null)[],
  arranged: Int32Array,
): Map<number, number[]> {
  const earliest = new Float64Array(count);
  for (let at = count - 1; at >= 0; at--) {
    const step = arranged[at]!;
    let least = Number.POSITIVE_INFINITY;
    for (let link = users.start[step]!; link < users.start[step + 1]!; link++) {
      const user = users.steps[link]!;
      least = Math.min(least, earliest[user]!, oldPlaces[user] ?? least);
    }
    earliest[step] = least;
  }
  const odds = new Map<number, number[]>();
  const seenFor = new Int32Array(count).fill(-1);
  for (let step = 0; step < count; step++) {
    const place = oldPlaces[step] ?? -1;
    if (earliest[step]! >= place) continue;
    const found: number[] = [];
    const open = [step];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (let link = users.start[next]!; link < users.start[next + 1]!; link++) {
        const user = users.steps[link]!;
        if (seenFor[user] === step) continue;
        seenFor[user] = step;
        if ((oldPlaces[user] ?? count) < place) found.push(user);
        if (earliest[user]! < place) open.push(user);
      }
    }
    odds.set(step, found);
  }
  return odds;
}

/** A topological order in which what stays keeps its order, and everything else comes when it is due. */
function fillIn(
  problem: OrderProblem,
  oldPlaces: readonly (number | null)[],
  stays: Uint8Array,
  arranged: Int32Array,
): Int32Array {
  const { count, needs, users } = problem;
  const rank = placesOf(arranged);
  const due = duePlaces(problem, oldPlaces, stays, arranged);
  const chain = Array.from({ length: count }, (_, step) => step)
    .filter((step) => stays[step] === 1)
    .sort((left, right) => oldPlaces[left]! - oldPlaces[right]!);
  const nextInChain = new Int32Array(count).fill(-1);
  const left = new Int32Array(count);
  chain.forEach((step, at) => {
    if (at === 0) return;
    nextInChain[chain[at - 1]!] = step;
    left[step] = 1;
  });
  const ready = new Heap<number>((one, other) => {
    if (due[one] !== due[other]) return due[one]! < due[other]!;
    if (stays[one] !== stays[other]) return stays[one]! < stays[other]!;
    return rank[one]! < rank[other]!;
  });
  for (let step = 0; step < count; step++) {
    left[step]! += needs.start[step + 1]! - needs.start[step]!;
    if (left[step] === 0) ready.push(step);
  }
  const order = new Int32Array(count);
  let taken = 0;
  for (let step = ready.pop(); step !== undefined; step = ready.pop()) {
    order[taken++] = step;
    const next = nextInChain[step]!;
    if (next !== -1 && --left[next]! === 0) ready.push(next);
    for (let at = users.start[step]!; at < users.start[step + 1]!; at++) {
      if (--left[users.steps[at]!]! === 0) ready.push(users.steps[at]!);
    }
  }
  return order;
}

/**
 * By step, the old place by which it is wanted: its own, or that of the first that needs it. A step that moves is wanted
 * right after the last of what it needs.
 */
function duePlaces(
  { count, needs, users }: OrderProblem,
  oldPlaces: readonly (number | null)[],
  stays: Uint8Array,
  arranged: Int32Array,
): Float64Array {
  const due = Float64Array.from(oldPlaces, (place) => place ?? Number.POSITIVE_INFINITY);
  const after = new Float64Array(count).fill(-1);
  for (const step of arranged) {
    for (let at = needs.start[step]!; at < needs.start[step + 1]!; at++) {
      const need = needs.steps[at]!;
      after[step] = Math.max(after[step]!, after[need]!, stays[need] === 1 ? due[need]! : -1);
    }
    if (stays[step] === 0) due[step] = Math.max(due[step]!, after[step]!);
  }
  for (let at = count - 1; at >= 0; at--) {
    const step = arranged[at]!;
    if (stays[step] === 1) continue;
    for (let link = users.start[step]!; link < users.start[step + 1]!; link++) {
      due[step] = Math.min(due[step]!, due[users.steps[link]!]!);
    }
  }
  return due;
}
