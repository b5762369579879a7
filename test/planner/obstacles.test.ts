import { describe, expect, it } from 'vitest';
import { knowledgeOf } from '../../src/planner/infer.ts';
import { plan } from '../../src/planner/plan.ts';
import { readWishes } from '../../src/planner/read-wishes.ts';
import type { UnreachableGoals } from '../../src/planner/refusal.ts';
import type { GoalRequest, PlanRequest } from '../../src/planner/request.ts';
import type { Wish } from '../../src/planner/roadmap.ts';
import { graph } from '../support/curricula.ts';
import { drawnName, listOf, planned, type Wanted } from '../support/planning.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { reachesTargets } from '../support/selection-problems.ts';

interface Told {
  readonly goals: string;
  /** Excluded names, with `+` before those that are pinned and `=` before goals. */
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
  const marks = { EXCLUDES: '', PINS: '+', GOALS: '=' };
  return list.map(({ kind, name }) => `${marks[kind]}${drawnName(name)}`).join(' ');
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
        conflict: 'a@2',
        repairs: ['a@2: 4'],
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
        conflict: 'a@2',
        repairs: ['a a@2: 3'],
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
        conflict: 'a =z',
        repairs: ['a: 3', '=z: 1'],
      },
    ));

  it('where others are for another reason', () =>
    check(
      'a; b; y: a; z: b',
      { goals: 'y z', excludes: ['a', 'b'] },
      {
        goals: 'y z',
        conflict: 'a =y',
        repairs: ['a b: 4', 'b =y: 2', 'a =z: 2'],
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
        repairs: ['a: 7', '+b: 1'],
      },
    ));

  it('beside a goal, which is told first', () =>
    check(
      'a; b: a; c; z: c',
      { goals: 'z', pins: ['b'], excludes: ['a', 'c'] },
      {
        goals: 'z',
        conflict: 'c',
        repairs: ['a c: 4', 'c +b: 2'],
      },
    ));
});

describe('of several conflicts is told', () => {
  it('that of the most important goal', () =>
    check(
      'a; b; c; x: c; y: a; z: b',
      {
        goals: [{ skill: 'x' }, { skill: 'y' }, { skill: 'z', importance: 3 }],
        excludes: ['a', 'b'],
      },
      {
        goals: 'y z',
        conflict: 'b =z',
        repairs: ['a b: 6', 'b =y: 4', 'a =z: 4', '=y =z: 2'],
      },
    ));

  it('that of the narrowest exclusions', () =>
    check(
      'a; b; b@2; z: a & b@2',
      { goals: 'z', excludes: ['a', ...listOf('b@2')] },
      {
        goals: 'z',
        conflict: 'a',
        repairs: ['a b@2: 4'],
      },
    ));
});

