import {
  COMPETENCY,
  EXPRESSION,
  type Ground,
  isAvailable,
} from '../../src/planner/placement/ground.ts';
import { seeded } from './random.ts';

/**
 * Kinds of learners, none of which is drawn as placement takes learners to be: collectors hold what some random
 * competencies need, mostly of a few areas; followers the first part of the teaching order, with gaps; scattered ones each
 * available competency alike.
 */
export const learnerKinds = ['collector', 'follower', 'scattered'] as const;
export type LearnerKind = (typeof learnerKinds)[number];

/** What a learner holds, by node of the ground; whatever is held stands on what else is. */
export function simulatedLearner(ground: Ground, kind: LearnerKind, seed: number): Uint8Array {
  const known = new Uint8Array(ground.andOr.nodeCount);
  const next = seeded(seed * 7919 + 13);
  for (let round = 0; round < 5; round++) next();
  fill[kind](ground, known, next);
  for (let node = 0; node < known.length; node++) {
    if (ground.kind[node] === EXPRESSION) known[node] = 0;
  }
  settleExpressions(ground, known);
  return known;
}

/** Answers about what is held, wrong in the given shares of cases, and to the same question the same. */
export function answersOf(
  known: Uint8Array,
  seed: number,
  slip: number,
  guess: number,
): (node: number) => boolean {
  return (node) => {
    const next = seeded(seed * 1_000_003 + node * 31 + 7);
    next();
    next();
    return known[node] === 1 ? next() >= slip : next() < guess;
  };
}

export function competenciesOf({ kind }: Ground): number[] {
  return [...kind.keys()].filter((node) => kind[node] === COMPETENCY);
}

type Fill = (ground: Ground, known: Uint8Array, next: () => number) => void;

const fill: Readonly<Record<LearnerKind, Fill>> = {
  collector(ground, known, next) {
    const all = competenciesOf(ground);
    const interest = Float64Array.from({ length: ground.areaCount }, () =>
      next() < 0.35 ? 1 : next() < 0.5 ? 0.1 : 0.01,
    );
    const wanted = next() * 0.9 * all.length;
    for (let turn = 0; turn < 50 * all.length && heldOf(all, known) < wanted; turn++) {
      const node = all[Math.floor(next() * all.length)]!;
      if (next() < interest[ground.areaOf[node]!]!) learn(ground, known, node, next);
    }
  },
  follower(ground, known, next) {
    const all = competenciesOf(ground);
    const areaPosition = (node: number): number => {
      const { skill } = ground.graph.competencyOf(ground.nodes[node]!);
      return ground.graph.areaPosition(ground.graph.skill(skill)!.area);
    };
    const inOrder = all.toSorted(
      (left, right) =>
        areaPosition(left) - areaPosition(right) || ground.depth[left]! - ground.depth[right]!,
    );
    for (const node of inOrder.slice(0, next() * all.length)) {
      settleExpressions(ground, known);
      if (next() < 0.9 && isAvailable(ground.andOr, known, 0, node)) known[node] = 1;
    }
  },
  scattered(ground, known, next) {
    const share = 0.3 + 0.68 * next();
    const byDepth = competenciesOf(ground).toSorted(
      (left, right) => ground.depth[left]! - ground.depth[right]!,
    );
    for (const node of byDepth) {
      settleExpressions(ground, known);
      if (next() < share && isAvailable(ground.andOr, known, 0, node)) known[node] = 1;
    }
  },
};

function heldOf(nodes: readonly number[], known: Uint8Array): number {
  return nodes.reduce((sum, node) => sum + known[node]!, 0);
}

/** Learns a competency and what it needs, by any of the ways. */
function learn(ground: Ground, known: Uint8Array, target: number, next: () => number): void {
  const { andOr, depth } = ground;
  const open = [target];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (known[node] === 1) continue;
    known[node] = 1;
    for (let group = andOr.groupStart[node]!; group < andOr.groupStart[node + 1]!; group++) {
      const ways = [
        ...andOr.members.subarray(andOr.memberStart[group], andOr.memberStart[group + 1]),
      ].filter((member) => depth[member]! < depth[node]!);
      const rest = ways.filter((member) => known[member] === 0);
      for (let held = ways.length - rest.length; held < andOr.need[group]!; held++) {
        open.push(...rest.splice(Math.floor(next() * rest.length), 1));
      }
    }
  }
}

function settleExpressions({ andOr, kind }: Ground, known: Uint8Array): void {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let node = 0; node < known.length; node++) {
      if (kind[node] !== EXPRESSION || known[node] === 1) continue;
      if (!isAvailable(andOr, known, 0, node)) continue;
      known[node] = 1;
      isChanged = true;
    }
  }
}
