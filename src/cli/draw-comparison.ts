import type { Competency } from '../curriculum/requirement.ts';
import type { GoalComparison, GoalCost } from '../planner/compare-goals.ts';
import { counted } from '../util/counted.ts';
import { hoursText } from '../util/hours-text.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { left, right, widest, wrap } from './layout.ts';
import type { Pen } from './pen.ts';

/** What goals cost and share, for a person at a terminal. */
export function drawComparison(comparison: GoalComparison, pen: Pen): string {
  const { goals, shared, sharedHours, summary } = comparison;
  const { style, widthColumns } = pen;
  const titles = listed(
    goals.map(({ goal }) => goal.title),
    'or',
  );
  const blocks = [
    [style.bold(plainLine(titles)), ...wrap(summary, widthColumns)],
    [style.bold('What each takes'), ...drawCosts(goals, pen)],
    ...(shared.length > 0
      ? [
          [
            style.bold(`What they share, ${hoursText(sharedHours)}`),
            ...drawNames(shared, pen, '  '),
          ],
        ]
      : []),
    ...drawPartings(goals, pen),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

/** A row for each goal: what it takes alone, and what it adds to the others. */
function drawCosts(goals: readonly GoalCost[], { widthColumns }: Pen): string[] {
  const hours = goals.map((goal) => hoursText(goal.hours));
  const steps = goals.map(({ stepCount }) => counted(stepCount, 'step'));
  const extra = goals.map(({ extraHours }) => `+${hoursText(extraHours)} beside the others`);
  const columns = [hours, steps, extra].map(widest);
  const rest = columns.reduce((sum, column) => sum + column + gap.length, gap.length);
  const title = Math.min(widest(goals.map(({ goal }) => goal.title)), widthColumns - rest);
  return goals.map(({ goal }, index) =>
    [
      '',
      left(goal.title, title),
      right(hours[index]!, columns[0]!),
      right(steps[index]!, columns[1]!),
      goals.length > 1 ? right(extra[index]!, columns[2]!) : '',
    ]
      .join(gap)
      .trimEnd(),
  );
}

const gap = '  ';

function drawPartings(goals: readonly GoalCost[], pen: Pen): string[][] {
  const parted = goals.filter(({ partsAt }) => partsAt.length > 0);
  if (goals.length === 1 || parted.length === 0) return [];
  const lines = parted.flatMap(({ goal, partsAt }) => [
    ...wrap(goal.title, pen.widthColumns, gap).map(pen.style.cyan),
    ...drawNames(partsAt, pen, '    '),
  ]);
  return [[pen.style.bold('Where they part'), ...lines]];
}

function drawNames(
  competencies: readonly Competency[],
  { nameOf, widthColumns }: Pen,
  margin: string,
): string[] {
  const names = competencies.map((each) => nameOf({ kind: 'competency', ...each }));
  return wrap(names.join(', '), widthColumns, margin);
}
