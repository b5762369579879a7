import { counted } from '../../util/counted.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import type { GoalEffect, PlannedGoal } from '../compare-curricula.ts';

/** Names that a sentence lists before it goes on with "and 3 more". */
const namesShown = 3;

/** What a change of the curriculum means for whoever wants one goal, in a sentence or two. */
export function goalEffectText(effect: Omit<GoalEffect, 'says'>): string {
  const { before, after, skillsClosed, skillsOpened } = effect;
  if (before === null) return `${titleOf(after!)} is new: ${takes(after!)}.`;
  if (after === null)
    return `${titleOf(before)} can no longer be a goal; it took ${takes(before)}.`;
  return [
    hoursSentence(effect, before, after),
    skillsClosed.length > 0
      ? `No way to it leads through ${titles(skillsClosed)} any longer.`
      : null,
    skillsOpened.length > 0 ? `Ways to it may lead through ${titles(skillsOpened)} now.` : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

/** How many goals are touched, in a sentence or two. */
export function effectsText(goals: readonly GoalEffect[], leftOut: number): string {
  const count = (isCounted: (effect: GoalEffect) => boolean) => goals.filter(isCounted).length;
  const change = ({ before, after }: GoalEffect) =>
    before && after ? after.hours - before.hours : 0;
  const parts = [
    told(
      count((goal) => change(goal) < 0),
      'takes less',
      'take less',
    ),
    told(
      count((goal) => change(goal) > 0),
      'takes more',
      'take more',
    ),
    told(
      count((goal) => goal.fate === 'CHANGED' && change(goal) === 0),
      'takes as much by another way',
      'take as much by another way',
    ),
    told(
      count(({ fate }) => fate === 'NEW'),
      'is new',
      'are new',
    ),
    told(
      count(({ fate }) => fate === 'GONE'),
      'is gone',
      'are gone',
    ),
    told(
      count(({ fate }) => fate === 'SAME'),
      'is as before',
      'are as before',
    ),
  ].filter((part) => part !== null);
  const rest =
    leftOut > 0
      ? ` ${counted(leftOut, 'more goal')} ${leftOut === 1 ? 'was' : 'were'} not looked at.`
      : '';
  if (goals.length === 0) return `There are no goals.${rest}`;
  return `For whoever begins: of ${counted(goals.length, 'goal')}, ${listed(parts)}.${rest}`;
}

function hoursSentence(
  { stepsIn, stepsOut, fate }: Omit<GoalEffect, 'says'>,
  before: PlannedGoal,
  after: PlannedGoal,
): string {
  const title = titleOf(after);
  if (fate === 'SAME') return `${title} takes ${hoursText(after.hours)} as before.`;
  const isAsLong = before.hours === after.hours;
  const head = isAsLong
    ? `${title} takes ${hoursText(after.hours)} as before`
    : `${title} takes ${hoursText(after.hours)} now rather than ${hoursText(before.hours)}`;
  const parts = [
    stepsIn.length > 0 ? `with ${titles(stepsIn)}` : null,
    stepsOut.length > 0 ? `without ${titles(stepsOut)}` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return `${head}, by the same steps.`;
  return `${head}: the cheapest way goes ${listed(parts)}.`;
}

function takes({ hours, stepCount }: PlannedGoal): string {
  return `${hoursText(hours)} in ${counted(stepCount, 'step')}`;
}

function titleOf({ goals }: PlannedGoal): string {
  return listed(goals.map(({ title }) => title));
}

function titles(items: readonly { readonly title: string }[]): string {
  return listed(
    items.map(({ title }) => title),
    'and',
    namesShown,
  );
}

function told(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
