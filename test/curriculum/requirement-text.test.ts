import { expect, it } from 'vitest';
import { competencyKey, type Requirement } from '../../src/curriculum/requirement.ts';
import { requirementText } from '../../src/curriculum/requirement-text.ts';

const skill = (name: string): Requirement => ({ kind: 'competency', skill: name, level: 'low' });
const allOf = (...of: Requirement[]): Requirement => ({ kind: 'all-of', of });
const anyOf = (...of: Requirement[]): Requirement => ({ kind: 'any-of', of });
const atLeast = (count: number, ...of: Requirement[]): Requirement => ({
  kind: 'at-least',
  count,
  of,
});

function check(requirement: Requirement, expected: string) {
  expect(requirementText(requirement, (competency) => competency.skill)).toBe(expected);
}

it('names a competency as it is told to', () =>
  expect(requirementText(skill('sql'), competencyKey)).toBe('sql@low'));

it('lists all', () => check(allOf(skill('a'), skill('b'), skill('c')), 'a, b and c'));

it('lists alternatives', () => check(anyOf(skill('a'), skill('b')), 'a or b'));

it('counts', () =>
  check(atLeast(2, skill('a'), skill('b'), skill('c')), 'at least 2 of a, b and c'));

it('puts groups within groups in brackets', () =>
  check(
    allOf(skill('a'), anyOf(skill('b'), atLeast(1, skill('c'), skill('d')))),
    'a and (b or (at least 1 of c and d))',
  ));

it('sees through groups of one', () =>
  check(anyOf(allOf(anyOf(skill('a')), skill('b'))), 'a and b'));

it('has a word for a group of none', () => check(anyOf(skill('a'), allOf()), 'a or (nothing)'));

it('says the same part twice where it stands twice', () => {
  const twice = anyOf(skill('a'), skill('b'));
  check(allOf(twice, twice), '(a or b) and (a or b)');
});

it('takes a hundred thousand groups within each other', () => {
  let requirement = skill('a');
  for (let depth = 0; depth < 50_000; depth++)
    requirement = anyOf(allOf(requirement, skill('b')), skill('c'));
  const text = requirementText(requirement, (competency) => competency.skill);
  expect(text.slice(0, 5)).toBe('(((((');
  expect(text.slice(-25)).toBe(' and b) or c) and b) or c');
});
