import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { listed } from '../../util/listed.ts';
import type { Choice, Goal, Reason, Step } from '../roadmap.ts';
import { choiceTitle } from './titles.ts';

/** Names that a sentence lists before it goes on with "and 3 more". */
const namesShown = 3;

export function goalReason(goal: Goal, isItself: boolean, choice: Choice | null): Reason {
  const text = isItself ? 'It is your goal.' : `${goal.title} asks for it.`;
  return { kind: 'GOAL', text, goal, step: null, choice, because: null };
}

export function neededByReason(step: Step, choice: Choice | null, because: string | null): Reason {
  const text = `${step.title} needs it.`;
  return { kind: 'NEEDED_BY', text, goal: null, step, choice, because };
}

export function pinnedReason(): Reason {
  const text = 'You asked for it.';
  return { kind: 'PINNED', text, goal: null, step: null, choice: null, because: null };
}

export function recommendedReason(step: Step): Reason {
  const text = `${step.title} is easier with it.`;
  return { kind: 'RECOMMENDED_BY', text, goal: null, step, choice: null, because: null };
}

export function practisesReason(step: Step): Reason {
  const text = `It practises ${step.title}.`;
  return { kind: 'PRACTISES', text, goal: null, step, choice: null, because: null };
}

/**
 * All reasons of a step in one sentence, with the author's own words after it.
 *
 * @param serves the goals to tell of that it leads to; those that ask for it themselves are told anyway.
 */
export function whyText(
  graph: CurriculumGraph,
  reasons: readonly Reason[],
  serves: readonly Goal[],
): string {
  const of = (kind: Reason['kind']): Reason[] => reasons.filter((reason) => reason.kind === kind);
  const steps = (kind: Reason['kind']): string =>
    listed(
      of(kind).map(({ step }) => step!.title),
      'and',
      namesShown,
    );
  const goals = of('GOAL').filter(({ text }) => text !== 'It is your goal.');
  const parts: string[] = [];
  if (of('PINNED').length > 0) parts.push('you asked for it');
  if (goals.length < of('GOAL').length) parts.push('it is your goal');
  if (goals.length > 0) {
    const names = listed(
      goals.map(({ goal }) => goal!.title),
      'and',
      namesShown,
    );
    parts.push(`${names} ${goals.length === 1 ? 'asks' : 'ask'} for it`);
  }
  if (of('NEEDED_BY').length > 0) parts.push(`needed for ${steps('NEEDED_BY')}`);
  if (of('RECOMMENDED_BY').length > 0) parts.push(`it makes ${steps('RECOMMENDED_BY')} easier`);
  if (of('PRACTISES').length > 0) parts.push(`it practises ${steps('PRACTISES')}`);
  const choice = reasons.find((reason) => reason.choice !== null)?.choice;
  if (choice) parts.push(`chosen among ${choiceTitle(graph, choice.requirement)}`);
  const sentence = parts.join('; ');
  const because = reasons.find((reason) => reason.because !== null)?.because ?? null;
  const further = serves.filter((goal) => reasons.every((reason) => reason.goal !== goal));
  const names = further.map(({ title }) => title);
  const leads = names.length === 0 ? null : `It leads to ${listed(names, 'and', namesShown)}.`;
  return [`${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`, leads, because]
    .filter(Boolean)
    .join(' ');
}
