import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../../src/curriculum/curriculum.ts';
import { duesOf, isPaced, roomOf } from '../../../src/planner/dates/dues.ts';
import { knowledgeOf } from '../../../src/planner/infer.ts';
import { plan } from '../../../src/planner/plan.ts';
import { pose } from '../../../src/planner/pose.ts';
import { readWishes } from '../../../src/planner/read-wishes.ts';
import type { PlanRequest } from '../../../src/planner/request.ts';
import type { Goal, Roadmap } from '../../../src/planner/roadmap.ts';
import { extractCore } from '../../../src/planner/select/core.ts';
import { dayName, dayNumber } from '../../../src/util/calendar.ts';
import { graph } from '../../support/curricula.ts';
import { bestGoals } from '../../support/dated-goals.ts';
import { names, planned, roadmap, type Wanted } from '../../support/planning.ts';
import { dice } from '../../support/random.ts';
import { randomCurriculum, randomRequest } from '../../support/random-curricula.ts';
import { runToEnd } from '../../support/run-to-end.ts';

const start = dayNumber('2027-01-04')!;

/** The steps of a roadmap, and after a bar the goals that are late. At 7 h a week a day is an hour. */
function check(drawing: string, wanted: Wanted, expected: string) {
  const { steps, schedule } = roadmap(drawing, {
    hoursPerWeek: 7,
    startOn: '2027-01-04',
    ...wanted,
  });
  const late = schedule!.deferred.map(({ title }) => title);
  expect([names(steps), ...late].join(' | ')).toBe(expected);
}

/** Skills as goals: `a 3 by day 5` is of importance 3 and due after 5 days. */
function goals(text: string) {
  return text.split(', ').map((goal) => {
    const [, skill, importance, day] = /^(\w+)(?: (\d+))?(?: by day (\d+))?$/.exec(goal)!;
    return {
      skill: skill!,
      importance: Number(importance ?? 1),
      by: day === undefined ? null : dayName(start + Number(day) - 1),
    };
  });
}

describe('dates', () => {
  it('put what is due first first', () => {
    check('a 3; b 3', { goals: goals('a, b by day 3') }, 'b a');
    check('a 3; b 3', { goals: goals('a by day 6, b by day 3') }, 'b a');
    check('a 3; b 3', { goals: goals('a by day 3, b by day 6') }, 'a b');
  });

  it('choose what is shorter by then, though all together gets longer', () =>
    check('s 5; x 3; y 3; b: s | x; c: s | y', { goals: goals('b by day 4, c') }, 'x b y c'));

  it('leave the choice as it is where it can be kept', () =>
    check('s 5; x 3; y 3; b: s | x; c: s | y', { goals: goals('b by day 6, c') }, 's b c'));

  it('come before tastes', () => {
    const web = 'django 6; flask 4; z: django | flask';
    const wanted = { goals: 'z', prefers: ['django'] };
    check(web, { ...wanted, finishBy: '2027-01-10' }, 'django z');
    check(web, { ...wanted, finishBy: '2027-01-09' }, 'flask z');
    expect(
      roadmap(web, { ...wanted, hoursPerWeek: 7, startOn: '2027-01-04', finishBy: '2027-01-09' })
        .summary,
    ).toContain('What is preferred and avoided gives way to the dates.');
  });

  it('that can not all be kept are kept by the goals that weigh most together', () => {
    check('a 4; b 3; c 3', { goals: goals('a 3 by day 6, b 2 by day 6, c 2 by day 6') }, 'b c | a');
    check(
      'a 4; b 3; c 3',
      { goals: goals('a 5 by day 6, b 2 by day 6, c 2 by day 6') },
      'a | b | c',
    );
  });

  it('are kept by the first goals of a request where others weigh as much', () => {
    check('a 3; b 3', { goals: goals('a by day 3, b by day 3') }, 'a | b');
    check('a 3; b 3', { goals: goals('b by day 3, a by day 3') }, 'b | a');
  });

  it('let goals share what they need', () =>
    check(
      's 4; a 1: s; b 1: s; c 4',
      { goals: goals('c 3 by day 6, a 2 by day 6, b 2 by day 6') },
      's a b | c',
    ));

  it('never leave out goals without one, which come last', () =>
    check('a 3; b 9; c 9', { goals: goals('b, a by day 3, c by day 9') }, 'a b | c'));

  it('never leave out pins, which are due when all should be done', () => {
    const wanted = { goals: goals('a, b'), pins: ['p'], finishBy: '2027-01-09' };
    check('a 3; b 3; p 3', wanted, 'a p | b');
    check('a 3; b 3; p 9', wanted, 'a b p');
  });

  it('none of which can be kept leave nothing out', () => {
    check('a 3; b 5', { goals: goals('a by day 2, b by day 1') }, 'b a | a | b');
    check('a 3', { goals: 'a', finishBy: '2027-01-05' }, 'a | a');
  });

  it('make recommendations give way, one by one', () => {
    const drawing = 'r 3; s 1; z 2 ~ r, s';
    const wanted = { goals: 'z', includeRecommended: true };
    check(drawing, { ...wanted, finishBy: '2027-01-09' }, 'r s z');
    check(drawing, { ...wanted, finishBy: '2027-01-08' }, 'r z');
    check(drawing, { ...wanted, finishBy: '2027-01-07' }, 's z');
    check(drawing, { ...wanted, finishBy: '2027-01-05' }, 'z');
  });

  it('put recommendations and projects after what they would make late', () => {
    const drawing = '%one; r 3; z 2 ~ r; %two; y; !app 2: z ~ z, y';
    const wanted = { goals: goals('z by day 3, y'), includeRecommended: true };
    check(drawing, wanted, 'z r y');
    check(drawing, { ...wanted, goals: goals('z, y by day 6'), projects: 'ALL' }, 'r z y app');
  });
});

