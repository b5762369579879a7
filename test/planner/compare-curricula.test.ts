import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { kinshipBetween } from '../../src/curriculum/difference/kinship.ts';
import { goalRequestOf } from '../../src/planner/compare/goal-request.ts';
import {
  type CompareCurriculaResult,
  type CurriculaComparison,
  compareCurricula,
} from '../../src/planner/compare-curricula.ts';
import type { GoalRequest } from '../../src/planner/request.ts';
import { curriculum, graph } from '../support/curricula.ts';
import { roadmap } from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

function result(
  before: Curriculum,
  after: Curriculum,
  goals: readonly GoalRequest[] = [],
): CompareCurriculaResult {
  const kinship = kinshipBetween(before, after);
  return runToEnd(compareCurricula(graph(before), graph(after), kinship, { goals }));
}

function compared(
  before: Curriculum,
  after: Curriculum,
  goals: readonly GoalRequest[] = [],
): CurriculaComparison {
  const found = result(before, after, goals);
  if (found.kind !== 'curricula-comparison') throw new Error(found.message);
  return found;
}

/** What is said of each goal. */
function check(before: string, after: string, goals: readonly GoalRequest[], says: string[]) {
  const { goals: effects } = compared(curriculum(before), curriculum(after), goals);
  expect(effects.map((effect) => `${effect.fate}: ${effect.says}`)).toEqual(says);
}

describe('for whoever begins, a goal', () => {
  it('is as before where nothing on the ways to it changed', () =>
    check(
      'a 2; b 3: a; $way: b',
      'a 2; b 3: a; c 9; $way: b',
      [],
      ['SAME: way takes 5 h as before.'],
    ));

  it('takes more by the same steps', () =>
    check(
      'a 2; b 3: a; $way: b',
      'a 4; b 3: a; $way: b',
      [],
      ['CHANGED: way takes 7 h now rather than 5 h, by the same steps.'],
    ));

  it('has another cheapest way', () =>
    check(
      'a 2; b 3; $way: a | b',
      'a 4; b 3; $way: a | b',
      [],
      ['CHANGED: way takes 3 h now rather than 2 h: the cheapest way goes with b and without a.'],
    ));

  it('goes by what its author prefers', () =>
    check(
      'a 2; b 3; $way: a | b',
      'a 2; b 3; $way: a | b + b',
      [],
      ['CHANGED: way takes 3 h now rather than 2 h: the cheapest way goes with b and without a.'],
    ));

  it('is new, or none any longer', () =>
    check(
      'a 2; $old: a; !p: a',
      'a 2; $way: a; !p: a',
      [],
      [
        'GONE: old can no longer be a goal; it took 2 h in 1 step.',
        'NEW: way is new: 2 h in 1 step.',
        'SAME: p takes 3 h as before.',
      ],
    ));

  it('may no longer lead through a skill, or lead through another', () =>
    check(
      'a 2; b 3; c 4; $way: a | b',
      'a 2; b 3; c 4; $way: a | c',
      [],
      [
        'SAME: way takes 2 h as before. No way to it leads through b any longer. Ways to it may lead through c now.',
      ],
    ));

  it('leads through what is new without a word, since that is told of the curriculum', () =>
    check('a 2; $way: a', 'a 2; b 5; $way: a | b', [], ['SAME: way takes 2 h as before.']));

  it('is whatever is asked for besides, by the name that either has for it', () =>
    check(
      'a 2; b 3: a; b@2 1',
      'a 2; c 3: a',
      [{ skill: 'b', level: 'working' }, { skill: 'c' }],
      [
        'GONE: b (working) can no longer be a goal; it took 6 h in 3 steps.',
        'NEW: c is new: 5 h in 2 steps.',
      ],
    ));
});

