import { type AndOr, AndOrBuilder } from './and-or.ts';
import { components } from './components.ts';
import type { Curriculum } from './curriculum.ts';
import type { Defect, DocumentPath } from './defect.ts';
import type { Derivation } from './forward-chain.ts';
import type { Nodes } from './nodes.ts';
import { competencyKey, type Requirement } from './requirement.ts';

/**
 * The circles of competencies that nothing escapes, one defect each, or none where everything can be attained. A
 * cycle that an alternative leads out of is no defect.
 */
export function unattainable(
  curriculum: Curriculum,
  nodes: Nodes,
  derivation: Derivation,
): Defect[] {
  if (derivation.order.length === nodes.nodeCount) return [];
  const blocked = blockedPart(nodes, derivation);
  const { componentOf, componentCount } = components(blocked.andOr);
  const defects: Defect[] = [];
  for (const start of innermost(blocked.andOr, componentOf, componentCount)) {
    const circle = shortestCircle(blocked.andOr, componentOf, start).map(
      (node) => blocked.nodes[node]!,
    );
    defects.push(describeCircle(curriculum, nodes, circle));
  }
  return defects;
}

/** What can't be attained, and of its needs those that hold it back. */
function blockedPart(nodes: Nodes, { round }: Derivation) {
  const blocked: number[] = [];
  const numberOf = new Int32Array(nodes.nodeCount).fill(-1);
  for (let node = 0; node < nodes.nodeCount; node++) {
    if (round[node] !== -1) continue;
    numberOf[node] = blocked.length;
    blocked.push(node);
  }
  const builder = new AndOrBuilder();
  for (const node of blocked) {
    builder.startNode();
    for (let group = nodes.groupStart[node]!; group < nodes.groupStart[node + 1]!; group++) {
      const members = nodes.members.subarray(
        nodes.memberStart[group],
        nodes.memberStart[group + 1],
      );
      const missing = [...members].filter((member) => round[member] === -1);
      const held = members.length - missing.length;
      if (held < nodes.need[group]!) {
        builder.addGroup(
          nodes.need[group]! - held,
          missing.map((member) => numberOf[member]!),
        );
      }
    }
  }
  return { nodes: blocked, andOr: builder.build() };
}

/** The first node of each component that needs no other component: a root cause each. */
function innermost(andOr: AndOr, componentOf: Int32Array, componentCount: number): number[] {
  const isSettled = new Uint8Array(componentCount);
  for (let group = 0; group < andOr.need.length; group++) {
    const component = componentOf[andOr.owner[group]!]!;
    for (let at = andOr.memberStart[group]!; at < andOr.memberStart[group + 1]!; at++) {
      if (componentOf[andOr.members[at]!] !== component) isSettled[component] = 1;
    }
  }
  const starts: number[] = [];
  for (let node = 0; node < andOr.nodeCount; node++) {
    const component = componentOf[node]!;
    if (isSettled[component] === 1) continue;
    isSettled[component] = 1;
    starts.push(node);
  }
  return starts;
}

/** From `start` by needs back to it, breadth first; `start` stands once, at the front. */
function shortestCircle(andOr: AndOr, componentOf: Int32Array, start: number): number[] {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    const end = andOr.memberStart[andOr.groupStart[node + 1]!]!;
    for (let at = andOr.memberStart[andOr.groupStart[node]!]!; at < end; at++) {
      const member = andOr.members[at]!;
      if (member === start) return pathBack(cameFrom, node, start);
      if (componentOf[member] !== componentOf[start] || cameFrom.has(member)) continue;
      cameFrom.set(member, node);
      queue.push(member);
    }
  }
  return [start];
}

function pathBack(cameFrom: ReadonlyMap<number, number>, last: number, start: number): number[] {
  const path = [last];
  for (let node = last; node !== start; ) {
    node = cameFrom.get(node)!;
    path.push(node);
  }
  return path.reverse();
}

/** Of a longer circle only the beginning is told. */
const namesShown = 20;

function describeCircle(curriculum: Curriculum, nodes: Nodes, circle: number[]): Defect {
  const needers = circle.filter((node) => node < nodes.firstProject);
  const [first, second = first] = needers as [number, number?];
  const names = [...needers, first].map((node) => `\`${keyOf(curriculum, nodes, node)}\``);
  const told = names.length > namesShown ? [...names.slice(0, namesShown), names.at(-1)!] : names;
  const rest = told.slice(2).map((name) => `, which needs ${name}`);
  const left = names.length - told.length;
  if (left > 0) rest.splice(-1, 0, `, and so on over ${left} more`);
  return {
    severity: 'error',
    code: 'cycle',
    path: referencePath(curriculum, nodes, first, second),
    message:
      `${names[0]} can never be learned: it needs ${names[1]}${rest.join('')}, ` +
      'and no alternative leads out of this circle. Drop one of these prerequisites, or offer an alternative to it.',
    suggestions: [],
  };
}

function keyOf(curriculum: Curriculum, nodes: Nodes, node: number): string {
  const { skill, level } = levelOf(curriculum, nodes, node);
  return competencyKey({ skill: skill.slug, level: level.level });
}

function levelOf({ skills }: Curriculum, { skillOf, firstOfSkill }: Nodes, node: number) {
  const index = skillOf[node]!;
  const skill = skills[index]!;
  const rank = node - firstOfSkill[index]!;
  return { skill, rank, level: skill.levels[rank]! };
}

/** Where the requirement of `owner` names `needed`, in the document's terms. */
function referencePath(
  curriculum: Curriculum,
  nodes: Nodes,
  owner: number,
  needed: number,
): DocumentPath {
  const { skill, rank, level } = levelOf(curriculum, nodes, owner);
  const root: DocumentPath =
    rank === 0
      ? ['skills', skill.slug, 'requires']
      : ['skills', skill.slug, 'requiresAt', level.level];
  const key = keyOf(curriculum, nodes, needed);
  return (level.requires && findReference(level.requires, key, root)) ?? ['skills', skill.slug];
}

const keyOfMembers = { 'all-of': 'allOf', 'any-of': 'anyOf', 'at-least': 'of' } as const;

interface Place {
  readonly requirement: Requirement;
  readonly parent: Place | null;
  readonly index: number;
}

function findReference(
  requirement: Requirement,
  key: string,
  root: DocumentPath,
): DocumentPath | null {
  const open: Place[] = [{ requirement, parent: null, index: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const expression = place.requirement;
    if (expression.kind !== 'competency') {
      // The last is pushed first, so that the first is looked at first.
      for (let index = expression.of.length - 1; index >= 0; index--) {
        open.push({ requirement: expression.of[index]!, parent: place, index });
      }
    } else if (competencyKey(expression) === key) {
      return [...root, ...pathOf(place)];
    }
  }
  return null;
}

/** The outermost list is written bare, without a key. */
function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at.parent !== null; at = at.parent) {
    const { kind } = at.parent.requirement as Exclude<Requirement, { kind: 'competency' }>;
    path.push(at.index);
    if (at.parent.parent !== null) path.push(keyOfMembers[kind]);
  }
  return path.reverse();
}
