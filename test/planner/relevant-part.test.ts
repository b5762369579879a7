import { expect, it } from 'vitest';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import { relevantPart } from '../../src/planner/relevant-part.ts';
import { drawnProblem, groupsOf, randomProblem } from '../support/selection-problems.ts';

/** The nodes of the part, each with its groups: how many of which. */
function check(drawing: string, target: string, known: string[], expected: string) {
  const { problem, numberOf, nameOf } = drawnProblem(drawing, { targets: [target], known });
  const part = relevantPart(problem.andOr, [numberOf(target)], problem.known);
  const name = (number: number): string => nameOf(part.nodes[number]!);
  const told = [...part.nodes.keys()].map((number) => {
    const groups = groupsOf(part.andOr, number).map(
      ({ need, members }) => `${need} of ${members.map(name).join(' ')}`,
    );
    return [name(number), ...groups].join(': ');
  });
  expect(told.join(', ')).toBe(expected);
}

it('has what may be needed, through every alternative', () =>
  check('a; b: a; c; d; z: b | c', 'z', [], 'a, b: 1 of a, c, z: 1 of b c'));

it('leaves out what is known, what that needs, and groups that hold by it', () => {
  check('a; b: a; c; z: b & c', 'z', ['b'], 'c, z: 1 of c');
  check('a; b; c; z: b | c', 'z', ['b'], 'z');
  check('a; b; c; z: 2 of (a, b, c)', 'z', ['b'], 'a, c, z: 1 of a c');
  check('a; z: a', 'z', ['z'], '');
});

it('derives what the whole graph derives', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const shape = { nodes: 20, choices: 0.5, cyclic: seed % 2 === 0 };
    const { andOr, targets, known, excluded } = randomProblem(seed, shape);
    const part = relevantPart(andOr, targets, known);
    const blocked = excluded.map((value, node) => value * (1 - known[node]!));
    const whole = forwardChain(andOr, blocked, known).round;
    const own = forwardChain(
      part.andOr,
      Uint8Array.from(part.nodes, (node) => blocked[node]!),
    ).round;
    part.nodes.forEach((node, number) => {
      expect(own[number] === -1, `seed ${seed}, node ${node}`).toBe(whole[node] === -1);
      expect(part.numberOf[node]).toBe(number);
    });
    part.andOr.need.forEach((_, group) => {
      const owner = part.nodes[part.andOr.owner[group]!]!;
      expect(andOr.owner[part.groups[group]!]).toBe(owner);
    });
  }
});
