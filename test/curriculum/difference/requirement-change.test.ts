import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequirementChange } from '../../../src/curriculum/difference/alteration.ts';
import { RequirementComparison } from '../../../src/curriculum/difference/requirement-change.ts';
import { CompetencyCodes, waysToMeet } from '../../../src/curriculum/difference/ways-to-meet.ts';
import {
  type Competency,
  competencyKey,
  type Requirement,
} from '../../../src/curriculum/requirement.ts';
import { curriculum } from '../../support/curricula.ts';

const levels = ['foundation', 'working', 'advanced'];

/** What changes from one drawn requirement to another; everything is called by its key. */
function change(before: string, after: string): RequirementChange | null {
  return comparison().change(requirement(before), requirement(after), {
    level: null,
    subject: 'It',
  });
}

function comparison(inNewNames = (competency: Competency) => [competency]): RequirementComparison {
  const nameOf = (competency: Competency) =>
    competencyKey(competency).replace('@foundation', '').replace('@working', '@2');
  return new RequirementComparison({
    levels,
    inNewNames,
    nameBefore: nameOf,
    nameAfter: nameOf,
  });
}

function requirement(drawing: string): Requirement | null {
  return curriculum(`x: ${drawing}`).skills.at(-1)!.levels[0]!.requires;
}

describe('a requirement', () => {
  it.each([
    ['a & b', 'b & a'],
    ['a & (b & c)', 'a & b & c'],
    ['(a | b) | c', 'c | a | b'],
    ['1 of (a, b)', 'a | b'],
    ['2 of (a, b)', 'a & b'],
    ['a & (a | b)', 'a'],
    ['a | (a & b)', 'a'],
    ['a & a@2', 'a@2'],
    ['a | a@2', 'a'],
    ['2 of (a, b, c)', '(a & b) | (a & c) | (b & c)'],
    ['(a | b) & (a | c)', 'a | (b & c)'],
    ['', ''],
  ])('means the same as %s and as %s', (before, after) => expect(change(before, after)).toBeNull());

  it.each<[string, string, RequirementChange['strictness'], string[]]>([
    ['a', 'a & b', 'STRICTER', ['PREREQUISITE_ADDED: It needs b now.']],
    ['', 'b', 'STRICTER', ['PREREQUISITE_ADDED: It needs b now.']],
    ['a & b', 'a', 'LOOSER', ['PREREQUISITE_REMOVED: It no longer needs b.']],
    ['a', 'a@2', 'STRICTER', ['LEVEL_CHANGED: It needs a@2 now rather than a.']],
    ['a & b & a@2', 'b & a', 'LOOSER', ['LEVEL_CHANGED: It needs a now rather than a@2.']],
    [
      'a & b',
      'a & (b | c)',
      'LOOSER',
      ['BECAME_ALTERNATIVE: It no longer needs b as such: b or c will do.'],
    ],
    [
      'a & (b | c)',
      'b & a',
      'STRICTER',
      ['BECAME_REQUIRED: It needs b now, where b or c was enough.'],
    ],
    [
      'a | b',
      'a | b | c',
      'LOOSER',
      ['ALTERNATIVES_ADDED: It accepts c as well, so that a, b or c will do.'],
    ],
    [
      'a | b | c',
      'a | d | c',
      'OTHER',
      [
        'ALTERNATIVES_ADDED: It accepts d as well, so that a, d or c will do.',
        'ALTERNATIVES_REMOVED: It no longer accepts b: it takes a, d or c.',
      ],
    ],
    [
      '2 of (a, b, c)',
      '1 of (a, b, c)',
      'LOOSER',
      ['COUNT_CHANGED: It needs 1 now, rather than 2, of a, b and c.'],
    ],
    ['a', 'a & (b | c)', 'STRICTER', ['CHOICE_ADDED: It needs b or c now.']],
    ['a & (b | c)', 'a', 'LOOSER', ['CHOICE_REMOVED: It no longer needs b or c.']],
    [
      'a & b',
      'c',
      'OTHER',
      [
        'PREREQUISITE_REMOVED: It no longer needs a.',
        'PREREQUISITE_REMOVED: It no longer needs b.',
        'PREREQUISITE_ADDED: It needs c now.',
      ],
    ],
  ])('that was %s and is %s', (before, after, strictness, parts) => {
    const found = change(before, after);
    expect(found?.strictness).toBe(strictness);
    expect(found?.parts.map(({ kind, says }) => `${kind}: ${says}`)).toEqual(parts);
    expect(found).toMatchObject({ comparedBy: 'MEANING', says: expect.any(String) });
  });

  it('follows names', () => {
    const became = (competency: Competency): Competency[] =>
      competency.skill === 'old'
        ? ['a', 'b'].map((skill) => ({ ...competency, skill }))
        : [competency];
    const place = { level: null, subject: 'It' };
    const change = (before: string, after: string) =>
      comparison(became).change(requirement(before), requirement(after), place);
    expect(change('old & c', 'c & b & a')).toBeNull();
    expect(change('old | c', 'c | (b & a)')).toBeNull();
    expect(change('old', 'a')?.parts).toMatchObject([
      { kind: 'PREREQUISITE_REMOVED', before: { skill: 'old' }, after: null },
    ]);
  });

  it('that is too large for its meaning is compared by its shape', () => {
    const pairs = Array.from({ length: 40 }, (_, index) => `(a${index} | b${index})`);
    const turned = pairs.map((_, index) => `(b${index} | a${index})`).reverse();
    expect(change(pairs.join(' & '), turned.join(' & '))).toBeNull();
    expect(change(pairs.join(' & '), turned.slice(1).join(' & '))).toMatchObject({
      comparedBy: 'SHAPE',
      strictness: 'UNKNOWN',
      parts: [{ kind: 'CHOICE_REMOVED' }],
    });
  });

  it('may be nested as deep as anybody likes', () => {
    const nested = (from: string): Requirement => {
      let inner: Requirement = competency(from);
      for (let depth = 0; depth < 20_000; depth++) {
        inner =
          depth % 2 === 0
            ? { kind: 'all-of', of: [inner, competency('b')] }
            : { kind: 'any-of', of: [competency('c'), inner] };
      }
      return inner;
    };
    const place = { level: null, subject: 'It' };
    expect(comparison().change(nested('a'), nested('a'), place)).toBeNull();
    expect(comparison().change(nested('a'), nested('d'), place)).not.toBeUndefined();
  });
});

