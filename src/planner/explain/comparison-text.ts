import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { requirementTitle } from '../../curriculum/requirement-title.ts';
import { counted } from '../../util/counted.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import type { GoalCost } from '../compare-goals.ts';

export interface ComparedGoal extends GoalCost {
  /** The nodes of `partsAt`, those first that the fewest other goals need. */
  readonly ownFirst: readonly number[];
}

export interface Compared {
  readonly goals: readonly ComparedGoal[];
  readonly totalHours: number;
  readonly sharedHours: number;
  /** The nodes that all goals share and on which nothing else that they share relies, in order of learning. */
  readonly lastShared: readonly number[];
}

/** Names that a sentence lists before it goes on with "and 3 more". */
const namesShown = 3;

/** Goals that the summary goes into, one by one. */
const goalsShown = 5;

/** What goals share, where they part, and what they take together, in a few sentences. */
export function comparisonText(graph: CurriculumGraph, compared: Compared): string {
  const { goals, totalHours } = compared;
  const [only] = goals;
  if (goals.length === 1) {
    if (only!.stepCount === 0) return `${only!.goal.title} is reached already.`;
    return `${only!.goal.title} takes ${hoursText(only!.hours)} in ${counted(only!.stepCount, 'step')}.`;
  }
  if (goals.every(({ stepCount }) => stepCount === 0)) return 'All of them are reached already.';
  const apart = goals.reduce((sum, { hours }) => sum + hours, 0);
  const saved = Math.round((apart - totalHours) * 10) / 10;
  const less = saved > 0 ? `, ${hoursText(saved)} less than each by itself` : '';
  return [
    sharedText(graph, compared),
    ...partingTexts(graph, compared),
    `Together they take ${hoursText(totalHours)}${less}.`,
  ].join(' ');
}

function sharedText(graph: CurriculumGraph, { goals, sharedHours, lastShared }: Compared): string {
  const they = goals.length === 2 ? 'They' : 'All of them';
  if (sharedHours === 0) return `${they} share nothing that is left to learn.`;
  // The last are what the rest leads up to.
  const titles = lastShared.slice(-namesShown).map((node) => titleOf(graph, node));
  return `${they} share ${hoursText(sharedHours)}, up to ${listed(titles)}.`;
}

function partingTexts(graph: CurriculumGraph, { goals, sharedHours }: Compared): string[] {
  const shown = goals.slice(0, goalsShown);
  const verb = sharedHours === 0 ? 'begins with' : 'goes on with';
  const texts = shown.map(({ goal, hours, ownFirst }) => {
    const rest = hoursText(hours - sharedHours);
    if (hours === 0) return `${goal.title} is reached already`;
    if (hours === sharedHours) return `${goal.title} is reached with that`;
    if (ownFirst.length === 0) return `${goal.title} is left to build (${rest})`;
    const titles = ownFirst.map((node) => titleOf(graph, node));
    return `${goal.title} ${verb} ${listed(titles, 'and', namesShown)} (${rest})`;
  });
  const more = goals.length - shown.length;
  if (more > 0)
    texts.push(`${counted(more, 'other goal')} ${more === 1 ? 'goes its' : 'go their'} own way`);
  const lead = sharedHours === 0 ? '' : 'Then ';
  return [`${lead}${texts.join('; ')}.`];
}

function titleOf(graph: CurriculumGraph, node: number): string {
  return requirementTitle(graph, { kind: 'competency', ...graph.competencyOf(node) });
}
