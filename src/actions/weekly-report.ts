import type { Learner } from '../curriculum/learner.ts';
import { type ReportFormatName, reportFormats } from '../exchange/report/index.ts';
import type { CohortReport, MemberReport } from '../exchange/report/report.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { dayName, dayNumber } from '../util/calendar.ts';
import { foldText } from '../util/fold-text.ts';
import type { Actor } from './actor.ts';
import {
  bottlenecksOf,
  type CohortInsight,
  cohortInsight,
  learningGroupsOf,
  progressInCohort,
  workshopFor,
} from './cohort-insight.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { invalid } from './find-cohort.ts';
import { dayMs } from './learner-limits.ts';
import { nextStepsFor } from './next-steps-for.ts';
import type { Forbidden } from './permissions.ts';

export interface WeeklyReportInput extends Pick<CohortInsight, 'cohort' | 'published'> {
  /** A day of the week, from Monday to Sunday, as `YYYY-MM-DD`. */
  readonly week: string;
  readonly as: ReportFormatName;
}

export type WeeklyReportResult =
  | { readonly kind: 'report-written'; readonly text: string }
  | Forbidden
  | InvalidRequest;

/**
 * What happened in a cohort in a week, and what would help most at its end. It rests on what had come about by then, so that
 * it doesn't depend on when it is asked for; but for roadmaps, which are those that were followed then as they are planned
 * by now, and members, who are those of now. A workshop of a day is suggested.
 */
export async function weeklyReport(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { cohort, published, week, as }: WeeklyReportInput,
): Promise<WeeklyReportResult> {
  const day = dayNumber(week);
  if (day === null) return invalid('week', `There is no day \`${week}\`.`);
  const monday = day - ((((day + 3) % 7) + 7) % 7);
  const now = environment.now();
  const weekEnd = new Date((monday + 7) * dayMs - 1);
  if (monday * dayMs > Number(now)) return invalid('week', 'This week has not begun yet.');
  const until = weekEnd < now ? weekEnd : now;
  const asked = { cohort, published };
  const insight = await cohortInsight(environment, snapshot, actor, asked, until);
  if (insight.kind !== 'cohort-insight') return insight;
  const evidence = await evidenceUntil(environment, insight, until);
  const members = [...insight.learners]
    .sort(byName)
    .map((learner) => memberReport(snapshot, insight, learner, { monday, evidence }));
  const report = await reportOf(insight, monday, members);
  const format = reportFormats.find(({ name }) => name === as)!;
  return { kind: 'report-written', text: format.write(report) };
}

type Evidences = ReadonlyMap<string, Parameters<typeof nextStepsFor>[2]>;

async function evidenceUntil(
  { store }: Environment,
  { learners }: CohortInsight,
  until: Date,
): Promise<Evidences> {
  const all = await store.reads.evidence.ofLearners(learners.map(({ id }) => id));
  return new Map(
    [...all].map(([id, list]) => [id, list.filter(({ occurredAt }) => occurredAt <= until)]),
  );
}

function memberReport(
  snapshot: CurriculaSnapshot,
  insight: CohortInsight,
  learner: Learner,
  { monday, evidence }: { readonly monday: number; readonly evidence: Evidences },
): MemberReport {
  const found = insight.progress.get(learner.id);
  const progress = found?.progress;
  const inWeek = (progress?.steps ?? []).filter(
    ({ doneOn }) => doneOn !== null && doneOn >= monday && doneOn < monday + 7,
  );
  const next = found ? nextStepsFor(snapshot, found, evidence.get(learner.id) ?? [], nextMost) : [];
  const dayOrNull = (day: number | null | undefined) => (day == null ? null : dayName(day));
  return {
    name: nameOf(learner),
    shareDone: progress ? Math.round(progress.shareDone * 1000) / 1000 : null,
    hoursDone: progress?.hoursDone ?? null,
    hoursLeft: progress?.hoursLeft ?? null,
    doneInWeek: inWeek.map(({ step }) => step.title),
    hoursInWeek: inWeek.reduce((sum, { step }) => sum + Math.round(step.hours * 10), 0) / 10,
    stalledSince: dayOrNull(progress?.stalledSince),
    daysAhead: progress?.daysAhead ?? null,
    expectedFinishOn: dayOrNull(progress?.expectedFinishOn),
    next: next.map(({ step, block }) => ({ title: step.step.title, block: block?.text ?? null })),
  };
}

const nextMost = 2;

function nameOf({ id, name, mail }: Learner): string {
  return name ?? mail ?? `Learner ${id.slice(-6)}`;
}

function byName(left: Learner, right: Learner): number {
  const [one, other] = [foldText(nameOf(left)), foldText(nameOf(right))];
  if (one !== other) return one < other ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

/** A report has room for so many sentences of a kind. */
const sentences = 5;
const workshopOfADay = { hours: 8, competenciesMax: 2 };

async function reportOf(
  insight: CohortInsight,
  monday: number,
  members: readonly MemberReport[],
): Promise<CohortReport> {
  const { cohort, published } = insight;
  const textOf = ({ text }: { readonly text: string }) => text;
  const found = await workshopFor(insight, workshopOfADay);
  return {
    cohort: cohort.title,
    curriculum: published.graph.curriculum.title,
    from: dayName(monday),
    to: dayName(monday + 6),
    members,
    progress: progressInCohort(insight).text,
    bottlenecks: (await bottlenecksOf(insight)).slice(0, sentences).map(textOf),
    groups: (await learningGroupsOf(insight)).slice(0, sentences).map(textOf),
    workshop: found.kind === 'workshop-found' ? (found.workshop?.text ?? null) : null,
  };
}