describe('a goal that is late', () => {
  const wanted = { hoursPerWeek: 7, startOn: '2027-01-04' };
  const lateness = (drawing: string, more: Wanted) =>
    roadmap(drawing, { ...wanted, ...more }).schedule!.lateness.map(({ goal, ...facts }) => ({
      goal: goal.title,
      ...facts,
    }));

  it('says what is missing beside the others, and which dates would do', () =>
    expect(lateness('a 4; b 4', { goals: goals('a 2 by day 6, b by day 6') })).toEqual([
      {
        goal: 'b',
        hoursMissing: 2,
        aloneOn: '2027-01-07',
        afterOthersOn: '2027-01-11',
        why: 'Up to 2027-01-09 there are 6 h for learning: for b, beside what keeps its date, 2 h more are needed. By itself it could be reached on 2027-01-07, after the others on 2027-01-11.',
      },
    ]));

  it('says that it takes too long by itself', () =>
    expect(lateness('a 4', { goals: goals('a by day 3') })).toEqual([
      {
        goal: 'a',
        hoursMissing: 1,
        aloneOn: '2027-01-07',
        afterOthersOn: '2027-01-07',
        why: 'Up to 2027-01-06 there are 3 h for learning, and a takes 4 h. It can be reached on 2027-01-07.',
      },
    ]));

  it('says when all could be done', () =>
    expect(
      roadmap('a 4; b 4', { ...wanted, goals: goals('a 2 by day 6, b by day 6') }).schedule,
    ).toMatchObject({ earliestFinishForAll: '2027-01-11', hoursPerWeekNeeded: 9.34 }));
});

interface Case {
  readonly seed: number;
  readonly curriculum: Curriculum;
  readonly request: PlanRequest;
}

/** A request with dates of which some can't be kept. */
function datedCase(seed: number, skills: number): Case {
  const { between, chance } = dice(seed + 50_000);
  const curriculum = randomCurriculum(seed, skills);
  const drawn = randomRequest(seed, curriculum);
  const day = (): string => dayName(start + between(0, 40));
  const more = curriculum.skills.slice(0, between(1, 4)).map(({ slug }) => ({ skill: slug }));
  const wished = [
    ...drawn.goals,
    ...more.filter((one) => !drawn.goals.some((goal) => goal.skill === one.skill)),
  ];
  const goalsOf = wished.map((goal) => ({
    ...goal,
    importance: between(1, 4),
    by: chance(0.7) ? day() : null,
  }));
  const pauses = chance(0.4)
    ? [{ from: dayName(start + 3), to: dayName(start + between(3, 12)) }]
    : [];
  return {
    seed,
    curriculum,
    request: {
      ...drawn,
      goals: goalsOf,
      hoursPerWeek: between(20, 600) / 10,
      startOn: '2027-01-04',
      finishBy: chance(0.4) ? day() : null,
      pauses,
    },
  };
}

