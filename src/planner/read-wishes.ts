import type { CurriculumGraph } from '../curriculum/graph.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { exclusionTitle, nodeTitle } from './explain/titles.ts';
import { goalSubject } from './goal-subject.ts';
import { limits } from './limits.ts';
import { type ObjectiveName, objectives } from './objectives/index.ts';
import { readTimetable } from './read-timetable.ts';
import type { InvalidRequest, RequestProblem, UnknownName, UnknownNames } from './refusal.ts';
import type { CompetencyRequest, GoalRequest, PlanRequest } from './request.ts';
import type { Goal, Wish } from './roadmap.ts';
import type { NamedNodes, WishedGoal, Wishes } from './wishes.ts';

export type ReadWishes =
  | { readonly kind: 'wishes'; readonly wishes: Wishes }
  | InvalidRequest
  | UnknownNames;

/** Resolves a request against a graph, or tells all that is wrong with it. */
export function readWishes(graph: CurriculumGraph, request: PlanRequest): ReadWishes {
  const reader = new WishReader(graph);
  const wishes = reader.read(request);
  return reader.refusal() ?? { kind: 'wishes', wishes };
}

type ItemKind = 'skill' | 'project' | 'careerPath';

const kindNames: Record<ItemKind, string> = {
  skill: 'skill',
  project: 'project',
  careerPath: 'career path',
};

/** Collects every problem of a request while it is read; what could not be read is left out. */
class WishReader {
  readonly #graph: CurriculumGraph;
  readonly #problems: RequestProblem[] = [];
  readonly #unknown: UnknownName[] = [];

  constructor(graph: CurriculumGraph) {
    this.#graph = graph;
  }

  /** What is wrong: unknown names by themselves, else everything as problems; null where nothing is. */
  refusal(): InvalidRequest | UnknownNames | null {
    if (this.#problems.length === 0 && this.#unknown.length === 0) return null;
    if (this.#problems.length === 0) {
      return { kind: 'unknown-names', message: unknownText(this.#unknown), names: this.#unknown };
    }
    const unknown = this.#unknown.map(({ path, name, suggestions }) => ({
      path,
      message: `\`${name}\` is not in the curriculum.${didYouMeanText(suggestions)}`,
      suggestions,
    }));
    const problems = [...this.#problems, ...unknown];
    const first = problems[0]!.message;
    const count = `${problems.length} things are wrong with this request`;
    const message = problems.length === 1 ? first : `${count}. The first: ${first}`;
    return { kind: 'invalid-request', message, problems };
  }

  read(request: PlanRequest): Wishes {
    const goals = this.#goals(request.goals);
    const declared = this.#competencies('knows', request.knows ?? []);
    const denied = this.#competencies('denies', request.denies ?? []);
    const exclusions = this.#named('excludes', request.excludes ?? [], 'EXCLUDES', true);
    const pins = this.#named('pins', request.pins ?? [], 'PINS', false);
    const prefers = this.#tastes('prefers', request.prefers ?? []);
    const avoids = this.#tastes('avoids', request.avoids ?? []);
    const preferred = this.#marks([...prefers.values()]);
    const avoided = this.#marks([...avoids.values()]);
    this.#checkDenials(declared, denied);
    this.#checkPins(request.pins ?? [], exclusions, pins);
    this.#checkTastes(request.prefers ?? [], prefers, avoided);
    return {
      graph: this.#graph,
      goals,
      declared: highestOfEach(this.#graph, [...declared.keys()]),
      denied: this.#marks([...denied.keys()].map((node) => this.#andAbove(node))),
      infers: request.inferKnown ?? true,
      completedProjects: this.#projects(request.completedProjects ?? []),
      exclusions,
      pins,
      preferred,
      avoided,
      ignoresTastes: false,
      includesRecommended: request.includeRecommended ?? false,
      projects: request.projects ?? 'ONE_PER_MILESTONE',
      objective: this.#objective(request.objective ?? null),
      keepOrder: this.#list('keepOrder', request.keepOrder ?? [], limits.names),
      timetable: readTimetable(request, (path, message) => this.#problem(path, message)),
    };
  }

  #problem(path: string, message: string, suggestions: readonly string[] = []): void {
    this.#problems.push({ path, message, suggestions });
  }

  #list<Item>(path: string, items: readonly Item[], most: number): readonly Item[] {
    if (items.length <= most) return items;
    this.#problem(path, `\`${path}\` has ${items.length} entries; ${most} are the most.`);
    return [];
  }

  #objective(name: ObjectiveName | null): ObjectiveName {
    return objectives.find((objective) => objective.name === name)?.name ?? objectives[0].name;
  }

