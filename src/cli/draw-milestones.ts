import type { Milestone, Roadmap, Step } from '../planner/roadmap.ts';
import { daysText, shortDaysText } from '../util/day-text.ts';
import { hoursText } from '../util/hours-text.ts';
import { left, right, widest, wrap } from './layout.ts';
import type { Pen } from './pen.ts';

/** Every milestone as a block: a rule with its name, hours and dates, and under it a row and a reason for each step. */
export function drawMilestones({ milestones, steps }: Roadmap, pen: Pen): string[][] {
  const columns = columnsOf(steps, pen.widthColumns);
  return milestones.map((milestone) => [
    drawRule(milestone, pen),
    ...milestone.steps.flatMap((step) => drawStep(step, columns, pen)),
  ]);
}

interface Columns {
  readonly position: number;
  readonly title: number;
  readonly hours: number;
  /** 0 where there are no dates and no weeks. */
  readonly when: number;
}

const gap = '  ';

/** As wide as what stands in them; titles are cut where a row would not fit. */
function columnsOf(steps: readonly Step[], widthColumns: number): Columns {
  const position = Math.max(4, widest([`${steps.length}`]));
  const hours = widest(steps.map((step) => hoursText(step.hours)));
  const when = widest(steps.map(whenText));
  const room = widthColumns - position - hours - when - 3 * gap.length;
  return { position, hours, when, title: Math.min(widest(steps.map(titleOf)), room) };
}

function drawRule({ title, hours, startsOn, endsOn }: Milestone, { style, widthColumns }: Pen) {
  const facts = [hoursText(hours), startsOn && endsOn && daysText(startsOn, endsOn)];
  const about = facts.filter(Boolean).join(' · ');
  const room = widthColumns - widest([about]) - ' ─── '.length;
  const name = left(title, Math.min(widest([title]), room));
  return `${style.bold(name)} ${style.dim('─'.repeat(room + 3 - widest([name])))} ${about}`;
}

function drawStep(step: Step, columns: Columns, { style, widthColumns }: Pen): string[] {
  const title = left(titleOf(step), columns.title);
  const row = [
    style.dim(right(`${step.position}`, columns.position)),
    step.subject.kind === 'project' ? style.cyan(title) : title,
    right(hoursText(step.hours), columns.hours),
    left(whenText(step), columns.when),
  ];
  const margin = ' '.repeat(columns.position) + gap;
  return [row.join(gap).trimEnd(), ...wrap(step.why, widthColumns, margin).map(style.dim)];
}

function titleOf({ title, subject }: Step): string {
  return subject.kind === 'project' ? `Build: ${title}` : title;
}

function whenText({ timing }: Step): string {
  if (!timing) return '';
  const { week, startsOn, endsOn } = timing;
  return startsOn && endsOn ? shortDaysText(startsOn, endsOn) : `week ${week}`;
}
