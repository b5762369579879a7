import { listed } from '../util/listed.ts';
import { advise } from './advise.ts';
import type { Knowledge } from './infer.ts';
import { pose } from './pose.ts';
import type { Repair, UnreachableGoals } from './refusal.ts';
import type { Wish } from './roadmap.ts';
import { extractCore } from './select/core.ts';
import { solve } from './solve.ts';
import type { NamedNodes, Wishes } from './wishes.ts';

/** Repairs lift at most so many wishes at once, and at most so many repairs are shown. */
const liftsMax = 3;
const repairsShown = 5;
const attemptsMax = 5_000;

/** Why exclusions and pins rule goals out, and the smallest changes that would not. */
export function* explainObstacle(
  wishes: Wishes,
  knowledge: Knowledge,
): Generator<void, UnreachableGoals> {
  const goals = wishes.goals
    .filter(({ node }) => !isReachable({ ...wishes, pins: [] }, knowledge, [node]))
    .map(({ goal }) => goal);
  const conflict = smallestConflict(wishes, knowledge);
  const repairs = yield* findRepairs(wishes, knowledge);
  const why = conflictText(
    goals.map(({ title }) => title),
    conflict,
  );
  const help = repairs[0] ? ` ${repairs[0].text}` : '';
  return {
    kind: 'unreachable-goals',
    message: `${why}${help}`,
    goals,
    conflict: conflict.map(({ wish }) => wish),
    why,
    repairs,
    advice: advise(wishes, knowledge, []),
  };
}

function isReachable(wishes: Wishes, knowledge: Knowledge, targets?: readonly number[]): boolean {
  const problem = pose(wishes, knowledge);
  return extractCore(targets === undefined ? problem : { ...problem, targets }) !== null;
}

/** Wishes none of which can be left out of the conflict: each is lifted in turn, and stays lifted where that mends nothing. */
function smallestConflict(wishes: Wishes, knowledge: Knowledge): NamedNodes[] {
  let left = wishes;
  for (const wish of [...wishes.exclusions, ...wishes.pins]) {
    const without = lift(left, [wish]);
    if (!isReachable(without, knowledge)) left = without;
  }
  return [...left.exclusions, ...left.pins];
}

function lift(wishes: Wishes, lifted: readonly NamedNodes[]): Wishes {
  return {
    ...wishes,
    exclusions: wishes.exclusions.filter((wish) => !lifted.includes(wish)),
    pins: wishes.pins.filter((wish) => !lifted.includes(wish)),
  };
}

/** The fewest wishes whose lifting makes everything reachable; of as many, the shortest roadmaps first. */
function* findRepairs(wishes: Wishes, knowledge: Knowledge): Generator<void, Repair[]> {
  const candidates = [...wishes.exclusions, ...wishes.pins];
  let attempts = 0;
  for (let size = 1; size <= Math.min(liftsMax, candidates.length); size++) {
    const found: Repair[] = [];
    for (const lifted of combinations(candidates, size)) {
      if (attempts++ >= attemptsMax) return found;
      const mended = lift(wishes, lifted);
      if (!isReachable(mended, knowledge)) continue;
      const solution = yield* solve(mended, knowledge);
      if (solution === null) continue;
      const lifts = lifted.map(({ wish }) => wish);
      found.push({
        lifts,
        text: repairText(lifts, solution.tenths / 10),
        totalHours: solution.tenths / 10,
      });
    }
    if (found.length > 0) {
      return found.sort((left, right) => left.totalHours - right.totalHours).slice(0, repairsShown);
    }
  }
  return [];
}

function* combinations<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  const chosen = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    yield chosen.map((index) => items[index]!);
    let at = size - 1;
    while (at >= 0 && chosen[at] === items.length - size + at) at -= 1;
    if (at < 0) return;
    chosen[at]! += 1;
    for (let next = at + 1; next < size; next++) chosen[next] = chosen[next - 1]! + 1;
  }
}

function repairText(lifts: readonly Wish[], hours: number): string {
  const changes = lifts.map(({ kind, name }) =>
    kind === 'EXCLUDES' ? `allow \`${name}\`` : `drop the pin of \`${name}\``,
  );
  const change = listed(changes);
  return `${change[0]!.toUpperCase()}${change.slice(1)}, and it takes ${hours} h.`;
}

function conflictText(goals: readonly string[], conflict: readonly NamedNodes[]): string {
  const exclusions = conflict.filter(({ wish }) => wish.kind === 'EXCLUDES');
  const pins = conflict.filter(({ wish }) => wish.kind === 'PINS');
  const without = listed(
    exclusions.map(({ wish }) => `\`${wish.name}\``),
    'or',
  );
  const wanted =
    goals.length > 0 ? listed(goals, 'and', 3) : listed(pins.map(({ wish }) => `\`${wish.name}\``));
  return `${wanted} can't be reached without ${without}.`;
}