it('follows names', () => {
  const before = curriculum('a 2; b 3: a; !p: b; $way: b');
  const drawn = curriculum('a 2; z 4: a; !p: z; $way: z');
  const after = {
    ...drawn,
    skills: drawn.skills.map((skill) =>
      skill.slug === 'z' ? { ...skill, replaces: ['b'] } : skill,
    ),
  };
  const { goals } = compared(before, after, [{ skill: 'b' }, { skill: 'z' }]);
  expect(goals.map(({ says }) => says)).toEqual([
    'z takes 6 h now rather than 5 h, by the same steps.',
    'way takes 6 h now rather than 5 h, by the same steps.',
    'p takes 7 h now rather than 6 h, by the same steps.',
  ]);
  expect(goals.every(({ stepsIn, stepsOut }) => stepsIn.length + stepsOut.length === 0)).toBe(true);
});

it('says which goals it does not know', () => {
  const drawn = curriculum('a; b');
  expect(result(drawn, drawn, [{ skill: 'a' }, { skill: 'nope' }])).toMatchObject({
    kind: 'unknown-names',
    message: 'Neither of the two has `nope`.',
    names: [{ path: 'goals.1.skill', name: 'nope' }],
  });
  expect(result(drawn, drawn, [{ skill: 'a', project: 'b' }])).toMatchObject({
    kind: 'invalid-request',
    problems: [{ path: 'goals.0' }],
  });
  expect(result(drawn, drawn, Array(51).fill({ skill: 'a' }))).toMatchObject({
    kind: 'invalid-request',
    problems: [{ path: 'goals' }],
  });
});

it('looks at 200 goals and counts the rest', () => {
  const paths = Array.from({ length: 203 }, (_, index) => `$w${index}: a`).join('; ');
  const found = compared(curriculum(`a; ${paths}`), curriculum(`a 2; ${paths}`));
  expect(found.goals).toHaveLength(200);
  expect(found.goalsLeftOut).toBe(3);
  expect(found.summary).toBe(
    'For whoever begins: of 200 goals, 200 take more. 3 more goals were not looked at.',
  );
});

it('tells of every goal what planning on each says', () =>
  fc.assert(
    fc.property(fc.nat(300), fc.nat(10_000), (seed, edit) => {
      const before = randomCurriculum(seed, 10);
      const after = slightlyEdited(before, edit);
      const goals = before.skills.map(({ slug, levels }) => ({
        skill: slug,
        level: levels.at(-1)!.level,
      }));
      const { goals: effects } = compared(before, after, goals);
      const { careerPaths, projects } = before;
      expect(effects).toHaveLength(goals.length + careerPaths.length + projects.length);
      for (const { before: was, after: is, stepsIn, stepsOut, fate } of effects) {
        const request = { goals: [goalRequestOf(was!.goals[0]!)], projects: 'NONE' as const };
        const [old, now] = [roadmap(before, request), roadmap(after, request)];
        expect([was!.hours, is!.hours]).toEqual([old.totalHours, now.totalHours]);
        const [keys, others] = [old, now].map(({ steps }) => steps.map(({ key }) => key).sort());
        expect(stepsIn.map(({ key }) => key).sort()).toEqual(
          others!.filter((key) => !keys!.includes(key)),
        );
        expect(stepsOut.map(({ key }) => key).sort()).toEqual(
          keys!.filter((key) => !others!.includes(key)),
        );
        const isSame = old.totalHours === now.totalHours && String(keys) === String(others);
        expect(fate).toBe(isSame ? 'SAME' : 'CHANGED');
      }
    }),
    { numRuns: 20 },
  ));

/** With other hours here and there, and without what some need. */
function slightlyEdited(before: Curriculum, seed: number): Curriculum {
  const { chance, between } = dice(seed);
  return {
    ...before,
    skills: before.skills.map((skill) => ({
      ...skill,
      levels: skill.levels.map((level) => ({
        ...level,
        hours: chance(0.1) ? between(1, 120) / 10 : level.hours,
        requires: chance(0.1) ? null : level.requires,
      })),
    })),
    careerPaths: before.careerPaths.map((path) => ({
      ...path,
      prefers: chance(0.2) ? [] : path.prefers,
    })),
  };
}
