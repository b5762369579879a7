import { dayNumber } from '../../util/calendar.ts';
import { Calendar, lastDay } from '../dates/calendar.ts';
import type { AdoptedPlan, PlannedGoal, PlannedStep } from './adopted-plan.ts';
import { daysBetween, onCalendar, realPace, windowDays } from './pace.ts';
import type { ProgressQuestion } from './progress-question.ts';

export const stepStates = ['DONE', 'CURRENT', 'READY', 'WAITING'] as const;
export type StepState = (typeof stepStates)[number];

/** How far somebody has come on a roadmap on a day. */
export interface Progress {
  /** In the order of the roadmap: first what was done when it was planned last. */
  readonly steps: readonly StepProgress[];
  readonly hoursDone: number;
  readonly hoursLeft: number;
  /** Of the hours, from 0 to 1; 1 where there are none. */
  readonly shareDone: number;
  /** The first that is not done; null where all are. */
  readonly currentStep: StepProgress | null;
  /** Those that follow the current one, in order. */
  readonly nextSteps: readonly StepProgress[];
  /** Hours a week as `realPace` has them; null where nothing tells. */
  readonly hoursPerWeek: number | null;
  /** When all is done at that pace; null where there is none, or it would take past the year 9999. */
  readonly expectedFinishOn: number | null;
  /** The day of the last progress, or of the adoption, where it is longer ago than a learner may take; else null. */
  readonly stalledSince: number | null;
  /** Days by which the learner is ahead of the schedule, less than 0 behind it; null where there is no schedule. */
  readonly daysAhead: number | null;
  readonly goals: readonly GoalProgress[];
}

export interface StepProgress {
  readonly step: PlannedStep;
  /** From 1. */
  readonly position: number;
  readonly state: StepState;
  /** The steps that are still to be done before it, directly. */
  readonly blockedBy: readonly StepProgress[];
  readonly doneOn: number | null;
  /** The day on which it is to be done by the schedule; null where there is none. */
  readonly dueOn: number | null;
  /** The day on which it will be done at the real pace; null where it is done, or there is no pace. */
  readonly expectedOn: number | null;
}

export interface GoalProgress {
  readonly goal: PlannedGoal;
  readonly isReached: boolean;
  /** Null where it is reached, or there is no pace. */
  readonly expectedOn: number | null;
  /** It is expected after its date, or its date has passed. */
  readonly isLate: boolean;
}

/**
 * How far a learner has come. The current step is the first on the roadmap that is not done; since what a step needs comes
 * before it, it can be taken. The schedule is about hours: somebody is behind it on a day when the current step was to be
 * done before that day, had all that is done been done first, and ahead of it when what is done was to be done only later.
 * So whoever does each step no later than on its day is never behind.
 */
export function progressOf(question: ProgressQuestion): Progress {
  const { plan, today } = question;
  const { steps, hoursDone, hoursLeft } = placeSteps(question);
  const open = steps.filter(({ state }) => state !== 'DONE');
  const [currentStep = null, ...nextSteps] = open;
  const pace = realPace(question);
  expectedDays(question, open, pace).forEach((day, index) => {
    open[index]!.expectedOn = day;
  });
  const expected = new Map(open.map(({ step, expectedOn }) => [step.key, expectedOn]));
  const total = hoursDone + hoursLeft;
  return {
    steps,
    hoursDone,
    hoursLeft,
    shareDone: total === 0 ? 1 : hoursDone / total,
    currentStep,
    nextSteps,
    hoursPerWeek: pace,
    expectedFinishOn: open.at(-1)?.expectedOn ?? null,
    stalledSince: currentStep && stalledSince(question, currentStep.step),
    daysAhead: daysAhead(plan, hoursDone, currentStep?.step ?? null, today),
    goals: plan.goals.map((goal) => goalProgress(goal, expected, today)),
  };
}

type Draft = { -readonly [Key in keyof StepProgress]: StepProgress[Key] };

