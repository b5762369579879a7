import { invariant } from '../util/invariant.ts';
import type {
  Area,
  CareerPath,
  Curriculum,
  ProficiencyLevel,
  Project,
  Skill,
} from './curriculum.ts';
import type { Defect } from './defect.ts';
import { forwardChain } from './forward-chain.ts';
import { choicesOf, compileNodes, type Nodes } from './nodes.ts';
import { type Competency, competencyKey } from './requirement.ts';
import { openSnapshot, takeSnapshot } from './snapshot.ts';
import { unattainable } from './soundness.ts';

/** What a node of the graph stands for; expressions nested in alternatives belong to an item but are none. */
export type NodeSubject =
  | { readonly kind: 'competency'; readonly skill: Skill; readonly rank: number }
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'careerPath'; readonly careerPath: CareerPath }
  | { readonly kind: 'expression' };

/** A compiled curriculum on its way to another thread. */
export interface SharedGraph {
  readonly curriculum: Curriculum;
  readonly snapshot: SharedArrayBuffer;
}

/**
 * One revision of a curriculum, compiled. That it exists means that it is sound: every name resolves and every
 * competency, project and career path can be attained. It never changes and is shared by all requests.
 */
export class CurriculumGraph {
  readonly curriculum: Curriculum;
  readonly nodes: Nodes;
  /** By node: how many rounds of learning come before it at the least. */
  readonly depth: Int32Array;
  readonly #items = new Map<string, number>();
  readonly #areas: ReadonlyMap<string, number>;
  readonly #levels: ReadonlyMap<string, number>;
  #unmarked: Uint8Array | null = null;
  #choiceNumbers: ReadonlyMap<number, number> | null = null;
  #skillsInTeachingOrder: readonly Skill[] | null = null;
  readonly #throughSkill = new Map<number, Uint8Array>();

  /** Compiles a curriculum whose names are resolved, in linear time, or says what can never be attained in it. */
  static build(
    curriculum: Curriculum,
  ):
    | { readonly kind: 'graph'; readonly graph: CurriculumGraph }
    | { readonly kind: 'unsound'; readonly defects: readonly Defect[] } {
    const nodes = compileNodes(curriculum);
    const derivation = forwardChain(nodes);
    const defects = unattainable(curriculum, nodes, derivation);
    if (defects.length > 0) return { kind: 'unsound', defects };
    return { kind: 'graph', graph: new CurriculumGraph(curriculum, nodes, derivation.round) };
  }

  /**
   * What another thread attaches to: the arrays in shared memory, and the words that go with them, which are copied when
   * they are sent.
   */
  share(): SharedGraph {
    const { curriculum, nodes, depth } = this;
    return { curriculum, snapshot: takeSnapshot({ nodes, depth }) };
  }

  /** The graph that was shared; it reads the shared arrays in place. */
  static attach({ curriculum, snapshot }: SharedGraph): CurriculumGraph {
    const opened = openSnapshot(snapshot);
    invariant(opened.kind === 'snapshot', 'what is shared was compiled in this process');
    const { nodes, depth } = opened.snapshot;
    const choices = choicesOf(curriculum, nodes);
    return new CurriculumGraph(curriculum, { ...nodes, choices }, depth);
  }

  private constructor(curriculum: Curriculum, nodes: Nodes, depth: Int32Array) {
    this.curriculum = curriculum;
    this.nodes = nodes;
    this.depth = depth;
    this.#areas = indexBySlug(curriculum.areas);
    this.#levels = indexBySlug(curriculum.levels);
    curriculum.skills.forEach(({ slug }, index) => {
      this.#items.set(slug, nodes.firstOfSkill[index]!);
    });
    curriculum.projects.forEach(({ slug }, index) => {
      this.#items.set(slug, nodes.firstProject + index);
    });
    curriculum.careerPaths.forEach(({ slug }, index) => {
      this.#items.set(slug, nodes.firstCareerPath + index);
    });
  }

