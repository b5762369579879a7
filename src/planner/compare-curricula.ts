import { closure } from '../curriculum/closure.ts';
import type { CareerPath, Project, Skill } from '../curriculum/curriculum.ts';
import type { Kinship } from '../curriculum/difference/kinship.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { invariant } from '../util/invariant.ts';
import { goalRequestOf } from './compare/goal-request.ts';
import { type GoalPair, pairGoals } from './compare/pair-goals.ts';
import { effectsText, goalEffectText } from './explain/effect-texts.ts';
import { nodeTitle } from './explain/titles.ts';
import { knowledgeOf } from './infer.ts';
import { nodeOfKey } from './node-of-key.ts';
import { readWishes } from './read-wishes.ts';
import type { InvalidRequest, UnknownNames } from './refusal.ts';
import type { GoalRequest } from './request.ts';
import type { Goal, Proof } from './roadmap.ts';
import { solve } from './solve.ts';
import type { Work } from './work.ts';

/** Goals besides all career paths and projects; they may be named as in either curriculum. */
export interface CompareCurriculaRequest {
  readonly goals?: readonly GoalRequest[] | null | undefined;
  /** Is told after each goal how many of how many are planned. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export type CompareCurriculaResult = CurriculaComparison | InvalidRequest | UnknownNames;

/** What a change of a curriculum means for whoever knows nothing yet and likes whatever the authors like. */
export interface CurriculaComparison {
  readonly kind: 'curricula-comparison';
  /** A sentence or two. */
  readonly summary: string;
  /** What was asked for in its order, then career paths and projects, each by slug. */
  readonly goals: readonly GoalEffect[];
  /** Career paths and projects beyond the limit, which were not looked at. */
  readonly goalsLeftOut: number;
}

/** `SAME`: the cheapest way has the same steps and hours. */
export type GoalFate = 'NEW' | 'GONE' | 'CHANGED' | 'SAME';

export interface GoalEffect {
  readonly fate: GoalFate;
  /** Null where the earlier curriculum can't lead there. */
  readonly before: PlannedGoal | null;
  /** Null where the later one can't. */
  readonly after: PlannedGoal | null;
  /** Steps of the cheapest way that its earlier one has not, by key. */
  readonly stepsIn: readonly EffectStep[];
  readonly stepsOut: readonly EffectStep[];
  /** Skills that are there still and through which ways led, but do no longer. */
  readonly skillsClosed: readonly EffectSkill[];
  /** Skills that were there already and through which ways lead only now. */
  readonly skillsOpened: readonly EffectSkill[];
  /** In a sentence or two. */
  readonly says: string;
}

/** What a goal takes from nothing on. */
export interface PlannedGoal {
  /** Several where one was split: all of them together. */
  readonly goals: readonly Goal[];
  readonly hours: number;
  readonly stepCount: number;
  readonly proof: Proof;
}

export interface EffectStep {
  readonly key: string;
  readonly title: string;
  readonly hours: number;
}

export interface EffectSkill {
  readonly slug: string;
  readonly title: string;
}

/** So many goals are compared; those asked for come first. */
export const goalsComparedMost = 200;

/** Plans every goal on both curricula. What neither a goal nor anything on the ways to it touches is planned once. */
export function* compareCurricula(
  before: CurriculumGraph,
  after: CurriculumGraph,
  kinship: Kinship,
  { goals: asked, onProgress }: CompareCurriculaRequest = {},
): Work<CompareCurriculaResult> {
  const paired = pairGoals(before, after, kinship, asked ?? []);
  if (paired.kind !== 'pairs') return paired;
  const sides = new Sides(before, after, kinship);
  const goals: GoalEffect[] = [];
  const pairs = paired.pairs.slice(0, goalsComparedMost);
  for (const pair of pairs) {
    goals.push(yield* sides.effect(pair));
    onProgress?.(goals.length, pairs.length);
    yield;
  }
  const goalsLeftOut = paired.pairs.length - goals.length;
  const summary = effectsText(goals, goalsLeftOut);
  return { kind: 'curricula-comparison', summary, goals, goalsLeftOut };
}

/** Nodes are compared so many at a time. */
const nodesAtOnce = 200;

interface Way {
  readonly goals: readonly Goal[];
  readonly targets: readonly number[];
  readonly planned: readonly number[];
  readonly tenths: number;
  readonly proof: Proof;
}

/** Two curricula, with what comparing one goal after the other asks for again and again. */
class Sides {
  readonly #before: CurriculumGraph;
  readonly #after: CurriculumGraph;
  readonly #kinship: Kinship;
  /** The slugs of skills that go on from the earlier one. */
  readonly #goingOn: ReadonlySet<string>;
  /** By slug of the earlier one, whether it is there still and needs just the same. */
  readonly #isUntouched = new Map<string, boolean>();