function placeSteps({ plan, done }: ProgressQuestion) {
  const drafts = new Map<string, Draft>();
  const due = dueDays(plan);
  let [tenthsDone, tenthsLeft, isFirst] = [0, 0, true];
  plan.steps.forEach((step, index) => {
    const isDone = done.has(step.key);
    const blockedBy = isDone
      ? []
      : step.after.flatMap((key) => {
          const other = drafts.get(key);
          return other && other.state !== 'DONE' ? [other] : [];
        });
    const state = isDone
      ? 'DONE'
      : isFirst
        ? 'CURRENT'
        : blockedBy.length === 0
          ? 'READY'
          : 'WAITING';
    if (isDone) tenthsDone += tenthsOf(step);
    else [tenthsLeft, isFirst] = [tenthsLeft + tenthsOf(step), false];
    drafts.set(step.key, {
      step,
      position: index + 1,
      state,
      blockedBy,
      doneOn: done.get(step.key)?.day ?? null,
      dueOn: due[index] ?? null,
      expectedOn: null,
    });
  });
  const steps = [...drafts.values()];
  return { steps, hoursDone: tenthsDone / 10, hoursLeft: tenthsLeft / 10 };
}

function tenthsOf({ hours }: PlannedStep): number {
  return Math.round(hours * 10);
}

/** The day of each step by the schedule; null of all where there is none. */
function dueDays({ steps, pace }: AdoptedPlan): (number | null)[] {
  if (pace === null) return steps.map(() => null);
  const calendar = onCalendar(pace);
  let tenths = -Math.round(pace.hoursBefore * 10);
  return steps.map((step) => {
    tenths += tenthsOf(step);
    return calendar.dayOf(tenths);
  });
}

function daysAhead(
  { pace }: AdoptedPlan,
  hoursDone: number,
  current: PlannedStep | null,
  today: number,
): number | null {
  if (pace === null || current === null) return null;
  const calendar = onCalendar(pace);
  const dayOf = (hours: number) => calendar.dayOf(Math.round((hours - pace.hoursBefore) * 10));
  const due = dayOf(hoursDone + current.hours);
  if (due < today) return due - today;
  return Math.max(0, dayOf(hoursDone) - today);
}

/** The day on which each of the open steps will be done at a pace from today on. */
function expectedDays(
  { today, pauses }: ProgressQuestion,
  open: readonly { readonly step: PlannedStep }[],
  pace: number | null,
): (number | null)[] {
  if (pace === null) return open.map(() => null);
  const calendar = new Calendar({
    hundredthsPerWeek: Math.max(1, Math.round(pace * 100)),
    startOn: today,
    finishBy: null,
    pauses: daysBetween(pauses),
  });
  let tenths = 0;
  return open.map(({ step }) => {
    tenths += tenthsOf(step);
    const day = calendar.dayOf(tenths);
    return day > lastDay ? null : day;
  });
}

/** So many days may pass without progress, pauses aside, whatever the step. */
const patienceDays = 14;

/**
 * Somebody has stalled who has got no step done for two weeks, pauses aside, or for twice the time that the current step
 * takes by the schedule, whichever is longer.
 */
function stalledSince(
  { plan, done, adoptedOn, today, pauses }: ProgressQuestion,
  current: PlannedStep,
): number | null {
  const worked = [...done.values()].filter(({ isWorked }) => isWorked);
  const days = worked.map(({ day }) => day ?? adoptedOn);
  const last = days.reduce((latest, day) => Math.max(latest, day), adoptedOn);
  const taken = plan.pace ? (current.hours * 7) / plan.pace.hoursPerWeek : 0;
  const passed = windowDays(last + 1, today, pauses);
  return passed > Math.max(patienceDays, 2 * taken) ? last : null;
}

function goalProgress(
  goal: PlannedGoal,
  expected: ReadonlyMap<string, number | null>,
  today: number,
): GoalProgress {
  const open = goal.steps.filter((key) => expected.has(key));
  const isReached = open.length === 0;
  const days = open.map((key) => expected.get(key) ?? null);
  const expectedOn =
    isReached || days.includes(null) ? null : Math.max(...(days as readonly number[]));
  const by = goal.by === null ? null : dayNumber(goal.by);
  const isLate = by !== null && !isReached && (today > by || (expectedOn ?? by) > by);
  return { goal, isReached, expectedOn, isLate };
}
