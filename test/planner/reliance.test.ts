import { describe, expect, it } from 'vitest';
import { reliances } from '../../src/planner/reliance.ts';
import { graph } from '../support/curricula.ts';
import { drawnName } from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { reachesTargets } from '../support/selection-problems.ts';

/** Of a plan with all these skills, who relies on whom: `needer < needed`, with the number of the choice in brackets. */
function check(
  drawing: string,
  { plan, known = '', target = 'z' }: { plan: string[]; known?: string; target?: string },
  expected: string[],
) {
  const drawn = graph(drawing);
  const nodes = (names: string): number[] =>
    names
      .split(' ')
      .filter(Boolean)
      .map((name) => drawn.nodeOf(name)!);
  const marks = new Uint8Array(drawn.nodes.nodeCount);
  for (const node of nodes(known)) marks[node] = 1;
  const { list } = reliances(drawn, plan.map(nodes), nodes(target), marks);
  const told = list.map(({ on, by, choice }) => {
    const number = choice === null ? '' : ` (${drawn.choiceKey(choice).split('#')[1]})`;
    return `${drawnName(drawn.keyOf(by))} < ${drawnName(drawn.keyOf(on))}${number}`;
  });
  expect(told).toEqual(expected);
}

describe('a plan relies on', () => {
  it('what is needed as such', () =>
    check('a; b: a; z: a & b', { plan: ['a b z'] }, ['b < a', 'z < a', 'z < b']));

  it('nothing that is known', () =>
    check('a; b; z: a & b', { plan: ['b z'], known: 'a' }, ['z < b']));

  it('the alternative that it has, by the choice that offered it', () =>
    check('a; b; c; z: a & (b | c)', { plan: ['a c z'] }, ['z < a', 'z < c (1)']));

  it('as many as are asked for, the first by name among those that can be had first', () =>
    check('a: d; b; c; d; z: 2 of (a, b, c, d)', { plan: ['a b c d z'] }, [
      'a < d',
      'z < b (1)',
      'z < c (1)',
    ]));

  it('what an earlier layer has before a later one', () =>
    check('a; b: a; z: a | b', { plan: ['a b z'] }, ['b < a', 'z < a (1)']));

  it('on nothing of a later layer where an earlier one will do', () =>
    check('a; b; z: a | b', { plan: ['b z', 'a'] }, ['z < b (1)']));

  it('what nested alternatives ask for, by the nearest choice', () =>
    check('a; b; c; d; z: d | (a & (b | c))', { plan: ['a c z'] }, ['z < a (1)', 'z < c (2)']));

  it('what leads into a circle', () =>
    check('x; a: b | x; b: a; z: a & b', { plan: ['a b x z'] }, [
      'a < x (1)',
      'b < a',
      'z < a',
      'z < b',
    ]));

  it('what career paths ask for', () =>
    check('a; b; $path: a | b', { plan: ['b'], target: 'path' }, ['path < b (1)']));
});

it('tells the choices with what stands for what was chosen, through nested ones', () => {
  const drawn = graph('a; b; c; d; z: d | (a & (b | c))');
  const plan = ['a', 'c', 'z'].map((name) => drawn.nodeOf(name)!);
  const known = new Uint8Array(drawn.nodes.nodeCount);
  const { choices } = reliances(drawn, [plan], [drawn.nodeOf('z')!], known);
  const told = choices.map(({ group, reached }) => [
    drawn.choiceKey(group),
    reached.map((node) => drawnName(drawn.keyOf(node))).join(' '),
  ]);
  expect(told).toEqual([
    ['z@foundation#1', 'a c'],
    ['z@foundation#2', 'c'],
  ]);
});

it('is founded, and enough to derive everything by it alone, whatever is on the plan besides', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const drawn = graph(randomCurriculum(seed, 4 + (seed % 10)));
    const { nodes } = drawn;
    const { chance } = dice(seed);
    const known = Uint8Array.from({ length: nodes.nodeCount }, (_, node) =>
      node < nodes.firstProject && chance(0.1) ? 1 : 0,
    );
    // All that there is, in two layers: far more than any group needs.
    const layers: number[][] = [[], []];
    for (let node = 0; node < nodes.firstCareerPath; node++) {
      if (known[node] === 0) layers[chance(0.5) ? 0 : 1]!.push(node);
    }
    const paths = Array.from(
      { length: nodes.firstExpression - nodes.firstCareerPath },
      (_, index) => nodes.firstCareerPath + index,
    );
    const { list } = reliances(drawn, layers, paths, known);
    const before = new Map<number, Set<number>>();
    for (const { on, by } of list) before.set(by, (before.get(by) ?? new Set()).add(on));
    const order: number[] = [];
    const held = new Set<number>();
    const left = new Set([...layers.flat(), ...paths]);
    for (let size = -1; size !== left.size; ) {
      size = left.size;
      for (const node of left) {
        if (![...(before.get(node) ?? [])].every((need) => held.has(need))) continue;
        held.add(node);
        order.push(node);
        left.delete(node);
      }
    }
    expect([...left], `seed ${seed}: nothing waits for itself`).toEqual([]);
    for (const node of order) {
      const needs = [...(before.get(node) ?? [])];
      expect(holdsBy(nodes, node, needs, known), `seed ${seed}, ${drawn.keyOf(node)}`).toBe(true);
    }
  }
});

/** Whether a node holds where just these others do, and what is known. */
function holdsBy(
  nodes: ReturnType<typeof graph>['nodes'],
  node: number,
  needs: readonly number[],
  known: Uint8Array,
): boolean {
  const given = known.slice();
  for (const need of needs) given[need] = 1;
  const expressions = [...nodes.tenths.keys()].filter((each) => each >= nodes.firstExpression);
  const problem = {
    andOr: nodes,
    targets: [node],
    known: given,
    excluded: known,
    costs: nodes.tenths,
  };
  return reachesTargets(problem, [...expressions, node]);
}
