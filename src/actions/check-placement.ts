import type { CurriculumGraph } from '../curriculum/graph.ts';
import {
  type Placement,
  type PlacementRequest,
  placementOf,
} from '../planner/placement/placement.ts';
import { readWishes } from '../planner/read-wishes.ts';
import type {
  InvalidRequest,
  UnknownName,
  UnknownNames,
  UnreachableGoals,
} from '../planner/refusal.ts';
import type { CompetencyRequest, GoalRequest } from '../planner/request.ts';
import type { Work } from '../planner/work.ts';
import { didYouMeanText } from '../util/did-you-mean.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { type AnsweredOn, answerOn, type InputFor } from './answer-on.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { ProblemList } from './problem-list.ts';

export type CheckPlacementInput = InputFor<PlacementRequest>;

export type CheckedPlacement =
  | { readonly kind: 'placement-standing'; readonly placement: Placement }
  | UnknownNames
  | InvalidRequest;

/** Tells where a placement stands after some answers, and what to ask next. Stores nothing. */
export async function checkPlacement(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: CheckPlacementInput,
): Promise<Exclude<AnsweredOn<PlacementRequest, CheckedPlacement>, UnreachableGoals>> {
  const checked = await answerOn(environment, snapshot, actor, input, check);
  invariant(checked.kind !== 'unreachable-goals', 'a placement rules no goal out');
  return checked;
}

function* check(graph: CurriculumGraph, request: PlacementRequest): Work<CheckedPlacement> {
  const refusal = refusePlacement(graph, request);
  if (refusal) return refusal;
  return { kind: 'placement-standing', placement: yield* placementOf(graph, request) };
}

/** What one placement may ask and be told. */
export const placementLimits = {
  answers: 200,
  mostQuestions: 100,
  /** Less would be no better than a coin. */
  sureEnoughLeast: 0.5,
} as const;

/** All that is wrong with a request; null where nothing is. */
export function refusePlacement(
  graph: CurriculumGraph,
  { goals, knows, answers, mostQuestions, sureEnough }: PlacementRequest,
): UnknownNames | InvalidRequest | null {
  const problems = new ProblemList();
  const unknown: UnknownName[] = [];
  const read = (wishes: Names, pathOf: (path: string) => string): void => {
    // Wishes have a goal; placements need none.
    const goals = wishes.goals?.length ? wishes.goals : [{ skill: anySkill(graph) }];
    const found = readWishes(graph, { ...wishes, goals });
    if (found.kind === 'unknown-names')
      unknown.push(...found.names.map((name) => ({ ...name, path: pathOf(name.path) })));
    if (found.kind === 'invalid-request')
      for (const { path, message, suggestions } of found.problems)
        problems.add(pathOf(path), message, suggestions);
  };
  read({ goals, knows }, (path) => path);
  const answered = answers.slice(0, placementLimits.answers).map(({ competency }) => competency);
  read({ knows: answered }, (path) => path.replace('knows', 'answers'));
  if (answers.length > placementLimits.answers)
    problems.add(
      'answers',
      `\`answers\` has ${answers.length} entries; ${placementLimits.answers} are the most.`,
    );
  const most = placementLimits.mostQuestions;
  if (mostQuestions != null && !(mostQuestions >= 1 && mostQuestions <= most))
    problems.add('mostQuestions', `\`mostQuestions\` is from 1 to ${most}, not ${mostQuestions}.`);
  const least = placementLimits.sureEnoughLeast;
  if (sureEnough != null && !(sureEnough >= least && sureEnough <= 1))
    problems.add('sureEnough', `\`sureEnough\` is from ${least} to 1, not ${sureEnough}.`);
  return refusalOf(problems, unknown);
}

interface Names {
  readonly goals?: readonly GoalRequest[] | null | undefined;
  readonly knows?: readonly CompetencyRequest[] | null | undefined;
}

function anySkill({ curriculum }: CurriculumGraph): string {
  return curriculum.skills[0]?.slug ?? '';
}

/** Unknown names by themselves, else everything as problems. */
function refusalOf(
  problems: ProblemList,
  unknown: readonly UnknownName[],
): UnknownNames | InvalidRequest | null {
  const messageOf = ({ name, suggestions }: UnknownName) =>
    `\`${name}\` is not in the curriculum.${didYouMeanText(suggestions)}`;
  const [first] = unknown;
  if (first && !problems.refusal())
    return { kind: 'unknown-names', message: messageOf(first), names: unknown };
  for (const name of unknown) problems.add(name.path, messageOf(name), name.suggestions);
  return problems.refusal();
}
