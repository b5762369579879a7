import { describe, expect, it } from 'vitest';
import { components } from '../../src/curriculum/components.ts';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import { hasLandmark, landmarkBlock } from '../../src/curriculum/landmarks.ts';
import { graph } from '../support/curricula.ts';
import { randomAndOr } from '../support/random-and-or.ts';

/** The skills that every way to learn `z` goes through. */
function check(drawing: string, expected: string) {
  const drawn = graph(drawing);
  const rows = landmarkBlock(drawn.nodes, components(drawn.nodes), 0, 1);
  const names = drawn.curriculum.skills.map(({ slug }) => slug);
  const found = names.filter((name) =>
    hasLandmark(rows, 1, 0, drawn.nodeOf('z')!, drawn.nodeOf(name)!),
  );
  expect(found.join(' ')).toBe(expected);
}

describe('landmarks', () => {
  it('are hard needs and theirs', () => check('a; b: a; c; z: b', 'a b z'));
  it('are what all alternatives have in common', () =>
    check('s; a: s; b: s; c; z: (a | b) & c', 'c s z'));
  it('are what too many members need to be left out', () =>
    check('s; a: s; b: s; c; z: 2 of (a, b, c)', 's z'));
  it('are not what enough members do without', () =>
    check('s; a: s; b: s; c; d; z: 2 of (a, b, c, d)', 'z'));
  it('are what leads into a circle', () =>
    check('s; x: s; a: b | x; b: a | x; z: a & b', 'a b s x z'));
});

it('are just the nodes without which a node cannot be derived, whatever the block', () => {
  let found = 0;
  for (let seed = 1; seed <= 500; seed++) {
    const andOr = randomAndOr(seed, 4 + (seed % 50), seed % 2 === 0);
    if (forwardChain(andOr).order.length < andOr.nodeCount) continue;
    const parts = components(andOr);
    for (let first = 0; first < andOr.nodeCount; first += 32) {
      const rows = landmarkBlock(andOr, parts, first, 1);
      const last = Math.min(andOr.nodeCount, first + 32);
      for (let candidate = first; candidate < last; candidate++) {
        const { round } = forwardChain(
          andOr,
          new Uint8Array(andOr.nodeCount).fill(1, candidate, candidate + 1),
        );
        const underivable = [...round.keys()].filter((node) => round[node] === -1);
        const having = [...round.keys()].filter((node) =>
          hasLandmark(rows, 1, first, node, candidate),
        );
        expect(having, `seed ${seed}, candidate ${candidate}`).toEqual(underivable);
        found += having.length;
      }
    }
  }
  expect(found).toBeGreaterThan(10_000);
});
