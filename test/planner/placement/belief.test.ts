import { expect, it } from 'vitest';
import { Belief, HELD, type Likelihood, NOT_HELD } from '../../../src/planner/placement/belief.ts';
import {
  EXPRESSION,
  type Ground,
  groundOf,
  isAvailable,
} from '../../../src/planner/placement/ground.ts';
import { graph } from '../../support/curricula.ts';
import { dice } from '../../support/random.ts';
import { randomCurriculum } from '../../support/random-curricula.ts';
import { competenciesOf } from '../../support/simulated-learners.ts';

const yes: Likelihood = { ifHeld: 0.93, ifNotHeld: 0.07 };
const no: Likelihood = { ifHeld: 0.07, ifNotHeld: 0.93 };

it('holds only states in which all that is held stands on what is held, circles and expressions included', () => {
  let circles = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const { chance, pick } = dice(seed);
    const ground = groundOf(graph(randomCurriculum(seed, 4 + (seed % 10))), []);
    const belief = new Belief(ground, new Uint8Array(ground.kind.length), 64, seed);
    checkStates(ground, belief, `seed ${seed}, at first`);
    for (const node of pick(competenciesOf(ground), 6)) {
      belief.hear(node, chance(0.5) ? yes : no);
      checkStates(ground, belief, `seed ${seed}, after ${node}`);
    }
    circles += ground.circleEnd.filter((end) => end > 0).length;
  }
  expect(circles).toBeGreaterThan(100);
});

it('doubts itself where no state agrees with what is heard', () => {
  const ground = groundOf(graph('a; b: a; c: b; d: c; e: d; f: e'), []);
  const number = (slug: string): number => ground.numberOf.get(ground.graph.nodeOf(slug)!)!;
  const belief = new Belief(ground, new Uint8Array(ground.kind.length), 64, 1);
  const surely: Likelihood = { ifHeld: 1e-6, ifNotHeld: 1 };
  belief.hear(number('f'), surely);
  belief.hear(number('e'), surely);
  expect(belief.shareHeld(number('f'))).toBe(0);
  belief.hear(number('f'), { ifHeld: 1, ifNotHeld: 1e-6 }, 0.5);
  belief.hear(number('f'), { ifHeld: 1, ifNotHeld: 1e-6 }, 0.5);
  expect(belief.shareHeld(number('f'))).toBeGreaterThan(0.3);
});

it('keeps to what is certain', () => {
  const ground = groundOf(graph('a; b: a; c: b | d; d; e: c; z'), []);
  const number = (slug: string): number => ground.numberOf.get(ground.graph.nodeOf(slug)!)!;
  const certain = new Uint8Array(ground.kind.length);
  certain[number('b')] = NOT_HELD;
  certain[number('a')] = HELD;
  const belief = new Belief(ground, certain, 64, 1);
  for (const slug of ['c', 'e', 'd', 'z']) belief.hear(number(slug), yes);
  expect([belief.shareHeld(number('a')), belief.shareHeld(number('b'))]).toEqual([1, 0]);
  // Without b there is no way to c but by d.
  expect(belief.shareHeld(number('d'))).toBeGreaterThanOrEqual(belief.shareHeld(number('c')));
});

function checkStates({ andOr, kind }: Ground, { known, stateCount }: Belief, which: string): void {
  const { nodeCount } = andOr;
  for (let state = 0; state < stateCount; state++) {
    const held = known.subarray(state * nodeCount, (state + 1) * nodeCount);
    const founded = new Uint8Array(nodeCount);
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (let node = 0; node < nodeCount; node++) {
        if (founded[node] === 1 || (held[node] === 0 && kind[node] !== EXPRESSION)) continue;
        if (!isAvailable(andOr, founded, 0, node)) continue;
        founded[node] = 1;
        isChanged = true;
      }
    }
    expect([...held], `${which}, state ${state}`).toEqual([...founded]);
  }
}