  skill(slug: string): Skill | undefined {
    const subject = this.#subject(slug);
    return subject?.kind === 'competency' ? subject.skill : undefined;
  }

  project(slug: string): Project | undefined {
    const subject = this.#subject(slug);
    return subject?.kind === 'project' ? subject.project : undefined;
  }

  careerPath(slug: string): CareerPath | undefined {
    const subject = this.#subject(slug);
    return subject?.kind === 'careerPath' ? subject.careerPath : undefined;
  }

  area(slug: string): Area | undefined {
    return this.curriculum.areas[this.#areas.get(slug) ?? -1];
  }

  /** The area's place in teaching order, from 0. */
  areaPosition(slug: string): number {
    return this.#areas.get(slug) ?? -1;
  }

  level(slug: string): ProficiencyLevel | undefined {
    return this.curriculum.levels[this.rank(slug)];
  }

  /** The level's place on the curriculum's scale, 0 the lowest; -1 where there is none of that name. */
  rank(level: string): number {
    return this.#levels.get(level) ?? -1;
  }

  /** The node of a skill's lowest level, of a project or of a career path. */
  nodeOf(slug: string): number | undefined {
    return this.#items.get(slug);
  }

  /** The node of a skill at a level; undefined where the skill has no such level. */
  nodeOfCompetency({ skill, level }: Competency): number | undefined {
    const found = this.skill(skill);
    if (found === undefined) return undefined;
    const rank = found.levels.findIndex((candidate) => candidate.level === level);
    return rank === -1 ? undefined : this.#items.get(skill)! + rank;
  }

  subjectOf(node: number): NodeSubject {
    const { firstProject, firstCareerPath, firstExpression, firstOfSkill, skillOf } = this.nodes;
    if (node >= firstExpression) return { kind: 'expression' };
    if (node >= firstCareerPath) {
      return {
        kind: 'careerPath',
        careerPath: this.curriculum.careerPaths[node - firstCareerPath]!,
      };
    }
    if (node >= firstProject) {
      return { kind: 'project', project: this.curriculum.projects[node - firstProject]! };
    }
    const skill = skillOf[node]!;
    return {
      kind: 'competency',
      skill: this.curriculum.skills[skill]!,
      rank: node - firstOfSkill[skill]!,
    };
  }

  /** The competency of a node that is one. */
  competencyOf(node: number): Competency {
    const subject = this.subjectOf(node);
    invariant(subject.kind === 'competency', `node ${node} is a competency`);
    return { skill: subject.skill.slug, level: subject.skill.levels[subject.rank]!.level };
  }

  /** Stable across revisions: `functions@working`, `notes-app`. */
  keyOf(node: number): string {
    const subject = this.subjectOf(node);
    switch (subject.kind) {
      case 'competency':
        return competencyKey(this.competencyOf(node));
      case 'project':
        return subject.project.slug;
      case 'careerPath':
        return subject.careerPath.slug;
      case 'expression':
        return `${this.keyOf(this.ownerOf(node))}#${node - this.nodes.firstExpression}`;
    }
  }

  /** The competency, project or career path that a node is or, for an expression, belongs to. */
  ownerOf(node: number): number {
    const { firstExpression, expressionOwner } = this.nodes;
    return node < firstExpression ? node : expressionOwner[node - firstExpression]!;
  }

  /** Names a group that leaves a choice: whose it is, and which of its choices, from 1. */
  choiceKey(group: number): string {
    this.#choiceNumbers ??= numberChoices(this);
    const owner = this.ownerOf(this.nodes.owner[group]!);
    return `${this.keyOf(owner)}#${this.#choiceNumbers.get(group)}`;
  }

  /**
   * By node: 0. Requests that mark nothing share it, since of a large graph it is megabytes; whoever marks something makes
   * marks of their own.
   */
  get unmarked(): Uint8Array {
    this.#unmarked ??= new Uint8Array(this.nodes.nodeCount);
    return this.#unmarked;
  }

  /** By area in teaching order, then by how much comes before, then by slug. */
  get skillsInTeachingOrder(): readonly Skill[] {
    this.#skillsInTeachingOrder ??= this.curriculum.skills
      .map((skill, index) => ({
        skill,
        area: this.areaPosition(skill.area),
        depth: this.depth[this.nodes.firstOfSkill[index]!]!,
      }))
      // Skills are in order of slug already, and sorting is stable.
      .sort((left, right) => left.area - right.area || left.depth - right.depth)
      .map(({ skill }) => skill);
    return this.#skillsInTeachingOrder;
  }

  /** The other skills whose requirements name this one, at any level, in order of slug. */
  requiredBy(slug: string): readonly Skill[] {
    const { userStart, users, owner, firstProject, skillOf } = this.nodes;
    const found = new Set<number>();
    for (const node of this.#nodesOfSkill(slug)) {
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const user = this.ownerOf(owner[users[at]!]!);
        if (user < firstProject) found.add(skillOf[user]!);
      }
    }
    return [...found]
      .sort((left, right) => left - right)
      .map((index) => this.curriculum.skills[index]!)
      .filter((skill) => skill.slug !== slug);
  }

