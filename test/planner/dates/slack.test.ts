import { expect, it } from 'vitest';
import { slacks, type TimedStep } from '../../../src/planner/dates/slack.ts';
import { dice } from '../../support/random.ts';

/** Tenths of slack by step; a step is `tenths due?` with the steps that it unlocks after an arrow. */
function check(drawn: string, expected: readonly number[]) {
  const steps = drawn.split('; ').map((step): TimedStep => {
    const [, tenths, due, unlocks = ''] = /^(\d+)(?: by (\d+))?(?: > ([\d ]+))?$/.exec(step)!;
    return {
      tenths: Number(tenths),
      due: due === undefined ? null : Number(due),
      unlocks: unlocks.split(' ').filter(Boolean).map(Number),
    };
  });
  expect(slacks(steps)).toEqual(expected);
}

it('is what need not follow, up to the finish', () => check('2 > 2; 3; 4', [3, 4, 0]));

it('is up to the date of what needs the step', () => check('2 by 9 > 1; 3 by 9; 4', [4, 4, 0]));

it('is against the tightest of several dates', () =>
  check('2 > 1 2; 3 by 20; 4 by 12', [6, 15, 3]));

it('counts what follows for its own date and for later ones', () =>
  check('1 > 1 2; 1 by 4; 5 by 8', [1, 2, 1]));

it('is less than nothing where a date is not kept', () => check('5 by 3 > 1; 2', [-2, 0]));

it('is exact: by so much a step can end later, with all that follows, and by no more', () => {
  let tight = 0;
  for (let seed = 1; seed <= 600; seed++) {
    const steps = randomSteps(seed);
    const ends = runningTotal(steps);
    slacks(steps).forEach((slack, step) => {
      const place = `seed ${seed}, step ${step}`;
      const begin = ends[step]! - steps[step]!.tenths;
      expect(keepsDates(steps, step, begin + slack), place).toBe(true);
      expect(keepsDates(steps, step, begin + slack + 1), place).toBe(false);
      if (slack > 0) tight += 1;
    });
  }
  expect(tight).toBeGreaterThan(500);
});

/** Every date is kept in this order. */
function randomSteps(seed: number): TimedStep[] {
  const { between, chance, pick } = dice(seed);
  const count = between(1, 9);
  const drawn = Array.from({ length: count }, (_, step) => ({
    tenths: between(1, 4),
    unlocks: pick(
      Array.from({ length: count - step - 1 }, (_each, after) => step + 1 + after),
      chance(0.6) ? between(0, 3) : 0,
    ),
  }));
  const ends = runningTotal(drawn);
  return drawn.map((step, index) => ({
    ...step,
    due: chance(0.4) ? ends[index]! + between(0, 8) : null,
  }));
}

function runningTotal(steps: readonly { readonly tenths: number }[]): number[] {
  let end = 0;
  return steps.map(({ tenths }) => {
    end += tenths;
    return end;
  });
}

/**
 * Whether all dates can be kept when a step begins no earlier than so, tenth by tenth: always what is due first of what can
 * be done. For a step without a date the finish is the date, of it and of all that follows it.
 */
function keepsDates(steps: readonly TimedStep[], late: number, begin: number): boolean {
  const due = steps.map((step) => step.due ?? Number.POSITIVE_INFINITY);
  for (let step = steps.length - 1; step >= 0; step--) {
    for (const after of steps[step]!.unlocks) due[step] = Math.min(due[step]!, due[after]!);
  }
  const total = runningTotal(steps).at(-1)!;
  if (due[late] === Number.POSITIVE_INFINITY) {
    const following = new Set([late]);
    for (const step of following) for (const after of steps[step]!.unlocks) following.add(after);
    for (const step of following) due[step] = total;
  }
  const left = steps.map(({ tenths }) => tenths);
  const isOpen = (step: number, time: number): boolean =>
    left[step]! > 0 &&
    (step !== late || time >= begin) &&
    steps.every(({ unlocks }, before) => !unlocks.includes(step) || left[before] === 0);
  for (let time = 0; left.some((tenths) => tenths > 0); time++) {
    const open = [...steps.keys()].filter((step) => isOpen(step, time));
    open.sort((one, other) => due[one]! - due[other]! || one - other);
    const [step] = open;
    if (step === undefined) continue;
    left[step]! -= 1;
    if (time + 1 > due[step]!) return false;
  }
  return true;
}