  constructor(before: CurriculumGraph, after: CurriculumGraph, kinship: Kinship) {
    this.#before = before;
    this.#after = after;
    this.#kinship = kinship;
    this.#goingOn = new Set([...kinship.skills.values()].flat());
  }

  *effect({ before, after }: GoalPair): Work<GoalEffect> {
    const was = before === null ? null : yield* plan(this.#before, [before]);
    const same = was && (yield* this.#samePlan(was));
    const is = after.length === 0 ? null : (same ?? (yield* plan(this.#after, after)));
    const steps = was && is ? this.#steps(was, is) : { stepsIn: [], stepsOut: [] };
    const skills = was && is ? this.#skills(was, is) : { skillsClosed: [], skillsOpened: [] };
    const isSame =
      was?.tenths === is?.tenths && steps.stepsIn.length === 0 && steps.stepsOut.length === 0;
    const effect = {
      fate: was === null ? 'NEW' : is === null ? 'GONE' : isSame ? 'SAME' : 'CHANGED',
      before: was && told(was),
      after: is && told(is),
      ...steps,
      ...skills,
    } satisfies Omit<GoalEffect, 'says'>;
    return { ...effect, says: goalEffectText(effect) };
  }

  /** The earlier plan in the later graph, where nothing that may be needed for it has changed. */
  *#samePlan(was: Way): Work<Way | null> {
    const { nodes } = this.#before;
    for (const [count, node] of closure(nodes, was.targets).entries()) {
      if (count % nodesAtOnce === nodesAtOnce - 1) yield;
      if (node < nodes.firstExpression && !this.#isSame(node)) return null;
    }
    const inAfter = (node: number): number => {
      const found = this.#after.nodeOf(this.#before.keyOf(node));
      return found ?? nodeOfKey(this.#after, this.#before.keyOf(node))!;
    };
    const { wishes } = read(this.#after, was.goals.map(goalRequestOf));
    return {
      ...was,
      goals: wishes.goals.map(({ goal }) => goal),
      targets: wishes.goals.map(({ node }) => node),
      planned: was.planned.map(inAfter).sort((left, right) => left - right),
    };
  }

  #isSame(node: number): boolean {
    const { slug } = itemOf(this.#before, node);
    const known = this.#isUntouched.get(slug);
    if (known !== undefined) return known;
    const isSame = this.#needsTheSame(slug, node);
    this.#isUntouched.set(slug, isSame);
    return isSame;
  }

  #needsTheSame(slug: string, node: number): boolean {
    const { skills, projects, careerPaths } = this.#kinship;
    const became = skills.get(slug) ?? projects.get(slug) ?? careerPaths.get(slug);
    const other = this.#after.nodeOf(slug);
    if (became?.length !== 1 || became[0] !== slug || other === undefined) return false;
    return needsOf(itemOf(this.#before, node)) === needsOf(itemOf(this.#after, other));
  }

  #steps(was: Way, is: Way): Pick<GoalEffect, 'stepsIn' | 'stepsOut'> {
    const keysAfter = new Set(is.planned.map((node) => this.#after.keyOf(node)));
    const keysBefore = new Set(was.planned.flatMap((node) => this.#keysNow(node)));
    return {
      stepsIn: is.planned
        .filter((node) => !keysBefore.has(this.#after.keyOf(node)))
        .map((node) => stepOf(this.#after, node)),
      stepsOut: was.planned
        .filter((node) => !this.#keysNow(node).some((key) => keysAfter.has(key)))
        .map((node) => stepOf(this.#before, node)),
    };
  }

  /** What the step of an earlier node is called now. */
  #keysNow(node: number): readonly string[] {
    const subject = this.#before.subjectOf(node);
    const { skills, projects, levels } = this.#kinship;
    if (subject.kind === 'project') return projects.get(subject.project.slug) ?? [];
    const { skill, level } = this.#before.competencyOf(node);
    const [now] = levels.get(level) ?? [];
    if (now === undefined) return [];
    return (skills.get(skill) ?? []).map((slug) => competencyKey({ skill: slug, level: now }));
  }

  #skills(was: Way, is: Way): Pick<GoalEffect, 'skillsClosed' | 'skillsOpened'> {
    const [before, after] = [skillsToward(this.#before, was), skillsToward(this.#after, is)];
    const { skills } = this.#kinship;
    const now = (slug: string): readonly string[] => skills.get(slug) ?? [];
    const closed = [...before].filter(
      (slug) => now(slug).length > 0 && !now(slug).some((other) => after.has(other)),
    );
    const known = new Set([...before].flatMap(now));
    const opened = [...after].filter((slug) => !known.has(slug) && this.#goingOn.has(slug));
    return {
      skillsClosed: closed.map((slug) => titled(this.#before, slug)),
      skillsOpened: opened.map((slug) => titled(this.#after, slug)),
    };
  }
}

function* plan(graph: CurriculumGraph, requests: readonly GoalRequest[]): Work<Way> {
  const { wishes } = read(graph, requests);
  const solution = yield* solve(wishes, knowledgeOf(wishes));
  invariant(solution !== null, 'without exclusions everything can be reached');
  return {
    ...solution,
    goals: wishes.goals.map(({ goal }) => goal),
    targets: wishes.goals.map(({ node }) => node),
  };
}

function read(graph: CurriculumGraph, goals: readonly GoalRequest[]) {
  const found = readWishes(graph, { goals });
  invariant(found.kind === 'wishes', 'goals were read before');
  return found;
}

function told({ goals, planned, tenths, proof }: Way): PlannedGoal {
  return { goals, hours: tenths / 10, stepCount: planned.length, proof };
}

function stepOf(graph: CurriculumGraph, node: number): EffectStep {
  return {
    key: graph.keyOf(node),
    title: nodeTitle(graph, node),
    hours: graph.nodes.tenths[node]! / 10,
  };
}

function itemOf(graph: CurriculumGraph, node: number): Skill | Project | CareerPath {
  const subject = graph.subjectOf(node);
  invariant(subject.kind !== 'expression', 'an expression belongs to an item');
  switch (subject.kind) {
    case 'competency':
      return subject.skill;
    case 'project':
      return subject.project;
    case 'careerPath':
      return subject.careerPath;
  }
}

/** As text, all that a plan by way of it depends on. */
function needsOf(item: Skill | Project | CareerPath): string {
  if ('levels' in item)
    return canonicalJson(
      item.levels.map(({ level, hours, requires }) => ({ level, hours, requires })),
    );
  const { requires, prefers } = item;
  return canonicalJson({ hours: 'hours' in item ? item.hours : 0, requires, prefers });
}

/** The slugs of all skills that some way to the goals may lead through, in order. */
function skillsToward({ nodes, curriculum }: CurriculumGraph, { targets }: Way): Set<string> {
  const found = new Set<number>();
  for (const node of closure(nodes, targets))
    if (node < nodes.firstProject) found.add(nodes.skillOf[node]!);
  return new Set([...found].sort((one, two) => one - two).map((at) => curriculum.skills[at]!.slug));
}

function titled(graph: CurriculumGraph, slug: string): EffectSkill {
  return { slug, title: graph.skill(slug)!.title };
}
