import { describe, expect, it } from 'vitest';
import type {
  AdoptedPlan,
  PlannedPace,
  PlannedStep,
} from '../../../src/planner/progress/adopted-plan.ts';
import { onCalendar } from '../../../src/planner/progress/pace.ts';
import { progressOf } from '../../../src/planner/progress/progress.ts';
import type { Done, ProgressQuestion } from '../../../src/planner/progress/progress-question.ts';
import { dayName, dayNumber } from '../../../src/util/calendar.ts';
import { dice } from '../../support/random.ts';

const monday = dayNumber('2026-03-02')!;

function planOf(
  steps: readonly PlannedStep[],
  pace: Partial<PlannedPace> | null = {},
): AdoptedPlan {
  return {
    request: { goals: [] },
    wishes: { goals: [] },
    steps,
    goals: [{ title: 'All', by: null, steps: steps.map(({ key }) => key) }],
    summary: '',
    builtAt: {},
    doneCount: 0,
    basis: '',
    evidence: 0,
    pace: pace && {
      startOn: dayName(monday),
      hoursBefore: 0,
      hoursPerWeek: 7,
      pauses: [],
      ...pace,
    },
    finishesOn: null,
    attention: null,
  };
}

/** `a 2, b 3: a` */
function drawn(text: string): PlannedStep[] {
  return text.split(', ').map((line) => {
    const [name = '', after = ''] = line.split(': ');
    const [key = '', hours] = name.split(' ');
    return { key, title: key, hours: Number(hours), after: after.split(' ').filter(Boolean) };
  });
}

function progress(
  plan: AdoptedPlan,
  done: Readonly<Record<string, number>>,
  today: number,
  given: Partial<ProgressQuestion> = {},
) {
  const days = Object.entries(done).map(([key, day]): [string, Done] => [
    key,
    { day: monday + day, isWorked: true },
  ]);
  return progressOf({
    plan,
    done: new Map(days),
    adoptedOn: monday,
    today: monday + today,
    hoursPerWeek: plan.pace?.hoursPerWeek ?? null,
    pauses: plan.pace?.pauses ?? [],
    ...given,
  });
}

describe('the steps', () => {
  it('stand as what is done lets them', () => {
    const plan = planOf(drawn('a 2, b 3: a, c 1, d 4: b c'));
    const { steps, ...rest } = progress(plan, { a: 0 }, 1);
    expect(steps.map(({ state }) => state)).toEqual(['DONE', 'CURRENT', 'READY', 'WAITING']);
    expect(steps[3]!.blockedBy.map(({ step }) => step.key)).toEqual(['b', 'c']);
    expect(rest).toMatchObject({ hoursDone: 2, hoursLeft: 8, shareDone: 0.2 });
    expect(rest.nextSteps.map(({ step }) => step.key)).toEqual(['c', 'd']);
  });

  it('are all done in the end, which is no stall, however long ago', () => {
    const plan = planOf(drawn('a 2, b 3: a'));
    const { currentStep, stalledSince, shareDone, daysAhead, goals } = progress(
      plan,
      { a: 0, b: 1 },
      99,
    );
    expect({ currentStep, stalledSince, shareDone, daysAhead }).toEqual({
      currentStep: null,
      stalledSince: null,
      shareDone: 1,
      daysAhead: null,
    });
    expect(goals).toMatchObject([{ isReached: true, isLate: false }]);
  });
});

