import { expect, it } from 'vitest';
import { Belief } from '../../../src/planner/placement/belief.ts';
import { chooseQuestion } from '../../../src/planner/placement/choose-question.ts';
import { type Ground, groundOf } from '../../../src/planner/placement/ground.ts';
import { neededRows } from '../../../src/planner/placement/needs.ts';
import { countOf, heldRows } from '../../../src/planner/placement/rows.ts';
import { graph } from '../../support/curricula.ts';
import { randomCurriculum } from '../../support/random-curricula.ts';
import { competenciesOf } from '../../support/simulated-learners.ts';

const yes = { ifHeld: 0.9, ifNotHeld: 0.2 };

it('expects to gain what splitting the states by the answer lessens, counted one by one', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { ground, belief, held } = beliefOn(groundOf(graph(randomCurriculum(seed, 6)), []));
    const all = competenciesOf(ground);
    const interests = all.map((node) => ({
      rows: held,
      node,
      weight: 1 + (node % 3),
      count: countOf(held, node),
    }));
    const gains = all.map((asked) => gainCounted(ground, belief, asked, interests));
    const best = chooseQuestion(all, held, interests, yes)!;
    expect(best.gain, `seed ${seed}`).toBeCloseTo(Math.max(...gains), 9);
    expect(gains[all.indexOf(best.node)]).toBeCloseTo(best.gain, 9);
  }
});

it('takes the lowest number among equals, and none where there is none', () => {
  const { ground, held } = beliefOn(groundOf(graph('a; b'), []));
  const same = { ...held, bits: new Uint32Array(held.bits.length).fill(0x0f0f0f0f) };
  const interests = competenciesOf(ground).map((node) => ({
    rows: same,
    node,
    weight: 1,
    count: countOf(same, node),
  }));
  expect(chooseQuestion([1, 0], same, interests, yes)?.node).toBe(0);
  expect(chooseQuestion([], same, interests, yes)).toBeNull();
});

it('takes for needed what a state lacks for the goals: of a choice the cheapest, and nothing where it is met', () => {
  const drawn = graph('a 3; b 1; c 9; d 4; e 2; x: 2 of (b, c, d); $goal: a & x & (d | e)');
  const { ground, belief, held } = beliefOn(groundOf(drawn, [drawn.nodeOf('goal')!]));
  const share = Float64Array.from({ length: ground.kind.length }, () => 0);
  const needed = neededRows(ground, held, share);
  const number = (slug: string): number => ground.numberOf.get(drawn.nodeOf(slug)!)!;
  const has = (rows: typeof held, slug: string, state: number): boolean =>
    ((rows.bits[number(slug) * rows.words + (state >> 5)]! >>> (state & 31)) & 1) === 1;
  const seen = new Set<string>();
  for (let state = 0; state < belief.stateCount; state++) {
    const known = [...'abcdex'].filter((slug) => has(held, slug, state)).join('');
    const lacking = [...'abcdex'].filter((slug) => has(needed, slug, state)).join('');
    const wanted = new Set(known.includes('a') ? '' : 'a');
    if (!known.includes('x')) {
      wanted.add('x');
      const missing = 2 - [...'bcd'].filter((slug) => known.includes(slug)).length;
      const open = [...'bdc'].filter((slug) => !known.includes(slug));
      for (const slug of open.slice(0, Math.max(0, missing))) wanted.add(slug);
    }
    if (!known.includes('d') && !known.includes('e')) wanted.add('e');
    expect(lacking, `knows ${known}`).toBe([...wanted].sort().join(''));
    seen.add(known);
  }
  expect(seen.size).toBeGreaterThan(15);
});

function beliefOn(ground: Ground) {
  const belief = new Belief(ground, new Uint8Array(ground.kind.length), 128, 3);
  return { ground, belief, held: heldRows(belief) };
}

/** Expected loss of variance when each state answers as it would, with errors. */
function gainCounted(
  { kind }: Ground,
  { known, stateCount }: Belief,
  asked: number,
  interests: readonly { readonly node: number; readonly weight: number }[],
): number {
  const holds = (state: number, node: number): number => known[state * kind.length + node]!;
  const states = Array.from({ length: stateCount }, (_, state) => state);
  const variance = (weights: readonly number[], node: number): number => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const share =
      states.reduce((sum, state) => sum + weights[state]! * holds(state, node), 0) / total;
    return (share * (1 - share) * total) / stateCount;
  };
  const even = states.map(() => 1);
  const ifYes = states.map((state) => (holds(state, asked) === 1 ? yes.ifHeld : yes.ifNotHeld));
  const ifNo = ifYes.map((chance) => 1 - chance);
  return interests.reduce(
    (sum, { node, weight }) =>
      sum + weight * (variance(even, node) - variance(ifYes, node) - variance(ifNo, node)),
    0,
  );
}