function competency(skill: string): Requirement {
  return { kind: 'competency', skill, level: 'foundation' };
}

const { anyRequirement } = fc.letrec<{ anyRequirement: Requirement }>((tie) => ({
  anyRequirement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .record({ skill: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom(...levels) })
      .map((one): Requirement => ({ kind: 'competency', ...one })),
    fc
      .array(tie('anyRequirement'), { maxLength: 3 })
      .map((of): Requirement => ({ kind: 'all-of', of })),
    fc
      .array(tie('anyRequirement'), { minLength: 1, maxLength: 3 })
      .map((of): Requirement => ({ kind: 'any-of', of })),
    fc
      .array(tie('anyRequirement'), { minLength: 1, maxLength: 4 })
      .chain((of) => fc.integer({ min: 1, max: of.length }).map((count) => ({ count, of })))
      .map((group): Requirement => ({ kind: 'at-least', ...group })),
  ),
}));

/** Everything that can be held of three skills: from nothing to the highest level of each. */
const states = levelsOf().flatMap((a) =>
  levelsOf().flatMap((b) =>
    levelsOf().map((c) => new Map([...'abc'].map((s, i) => [s, [a, b, c][i]!]))),
  ),
);

function levelsOf(): number[] {
  return [-1, 0, 1, 2];
}

function holds(of: Requirement, state: ReadonlyMap<string, number>): boolean {
  if (of.kind === 'competency') return state.get(of.skill)! >= levels.indexOf(of.level);
  const count = of.of.filter((part) => holds(part, state)).length;
  return count >= (of.kind === 'all-of' ? of.of.length : of.kind === 'any-of' ? 1 : of.count);
}

describe('by its truth table', () => {
  it('two requirements are the same, stricter, looser or neither as they are told to be', () =>
    fc.assert(
      fc.property(anyRequirement, anyRequirement, (before, after) => {
        const tables = [before, after].map((one) => states.map((state) => holds(one, state)));
        const [was, is] = tables as [boolean[], boolean[]];
        const isStricter = is.every((value, index) => !value || was[index]);
        const isLooser = was.every((value, index) => !value || is[index]);
        const found = comparison().change(before, after, { level: null, subject: 'It' });
        const told = found?.strictness ?? 'SAME';
        const truth =
          isStricter && isLooser ? 'SAME' : isStricter ? 'STRICTER' : isLooser ? 'LOOSER' : 'OTHER';
        expect(told).toBe(truth);
        if (found) expect(found.parts.length).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    ));

  it('the ways to meet one are the least states that do', () =>
    fc.assert(
      fc.property(anyRequirement, (one) => {
        const codes = new CompetencyCodes(levels);
        const found = waysToMeet(one, (each) => [codes.of(each)], codes, { left: 1e6 })!;
        const ways = found.map(
          (way) => new Map(way.map((code) => [codes.skillOf(code), code % levels.length] as const)),
        );
        const skills = new Map(
          [...'abc'].map((skill) => [skill, codes.skillOf(codes.of({ skill, level: levels[0]! }))]),
        );
        const meets = (state: ReadonlyMap<string, number>, way: ReadonlyMap<number, number>) =>
          [...'abc'].every((skill) => state.get(skill)! >= (way.get(skills.get(skill)!) ?? -1));
        for (const state of states)
          expect(ways.some((way) => meets(state, way))).toBe(holds(one, state));
      }),
      { numRuns: 500 },
    ));
});