describe('the schedule', () => {
  // An hour a day: a is due on the second day, b on the fifth.
  const plan = planOf(drawn('a 2, b 3: a, c 5: b'));

  it('is behind from the day on after which a step was due', () => {
    expect(progress(plan, {}, 1).daysAhead).toBe(0);
    expect(progress(plan, {}, 2).daysAhead).toBe(-1);
    expect(progress(plan, { a: 1 }, 4).daysAhead).toBe(0);
    expect(progress(plan, { a: 1 }, 7).daysAhead).toBe(-3);
  });

  it('is ahead where what is done was to be done later', () => {
    expect(progress(plan, { a: 0 }, 0).daysAhead).toBe(1);
    expect(progress(plan, { a: 0, b: 0 }, 0).daysAhead).toBe(4);
  });

  it('waits where there is a pause', () => {
    const pauses = [{ from: dayName(monday + 1), to: dayName(monday + 10) }];
    const paused = planOf(plan.steps, { pauses });
    expect(progress(paused, {}, 11).daysAhead).toBe(0);
    expect(progress(paused, {}, 12).daysAhead).toBe(-1);
  });

  it('is none without hours a week', () => {
    const { daysAhead, steps, expectedFinishOn } = progress(planOf(plan.steps, null), {}, 9);
    expect([daysAhead, steps[0]!.dueOn, expectedFinishOn]).toEqual([null, null, null]);
  });

  it('never has anybody behind, or stalled, who does each step by its day', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { between, chance } = dice(seed);
      const steps = Array.from({ length: between(1, 12) }, (_, index) => ({
        ...{ key: `s${index}`, title: '', hours: between(1, 400) / 10 },
        after: index === 0 ? [] : [`s${between(0, index - 1)}`],
      }));
      const from = monday + between(0, 60);
      const pauses = chance(0.5)
        ? [{ from: dayName(from), to: dayName(from + between(0, 30)) }]
        : [];
      const own = planOf(steps, { hoursPerWeek: between(50, 4000) / 100, pauses });
      const { steps: placed } = progress(own, {}, 0);
      const last = placed.at(-1)!.dueOn!;
      for (const today of [
        monday,
        ...placed.flatMap(({ dueOn }) => [dueOn! - 1, dueOn!, dueOn! + 1]),
      ]) {
        if (today < monday || today > last) continue;
        const done = Object.fromEntries(
          placed
            .filter(({ dueOn }) => dueOn! < today)
            .map(({ step, dueOn }) => [step.key, dueOn! - monday]),
        );
        const place = `seed ${seed}, day ${today - monday}`;
        const { daysAhead, stalledSince } = progress(own, done, today - monday);
        expect(daysAhead, place).toBeGreaterThanOrEqual(0);
        expect(stalledSince, place).toBeNull();
      }
    }
  });

  it('counts the hours that were due before it began anew', () => {
    const anew = planOf(plan.steps, { hoursBefore: 2, hoursPerWeek: 14 });
    // Two hours a day: b, whose hours end at five, by the second day.
    expect(progress(anew, { a: 0 }, 1).daysAhead).toBe(0);
    expect(progress(anew, { a: 0 }, 2).daysAhead).toBe(-1);
    expect(onCalendar(anew.pace!).dayOf(30)).toBe(monday + 1);
  });
});

describe('the real pace', () => {
  const plan = planOf(drawn('a 10, b 10, c 10, d 40'));

  it('begins with what is said, and goes by what is seen more and more', () => {
    expect(progress(plan, {}, 0).hoursPerWeek).toBe(7);
    // Nothing in two weeks: half of what is said.
    expect(progress(plan, {}, 14).hoursPerWeek).toBe(3.5);
    // Ten hours in two weeks, and fourteen said of two more.
    expect(progress(plan, { a: 9 }, 14).hoursPerWeek).toBe(6);
    // What was done longer than six weeks ago is no matter.
    expect(progress(plan, { a: 0, b: 60 }, 90).hoursPerWeek).toBe((10 + 14) / 8);
  });

  it('is what is seen where nothing is said', () => {
    const silent = planOf(plan.steps, null);
    expect(progress(silent, { a: 3 }, 14).hoursPerWeek).toBe(5);
    expect(progress(silent, { a: 3 }, 6).hoursPerWeek).toBeNull();
  });

  it('leaves pauses out, and what was known without work', () => {
    const pauses = [{ from: dayName(monday), to: dayName(monday + 13) }];
    expect(progress(planOf(plan.steps, { pauses }), {}, 14).hoursPerWeek).toBe(7);
    const done = new Map([['a', { day: monday + 3, isWorked: false }]]);
    expect(progress(plan, {}, 14, { done }).hoursPerWeek).toBe(3.5);
  });

  it('tells when all is done', () => {
    const { expectedFinishOn, goals } = progress(plan, { a: 9, b: 12 }, 14);
    // (20 + 14) h in 4 weeks: 50 h take 50 / 8.5 weeks.
    expect(expectedFinishOn).toBe(monday + 14 + Math.ceil((50 / 8.5) * 7) - 1);
    expect(goals[0]!.expectedOn).toBe(expectedFinishOn);
  });
});

describe('a stall', () => {
  const plan = planOf(drawn('a 2, b 30: a'));

  it('is two weeks without a step, or twice the time of the current one', () => {
    expect(progress(plan, {}, 14).stalledSince).toBeNull();
    expect(progress(plan, {}, 15).stalledSince).toBe(monday);
    expect(progress(plan, { a: 4 }, 64).stalledSince).toBeNull();
    expect(progress(plan, { a: 4 }, 65).stalledSince).toBe(monday + 4);
  });

  it('is none in a pause', () => {
    const pauses = [{ from: dayName(monday + 5), to: dayName(monday + 40) }];
    expect(progress(planOf(plan.steps, { pauses }), {}, 45).stalledSince).toBeNull();
  });
});
