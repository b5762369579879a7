import type { Kinship } from '../../curriculum/difference/kinship.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { limits } from '../limits.ts';
import { readWishes } from '../read-wishes.ts';
import type { InvalidRequest, RequestProblem, UnknownName, UnknownNames } from '../refusal.ts';
import type { GoalRequest } from '../request.ts';
import { goalRequestOf } from './goal-request.ts';

/** A goal as two curricula name it. */
export interface GoalPair {
  /** Null where the earlier one hasn't got it. */
  readonly before: GoalRequest | null;
  /** Several where it was split, none where it is gone. */
  readonly after: readonly GoalRequest[];
}

export type PairedGoals =
  | { readonly kind: 'pairs'; readonly pairs: readonly GoalPair[] }
  | InvalidRequest
  | UnknownNames;

/** The goals that are asked for, named as in either curriculum, then all career paths and projects; each once. */
export function pairGoals(
  before: CurriculumGraph,
  after: CurriculumGraph,
  kinship: Kinship,
  asked: readonly GoalRequest[],
): PairedGoals {
  const pairing = new Pairing(before, after, kinship);
  if (asked.length > limits.goals) return tooMany(asked.length);
  asked.forEach((goal, index) => {
    pairing.ask(goal, index);
  });
  const refusal = pairing.refusal();
  if (refusal !== null) return refusal;
  pairing.addAll('careerPath', 'careerPaths');
  pairing.addAll('project', 'projects');
  return { kind: 'pairs', pairs: pairing.pairs };
}

class Pairing {
  readonly pairs: GoalPair[] = [];
  readonly #before: CurriculumGraph;
  readonly #after: CurriculumGraph;
  readonly #kinship: Kinship;
  /** Goals that are paired already, as text. */
  readonly #seen = new Set<string>();
  readonly #problems: RequestProblem[] = [];
  readonly #unknown: UnknownName[] = [];

  constructor(before: CurriculumGraph, after: CurriculumGraph, kinship: Kinship) {
    this.#before = before;
    this.#after = after;
    this.#kinship = kinship;
  }

  ask(goal: GoalRequest, index: number): void {
    const wanted = { ...goal, by: null, importance: null };
    const then = readWishes(this.#before, { goals: [wanted] });
    if (then.kind === 'wishes') {
      const named = goalRequestOf(then.wishes.goals[0]!.goal);
      this.#add({ before: named, after: this.#now(named) });
      return;
    }
    const found = readWishes(this.#after, { goals: [wanted] });
    const path = (inner: string) => inner.replace(/^goals\.0/, `goals.${index}`);
    switch (found.kind) {
      case 'wishes': {
        const named = goalRequestOf(found.wishes.goals[0]!.goal);
        this.#add({ before: this.#then(named), after: [named] });
        return;
      }
      case 'unknown-names':
        this.#unknown.push(...found.names.map((name) => ({ ...name, path: path(name.path) })));
        return;
      case 'invalid-request':
        this.#problems.push(
          ...found.problems.map((problem) => ({ ...problem, path: path(problem.path) })),
        );
    }
  }

  /** Null where nothing is wrong. */
  refusal(): InvalidRequest | UnknownNames | null {
    const unknownProblems = this.#unknown.map(({ path, name, suggestions }) => ({
      path,
      message: `Neither of the two has \`${name}\`.`,
      suggestions,
    }));
    const problems = [...this.#problems, ...unknownProblems];
    if (problems.length === 0) return null;
    const { message } = problems[0]!;
    if (this.#problems.length === 0)
      return { kind: 'unknown-names', message, names: this.#unknown };
    return { kind: 'invalid-request', message, problems };
  }

  /** All that both have of a kind. */
  addAll(kind: 'careerPath' | 'project', list: 'careerPaths' | 'projects'): void {
    const { [list]: successors } = this.#kinship;
    const older = new Set([...successors.values()].flat());
    const pairs: [slug: string, pair: GoalPair][] = [
      ...this.#before.curriculum[list].map(({ slug }): [string, GoalPair] => {
        const pair = { before: { [kind]: slug }, after: this.#now({ [kind]: slug }) };
        return [pair.after[0]?.[kind] ?? slug, pair];
      }),
      ...this.#after.curriculum[list]
        .filter(({ slug }) => !older.has(slug))
        .map(({ slug }): [string, GoalPair] => [slug, { before: null, after: [{ [kind]: slug }] }]),
    ];
    for (const [, pair] of pairs.sort(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0)))
      this.#add(pair);
  }

  #add(pair: GoalPair): void {
    const key = JSON.stringify([pair.before && textOf(pair.before), pair.after.map(textOf)]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.pairs.push(pair);
  }

  /** What a goal that has its level spelled out is called in the later curriculum. */
  #now({ careerPath, project, skill, level }: GoalRequest): readonly GoalRequest[] {
    const { careerPaths, projects, skills, levels } = this.#kinship;
    if (careerPath != null)
      return (careerPaths.get(careerPath) ?? []).map((slug) => ({ careerPath: slug }));
    if (project != null) return (projects.get(project) ?? []).map((slug) => ({ project: slug }));
    const [now] = levels.get(level!) ?? [];
    if (now === undefined) return [];
    const goals = (skills.get(skill!) ?? []).map((slug) => ({ skill: slug, level: now }));
    return goals.every((goal) => this.#after.nodeOfCompetency(goal) !== undefined) ? goals : [];
  }

  /** The earlier name of a goal that the later curriculum knows; null where it is new, or part of a change of several. */
  #then({ careerPath, project, skill, level }: GoalRequest): GoalRequest | null {
    const { careerPaths, projects, skills, levels } = this.#kinship;
    if (careerPath != null) return asGoal('careerPath', only(careerPaths, careerPath));
    if (project != null) return asGoal('project', only(projects, project));
    const found = only(skills, skill!);
    const then = only(levels, level!);
    if (found === null || then === null) return null;
    const goal = { skill: found, level: then };
    return this.#before.nodeOfCompetency(goal) === undefined ? null : goal;
  }
}

function asGoal(kind: 'careerPath' | 'project', slug: string | null): GoalRequest | null {
  return slug === null ? null : { [kind]: slug };
}

/** The one that became this and nothing else; null where there are none or several. */
function only(successors: ReadonlyMap<string, readonly string[]>, slug: string): string | null {
  const found = [...successors].filter(([, others]) => others.includes(slug));
  return found.length === 1 && found[0]![1].length === 1 ? found[0]![0] : null;
}

function textOf({ careerPath, project, skill, level }: GoalRequest): string {
  return JSON.stringify([careerPath ?? null, project ?? null, skill ?? null, level ?? null]);
}

function tooMany(count: number): InvalidRequest {
  const message = `\`goals\` has ${count} entries; ${limits.goals} are the most.`;
  return {
    kind: 'invalid-request',
    message,
    problems: [{ path: 'goals', message, suggestions: [] }],
  };
}
