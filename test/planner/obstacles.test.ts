import { describe, expect, it } from 'vitest';
import { plan } from '../../src/planner/plan.ts';
import type { UnreachableGoals } from '../../src/planner/refusal.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import type { Wish } from '../../src/planner/roadmap.ts';
import { graph } from '../support/curricula.ts';
import { listOf, planned, type Wanted } from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

interface Told {
  readonly goals: string;
  /** Excluded names, with `+` before those that are pinned. */
  readonly conflict: string;
  /** What each repair lifts, and the hours then. */
  readonly repairs: string[];
}

function check(drawing: string, wanted: Wanted, expected: Told) {
  const { goals, conflict, repairs } = refused(drawing, wanted);
  expect({
    goals: goals.map(({ title }) => title).join(' '),
    conflict: wishes(conflict),
    repairs: repairs.map(({ lifts, totalHours }) => `${wishes(lifts)}: ${totalHours}`),
  }).toEqual(expected);
}

function refused(drawing: string, wanted: Wanted): UnreachableGoals {
  const answer = planned(drawing, wanted);
  if (answer.kind !== 'unreachable-goals') throw new Error(answer.kind);
  return answer;
}

function wishes(list: readonly Wish[]): string {
  return list.map(({ kind, name }) => (kind === 'PINS' ? `+${name}` : name)).join(' ');
}

describe('a goal is out of reach', () => {
  it('where it is excluded', () =>
    check('z', { goals: 'z', excludes: ['z'] }, { goals: 'z', conflict: 'z', repairs: ['z: 1'] }));

  it('where something that it needs is', () =>
    check(
      'a; b: a; z: b',
      { goals: 'z', excludes: ['a'] },
      {
        goals: 'z',
        conflict: 'a',
        repairs: ['a: 3'],
      },
    ));

  it('where all alternatives are, of which one would do', () =>
    check(
      'a 5; b 2; z: a | b',
      { goals: 'z', excludes: ['a', 'b'] },
      {
        goals: 'z',
        conflict: 'a b',
        repairs: ['b: 3', 'a: 6'],
      },
    ));

  it('where too few are left', () =>
    check(
      'a; b; c; z: 2 of (a, b, c)',
      { goals: 'z', excludes: ['a', 'b'] },
      {
        goals: 'z',
        conflict: 'a b',
        repairs: ['a: 3', 'b: 3'],
      },
    ));

  it('where what leads out of a circle is', () =>
    check(
      'x; a: b | x; b: a; z: a',
      { goals: 'z', excludes: ['x'] },
      {
        goals: 'z',
        conflict: 'x',
        repairs: ['x: 3'],
      },
    ));

  it('where a level of what it needs is', () =>
    check(
      'a; a@2; a@3; z: a@3',
      { goals: 'z', excludes: listOf('a@2') },
      {
        goals: 'z',
        conflict: 'a@working',
        repairs: ['a@working: 4'],
      },
    ));

  it('where all of several exclusions have to go, however many', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    check(
      `${names.join('; ')}; z: ${names.join(' & ')}`,
      { goals: 'z', excludes: names },
      {
        goals: 'z',
        conflict: 'a',
        repairs: ['a b c d e f: 7'],
      },
    );
  });

  it('by two exclusions of one skill', () =>
    check(
      'a; a@2; z: a@2',
      { goals: 'z', excludes: ['a', ...listOf('a@2')] },
      {
        goals: 'z',
        conflict: 'a',
        repairs: ['a a@working: 3'],
      },
    ));

  it('though other exclusions have nothing to do with it', () =>
    check(
      'a; b; c; z: a',
      { goals: 'z', excludes: ['c', 'b', 'a'] },
      {
        goals: 'z',
        conflict: 'a',
        repairs: ['a: 2'],
      },
    ));

  it('where other goals are not', () =>
    check(
      'a; z: a; y',
      { goals: 'y z', excludes: ['a'] },
      {
        goals: 'z',
        conflict: 'a',
        repairs: ['a: 3'],
      },
    ));

  it('where others are for another reason', () =>
    check(
      'a; b; y: a; z: b',
      { goals: 'y z', excludes: ['a', 'b'] },
      {
        goals: 'y z',
        conflict: 'a',
        repairs: ['a b: 4'],
      },
    ));
});

describe('a pin is out of reach', () => {
  it('where what it needs is excluded, and can be dropped', () =>
    check(
      'a 5; b: a; z',
      { goals: 'z', pins: ['b'], excludes: ['a'] },
      {
        goals: '',
        conflict: 'a +b',
        repairs: ['+b: 1', 'a: 7'],
      },
    ));

  it('beside a goal, which is told first', () =>
    check(
      'a; b: a; c; z: c',
      { goals: 'z', pins: ['b'], excludes: ['a', 'c'] },
      {
        goals: 'z',
        conflict: 'c',
        repairs: ['c +b: 2', 'a c: 4'],
      },
    ));
});

