import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { CurriculumAt } from '../../curriculum/skills-meant.ts';
import { dayName } from '../../util/calendar.ts';
import type { PlanRequest } from '../request.ts';
import type { Roadmap } from '../roadmap.ts';
import type { AdoptedPlan, PlannedGoal, PlannedPace, PlannedStep } from './adopted-plan.ts';
import type { MergedKnowledge } from './merge-knowledge.ts';
import { hoursDueBy, onCalendar } from './pace.ts';
import { presentSteps } from './present-steps.ts';

/** What is known of an adopted roadmap when it is planned. */
export interface Standing {
  /** As it was planned last, on whatever revision; null where it is planned for the first time. */
  readonly plan: AdoptedPlan | null;
  /** The keys of its steps that are done by now. */
  readonly done: ReadonlySet<string>;
  readonly today: number;
  /** The revision that the plan was made on; null where there is none. */
  readonly plannedOn: number | null;
}

/** A key of a step that has another one on a newer revision. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** What the planner is asked, and what stays whatever it answers. */
export interface Asked {
  readonly request: PlanRequest;
  readonly pace: PlannedPace | null;
  /** Steps that are done, in their old order, as they are called now. */
  readonly doneSteps: readonly PlannedStep[];
  /** By the keys of old steps, those that stand for them now; empty where nothing does. */
  readonly present: ReadonlyMap<string, readonly string[]>;
  readonly renamed: readonly Renamed[];
}

/**
 * What the planner is to be asked so that as little as possible changes: what is left of the old order is to be kept, and
 * days go on where the hours that are done end by the schedule, so that neither being late nor being early changes what is
 * planned. Where the hours a week or the pauses have changed, a new schedule begins today, with what was due by the old one
 * until then. */
export function askAnew(
  here: CurriculumAt,
  wishes: PlanRequest,
  { knows, denies }: MergedKnowledge,
  completedProjects: readonly string[],
  standing: Standing,
): Asked {
  const { doneSteps, open, present } = presentSteps(here, standing);
  const hoursDone = hoursOf(doneSteps);
  const pace = paceOf(wishes, standing, hoursDone);
  const startOn = pace ? startAfter(pace, hoursDone) : (wishes.startOn ?? null);
  const request: PlanRequest = {
    ...wishes,
    ...fromThen(wishes, startOn),
    knows,
    denies,
    completedProjects,
    keepOrder: [...new Set(open.map(({ to }) => to))],
  };
  const renamed = [...present].flatMap(([from, keys]) =>
    keys.filter((to) => to !== from).map((to) => ({ from, to })),
  );
  return { request, pace, doneSteps, present, renamed };
}

export function hoursOf(steps: readonly Pick<PlannedStep, 'hours'>[]): number {
  return steps.reduce((tenths, { hours }) => tenths + Math.round(hours * 10), 0) / 10;
}

function paceOf(
  { hoursPerWeek = null, pauses, startOn }: PlanRequest,
  { plan, today }: Standing,
  hoursDone: number,
): PlannedPace | null {
  if (hoursPerWeek === null) return null;
  const said = { hoursPerWeek, pauses: pauses ?? [] };
  const old = plan?.pace ?? null;
  if (old === null) {
    const start = plan === null ? (startOn ?? dayName(today)) : dayName(today);
    return { startOn: start, hoursBefore: plan === null ? 0 : hoursDone, ...said };
  }
  if (old.hoursPerWeek === hoursPerWeek && isSame(old.pauses, said.pauses)) return old;
  const due = Math.min(hoursDueBy(old, today - 1), hoursOf(plan!.steps));
  return { startOn: dayName(today), hoursBefore: due, ...said };
}

function isSame(left: PlannedPace['pauses'], right: PlannedPace['pauses']): boolean {
  const text = (pauses: PlannedPace['pauses']) =>
    pauses.map(({ from, to }) => `${from} ${to}`).join();
  return text(left) === text(right);
}

/** The day on which the schedule goes on once so many hours are done. */
function startAfter(pace: PlannedPace, hoursDone: number): string {
  const tenths = Math.round((hoursDone - pace.hoursBefore) * 10);
  if (tenths === 0) return pace.startOn;
  return onCalendar(pace).startOf(tenths) ?? pace.startOn;
}

/** The dates less those that have no place after a start: they are told of as progress goes. */
function fromThen(
  { goals, finishBy = null }: PlanRequest,
  startOn: string | null,
): Pick<PlanRequest, 'goals' | 'finishBy' | 'startOn'> {
  if (startOn === null) return { goals, finishBy, startOn };
  const isAhead = (date: string | null | undefined) => date != null && date >= startOn;
  return {
    goals: goals.map((goal) => (isAhead(goal.by) ? goal : { ...goal, by: null })),
    finishBy: isAhead(finishBy) ? finishBy : null,
    startOn,
  };
}

