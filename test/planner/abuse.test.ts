import { describe, expect, it } from 'vitest';
import { compareGoals } from '../../src/planner/compare-goals.ts';
import { limits } from '../../src/planner/limits.ts';
import { type PlanResult, plan } from '../../src/planner/plan.ts';
import { type PlanRequest, projectInclusions } from '../../src/planner/request.ts';
import { suggestCareerPaths } from '../../src/planner/suggest-career-paths.ts';
import { graph } from '../support/curricula.ts';
import { jsonOf } from '../support/planning.ts';
import { type Dice, dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

const curriculum = randomCurriculum(7, 12);
const drawn = graph(curriculum);

const sound = [...curriculum.skills, ...curriculum.projects, ...curriculum.careerPaths].map(
  ({ slug }) => slug,
);
const strange = [
  '',
  ' ',
  '@',
  '@@',
  's00@',
  '@working',
  's00@working@working',
  's00@__proto__',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'S00',
  's00 ',
  'p0@foundation',
  'w0@foundation',
  'x'.repeat(100_000),
  '😀'.repeat(300),
  '\ud800',
  '\0',
  '../../etc',
  '$ref',
  '`s00`',
];
const numbers = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -1e308, 5e-324],
  ...[-1, -0, 0, 0.004, 0.005, 0.01, 0.1, 1, 1.5, 7, 168, 168.001, 1_000, 1_001, 2 ** 53],
];
const dates = [
  ...['', 'soon', '2027-01-04', '2027-02-29', '2027-02-30', '2028-02-29', '2027-13-01', '2027-1-4'],
  ...['0000-01-01', '0001-01-01', '0099-12-31', '1969-12-31', '1970-01-01', '9999-12-31'],
  ...['10000-01-01', '+010000-01-01', '-000001-01-01', '99999999-01-01', '2027-01-04T00:00:00Z'],
  ...['2027-01-04 ', '２０２７-01-04', '1'.repeat(100_000)],
];

describe('whatever is asked', () => {
  it('plan answers, with all that is wrong and where', () => {
    const kinds = new Map<string, number>();
    for (let seed = 1; seed <= 3_000; seed++) {
      const answer: PlanResult = runToEnd(plan(drawn, garbage(dice(seed), seed % 10)));
      kinds.set(answer.kind, (kinds.get(answer.kind) ?? 0) + 1);
      if (answer.kind === 'roadmap') {
        const visible = jsonOf(answer);
        expect(visible, `seed ${seed}`).not.toMatch(/NaN|Infinity|undefined|\[object/);
        expect(visible, `seed ${seed}`).not.toContain('"totalHours":null');
      } else {
        expect(answer.message.length, `seed ${seed}`).toBeGreaterThan(0);
        expect(answer.message.length, `seed ${seed}`).toBeLessThan(3_000);
      }
      if (answer.kind === 'invalid-request') {
        for (const { path, message } of answer.problems) {
          expect(path, `seed ${seed}`).toMatch(/^[a-zA-Z]+(\.\d+(\.[a-zA-Z]+)?)?$/);
          expect(message.length, `seed ${seed}`).toBeLessThan(1_000);
        }
        const told = answer.problems.map(({ path, message }) => `${path} ${message}`);
        expect(new Set(told).size, `seed ${seed}`).toBe(told.length);
      }
    }
    expect([...kinds.keys()].sort()).toEqual([
      'invalid-request',
      'roadmap',
      'unknown-names',
      'unreachable-goals',
    ]);
    for (const count of kinds.values()) expect(count).toBeGreaterThan(20);
  });

  it('comparisons and suggestions answer', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const request = garbage(dice(seed), seed % 10);
      expect(runToEnd(compareGoals(drawn, request)).kind, `seed ${seed}`).toBeTruthy();
      const interests = dice(seed).pick([...strange, ...sound], seed % 4);
      const suggested = runToEnd(suggestCareerPaths(drawn, { interests, knows: request.knows }));
      expect(suggested.kind, `seed ${seed}`).toBeTruthy();
    }
  });

  it('nothing is left of it in what comes next', () => {
    const request = { goals: [{ careerPath: 'w0' }] };
    const before = jsonOf(runToEnd(plan(drawn, request)));
    runToEnd(plan(drawn, garbage(dice(1), 5)));
    expect(jsonOf(runToEnd(plan(drawn, request)))).toBe(before);
  });

  it('lists that are too long are not read', () => {
    const names = Array.from({ length: limits.names + 1 }, (_, index) => `x${index}`);
    const answer = runToEnd(
      plan(drawn, {
        goals: Array.from({ length: limits.goals + 1 }, () => ({ careerPath: 'w0' })),
        knows: names.map((skill) => ({ skill })),
        denies: names.map((skill) => ({ skill })),
        completedProjects: names,
        prefers: names,
        avoids: names,
        excludes: names,
        pins: names,
        keepOrder: names,
        startOn: '2027-01-04',
        pauses: names.map(() => ({ from: '2027-01-05', to: '2027-01-06' })),
      }),
    );
    if (answer.kind !== 'invalid-request') throw new Error(answer.kind);
    expect(answer.problems.map(({ path }) => path).sort()).toEqual(
      [
        ...['goals', 'knows', 'denies', 'completedProjects', 'prefers', 'avoids', 'excludes'],
        ...['pins', 'keepOrder', 'pauses'],
      ].sort(),
    );
  });
});

/** The stranger, the more of it is no name, no number and no date. */
function garbage({ between, chance, pick }: Dice, strangeness: number): PlanRequest {
  const share = strangeness / 30;
  const one = <Item>(items: readonly Item[]): Item => pick(items, 1)[0]!;
  const name = (): string => (chance(share) ? one(strange) : one(sound));
  const skill = (): string => (chance(share) ? one(strange) : one(curriculum.skills).slug);
  const level = () => (chance(share) ? one(strange) : one([null, undefined, 'foundation']));
  const date = () => (chance(share) ? one(dates) : one([null, undefined, '2027-01-04']));
  const many = <Item>(make: () => Item, most: number) =>
    chance(0.4) ? one([null, undefined, []]) : Array.from({ length: between(1, most) }, make);
  const skills = () => many(skill, 3);
  const goal = () => {
    const kind = one(['careerPath', 'project', 'skill'] as const);
    const [path, project] = [one(curriculum.careerPaths).slug, one(curriculum.projects).slug];
    const slug = { careerPath: path, project, skill: skill() }[kind];
    return {
      [kind]: chance(share) ? one(strange) : slug,
      ...(chance(share) && { level: level(), project: name() }),
      importance: chance(share) ? one(numbers) : 1,
      by: chance(share) ? date() : null,
    };
  };
  return {
    goals: Array.from({ length: chance(share) ? between(0, 4) : 1 }, goal),
    knows: many(() => ({ skill: skill(), level: level() }), 3),
    denies: many(() => ({ skill: skill(), level: level() }), 1),
    inferKnown: one([true, false, null, undefined]),
    completedProjects: many(() => (chance(share) ? name() : 'p0'), 2),
    prefers: skills(),
    avoids: many(skill, 1),
    excludes: skills(),
    pins: many(skill, 1),
    includeRecommended: one([true, false, null, undefined]),
    projects: one([...projectInclusions, null, undefined]),
    keepOrder: many(name, 3),
    hoursPerWeek: chance(share) ? one(numbers) : one([null, 10]),
    startOn: date(),
    finishBy: chance(share) ? date() : null,
    pauses: chance(share) ? [{ from: one(dates), to: one(dates) }] : null,
  };
}
