import type { Milestone, Roadmap, Step } from '../planner/roadmap.ts';
import { left, plain, right, widest, wrap } from './layout.ts';
import type { Pen } from './pen.ts';
import { daysText, hoursText, shortDaysText } from './words.ts';

/** Every milestone as a block: a rule with its name, hours and dates, and under it a row and a reason for each step. */
export function drawMilestones({ milestones, steps }: Roadmap, pen: Pen): string[][] {
  const columns = {
    title: Math.min(widest(steps.map(titleOf)), pen.widthColumns - otherColumns),
    when: widest(steps.map(whenText)),
  };
  return milestones.map((milestone) => [
    drawRule(milestone, pen),
    ...milestone.steps.flatMap((step) => drawStep(step, columns, pen)),
  ]);
}

const positionColumns = 4;
const hoursColumns = 8;
const gap = '  ';
/** What a row takes beside its title, the longest dates included. */
const otherColumns = positionColumns + hoursColumns + 'week 100'.length + 4 * gap.length + 8;

function drawRule({ title, hours, startsOn, endsOn }: Milestone, { style, widthColumns }: Pen) {
  const name = plain(title);
  const facts = [hoursText(hours), startsOn && endsOn && daysText(startsOn, endsOn)];
  const about = facts.filter(Boolean).join(' · ');
  const rule = '─'.repeat(Math.max(widthColumns - name.length - about.length - 2, 3));
  return `${style.bold(name)} ${style.dim(rule)} ${about}`;
}

function drawStep(
  step: Step,
  columns: { readonly title: number; readonly when: number },
  { style, widthColumns }: Pen,
): string[] {
  const isProject = step.subject.kind === 'project';
  const title = left(titleOf(step), columns.title);
  const cells = [
    style.dim(right(`${step.position}`, positionColumns)),
    isProject ? style.cyan(title) : title,
    right(hoursText(step.hours), hoursColumns),
    ...(columns.when > 0 ? [left(whenText(step), columns.when)] : []),
  ];
  const margin = ' '.repeat(positionColumns) + gap;
  return [
    cells.join(gap).trimEnd(),
    ...wrap(step.why, widthColumns, margin).map((line) => style.dim(line)),
  ];
}

function titleOf({ title, subject }: Step): string {
  return subject.kind === 'project' ? `Build: ${title}` : title;
}

function whenText({ timing }: Step): string {
  if (!timing) return '';
  const { week, startsOn, endsOn } = timing;
  return startsOn && endsOn ? shortDaysText(startsOn, endsOn) : `week ${week}`;
}
