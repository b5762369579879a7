import { describe, expect, it } from 'vitest';
import type { CurriculumGraph } from '../../../src/curriculum/graph.ts';
import { competencyKey, type Requirement } from '../../../src/curriculum/requirement.ts';
import { plan } from '../../../src/planner/plan.ts';
import type { UnreachableGoals } from '../../../src/planner/refusal.ts';
import type { GoalSubject, Wish } from '../../../src/planner/roadmap.ts';
import { graph } from '../../support/curricula.ts';
import { planned, type Wanted } from '../../support/planning.ts';
import { dice } from '../../support/random.ts';
import { randomCurriculum, randomRequest } from '../../support/random-curricula.ts';
import { runToEnd } from '../../support/run-to-end.ts';

/** The lines of the argument, numbered. */
function check(drawing: string, wanted: Wanted, expected: string[]) {
  expect(refused(drawing, wanted).argument.map(({ number, says }) => `${number}. ${says}`)).toEqual(
    expected,
  );
}

function refused(drawing: string, wanted: Wanted): UnreachableGoals {
  const answer = planned(drawing, wanted);
  if (answer.kind !== 'unreachable-goals') throw new Error(answer.kind);
  return answer;
}

describe('the argument says', () => {
  it('that the goal itself is excluded', () =>
    check('z', { goals: 'z', excludes: ['z'] }, ["1. You exclude z, so it can't be reached."]));

  it('what is needed and excluded', () =>
    check('a; z: a', { goals: 'z', excludes: ['a'] }, [
      '1. You exclude a.',
      "2. z needs a [1], so it can't be reached.",
    ]));

  it('a chain of needs in one breath', () =>
    check('a; b: a; c: b; z: c', { goals: 'z', excludes: ['a'] }, [
      '1. You exclude a.',
      "2. z needs c, which needs b, which needs a [1], so it can't be reached.",
    ]));

  it('a long chain in several', () =>
    check('a; b: a; c: b; d: c; e: d; f: e; g: f; z: g', { goals: 'z', excludes: ['a'] }, [
      '1. You exclude a.',
      '2. d needs c, which needs b, which needs a [1].',
      "3. z needs g, which needs f, which needs e, which needs d [2], so it can't be reached.",
    ]));

  it('that a level needs the one below', () =>
    check('n; a; a@2: n; a@3; z: a@3', { goals: 'z', excludes: ['n'] }, [
      '1. You exclude n.',
      "2. z needs a (advanced), which needs a (working), which needs n [1], so it can't be reached.",
    ]));

  it('that none of several alternatives is left, excluded ones in one line', () =>
    check('a; b; n; c: n; $path: a | b | c', { goals: 'path', excludes: ['a', 'b', 'n'] }, [
      '1. You exclude n.',
      '2. c needs n [1].',
      '3. You exclude a and b.',
      "4. path needs a, b or c, and none of these is left [2, 3], so it can't be reached.",
    ]));

  it('that too few are left', () =>
    check('a; b; c; z: 2 of (a, b, c)', { goals: 'z', excludes: ['a', 'b'] }, [
      '1. You exclude a and b.',
      "2. z needs at least 2 of a, b and c, and only one of these is left [1], so it can't be reached.",
    ]));

  it('what rules out both parts of a nested choice', () =>
    check('a; b; c; d; z: (a & b) | (c & d)', { goals: 'z', excludes: ['b', 'c'] }, [
      '1. You exclude b and c.',
      "2. z needs (a and b) or (c and d), and none of these is left [1], so it can't be reached.",
    ]));

  it('once what several need', () =>
    check('n; m: n; a: m; b: m; z: a | b', { goals: 'z', excludes: ['n'] }, [
      '1. You exclude n.',
      '2. m needs n [1].',
      '3. a needs m [2].',
      '4. b needs m [2].',
      "5. z needs a or b, and none of these is left [3, 4], so it can't be reached.",
    ]));

  it('what needs each other', () =>
    check('x; a: b | x; b: a; z: a', { goals: 'z', excludes: ['x'] }, [
      '1. You exclude x.',
      '2. a and b need each other, and no other way is left [1].',
      "3. z needs a [2], so it can't be reached.",
    ]));

  it('that a goal is part of a circle', () =>
    check('x; a: b | x; b: c; c: a', { goals: 'b', excludes: ['x'] }, [
      '1. You exclude x.',
      '2. a, b and c need one another, and no other way is left [1], so none of them can be reached.',
    ]));

  it('nothing of what is known', () =>
    check('k; a; b; z: (k & a) | b', { goals: 'z', knows: 'k', excludes: ['a', 'b', 'k'] }, [
      '1. You exclude a and b.',
      "2. z needs (k and a) or b, and none of these is left [1], so it can't be reached.",
    ]));

  it('how a pin is ruled out', () =>
    check('a; b: a; z', { goals: 'z', pins: ['b'], excludes: ['a'] }, [
      '1. You exclude a.',
      "2. b needs a [1], so it can't be reached.",
    ]));

  it('how the most important goal is', () =>
    check(
      'a; b; y: a; z: b',
      {
        goals: [{ skill: 'y' }, { skill: 'z', importance: 2 }],
        excludes: ['a', 'b'],
      },
      ['1. You exclude b.', "2. z needs b [1], so it can't be reached."],
    ));

  it('only the end where it is long', () => {
    const chain = Array.from({ length: 400 }, (_, index) => `c${index + 1}: c${index}`).join('; ');
    const { argument, argumentLinesLeftOut } = refused(`c0; ${chain}`, {
      goals: 'c400',
      excludes: ['c0'],
    });
    expect(argument.length).toBe(30);
    expect(argumentLinesLeftOut).toBe(71);
    expect(argument[0]!.number).toBe(72);
    expect(argument.at(-1)!.says).toMatch(
      /^c400 needs c399, .* \[100\], so it can't be reached\.$/,
    );
  });

  it('something of what runs in a thousand circles, one behind the other', () => {
    const circles = Array.from(
      { length: 1_000 },
      (_, index) => `a${index + 1}: b${index + 1} | a${index}; b${index + 1}: a${index + 1}`,
    );
    const { argument, argumentLinesLeftOut } = refused(`a0; ${circles.join('; ')}`, {
      goals: 'b1000',
      excludes: ['a0'],
    });
    expect(argument.length + argumentLinesLeftOut).toBe(1_001);
    expect(argument.at(-1)!.says).toBe(
      'a1000 and b1000 need each other, and no other way is left [1000], so neither can be reached.',
    );
  });

  it('eight exclusions in a line', () => {
    const names = Array.from({ length: 20 }, (_, index) => `e${index + 10}`);
    const { argument } = refused(`${names.join('; ')}; z: ${names.join(' | ')}`, {
      goals: 'z',
      excludes: names,
    });
    expect(argument.map(({ about }) => about.length)).toEqual([8, 8, 4, 1]);
    expect(argument.at(-1)!.because).toEqual([1, 2, 3]);
  });
});