function answer({ curriculum, request }: Case, changes: Partial<PlanRequest> = {}): Roadmap | null {
  const result = runToEnd(plan(graph(curriculum), { ...request, ...changes }));
  return result.kind === 'roadmap' ? result : null;
}

function forEachDated(
  count: number,
  skills: number,
  visit: (roadmap: Roadmap, asked: Case) => void,
) {
  let roadmaps = 0;
  for (let seed = 1; seed <= count; seed++) {
    const asked = datedCase(seed, skills);
    const found = answer(asked);
    if (found === null) continue;
    roadmaps += 1;
    visit(found, asked);
  }
  expect(roadmaps).toBeGreaterThan(count / 2);
}

/** The last day of the steps that a goal names or is. */
function reachedOn({ steps }: Roadmap, goal: Goal): string {
  return steps
    .filter(({ reasons }) => reasons.some((reason) => reason.goal === goal))
    .reduce((last, { timing }) => (timing!.endsOn! > last ? timing!.endsOn! : last), '');
}

describe('whatever is asked for,', () => {
  it('what keeps its date is reached by then', () => {
    let kept = 0;
    forEachDated(300, 8, (found, { seed, request }) => {
      const { deferred, fits, finishesOn } = found.schedule!;
      for (const goal of found.goals) {
        if (deferred.includes(goal)) continue;
        const by = [goal.by, request.finishBy].filter((date) => date).sort()[0];
        if (!by) continue;
        kept += 1;
        expect(reachedOn(found, goal) <= by, `seed ${seed}: ${goal.title}`).toBe(true);
      }
      if (fits && request.finishBy) {
        expect(finishesOn! <= request.finishBy, `seed ${seed}`).toBe(true);
      }
      if (fits) expect(deferred, `seed ${seed}`).toEqual([]);
    });
    expect(kept).toBeGreaterThan(100);
  });

  it('days go up, come after the start and leave out pauses', () =>
    forEachDated(150, 8, ({ steps, milestones }, { seed, request }) => {
      let [week, last] = [0, request.startOn!];
      for (const { timing } of steps) {
        const { startsOn, endsOn } = timing!;
        expect(timing!.week >= week && startsOn! >= last, `seed ${seed}`).toBe(true);
        expect(endsOn! >= startsOn!, `seed ${seed}`).toBe(true);
        for (const { from, to } of request.pauses ?? []) {
          const isPaused = (day: string): boolean => from <= day && day <= to;
          expect([startsOn!, endsOn!].some(isPaused), `seed ${seed}`).toBe(false);
        }
        week = timing!.week;
        last = endsOn!;
      }
      expect(milestones.flatMap((milestone) => milestone.steps)).toEqual(steps);
    }));

  it('the goals that are kept are those that enumeration finds', () => {
    let compared = 0;
    let proven = 0;
    let deferring = 0;
    forEachDated(400, 4, (found, asked) => {
      const best = enumerated(asked);
      if (best === null) return;
      compared += 1;
      const { deferred, deferredIsProven } = found.schedule!;
      if (deferred.length > 0) deferring += 1;
      if (!deferredIsProven) return;
      proven += 1;
      expect(
        deferred.map(({ title }) => title),
        `seed ${asked.seed}`,
      ).toEqual(best);
    });
    expect(compared).toBeGreaterThan(100);
    expect(deferring).toBeGreaterThan(40);
    expect(proven).toBeGreaterThan(compared * 0.98);
  });

  it('with the hours that are said to be needed nothing is late, and with fewer something is', () => {
    let needs = 0;
    forEachDated(150, 6, (found, asked) => {
      const { hoursPerWeekNeeded: needed } = found.schedule!;
      const fitsWith = (hoursPerWeek: number): boolean =>
        answer(asked, { hoursPerWeek })!.schedule!.fits;
      const place = `seed ${asked.seed}`;
      if (needed === null) {
        const isAsked = asked.request.finishBy || asked.request.goals.some(({ by }) => by);
        if (isAsked) expect(fitsWith(168), place).toBe(false);
        return;
      }
      needs += 1;
      if (needed > 0) expect(fitsWith(needed), place).toBe(true);
      if (needed > 0.01) expect(fitsWith((Math.round(needed * 100) - 1) / 100), place).toBe(false);
    });
    expect(needs).toBeGreaterThan(40);
  });

  it('all can be done on the day that is said, and not earlier', () =>
    forEachDated(150, 6, (found, asked) => {
      const undated = {
        finishBy: null,
        goals: asked.request.goals.map((goal) => ({ ...goal, by: null })),
      };
      const plain = answer(
        { ...asked, curriculum: withoutTastes(asked.curriculum) },
        { ...undated, prefers: [], avoids: [], includeRecommended: false, projects: 'NONE' },
      )!;
      expect(found.schedule!.earliestFinishForAll, `seed ${asked.seed}`).toBe(
        plain.schedule!.finishesOn,
      );
    }));
});

