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

  const { andOr, expressionOwner } = groups.build();
  const tenths = new Int32Array(andOr.nodeCount);
  hours.forEach((value, node) => {
    tenths[node] = Math.round(value * 10);
  });
  projects.forEach((project, index) => {
    tenths[firstProject + index] = Math.round(project.hours * 10);
  });
  const nodes = {
    ...andOr,
    firstProject,
    firstCareerPath,
    firstExpression,
    tenths,
    firstOfSkill,
    skillOf: skillOfEach(firstOfSkill),
    expressionOwner,
  };
  return { ...nodes, choices: choicesOf(curriculum, nodes) };
}

/**
 * Finds again the requirements that leave a choice, by group, where only the numbers of a compiled curriculum are at hand:
 * these are the curriculum's own values, not copies. Looks at nothing but items that have a choice or an expression.
 */
export function choicesOf(curriculum: Curriculum, nodes: Omit<Nodes, 'choices'>): Nodes['choices'] {
  const choices = new Map<number, ChoiceRequirement>();
  const expressions: Requirement[] = [];
  const collect = (node: number, requirement: Requirement | null): void => {
    if (requirement === null || !isBranching(nodes, node)) return;
    const parts = partsOf(requirement);
    // A node's choices are the last of its groups.
    let group = nodes.groupStart[node + 1]! - parts.choices.length;
    for (const choice of parts.choices) choices.set(group++, choice);
    for (const { of } of [{ of: parts.needed }, ...parts.choices])
      for (const option of of) if (option.kind !== 'competency') expressions.push(option);
  };
  let node = 0;
  for (const { levels } of curriculum.skills)
    for (const { requires } of levels) collect(node++, requires);
  for (const { requires } of curriculum.projects) collect(node++, requires);
  for (const { requires } of curriculum.careerPaths) collect(node++, requires);
  // They are numbered in the order in which they are met, and more may be met in them.
  for (let index = 0; index < expressions.length; index++) collect(node++, expressions[index]!);
  return choices;
}

/** Whether anything is needed for it but a plain list of competencies. */
function isBranching(nodes: Omit<Nodes, 'choices'>, node: number): boolean {
  const { groupStart, memberStart, members, need, firstExpression } = nodes;
  for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
    const [start, end] = [memberStart[group]!, memberStart[group + 1]!];
    if (need[group]! < end - start) return true;
    for (let at = start; at < end; at++) if (members[at]! >= firstExpression) return true;
  }
  return false;
}

/** An any-of or at-least-n inside another gets a node of its own; all-ofs are flattened into the group around them. */
class GroupCollector {
  readonly #builder = new AndOrBuilder();
  readonly #nodeOf: (competency: Competency) => number;
  readonly #firstExpression: number;
  readonly #expressions: { readonly requirement: Requirement; readonly owner: number }[] = [];

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
    return { andOr: this.#builder.build(), expressionOwner: owners.toArray() };
  }

  #addNode(owner: number, requirement: Requirement | null, needed: readonly number[]): void {
    const all = [...needed];
    const parts = requirement === null ? noParts : partsOf(requirement);
    for (const part of parts.needed) all.push(this.#memberFor(part, owner));
    this.#builder.startNode();
    const distinct = withoutRepeats(all);
    if (distinct.length > 0) this.#builder.addGroup(distinct.length, distinct);
    for (const choice of parts.choices) {
      const members = choice.of.map((option) => this.#memberFor(option, owner));
      invariant(new Set(members).size === members.length, 'no option stands twice in a choice');
      this.#builder.addGroup(optionsNeeded(choice), members);
    }
  }

  #memberFor(option: Requirement, owner: number): number {
    if (option.kind === 'competency') return this.#nodeOf(option);
    this.#expressions.push({ requirement: option, owner });
    return this.#firstExpression + this.#expressions.length - 1;
  }
}

interface RequirementParts {
  /** Competencies and, where all options of a group are needed, expressions. */
  readonly needed: readonly Requirement[];
  readonly choices: readonly ChoiceRequirement[];
}

const noParts: RequirementParts = { needed: [], choices: [] };

/** What is needed in any case and what leaves a choice, each in the order of the requirement. */
function partsOf(requirement: Requirement): RequirementParts {
  const needed: Requirement[] = [];
  const choices: ChoiceRequirement[] = [];
  const open = [requirement];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'competency') needed.push(next);
    else if (next.kind === 'all-of') {
      for (let index = next.of.length - 1; index >= 0; index--) open.push(next.of[index]!);
    } else if (optionsNeeded(next) === next.of.length) {
      for (const option of next.of) needed.push(option);
    } else choices.push(next);
  }
  return { needed, choices };
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
