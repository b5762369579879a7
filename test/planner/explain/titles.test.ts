import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../src/curriculum/requirement.ts';
import { choiceTitle, hoursText, nodeTitle } from '../../../src/planner/explain/titles.ts';
import { graph } from '../../support/curricula.ts';

const drawn = graph('a; b; b@2; c; !app: a; $path: a | (b & c)');

describe('titles', () => {
  it.each([
    ['a', 'a'],
    ['b', 'b (foundation)'],
    ['app', 'app'],
    ['path', 'path'],
  ])('of %s', (slug, title) => expect(nodeTitle(drawn, drawn.nodeOf(slug)!)).toBe(title));

  it('of an expression is that of whoever it belongs to', () =>
    expect(nodeTitle(drawn, drawn.nodes.firstExpression)).toBe('path'));

  it('of a choice is all of it, where it is short', () =>
    expect(choiceTitle(drawn, drawn.careerPath('path')!.requires)).toBe('a or (b and c)'));

  it('of a choice that is large or deep are its first competencies', () => {
    const a: Requirement = { kind: 'competency', skill: 'a', level: 'foundation' };
    const wide: Requirement = { kind: 'any-of', of: Array.from({ length: 9 }, () => a) };
    let deep: Requirement = a;
    for (let depth = 0; depth < 20_000; depth++) deep = { kind: 'any-of', of: [deep, a] };
    expect(choiceTitle(drawn, wide)).toBe('a, a, a and others');
    expect(choiceTitle(drawn, deep)).toBe('a, a, a and others');
  });
});

it.each([
  [12, '12 h'],
  [0.5, '0.5 h'],
  [0.1 + 0.2, '0.3 h'],
])('%d hours read %s', (hours, text) => expect(hoursText(hours)).toBe(text));
