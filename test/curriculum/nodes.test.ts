import { describe, expect, it } from 'vitest';
import { compileNodes, optionsNeeded } from '../../src/curriculum/nodes.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import { curriculum, graph } from '../support/curricula.ts';
import { groupsOf } from '../support/selection-problems.ts';

/** The groups of each node that has any, with members by key. */
function check(drawing: string, expected: Record<string, string[]>) {
  const drawn = graph(drawing);
  const { nodes } = drawn;
  const name = (node: number): string => drawn.keyOf(node).replace('@foundation', '');
  const groups = Array.from({ length: nodes.nodeCount }, (_, node) => [
    name(node),
    groupsOf(nodes, node).map(({ need, members }) => `${need} of ${members.map(name).join(' ')}`),
  ]);
  expect(Object.fromEntries(groups.filter(([, each]) => each!.length > 0))).toEqual(expected);
}

describe('groups', () => {
  it('need every member of a list, however nested', () =>
    check('a; b; c; z: a & (b & (c & a))', { z: ['3 of a b c'] }));

  it('need a level below', () =>
    check('a; b; b@2: a; b@3', { 'b@working': ['2 of b a'], 'b@advanced': ['1 of b@working'] }));

  it('need one of the alternatives, besides what is needed anyway', () =>
    check('a; b; c; z: a & (b | c)', { z: ['1 of a', '1 of b c'] }));

  it('need every member of a choice that leaves none', () =>
    check('a; b; c; z: 2 of (a, b); y: c & 1 of (a)', { z: ['2 of a b'], y: ['2 of c a'] }));

  it('have a node for what is nested in an alternative', () =>
    check('a; b; c; z: a | (b & c)', {
      z: ['1 of a z#0'],
      'z#0': ['2 of b c'],
    }));

  it('have nodes for choices within choices', () =>
    check('a; b; c; d; z: 2 of (a, b & (c | d), c)', {
      z: ['2 of a z#0 c'],
      'z#0': ['1 of b', '1 of c d'],
    }));

  it('are of projects and career paths too', () =>
    check('a; b; !p: a; $path: a | b', { p: ['1 of a'], path: ['1 of a b'] }));
});

describe('nodes', () => {
  it('are numbered skills by level, projects, career paths, expressions', () => {
    const drawn = graph('b; a; a@2; !q: a; !p: b; $way: a | (b & a@2)');
    const { nodeCount } = drawn.nodes;
    expect(Array.from({ length: nodeCount }, (_, node) => drawn.keyOf(node))).toEqual([
      'a@foundation',
      'a@working',
      'b@foundation',
      'p',
      'q',
      'way',
      'way#0',
    ]);
    const { firstProject, firstCareerPath, firstExpression, firstOfSkill, skillOf } = drawn.nodes;
    expect({ firstProject, firstCareerPath, firstExpression }).toEqual({
      firstProject: 3,
      firstCareerPath: 5,
      firstExpression: 6,
    });
    expect([...firstOfSkill]).toEqual([0, 2, 3]);
    expect([...skillOf]).toEqual([0, 0, 1]);
  });

  it('take tenths of an hour; what is no work takes none', () => {
    const { nodes } = graph('a 0.3; b 2.7; !p 12.1: a; $way: a | (b & a)');
    expect([...nodes.tenths]).toEqual([3, 27, 121, 0, 0]);
  });

  it('know whose expression they are', () => {
    const { nodes } = graph('a; b; c; y: a | (b & (a | (c & b))); $way: a | (b & c)');
    const owners = [...nodes.expressionOwner].map((owner) =>
      owner === nodes.firstCareerPath ? 'way' : 'y',
    );
    expect(owners).toEqual(['y', 'way', 'y']);
  });

  it('of choices keep the requirement, with an option a member', () => {
    const { nodes } = graph('a; b; c; z: a & 2 of (a, b, c)');
    const [[group, choice] = []] = [...nodes.choices];
    expect(choice).toMatchObject({ kind: 'at-least', count: 2 });
    expect(nodes.memberStart[group! + 1]! - nodes.memberStart[group!]!).toBe(choice!.of.length);
    expect(optionsNeeded(choice!)).toBe(2);
  });

  it('of groups in groups, two thousand deep, are half as many', () => {
    const drawn = curriculum('a; b; z');
    const [a, b] = ['a', 'b'].map(
      (skill): Requirement => ({ kind: 'competency', skill, level: 'foundation' }),
    );
    let requires: Requirement = a!;
    for (let depth = 0; depth < 2_000; depth++) {
      requires = { kind: depth % 2 === 0 ? 'any-of' : 'all-of', of: [requires, b!] };
    }
    const skills = drawn.skills.map((skill) =>
      skill.slug === 'z' ? { ...skill, levels: [{ ...skill.levels[0]!, requires }] } : skill,
    );
    const nodes = compileNodes({ ...drawn, skills });
    expect(nodes.nodeCount - nodes.firstExpression).toBe(999);
  });

  it('are refused where a name leads nowhere', () =>
    expect(() => compileNodes(curriculum('z: nowhere'))).toThrow(
      'This is a bug: nowhere@foundation is not in the curriculum',
    ));
});