describe('the obstacle reads', () => {
  it('as what cannot be done without what, and the best way out', () =>
    expect(
      refused('a 5; b 2; $path: a | b', { goals: 'path', excludes: ['a', 'b'] }),
    ).toMatchObject({
      why: "path can't be reached without `a` or `b`.",
      message: "path can't be reached without `a` or `b`. Allow `b`, and it takes 2 h.",
      conflict: [{ text: 'You exclude a.' }, { text: 'You exclude b.' }],
      repairs: [{ text: 'Allow `b`, and it takes 2 h.' }, { text: 'Allow `a`, and it takes 5 h.' }],
    }));

  it('as the goals that just this rules out', () =>
    expect(refused('a; b; x: a; y: a; z: b', { goals: 'x y z', excludes: ['a', 'b'] }).why).toBe(
      "x and y can't be reached without `a`.",
    ));

  it('as several changes where it takes them', () =>
    expect(
      refused('a; b; c; d: c; z: a & b', {
        goals: 'z',
        excludes: ['a', 'b', 'c'],
        pins: ['d'],
      }).repairs.map(({ text }) => text),
    ).toEqual([
      'Allow `a` and `b` and drop the pin of `d`, and it takes 3 h.',
      'Allow `a`, `b` and `c`, and it takes 5 h.',
    ]));
});

it('has a minimal conflict and the smallest repairs, by trying every set of wishes', () => {
  let refusals = 0;
  for (let seed = 1; refusals < 150; seed++) {
    const curriculum = randomCurriculum(seed, 5 + (seed % 10));
    const drawn = graph(curriculum);
    const { pick } = dice(seed);
    const excludes = pick([...curriculum.skills], 4).map(({ slug }) => slug);
    const pins = pick(
      curriculum.skills.filter(({ slug }) => !excludes.includes(slug)),
      1,
    ).map(({ slug }) => slug);
    const request = {
      ...randomRequest(seed, curriculum),
      excludes,
      pins,
      projects: 'NONE' as const,
      includeRecommended: false,
    };
    const answer = runToEnd(plan(drawn, request));
    if (answer.kind !== 'unreachable-goals') continue;
    refusals += 1;
    const answered = (kept: PlanRequest) => runToEnd(plan(drawn, kept));
    const only = (list: readonly Wish[]): PlanRequest => ({
      ...request,
      excludes: excludes.filter((name) => has(list, 'EXCLUDES', name)),
      pins: pins.filter((name) => has(list, 'PINS', name)),
    });
    const without = (list: readonly Wish[]): PlanRequest => ({
      ...request,
      excludes: excludes.filter((name) => !has(list, 'EXCLUDES', name)),
      pins: pins.filter((name) => !has(list, 'PINS', name)),
    });
    const { conflict, goals, repairs } = answer;
    expect(conflict.length, `seed ${seed}`).toBeGreaterThan(0);
    expect(answered(only(conflict)).kind, `seed ${seed}`).toBe('unreachable-goals');
    for (const wish of conflict) {
      const rest = answered(only(conflict.filter((other) => other !== wish)));
      const stillOut = rest.kind === 'unreachable-goals' ? rest.goals.length : 0;
      expect(stillOut, `seed ${seed}`).toBeLessThan(Math.max(1, goals.length));
    }
    const all: Wish[] = [
      ...excludes.map((name) => ({ kind: 'EXCLUDES' as const, name, text: '' })),
      ...pins.map((name) => ({ kind: 'PINS' as const, name, text: '' })),
    ];
    const mending = subsets(all).filter((lifted) => answered(without(lifted)).kind === 'roadmap');
    const fewest = Math.min(...mending.map(({ length }) => length));
    const ways = mending.filter(({ length }) => length === fewest).map(wishes);
    expect(repairs.length, `seed ${seed}`).toBe(Math.min(5, ways.length));
    for (const { lifts, totalHours } of repairs) {
      expect(
        ways.map((way) => way.split(' ').sort().join(' ')),
        `seed ${seed}`,
      ).toContain(wishes(lifts).split(' ').sort().join(' '));
      expect(answered(without(lifts)), `seed ${seed}`).toMatchObject({ totalHours });
    }
    const hours = repairs.map(({ totalHours }) => totalHours);
    expect(hours, `seed ${seed}`).toEqual(hours.toSorted((left, right) => left - right));
  }
});

function has(list: readonly Wish[], kind: Wish['kind'], name: string): boolean {
  return list.some((wish) => wish.kind === kind && wish.name === name);
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 1 << items.length }, (_, subset) =>
    items.filter((_item, index) => (subset >> index) & 1),
  );
}
