import { type Ground, kindOfName } from '../actions/answer-plan-request.ts';
import { objectives } from '../planner/objectives/index.ts';
import {
  type CompetencyRequest,
  type GoalRequest,
  type PauseRequest,
  type PlanRequest,
  projectInclusions,
} from '../planner/request.ts';
import { didYouMean } from '../util/did-you-mean.ts';
import { choiceOf, choicesText, type Refuse } from './choice-of.ts';
import type { Line } from './command.ts';

/** What a learner can ask for on the command line. */
export const requestOptions = {
  goal: {
    value: '<name>',
    isList: true,
    says: 'A career path, a project, or a skill, perhaps at a level: `sql@working`. `importance=3` and `by=2027-05-01` may follow after commas. Operands are goals too.',
  },
  know: { value: '<skill>', isList: true, says: 'What you know: `functions@working`.' },
  deny: {
    value: '<skill>',
    isList: true,
    says: 'What you do not know, whatever follows from the rest.',
  },
  'no-infer': { says: 'Draw no conclusions from what you know.' },
  'completed-project': { value: '<project>', isList: true, says: 'What you have built already.' },
  prefer: { value: '<name>', isList: true, says: 'What counts half, where there is a choice.' },
  avoid: { value: '<name>', isList: true, says: 'What counts double, where there is a choice.' },
  exclude: { value: '<name>', isList: true, says: 'What you do not want at all.' },
  pin: { value: '<name>', isList: true, says: 'What you want in any case.' },
  'include-recommended': { says: 'Take what is recommended with what is needed.' },
  projects: {
    value: '<which>',
    says: `Which projects to build: ${choicesText(projectInclusions)}.`,
  },
  objective: {
    value: '<name>',
    says: `What the order is to be good at: ${choicesText(objectives.map(({ name }) => name))}.`,
  },
  'keep-order': {
    value: '<step>',
    isList: true,
    says: 'Steps of an earlier roadmap, in their order, to be kept.',
  },
  'hours-per-week': {
    value: '<hours>',
    says: 'How much time you have; gives every step its week.',
  },
  'start-on': {
    value: '<date>',
    says: 'When you start, `2027-01-04`; gives every step its dates.',
  },
  'finish-by': { value: '<date>', says: 'The last day on which you want to be done.' },
  pause: { value: '<from..to>', isList: true, says: 'When you do not learn, both days included.' },
} as const;

export type RequestOfLine =
  | { readonly kind: 'request'; readonly request: PlanRequest }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** The request that a command line makes, or all in it that can't be read. Whether names exist is for the planner. */
export function requestOf(
  { values, operands }: Line<typeof requestOptions>,
  ground: Ground,
): RequestOfLine {
  const problems: string[] = [];
  const refuse = (problem: string) => problems.push(problem);
  const request: PlanRequest = {
    goals: goalsOf([...operands, ...(values.goal ?? [])], ground, refuse),
    knows: (values.know ?? []).map(competencyOf),
    denies: (values.deny ?? []).map(competencyOf),
    inferKnown: !values['no-infer'],
    completedProjects: values['completed-project'] ?? [],
    prefers: values.prefer ?? [],
    avoids: values.avoid ?? [],
    excludes: values.exclude ?? [],
    pins: values.pin ?? [],
    includeRecommended: values['include-recommended'] ?? false,
    projects: choiceOf('--projects', values.projects, projectInclusions, refuse),
    objective: choiceOf(
      '--objective',
      values.objective,
      objectives.map(({ name }) => name),
      refuse,
    ),
    keepOrder: values['keep-order'] ?? [],
    hoursPerWeek: numberOf('--hours-per-week', values['hours-per-week'], refuse),
    startOn: values['start-on'] ?? null,
    finishBy: values['finish-by'] ?? null,
    pauses: (values.pause ?? []).flatMap((pause) => pauseOf(pause, refuse)),
  };
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'request', request };
}

/** Goals, each followed by what is said about it: `sql@working`, `importance=3`, `by=2027-05-01`. */
function goalsOf(parts: readonly string[], ground: Ground, refuse: Refuse): GoalRequest[] {
  const goals: GoalRequest[] = [];
  for (const part of parts) {
    const [key, value] = splitAt(part, '=');
    const goal = goals.pop();
    if (value === null) goals.push(...(goal ? [goal] : []), goalOf(part, ground));
    else if (goal && key === 'importance')
      goals.push({ ...goal, importance: numberOf('importance', value, refuse) });
    else if (goal && key === 'by') goals.push({ ...goal, by: value });
    else {
      if (goal) goals.push(goal);
      refuse(`\`${part}\` can't be read: after a goal may stand ${afterGoal}.`);
    }
  }
  return goals;
}

const afterGoal = '`importance=3` or `by=2027-05-01`';

/**
 * A name says by itself what it is, or was before it was replaced. One that nothing ever had is taken for what its likeliest
 * correction is.
 */
export function goalOf(name: string, ground: Ground): GoalRequest {
  if (name.includes('@')) return competencyOf(name);
  const kind = kindOfName(ground, name) ?? kindOfName(ground, nearestName(name, ground));
  if (kind === 'careerPaths') return { careerPath: name };
  return kind === 'projects' ? { project: name } : { skill: name };
}

function nearestName(name: string, { graph }: Ground): string {
  const { skills, projects, careerPaths } = graph.curriculum;
  const slugs = [...skills, ...projects, ...careerPaths].map(({ slug }) => slug);
  return didYouMean(name, slugs)[0] ?? name;
}

function competencyOf(name: string): CompetencyRequest {
  const [skill, level] = splitAt(name, '@');
  return { skill, level };
}

function pauseOf(text: string, refuse: Refuse): PauseRequest[] {
  const [from, to] = splitAt(text, '..');
  if (to !== null) return [{ from, to }];
  refuse(`\`--pause ${text}\` must be two dates: \`2027-07-01..2027-07-14\`.`);
  return [];
}

function numberOf(name: string, text: string | undefined, refuse: Refuse): number | null {
  if (text === undefined) return null;
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text);
  refuse(`\`${name}\` must be a number, not \`${text}\`.`);
  return null;
}

function splitAt(text: string, mark: string): [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + mark.length)];
}