describe('the smallest changes', () => {
  it('keep every goal, or are fewer by giving some up', () =>
    check(
      'a; b; c; y; z: a & b & c',
      { goals: 'y z', excludes: ['a', 'b', 'c'] },
      {
        goals: 'z',
        conflict: 'a =z',
        repairs: ['a b c: 5', '=z: 1'],
      },
    ));

  it('never give up every goal', () =>
    check(
      'a; b; y: a & b; z: a & b',
      { goals: 'y z', excludes: ['a', 'b'] },
      {
        goals: 'y z',
        conflict: 'a =y',
        repairs: ['a b: 4'],
      },
    ));

  it('may leave a goal that is reached already', () =>
    check(
      'a; y; z: a',
      { goals: 'y z', knows: 'y', excludes: ['a'] },
      {
        goals: 'z',
        conflict: 'a =z',
        repairs: ['a: 2', '=z: 0'],
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
      "x and y can't be reached without `a`. Nor can z, for other reasons.",
    ));

  it('as several changes where it takes them', () =>
    expect(
      refused('a; b; c; d: c; z: a & b', {
        goals: 'z',
        excludes: ['a', 'b', 'c'],
        pins: ['d'],
      }).repairs.map(({ text }) => text),
    ).toEqual([
      'Allow `a`, `b` and `c`, and it takes 5 h.',
      'Allow `a` and `b` and drop the pin of `d`, and it takes 3 h.',
    ]));
});

it('has a minimal conflict and the smallest repairs, by trying every set of wishes', () => {
  let refusals = 0;
  let goalsGivenUp = 0;
  for (let seed = 1; refusals < 150; seed++) {
    const { drawn, request, wished, canBeMet } = randomWishes(seed);
    const answer = runToEnd(plan(drawn, request));
    if (answer.kind !== 'unreachable-goals') continue;
    refusals += 1;
    const { conflict, repairs } = answer;
    const place = `seed ${seed}`;

    expect(canBeMet(conflict.map(nameOf)), place).toBe(false);
    for (const smaller of subsets(conflict.map(nameOf)).slice(0, -1)) {
      expect(canBeMet(smaller), place).toBe(true);
    }

    const mending = subsets(wished).filter((lifted) => {
      const kept = wished.filter((wish) => !lifted.includes(wish));
      return kept.some((wish) => wish.startsWith('=')) && canBeMet(kept);
    });
    const fewest = (ways: string[][]): string[] => {
      const least = Math.min(...ways.map(({ length }) => length));
      return ways.filter(({ length }) => length === least).map((way) => way.sort().join(' '));
    };
    const keeping = fewest(mending.filter((way) => !way.some((wish) => wish.startsWith('='))));
    const any = fewest(mending);
    const told = repairs.map(({ lifts }) => lifts.map(nameOf).sort().join(' '));
    expect(new Set(told).size, place).toBe(told.length);
    for (const way of told) expect([...keeping, ...any], place).toContain(way);
    const count = (ways: string[]): number => told.filter((way) => ways.includes(way)).length;
    expect(count(keeping), place).toBeGreaterThanOrEqual(Math.min(5, keeping.length));
    expect(count(any), place).toBeGreaterThanOrEqual(Math.min(5, any.length));
    goalsGivenUp += told.filter((way) => way.includes('=')).length;

    for (const { lifts, totalHours } of repairs) {
      expect(runToEnd(plan(drawn, without(request, lifts))), place).toMatchObject({ totalHours });
    }
    const givenUp = repairs.map(({ lifts, totalHours }) => [
      lifts.filter(({ kind }) => kind === 'GOALS').length,
      lifts.filter(({ kind }) => kind === 'PINS').length,
      totalHours,
    ]);
    const inOrder = givenUp.toSorted(
      (left, right) => left[0]! - right[0]! || left[1]! - right[1]! || left[2]! - right[2]!,
    );
    expect(givenUp, place).toEqual(inOrder);
  }
  expect(goalsGivenUp).toBeGreaterThan(20);
});

/** A request with wishes of every kind, and what tells of some of them, by the definition, whether they can be met. */
function randomWishes(seed: number) {
  const curriculum = randomCurriculum(seed, 5 + (seed % 10));
  const drawn = graph(curriculum);
  const { pick, between } = dice(seed);
  const excludes = pick([...curriculum.skills], 4).map(({ slug }) => slug);
  const free = curriculum.skills.filter(({ slug }) => !excludes.includes(slug));
  const pins = pick(free, 1).map(({ slug }) => slug);
  const random = randomRequest(seed, curriculum);
  const request: PlanRequest = {
    ...random,
    goals: random.goals.slice(0, between(1, 3)),
    excludes,
    pins,
    projects: 'NONE',
    includeRecommended: false,
  };
  const read = readWishes(drawn, request);
  if (read.kind !== 'wishes') throw new Error(read.message);
  const { known } = knowledgeOf(read.wishes);
  const goals = new Map(
    read.wishes.goals.map(({ node }) => [`=${drawn.keyOf(node).replace('@foundation', '')}`, node]),
  );
  // A single goal is what it is all about.
  const given = goals.size === 1 ? [...goals.values()] : [];
  const canBeMet = (wishes: readonly string[]): boolean => {
    const targets = wishes.flatMap((wish) => {
      if (wish.startsWith('+')) return [drawn.nodeOf(wish.slice(1))!];
      return wish.startsWith('=') ? [goals.get(wish)!] : [];
    });
    const excluded = new Uint8Array(known.length);
    for (const wish of wishes.filter((each) => /^\w/.test(each))) {
      drawn.skill(wish)!.levels.forEach((_, rank) => {
        excluded[drawn.nodeOf(wish)! + rank] = 1;
      });
    }
    const { nodes } = drawn;
    const problem = {
      andOr: nodes,
      targets: [...targets, ...given],
      known,
      excluded,
      costs: nodes.tenths,
    };
    return reachesTargets(
      problem,
      [...known.keys()].filter((node) => excluded[node] === 0),
    );
  };
  const wished = [...excludes, ...pins.map((pin) => `+${pin}`), ...goals.keys()];
  return { drawn, request, wished, canBeMet };
}

function nameOf({ kind, name }: Wish): string {
  return `${{ EXCLUDES: '', PINS: '+', GOALS: '=' }[kind]}${name}`;
}

function without(request: PlanRequest, lifts: readonly Wish[]): PlanRequest {
  const has = (kind: Wish['kind'], name: string): boolean =>
    lifts.some((wish) => wish.kind === kind && wish.name === name);
  const nameOfGoal = ({ careerPath, project, skill, level }: GoalRequest): string =>
    careerPath ?? project ?? `${skill}@${level}`.replace('@foundation', '');
  return {
    ...request,
    goals: request.goals.filter((goal) => !has('GOALS', nameOfGoal(goal))),
    excludes: request.excludes!.filter((name) => !has('EXCLUDES', name)),
    pins: request.pins!.filter((name) => !has('PINS', name)),
  };
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 1 << items.length }, (_, subset) =>
    items.filter((_item, index) => (subset >> index) & 1),
  );
}
