import { z } from 'zod';
import { objectives } from '../planner/objectives/index.ts';
import type { InvalidRequest, RequestProblem } from '../planner/refusal.ts';
import { type PlanRequest, projectInclusions } from '../planner/request.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';

/** The curriculum that a request will be planned on; without a revision where it was never published. */
export interface Addressee {
  readonly curriculum: string;
  readonly revision: number | null;
}

export type ReadRequest = { readonly kind: 'request'; readonly request: PlanRequest };

/**
 * Reads a request from JSON text in the shape of the API's `PlanRoadmapInput`, or says all that is wrong with its
 * shape: keys, types, enums, and being meant for another curriculum. Names, dates and ranges are for the planner.
 */
export function readPlanRequest(text: string, addressee: Addressee): ReadRequest | InvalidRequest {
  if (text.length > textLengthMax)
    return invalid([problem([], `The request is longer than ${textLengthMax} characters.`)]);
  const json = parseJson(text);
  if (json === undefined) return invalid([problem([], 'The request is not JSON.')]);
  const result = shape.safeParse(json);
  if (!result.success) return invalid(result.error.issues.flatMap(problemsOf));
  const strayed = misaddressed(result.data, addressee);
  return strayed.length > 0 ? invalid(strayed) : { kind: 'request', request: result.data };
}

const textLengthMax = 1_000_000;
const problemsMax = 100;

const optional = <Type extends z.ZodType>(type: Type) => type.nullable().exactOptional();
const text = optional(z.string());
const number = optional(z.number());
const names = optional(z.array(z.string()));

const goal = z.strictObject({
  careerPath: text,
  project: text,
  skill: text,
  level: text,
  importance: number,
  by: text,
});
const competency = z.strictObject({ skill: z.string(), level: text, curriculum: text });
const pause = z.strictObject({ from: z.string(), to: z.string() });

const shape = z.strictObject({
  curriculum: text,
  revision: number,
  goals: z.array(goal),
  knows: optional(z.array(competency)),
  denies: optional(z.array(competency)),
  inferKnown: optional(z.boolean()),
  completedProjects: names,
  prefers: names,
  avoids: names,
  excludes: names,
  pins: names,
  includeRecommended: optional(z.boolean()),
  projects: optional(z.enum(projectInclusions)),
  objective: optional(z.enum(objectives.map(({ name }) => name))),
  keepOrder: names,
  hoursPerWeek: number,
  startOn: text,
  finishBy: text,
  pauses: optional(z.array(pause)),
}) satisfies z.ZodType<PlanRequest>;

/** The keys that an object may have, by the key of the request that it stands under. */
const keys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(shape.shape),
  goals: Object.keys(goal.shape),
  knows: Object.keys(competency.shape),
  denies: Object.keys(competency.shape),
  pauses: Object.keys(pause.shape),
};

function parseJson(json: string): unknown {
  try {
    // A byte order mark counts as space here, and as a mistake in JSON.
    return JSON.parse(json.trim());
  } catch {
    return undefined;
  }
}

function invalid(problems: readonly RequestProblem[]): InvalidRequest {
  const listed = problems.slice(0, problemsMax);
  const rest = problems.length - listed.length;
  if (rest > 0) listed.push(problem([], `${rest} more problems are not listed.`));
  const count = `${problems.length} things are wrong with the request.`;
  const message = problems.length === 1 ? problems[0]!.message : count;
  return { kind: 'invalid-request', message, problems: listed };
}

function problemsOf(issue: z.core.$ZodIssue): RequestProblem[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(issue.path, key));
    case 'invalid_value':
      return [unknownChoice(issue.path, issue.values.map(String))];
    case 'invalid_type':
      return [problem(issue.path, `${placeName(issue.path)} must be ${typeName(issue.expected)}.`)];
    default:
      return [problem(issue.path, issue.message)];
  }
}

function unknownKey(path: Path, key: string): RequestProblem {
  const suggestions = didYouMean(key, keys[String(path[0] ?? '')] ?? []);
  const message = `${placeName(path)} has no \`${key}\`.${didYouMeanText(suggestions)}`;
  return problem([...path, key], message, suggestions);
}

function unknownChoice(path: Path, choices: readonly string[]): RequestProblem {
  const listed = choices.map((choice) => `\`${choice}\``).join(', ');
  return problem(path, `${placeName(path)} must be one of ${listed}.`, choices);
}

function placeName(path: Path): string {
  return path.length === 0 ? 'The request' : `\`${path.join('.')}\``;
}

function typeName(expected: string): string {
  return typeNames[expected] ?? expected;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a finite number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'an object',
};

/** What in a request says that it is for another curriculum, or another revision, than the one at hand. */
function misaddressed(request: z.infer<typeof shape>, addressee: Addressee): RequestProblem[] {
  const { curriculum, revision, knows, denies } = request;
  const named: [Path, string | null | undefined][] = [
    [['curriculum'], curriculum],
    ...(knows ?? []).map(competencyCurriculum('knows')),
    ...(denies ?? []).map(competencyCurriculum('denies')),
  ];
  const problems = named
    .filter(([, name]) => (name ?? addressee.curriculum) !== addressee.curriculum)
    .map(([path, name]) =>
      problem(path, otherCurriculum(name!, addressee), [addressee.curriculum]),
    );
  return (revision ?? addressee.revision) === addressee.revision
    ? problems
    : [...problems, problem(['revision'], otherRevision(addressee))];
}

function competencyCurriculum(list: string) {
  return (one: z.infer<typeof competency>, index: number): [Path, string | null | undefined] => [
    [list, index, 'curriculum'],
    one.curriculum,
  ];
}

function otherCurriculum(name: string, { curriculum }: Addressee): string {
  return `\`${name}\` is not the curriculum at hand, which is \`${curriculum}\`.`;
}

function otherRevision({ revision }: Addressee): string {
  return revision === null
    ? 'The curriculum at hand was never published, so it has no revisions.'
    : `The revision at hand is ${revision}.`;
}

type Path = readonly PropertyKey[];

function problem(path: Path, message: string, suggestions: readonly string[] = []): RequestProblem {
  return { path: path.join('.'), message, suggestions };
}