/**
 * What to ask instead so that projects along the way stay: of the old ones those that what is planned now still allows, and
 * of the new ones those that practise what is new. Null where they are as they are to be. Otherwise they would come and go
 * with what is done, since each is chosen for what its milestone newly brings.
 */
export function askForProjects(
  graph: CurriculumGraph,
  { request, present }: Asked,
  { plan, done }: Standing,
  known: ReadonlySet<string>,
  roadmap: Roadmap,
): PlanRequest | null {
  if (plan === null || request.projects === 'NONE') return null;
  const wanted = new Set([
    ...(request.pins ?? []),
    ...request.goals.flatMap(({ project }) => project ?? []),
  ]);
  const planned = new Set(roadmap.steps.map(({ key }) => key));
  const presentKeys = (key: string) => present.get(key) ?? [key];
  const old = new Set(plan.steps.flatMap(({ key }) => presentKeys(key)));
  const isThere = (key: string) =>
    presentKeys(key).every((each) => known.has(each) || planned.has(each));
  const kept = plan.steps
    .filter(({ key, after }) => !done.has(key) && after.every(isThere))
    .flatMap(({ key }) => presentKeys(key))
    .filter((key) => graph.project(key) !== undefined && !wanted.has(key) && !known.has(key))
    .filter((key) => !(request.excludes ?? []).includes(key));
  const chosen = roadmap.steps.filter(({ reasons }) =>
    reasons.every(({ kind }) => kind === 'PRACTISES'),
  );
  const fresh = chosen
    .filter(({ key, reasons }) => !old.has(key) && reasons.some(({ step }) => !old.has(step!.key)))
    .map(({ key }) => key);
  const projects = new Set([...kept, ...fresh]);
  const isSame = chosen.length === projects.size && chosen.every(({ key }) => projects.has(key));
  const hasMoved = roadmap.changes?.moved.some(({ step }) => chosen.includes(step)) ?? false;
  if (isSame && !hasMoved) return null;
  return { ...request, projects: 'NONE', pins: [...(request.pins ?? []), ...projects] };
}

/** Whether nothing is on a roadmap, or late on it, for the sake of projects that were asked for beside another. */
export function needsNoMore(roadmap: Roadmap, other: Roadmap, request: PlanRequest): boolean {
  const allowed = new Set([...other.steps.map(({ key }) => key), ...(request.pins ?? [])]);
  const late = ({ schedule }: Roadmap) => schedule?.deferred.length ?? 0;
  return roadmap.steps.every(({ key }) => allowed.has(key)) && late(roadmap) <= late(other);
}

/** The steps of a roadmap, and what was done before it. */
export function stepsOf({ doneSteps }: Asked, { steps }: Roadmap): PlannedStep[] {
  const again = new Set(steps.map(({ key }) => key));
  return [
    ...doneSteps.filter(({ key }) => !again.has(key)),
    ...steps.map(({ key, title, hours, after }) => ({
      key,
      title,
      hours,
      after: after.map((other) => other.key),
    })),
  ];
}

/** The last day by the schedule, `YYYY-MM-DD`; null without one. To the hour, while planning anew begins with a whole day. */
export function finishOf(pace: PlannedPace | null, steps: readonly PlannedStep[]): string | null {
  if (pace === null) return null;
  return onCalendar(pace).endOf(Math.round((hoursOf(steps) - pace.hoursBefore) * 10));
}

/** The goals of a roadmap with the steps that serve them, those that are done included. */
export function goalsOf(
  { goals, steps }: Roadmap,
  { plan, done }: Standing,
  { present }: Asked,
): PlannedGoal[] {
  const isAsMany = plan?.goals.length === goals.length;
  return goals.map((goal, index) => {
    const before =
      plan?.goals.find(({ title }) => title === goal.title) ??
      (isAsMany ? plan.goals[index] : undefined);
    const own = steps.filter(({ serves }) => serves.includes(goal)).map(({ key }) => key);
    const kept = (before?.steps ?? [])
      .filter((key) => done.has(key))
      .flatMap((key) => (present.get(key)?.length ? present.get(key)! : [key]))
      .filter((key) => !own.includes(key));
    return {
      title: goal.title,
      by: goal.by ?? before?.by ?? null,
      steps: [...new Set([...kept, ...own])],
    };
  });
}