/** What is left out or late, by trying every set of goals; null where that takes too long. */
function enumerated({ curriculum, request }: Case): string[] | null {
  const drawn = graph(curriculum);
  const read = readWishes(drawn, request);
  if (read.kind !== 'wishes') return null;
  const { wishes } = read;
  const { timetable } = wishes;
  const dues = duesOf(wishes);
  if (dues === null || !isPaced(timetable)) return [];
  const knowledge = knowledgeOf(wishes);
  const problem = { ...pose(wishes, knowledge), costs: drawn.nodes.tenths };
  const core = extractCore(problem)!;
  if (core.costs.filter((tenths) => tenths > 0).length > 10 || wishes.pins.length > 0) return null;
  const small = {
    andOr: core.andOr,
    costs: core.costs,
    targets: [],
    known: new Uint8Array(core.andOr.nodeCount),
    excluded: new Uint8Array(core.andOr.nodeCount),
  };
  const open = wishes.goals.flatMap(({ goal, node }, index) => {
    const date = dues.ofGoal[index]!;
    const number = core.nodes.indexOf(node);
    return date === null || number === -1
      ? []
      : [{ goal, node: number, importance: goal.importance, date }];
  });
  const { kept } = bestGoals(small, open, roomOf(dues, timetable));
  return open.filter((_, index) => !kept.includes(index)).map(({ goal }) => goal.title);
}

function withoutTastes(curriculum: Curriculum): Curriculum {
  return {
    ...curriculum,
    projects: curriculum.projects.map((project) => ({ ...project, prefers: [] })),
    careerPaths: curriculum.careerPaths.map((path) => ({ ...path, prefers: [] })),
  };
}

describe('hostile dates', () => {
  const drawing = 'a 3; b 2: a; !app 4: b ~ b; $path: b';
  const wanted = {
    goals: [
      { careerPath: 'path', by: '2027-01-04' },
      { skill: 'a', by: null },
    ],
    hoursPerWeek: 7,
    startOn: '2027-01-04',
    projects: 'ALL',
  } as const;
  const hostile: readonly Partial<Wanted>[] = [
    { finishBy: '2027-01-04' },
    { finishBy: '9999-12-31', startOn: '9999-12-30', goals: [{ skill: 'a', by: '9999-12-30' }] },
    { finishBy: '2027-01-04', pauses: [{ from: '2000-01-01', to: '2040-01-01' }] },
    { pauses: [{ from: '2027-01-04', to: '9999-12-31' }] },
    { hoursPerWeek: 0.01, finishBy: '2027-01-05' },
    { hoursPerWeek: 168, finishBy: '2027-01-04' },
    { startOn: '0100-01-01', goals: 'path', finishBy: '9999-12-31' },
    { knows: 'b', finishBy: '2027-01-04' },
    { pins: ['app'], finishBy: '2027-01-06' },
  ];

  it.each(hostile)('are answered: %j', (more) => {
    const result = planned(drawing, { ...wanted, ...more });
    expect(['roadmap', 'invalid-request']).toContain(result.kind);
    if (result.kind !== 'roadmap') expect(result.message).toContain('9999');
  });

  it('that leave no day at all leave nothing out', () => {
    const pauses = [{ from: '2027-01-01', to: '2027-01-10' }];
    const { schedule, steps } = roadmap('a; b', {
      goals: goals('a by day 3, b by day 5'),
      hoursPerWeek: 7,
      startOn: '2027-01-04',
      pauses,
    });
    expect(names(steps)).toBe('a b');
    expect(schedule).toMatchObject({
      fits: false,
      hoursPerWeekNeeded: null,
      finishesOn: '2027-01-12',
      deferred: [{ title: 'a' }, { title: 'b' }],
    });
  });
});
