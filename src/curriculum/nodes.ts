import { IntList } from '../util/int-list.ts';
import { invariant } from '../util/invariant.ts';
import { type AndOr, AndOrBuilder } from './and-or.ts';
import type { Curriculum } from './curriculum.ts';
import { type Competency, competencyKey, type Requirement } from './requirement.ts';

/** A requirement that leaves a choice. */
export type ChoiceRequirement = Extract<Requirement, { kind: 'any-of' | 'at-least' }>;

/**
 * A curriculum as an AND/OR graph. Nodes are numbered in ranges: competencies (by skill, lowest level first), projects,
 * career paths, and last the expressions nested in alternatives. Numbers follow slugs, so they depend on no row's order.
 */
export interface Nodes extends AndOr {
  readonly firstProject: number;
  readonly firstCareerPath: number;
  readonly firstExpression: number;
  /** By node: hours times ten; 0 for career paths and expressions. */
  readonly tenths: Int32Array;
  /** The first node of skill i, and past the last skill the number of competencies. */
  readonly firstOfSkill: Int32Array;
  /** By competency: its skill's index. */
  readonly skillOf: Int32Array;
  /** By expression, from `firstExpression`: the competency, project or career path that it belongs to. */
  readonly expressionOwner: Int32Array;
  /** By group that leaves a choice: the requirement; its options are the group's members, in order. */
  readonly choices: ReadonlyMap<number, ChoiceRequirement>;
}

/** Numbers a curriculum's competencies, projects and career paths, and turns their requirements into groups. Linear time. */
export function compileNodes(curriculum: Curriculum): Nodes {
  const { skills, projects, careerPaths } = curriculum;
  const firstOfSkill = new Int32Array(skills.length + 1);
  const indexOf = new Map<string, number>();
  const hours: number[] = [];
  skills.forEach((skill, index) => {
    firstOfSkill[index] = hours.length;
    indexOf.set(skill.slug, index);
    for (const level of skill.levels) hours.push(level.hours);
  });
  const firstProject = hours.length;
  firstOfSkill[skills.length] = firstProject;
  const firstCareerPath = firstProject + projects.length;
  const firstExpression = firstCareerPath + careerPaths.length;

  const groups = new GroupCollector(firstExpression, (competency) => {
    const index = indexOf.get(competency.skill) ?? -1;
    const rank = skills[index]?.levels.findIndex(({ level }) => level === competency.level) ?? -1;
    if (rank === -1) invariant(false, `${competencyKey(competency)} is not in the curriculum`);
    return firstOfSkill[index]! + rank;
  });
  for (const skill of skills) {
    skill.levels.forEach((level, rank) => {
      groups.add(level.requires, rank > 0 ? [groups.nodeCount - 1] : []);
    });
  }
  for (const project of projects) groups.add(project.requires, []);
  for (const careerPath of careerPaths) groups.add(careerPath.requires, []);

  const { andOr, expressionOwner, choices } = groups.build();
  const tenths = new Int32Array(andOr.nodeCount);
  hours.forEach((value, node) => {
    tenths[node] = Math.round(value * 10);
  });
  projects.forEach((project, index) => {
    tenths[firstProject + index] = Math.round(project.hours * 10);
  });
  return {
    ...andOr,
    firstProject,
    firstCareerPath,
    firstExpression,
    tenths,
    firstOfSkill,
    skillOf: skillOfEach(firstOfSkill),
    expressionOwner,
    choices,
  };
}

/** An any-of or at-least-n inside another gets a node of its own; all-ofs are flattened into the group around them. */
class GroupCollector {
  readonly #builder = new AndOrBuilder();
  readonly #nodeOf: (competency: Competency) => number;
  readonly #firstExpression: number;
  readonly #expressions: { readonly requirement: Requirement; readonly owner: number }[] = [];
  readonly #choices = new Map<number, ChoiceRequirement>();

  constructor(firstExpression: number, nodeOf: (competency: Competency) => number) {
    this.#firstExpression = firstExpression;
    this.#nodeOf = nodeOf;
  }

  get nodeCount(): number {
    return this.#builder.nodeCount;
  }

  /** The next node, with what it requires and the nodes that it needs besides. */
  add(requirement: Requirement | null, needed: readonly number[]): void {
    this.#addNode(this.nodeCount, requirement, needed);
  }

  build() {
    invariant(this.nodeCount === this.#firstExpression, 'every item has its node');
    const owners = new IntList();
    // Nested expressions are met while their owners are added and are numbered in that order; more may follow.
    for (let index = 0; index < this.#expressions.length; index++) {
      const { requirement, owner } = this.#expressions[index]!;
      owners.push(owner);
      this.#addNode(owner, requirement, []);
    }
    return {
      andOr: this.#builder.build(),
      expressionOwner: owners.toArray(),
      choices: this.#choices,
    };
  }

  #addNode(owner: number, requirement: Requirement | null, needed: readonly number[]): void {
    const all = [...needed];
    const choices: ChoiceRequirement[] = [];
    const open = requirement === null ? [] : [requirement];
    while (open.length > 0) {
      const next = open.pop()!;
      if (next.kind === 'competency') all.push(this.#nodeOf(next));
      else if (next.kind === 'all-of') {
        for (let index = next.of.length - 1; index >= 0; index--) open.push(next.of[index]!);
      } else if (optionsNeeded(next) === next.of.length) {
        for (const option of next.of) all.push(this.#memberFor(option, owner));
      } else choices.push(next);
    }
    this.#builder.startNode();
    const distinct = withoutRepeats(all);
    if (distinct.length > 0) this.#builder.addGroup(distinct.length, distinct);
    for (const choice of choices) {
      const members = choice.of.map((option) => this.#memberFor(option, owner));
      invariant(new Set(members).size === members.length, 'no option stands twice in a choice');
      this.#choices.set(this.#builder.groupCount, choice);
      this.#builder.addGroup(optionsNeeded(choice), members);
    }
  }

  #memberFor(option: Requirement, owner: number): number {
    if (option.kind === 'competency') return this.#nodeOf(option);
    this.#expressions.push({ requirement: option, owner });
    return this.#firstExpression + this.#expressions.length - 1;
  }
}

/** In the order of the first of each. Sets are slow to make, and a million short lists are looked at. */
function withoutRepeats(nodes: readonly number[]): readonly number[] {
  if (nodes.length > 8) return [...new Set(nodes)];
  return nodes.filter((node, index) => nodes.indexOf(node) === index);
}

/** How many of its options a choice asks for. */
export function optionsNeeded(choice: ChoiceRequirement): number {
  return choice.kind === 'any-of' ? 1 : choice.count;
}

function skillOfEach(firstOfSkill: Int32Array): Int32Array {
  const skillOf = new Int32Array(firstOfSkill.at(-1)!);
  for (let skill = 0; skill + 1 < firstOfSkill.length; skill++) {
    skillOf.fill(skill, firstOfSkill[skill], firstOfSkill[skill + 1]);
  }
  return skillOf;
}