  /** The career paths that lead through a skill, directly or by prerequisites, alternatives included; in order of slug. */
  careerPathsThrough(slug: string): readonly CareerPath[] {
    const { firstCareerPath } = this.nodes;
    const reached = this.#reachedFrom(slug);
    return this.curriculum.careerPaths.filter((_, index) => reached?.[firstCareerPath + index]);
  }

  /** As `careerPathsThrough`, for projects. */
  projectsThrough(slug: string): readonly Project[] {
    const { firstProject } = this.nodes;
    const reached = this.#reachedFrom(slug);
    return this.curriculum.projects.filter((_, index) => reached?.[firstProject + index]);
  }

  #subject(slug: string): NodeSubject | undefined {
    const node = this.#items.get(slug);
    return node === undefined ? undefined : this.subjectOf(node);
  }

  *#nodesOfSkill(slug: string): Generator<number> {
    const first = this.#items.get(slug);
    const levels = this.skill(slug)?.levels.length ?? 0;
    for (let rank = 0; rank < levels; rank++) yield first! + rank;
  }

  /** By node: 1 where something of the skill may be needed for it. Kept, since readers come back to the same skills. */
  #reachedFrom(slug: string): Uint8Array | undefined {
    const first = this.#items.get(slug);
    if (first === undefined) return undefined;
    const kept = this.#throughSkill.get(first);
    if (kept !== undefined) return kept;
    const reached = new Uint8Array(this.nodes.nodeCount);
    const open: number[] = [];
    for (const node of this.#nodesOfSkill(slug)) {
      reached[node] = 1;
      open.push(node);
    }
    const { userStart, users, owner } = this.nodes;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const user = owner[users[at]!]!;
        if (reached[user] === 1) continue;
        reached[user] = 1;
        open.push(user);
      }
    }
    if (this.#throughSkill.size >= reachesKept) this.#throughSkill.clear();
    this.#throughSkill.set(first, reached);
    return reached;
  }
}

/** At most this many reaches are kept, one byte a node each. */
const reachesKept = 256;

/** By group with alternatives: its number among those of the same owner, in order of the requirement. */
function numberChoices(graph: CurriculumGraph): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const numbers = new Map<number, number>();
  const groups = [...graph.nodes.choices.keys()].sort((left, right) => left - right);
  for (const group of groups) {
    const owner = graph.ownerOf(graph.nodes.owner[group]!);
    const number = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, number);
    numbers.set(group, number);
  }
  return numbers;
}

function indexBySlug(items: readonly { readonly slug: string }[]): ReadonlyMap<string, number> {
  return new Map(items.map(({ slug }, index) => [slug, index]));
}