it('can be checked line by line, from the request, the curriculum and the lines referred to', () => {
  const kinds = new Map<string, number>();
  for (let seed = 1; seed <= 1_200; seed++) {
    const curriculum = randomCurriculum(seed, 5 + (seed % 12));
    const { pick, between } = dice(seed);
    const excludes = pick([...curriculum.skills], between(3, 7)).map(({ slug }) => slug);
    const request = { ...randomRequest(seed, curriculum), excludes, pins: [] };
    const drawn = graph(curriculum);
    const answer = runToEnd(plan(drawn, request));
    if (answer.kind !== 'unreachable-goals') continue;
    expect(answer.argumentLinesLeftOut, `seed ${seed}`).toBe(0);
    for (const flaw of flaws(drawn, answer)) expect.fail(`seed ${seed}: ${flaw}`);
    for (const { kind } of answer.argument) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect([...kinds.keys()].sort()).toEqual([
    'CIRCULAR',
    'EXCLUDED',
    'NEEDS_ALL',
    'NEEDS_ANY',
    'NEEDS_AT_LEAST',
  ]);
  for (const [kind, count] of kinds) expect(count, kind).toBeGreaterThan(10);
});

/** What does not follow. Nothing is looked at but the answer and what the curriculum requires. */
function* flaws(drawn: CurriculumGraph, answer: UnreachableGoals): Generator<string> {
  const { argument, conflict, goals } = answer;
  const excluded = conflict.filter(({ kind }) => kind === 'EXCLUDES');
  const keysOf = (number: number): string[] => argument[number - 1]!.about.map(keyOf);
  const used = new Set<Wish>();
  for (const [index, { number, kind, says, about, because }] of argument.entries()) {
    const place = `${number}. ${says}`;
    if (number !== index + 1) yield `${place} is out of order`;
    if (because.some((each) => each >= number || each < 1)) yield `${place} looks forward`;
    if (kind === 'EXCLUDED') {
      for (const subject of about) {
        const wishes = excluded.filter(({ name }) => excludes(drawn, name, subject));
        for (const wish of wishes) used.add(wish);
        if (wishes.length === 0) yield `${place} excludes what nobody excluded`;
      }
      continue;
    }
    const gone = new Set(because.flatMap(keysOf));
    if (kind === 'CIRCULAR') for (const subject of about) gone.add(keyOf(subject));
    for (const subject of about.toReversed()) {
      if (isMet(requirementOf(subject), gone)) yield `${place} does not follow`;
      gone.add(keyOf(subject));
    }
    if (!because.every((each) => says.includes(`${each}`))) yield `${place} names no line`;
  }
  for (const { number } of argument.slice(0, -1)) {
    if (!argument.some(({ because }) => because.includes(number))) yield `${number} leads nowhere`;
  }
  if (used.size < excluded.length) yield 'not every exclusion of the conflict is used';
  const wanted = goals.map(({ subject }) => keyOf(subject));
  if (
    !argument
      .at(-1)!
      .about.map(keyOf)
      .some((key) => wanted.includes(key))
  )
    yield 'the goal is left open';
}

function keyOf(subject: GoalSubject): string {
  switch (subject.kind) {
    case 'competency':
      return competencyKey({ skill: subject.skill.slug, level: subject.level });
    case 'project':
      return subject.project.slug;
    case 'careerPath':
      return subject.careerPath.slug;
  }
}

function excludes(drawn: CurriculumGraph, name: string, subject: GoalSubject): boolean {
  const [slug, level] = name.split('@') as [string, string?];
  if (subject.kind !== 'competency') return keyOf(subject) === name;
  if (subject.skill.slug !== slug) return false;
  return level === undefined || drawn.rank(subject.level) >= drawn.rank(level);
}

/** With the level below, where there is one. */
function requirementOf(subject: GoalSubject): Requirement {
  if (subject.kind === 'careerPath') return subject.careerPath.requires;
  const none: Requirement = { kind: 'all-of', of: [] };
  if (subject.kind === 'project') return subject.project.requires ?? none;
  const { slug, levels } = subject.skill;
  const rank = levels.findIndex(({ level }) => level === subject.level);
  const own = levels[rank]!.requires ?? none;
  if (rank === 0) return own;
  const below: Requirement = { kind: 'competency', skill: slug, level: levels[rank - 1]!.level };
  return { kind: 'all-of', of: [below, own] };
}

/** Whether a requirement may still hold where some competencies can't be had. */
function isMet(requirement: Requirement, gone: ReadonlySet<string>): boolean {
  if (requirement.kind === 'competency') return !gone.has(competencyKey(requirement));
  const met = requirement.of.filter((each) => isMet(each, gone)).length;
  if (requirement.kind === 'all-of') return met === requirement.of.length;
  return met >= (requirement.kind === 'any-of' ? 1 : requirement.count);
}
