import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { listed } from '../../util/listed.ts';
import type { Choice, Goal, Reason, Step } from '../roadmap.ts';
import { choiceTitle } from './titles.ts';

/** Names that a sentence lists before it goes on with "and 3 more". */
const namesShown = 3;

const itself = 'It is your goal.';

export function goalReason(goal: Goal, isItself: boolean, choice: Choice | null): Reason {
  const text = isItself ? itself : `${goal.title} asks for it.`;
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
  const own = ofKind(reasons, 'GOAL');
  const asking = own.filter(({ text }) => text !== itself);
  const needing = ofKind(reasons, 'NEEDED_BY');
  const recommending = ofKind(reasons, 'RECOMMENDED_BY');
  const practised = ofKind(reasons, 'PRACTISES');
  const parts: string[] = [];
  if (ofKind(reasons, 'PINNED').length > 0) parts.push('you asked for it');
  if (asking.length < own.length) parts.push('it is your goal');
  if (asking.length > 0) {
    const titles = asking.map(({ goal }) => goal!.title);
    const verb = asking.length === 1 ? 'asks' : 'ask';
    parts.push(`${listed(titles, 'and', namesShown)} ${verb} for it`);
  }
  if (needing.length > 0) parts.push(`needed for ${stepsText(needing)}`);
  if (recommending.length > 0) parts.push(`it makes ${stepsText(recommending)} easier`);
  if (practised.length > 0) parts.push(`it practises ${stepsText(practised)}`);
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

function ofKind(reasons: readonly Reason[], kind: Reason['kind']): readonly Reason[] {
  return reasons.filter((reason) => reason.kind === kind);
}

function stepsText(reasons: readonly Reason[]): string {
  const titles = reasons.map(({ step }) => step!.title);
  return listed(titles, 'and', namesShown);
}
