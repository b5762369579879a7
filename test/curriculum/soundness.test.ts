import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import { curriculum } from '../support/curricula.ts';

/** The circles that nothing escapes, each as `path: what it says up to the advice`. */
function check(drawing: string | Curriculum, expected: string[]) {
  expect(defectsOf(drawing).map(({ path, circle }) => `${path}: ${circle}`)).toEqual(expected);
}

function defectsOf(drawing: string | Curriculum) {
  const built = CurriculumGraph.build(typeof drawing === 'string' ? curriculum(drawing) : drawing);
  const defects = built.kind === 'unsound' ? built.defects : [];
  for (const { severity, code } of defects) expect([severity, code]).toEqual(['error', 'cycle']);
  return defects.map(({ path, message }) => ({
    path: path.join('.'),
    circle: message.replaceAll('@foundation', '').replaceAll('`', '').split(', and no ')[0]!,
  }));
}

describe('a curriculum is sound where', () => {
  it('needs run in one direction', () => check('a; b: a; c: a & b; !p: c; $path: c | a', []));
  it('an alternative leads out of a circle', () => check('x; a: b | x; b: a', []));
  it('an alternative leads out of one of two linked circles', () =>
    check('x; a: b & d | x; b: a; c: d; d: c | a', []));
  it('enough of several can be had without the circle', () =>
    check('x; y; a: 2 of (b, x, y); b: a', []));
});

describe('a circle that nothing escapes', () => {
  it('is told with its path', () =>
    check('a: c; b: a; c: b', [
      'skills.a.requires.0: a can never be learned: it needs c, which needs b, which needs a',
    ]));

  it('may be of one skill', () =>
    check('a: a', ['skills.a.requires.0: a can never be learned: it needs a']));

  it('is told once, however many lead to it', () =>
    check('a: b; b: a; c: a; d: c & b; !p: d; $path: d', [
      'skills.a.requires.0: a can never be learned: it needs b, which needs a',
    ]));

  it('is told for each of several that have nothing to do with one another', () =>
    check('a: b; b: a; c: d; d: c; e: a & c', [
      'skills.a.requires.0: a can never be learned: it needs b, which needs a',
      'skills.c.requires.0: c can never be learned: it needs d, which needs c',
    ]));

  it('is the cause, not what it causes', () =>
    check('a: b; b: a & c; c: d; d: c', [
      'skills.c.requires.0: c can never be learned: it needs d, which needs c',
    ]));

  it('does not go through a choice that something else settles', () =>
    check('x; a: (b | x) & d; b: a; c: a; d: c', [
      'skills.a.requires.1: a can never be learned: it needs d, which needs c, which needs a',
    ]));

  it('goes through alternatives that are all part of it', () =>
    check('x; a: x & (b | c); b: a; c: a', [
      'skills.a.requires.1.anyOf.0: a can never be learned: it needs b, which needs a',
    ]));

  it('goes through nested expressions', () =>
    check('x; a: (x & b) | (b & c); b: a; c', [
      'skills.a.requires.0.anyOf.0.allOf.1: a can never be learned: it needs b, which needs a',
    ]));

  it('goes through at-least-n where too few can be had without it', () =>
    check('x; y; a: 3 of (b, c, x, y); b: a; c: b', [
      'skills.a.requires.0.of.0: a can never be learned: it needs b, which needs a',
    ]));

  it('goes through levels', () =>
    check('a: b; a@2; b: a@2', [
      'skills.a.requires.0: a can never be learned: it needs b, which needs a@working, which needs a',
    ]));

  it('is found at a higher level', () =>
    check('a; a@2: b@2; b; b@2: a@2', [
      'skills.a.requiresAt.working.0: a@working can never be learned: it needs b@working, which needs a@working',
    ]));

  it('is told in short where it is long', () => {
    const [defect] = defectsOf(ring(1_000));
    expect(defect!.circle).toMatch(
      /^s0000 can .+ needs s0019, and so on over 980 more, which needs s0000$/,
    );
  });
});

describe('a hundred thousand skills', () => {
  it('in a row are compiled', () => {
    const chained = ring(100_000);
    const skills = chained.skills.with(-1, { ...chained.skills.at(-1)!, levels: levelsOf(null) });
    expect(CurriculumGraph.build({ ...chained, skills }).kind).toBe('graph');
  });

  it('in one circle are one defect', () => expect(defectsOf(ring(100_000))).toHaveLength(1));

  it('in circles of two are fifty thousand', () => {
    const pairs = ring(100_000, (index) => index ^ 1);
    expect(defectsOf(pairs)).toHaveLength(50_000);
  });
});

/** So many skills, each of which needs the next, and the last the first. */
function ring(
  length: number,
  needed = (index: number): number => (index + 1) % length,
): Curriculum {
  const digits = String(length - 1).length;
  const slug = (index: number): string => `s${String(index).padStart(Math.max(4, digits), '0')}`;
  const [skill] = curriculum('a').skills;
  const skills = Array.from({ length }, (_, index) => ({
    ...skill!,
    slug: slug(index),
    levels: levelsOf({ kind: 'competency', skill: slug(needed(index)), level: 'foundation' }),
  }));
  return { ...curriculum('a'), skills };
}

function levelsOf(requires: Requirement | null) {
  return [{ level: 'foundation', hours: 1, criteria: [], requires }];
}