  #goals(requests: readonly GoalRequest[]): WishedGoal[] {
    if (requests.length === 0) {
      this.#problem(
        'goals',
        'There is no goal: name a career path, a project or a skill to plan for.',
      );
    }
    const goals: WishedGoal[] = [];
    this.#list('goals', requests, limits.goals).forEach((request, index) => {
      const path = `goals.${index}`;
      const goal = this.#goal(path, request);
      if (goal === null) return;
      const twin = goals.find(({ node }) => node === goal.node);
      if (twin) this.#problem(path, `This goal is the same as \`${twin.path}\`: name it once.`);
      else goals.push(goal);
    });
    return goals;
  }

  #goal(path: string, request: GoalRequest): WishedGoal | null {
    const given = (['careerPath', 'project', 'skill'] as const).filter(
      (kind) => request[kind] !== null && request[kind] !== undefined,
    );
    if (given.length !== 1) {
      const names = given.map((kind) => `\`${kind}\``).join(' and ') || 'none of them';
      this.#problem(
        path,
        `A goal is exactly one of \`careerPath\`, \`project\` or \`skill\`, not ${names}.`,
      );
      return null;
    }
    const kind = given[0]!;
    const importance = this.#importance(`${path}.importance`, request.importance ?? 1);
    const node = this.#goalNode(path, kind, request);
    if (node === null) return null;
    const subject = goalSubject(this.#graph, node);
    const title = nodeTitle(this.#graph, node);
    const goal: Goal = { subject, title, importance, by: request.by ?? null };
    return { goal, node, path };
  }

  #goalNode(path: string, kind: ItemKind, request: GoalRequest): number | null {
    const level = request.level ?? null;
    const slug = request[kind]!;
    if (kind === 'skill') {
      return this.#competency(`${path}.skill`, `${path}.level`, slug, level);
    }
    if (level !== null) {
      this.#problem(
        `${path}.level`,
        `Only a skill has levels; a ${kindNames[kind]} is reached whole.`,
      );
    }
    return this.#item(`${path}.${kind}`, slug, [kind]);
  }

  #importance(path: string, importance: number): number {
    if (Number.isInteger(importance) && importance >= 1 && importance <= limits.importance) {
      return importance;
    }
    this.#problem(
      path,
      `An importance is a whole number from 1 to ${limits.importance}, not ${importance}.`,
    );
    return 1;
  }

  /** By node, the path that named it first. */
  #competencies(list: string, requests: readonly CompetencyRequest[]): Map<number, string> {
    const found = new Map<number, string>();
    this.#list(list, requests, limits.names).forEach(({ skill, level }, index) => {
      const path = `${list}.${index}`;
      const node = this.#competency(`${path}.skill`, `${path}.level`, skill, level ?? null);
      if (node !== null && !found.has(node)) found.set(node, path);
    });
    return found;
  }

  /** The node of a skill at a level, or at its lowest. */
  #competency(path: string, levelPath: string, slug: string, level: string | null): number | null {
    const lowest = this.#item(path, slug, ['skill']);
    if (lowest === null || level === null) return lowest;
    const { levels } = this.#graph.skill(slug)!;
    const rank = levels.findIndex((candidate) => candidate.level === level);
    if (rank !== -1) return lowest + rank;
    const names = levels.map((candidate) => candidate.level);
    const known = names.map((name) => `\`${name}\``).join(', ');
    this.#problem(
      levelPath,
      `\`${slug}\` has no level \`${short(level)}\`; it has ${known}.`,
      names,
    );
    return null;
  }

  #item(path: string, slug: string, kinds: readonly ItemKind[]): number | null {
    const node = this.#graph.nodeOf(slug);
    if (node === undefined) {
      this.#unknown.push({ path, name: short(slug), suggestions: this.#suggestions(slug, kinds) });
      return null;
    }
    const { kind } = this.#graph.subjectOf(node);
    const found: ItemKind = kind === 'project' || kind === 'careerPath' ? kind : 'skill';
    if (kinds.includes(found)) return node;
    const wanted = kinds.map((name) => kindNames[name]).join(' or ');
    this.#problem(path, `\`${slug}\` is a ${kindNames[found]}, and this names a ${wanted}.`);
    return null;
  }

  #suggestions(slug: string, kinds: readonly ItemKind[]): string[] {
    const { skills, projects, careerPaths } = this.#graph.curriculum;
    const lists = { skill: skills, project: projects, careerPath: careerPaths };
    return didYouMean(
      slug.slice(0, limits.nameLength),
      kinds.flatMap((kind) => lists[kind].map((item) => item.slug)),
    );
  }

  #projects(slugs: readonly string[]): number[] {
    const nodes = this.#list('completedProjects', slugs, limits.names).map((slug, index) =>
      this.#item(`completedProjects.${index}`, slug, ['project']),
    );
    return [...new Set(nodes.filter((node) => node !== null))];
  }

  /** `slug` or `slug@level`, of a skill or a project; with the levels above it where asked. */
  #named(
    list: string,
    names: readonly string[],
    kind: Wish['kind'],
    withHigherLevels: boolean,
  ): NamedNodes[] {
    const found = new Map<number, NamedNodes>();
    this.#list(list, names, limits.names).forEach((name, index) => {
      const node = this.#nameNode(`${list}.${index}`, name);
      if (node === null || found.has(node)) return;
      const nodes = withHigherLevels ? this.#andAbove(node) : [node];
      found.set(node, { wish: { kind, name, text: this.#wishText(kind, node) }, nodes });
    });
    return [...found.keys()].sort((left, right) => left - right).map((node) => found.get(node)!);
  }

  #wishText(kind: Wish['kind'], node: number): string {
    if (kind === 'PINS') return `You want ${nodeTitle(this.#graph, node)} on the roadmap.`;
    return `You exclude ${exclusionTitle(this.#graph, node)}.`;
  }

  #nameNode(path: string, name: string): number | null {
    const at = name.indexOf('@');
    if (at === -1) return this.#item(path, name, ['skill', 'project']);
    return this.#competency(path, path, name.slice(0, at), name.slice(at + 1));
  }

  #andAbove(node: number): number[] {
    const subject = this.#graph.subjectOf(node);
    if (subject.kind !== 'competency') return [node];
    return subject.skill.levels.slice(subject.rank).map((_, above) => node + above);
  }

  /** By place in the list, the nodes that are named: a skill with all its levels, or from one level on. */
  #tastes(list: string, names: readonly string[]): Map<number, readonly number[]> {
    const found = new Map<number, readonly number[]>();
    this.#list(list, names, limits.names).forEach((name, index) => {
      const node = this.#nameNode(`${list}.${index}`, name);
      if (node !== null) found.set(index, this.#andAbove(node));
    });
    return found;
  }

  /** By node: 1 where it is one of them. */
  #marks(lists: readonly (readonly number[])[]): Uint8Array {
    if (lists.length === 0) return this.#graph.unmarked;
    const marks = new Uint8Array(this.#graph.nodes.nodeCount);
    for (const nodes of lists) for (const node of nodes) marks[node] = 1;
    return marks;
  }

  #checkDenials(declared: ReadonlyMap<number, string>, denied: ReadonlyMap<number, string>): void {
    for (const [node, path] of denied) {
      const above = this.#andAbove(node).find((each) => declared.has(each));
      if (above === undefined) continue;
      const [denial, claim] = [node, above].map((each) =>
        competencyKey(this.#graph.competencyOf(each)),
      );
      this.#problem(
        path,
        `\`${denial}\` is denied here, and \`${declared.get(above)}\` says that \`${claim}\` is known: keep one of the two.`,
      );
    }
  }

  #checkPins(
    names: readonly string[],
    exclusions: readonly NamedNodes[],
    pins: readonly NamedNodes[],
  ): void {
    for (const { wish, nodes } of pins) {
      const exclusion = exclusions.find((each) => each.nodes.includes(nodes[0]!));
      if (exclusion === undefined) continue;
      this.#problem(
        `pins.${names.indexOf(wish.name)}`,
        `\`${wish.name}\` is pinned, and \`excludes\` rules it out by \`${exclusion.wish.name}\`: keep one of the two.`,
      );
    }
  }

  #checkTastes(
    names: readonly string[],
    prefers: ReadonlyMap<number, readonly number[]>,
    avoided: Uint8Array,
  ): void {
    for (const [index, nodes] of prefers) {
      if (!nodes.some((node) => avoided[node] === 1)) continue;
      this.#problem(
        `prefers.${index}`,
        `\`${names[index]}\` is preferred and avoided: keep one of the two.`,
      );
    }
  }
}

/** Knowing a level is knowing those below it, so only the highest counts. */
function highestOfEach(graph: CurriculumGraph, nodes: readonly number[]): number[] {
  const { skillOf } = graph.nodes;
  const highest = new Map<number, number>();
  for (const node of nodes) {
    const skill = skillOf[node]!;
    highest.set(skill, Math.max(node, highest.get(skill) ?? node));
  }
  return [...highest.values()].sort((left, right) => left - right);
}

function short(name: string): string {
  return name.length <= limits.nameLength ? name : `${name.slice(0, limits.nameLength)}…`;
}

function unknownText(unknown: readonly UnknownName[]): string {
  const { name, suggestions } = unknown[0]!;
  const others = unknown.length - 1;
  const count = others === 1 ? 'One more name is' : `${others} more names are`;
  const more = others === 0 ? '' : ` ${count} not in it either.`;
  return `\`${name}\` is not in the curriculum.${didYouMeanText(suggestions)}${more}`;
}
