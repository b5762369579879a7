import {
  type Learner,
  type LearnerGoal,
  type LearnerPause,
  type LearnerWishes,
  namedWishes,
} from '../curriculum/learner.ts';
import { readTimetable } from '../planner/read-timetable.ts';
import { readWishes } from '../planner/read-wishes.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { GoalRequest } from '../planner/request.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import { dayMs, learnerLimits } from './learner-limits.ts';
import { ProblemList } from './problem-list.ts';

/** What is said of a learner. What is left out stays as it is; null takes it away. */
export interface LearnerInput {
  readonly name?: string | null | undefined;
  readonly mail?: string | null | undefined;
  readonly hoursPerWeek?: number | null | undefined;
  readonly since?: Date | null | undefined;
  /** The one that the names below are of; null for the default one. */
  readonly curriculum?: string | null | undefined;
  readonly goals?: readonly GoalRequest[] | null | undefined;
  readonly pauses?: readonly LearnerPause[] | null | undefined;
  readonly prefers?: readonly string[] | null | undefined;
  readonly avoids?: readonly string[] | null | undefined;
  readonly excludes?: readonly string[] | null | undefined;
  readonly completedProjects?: readonly string[] | null | undefined;
}

/** The learner with what is said put in place, or all that is wrong with it. */
export function readLearner(
  snapshot: CurriculaSnapshot,
  learner: Learner,
  input: LearnerInput,
): { readonly kind: 'learner'; readonly learner: Learner } | InvalidRequest {
  const problems = new ProblemList();
  checkPerson(learner, input, problems);
  checkWishes(snapshot, learner, input, problems);
  const refusal = problems.refusal();
  return refusal ?? { kind: 'learner', learner: withInput(snapshot, learner, input) };
}

function checkPerson({ updatedAt }: Learner, input: LearnerInput, problems: ProblemList): void {
  const { name, mail, since } = input;
  problems.checkText('name', name, learnerLimits.name);
  problems.checkMail('mail', mail);
  if (since && Number(since) > Number(updatedAt) + dayMs)
    problems.add('since', '`since` is in the future.');
  if (since && Number(since) < earliest)
    problems.add('since', '`since` is before 1900, when nobody had begun to learn here.');
}

/** Databases differ in how far back they count. */
const earliest = Date.UTC(1900);

/** Names are checked as they come; those that were kept may have gone from the curriculum since. */
function checkWishes(
  { heads, default: first }: CurriculaSnapshot,
  { wishes }: Learner,
  input: LearnerInput,
  problems: ProblemList,
): void {
  const curriculum = input.curriculum === undefined ? wishes.curriculum : input.curriculum;
  const head = curriculum === null ? first : heads.get(curriculum);
  const { goals, prefers, avoids, excludes, completedProjects, hoursPerWeek, pauses } = input;
  // Dates need a start to count from; any will do that is before them all.
  const times = { hoursPerWeek, pauses, startOn: '1970-01-01' };
  if (head) {
    const names = { goals: goals ?? [], prefers, avoids, excludes, completedProjects };
    const read = readWishes(head.graph, { ...names, ...times });
    if (read.kind === 'wishes') return;
    const found = read.kind === 'unknown-names' ? read.names.map(unknownName) : read.problems;
    for (const { path, message, suggestions } of found) {
      // Learners may come without goals, and say later what they want.
      if (path !== 'goals' || names.goals.length > 0) problems.add(path, message, suggestions);
    }
    return;
  }
  readTimetable({ goals: [], ...times }, (path, message) => problems.add(path, message));
  if (curriculum !== null) {
    const suggestions = didYouMean(curriculum, heads.keys());
    const message = `There is no curriculum \`${curriculum.slice(0, 200)}\`.${didYouMeanText(suggestions)}`;
    problems.add('curriculum', message, suggestions);
  } else if ([goals, prefers, avoids, excludes, completedProjects].some((list) => list?.length)) {
    problems.add('curriculum', 'No curriculum has been published yet.');
  }
}

function unknownName({
  path,
  name,
  suggestions,
}: {
  path: string;
  name: string;
  suggestions: readonly string[];
}) {
  const message = `\`${name}\` is not in the curriculum.${didYouMeanText(suggestions)}`;
  return { path, message, suggestions };
}

function withInput(snapshot: CurriculaSnapshot, learner: Learner, input: LearnerInput): Learner {
  const { wishes } = learner;
  const askedOn = askedOnOf(snapshot, wishes, input);
  const given = <Value>(value: Value | null | undefined, otherwise: Value, none: Value): Value =>
    value === undefined ? otherwise : (value ?? none);
  return {
    ...learner,
    name: given(input.name, learner.name, null),
    mail: given(input.mail, learner.mail, null),
    hoursPerWeek: given(input.hoursPerWeek, learner.hoursPerWeek, null),
    since: given(input.since, learner.since, learner.createdAt),
    wishes: {
      curriculum: given(input.curriculum, wishes.curriculum, null),
      goals: given(input.goals, wishes.goals, []).map(goalOf),
      pauses: given(input.pauses, wishes.pauses, []),
      prefers: given(input.prefers, wishes.prefers, []),
      avoids: given(input.avoids, wishes.avoids, []),
      excludes: given(input.excludes, wishes.excludes, []),
      completedProjects: given(input.completedProjects, wishes.completedProjects, []),
      ...(Object.keys(askedOn).length > 0 && { askedOn }),
    },
  };
}

/** The names that are said now are those of the newest revision. */
function askedOnOf(
  { heads, default: first }: CurriculaSnapshot,
  wishes: LearnerWishes,
  input: LearnerInput,
): NonNullable<LearnerWishes['askedOn']> {
  const curriculum = input.curriculum === undefined ? wishes.curriculum : input.curriculum;
  const head = curriculum === null ? first : heads.get(curriculum);
  const lists = namedWishes.flatMap((list) => {
    const given = input[list];
    const number = given === undefined ? wishes.askedOn?.[list] : head?.revision.number;
    return number === undefined || given?.length === 0 || given === null ? [] : [[list, number]];
  });
  return Object.fromEntries(lists);
}

function goalOf({ careerPath, project, skill, level, importance, by }: GoalRequest): LearnerGoal {
  return {
    careerPath: careerPath ?? null,
    project: project ?? null,
    skill: skill ?? null,
    level: level ?? null,
    importance: importance ?? 1,
    by: by ?? null,
  };
}
