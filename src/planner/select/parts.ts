import type { Core } from './core.ts';
import { type Decisions, IN, OUT, UNDECIDED } from './decisions.ts';

/** Undecided nodes that no other undecided node has to do with: it can be searched by itself. */
export interface Part {
  /** In topological order, needs first; cyclic components side by side. */
  readonly nodes: Int32Array;
  /** Groups of nodes that are in, open when the part was made, with members in the part. */
  readonly openGroups: Int32Array;
}

/** Splits what is undecided into independent parts, in order of their smallest node; parts that nothing asks for are left out. */
export function independentParts(core: Core, decisions: Decisions): Part[] {
  const { andOr, components } = core;
  const { state } = decisions;
  const root = Int32Array.from({ length: andOr.nodeCount }, (_, node) => node);
  const firstOfCycle = new Map<number, number>();
  for (let group = 0; group < andOr.need.length; group++) {
    const owner = andOr.owner[group]!;
    if (state[owner] === OUT) continue;
    // Inside a cycle what is in may hold by circular reasoning alone, so its other members still matter.
    const component = components.componentOf[owner]!;
    const isCyclic = components.isCyclic[component] === 1;
    if (decisions.held[group]! >= andOr.need[group]! && !isCyclic) continue;
    let anchor = state[owner] === UNDECIDED ? owner : -1;
    if (isCyclic) anchor = anchor === -1 ? (firstOfCycle.get(component) ?? -1) : anchor;
    for (let at = andOr.memberStart[group]!; at < andOr.memberStart[group + 1]!; at++) {
      const member = andOr.members[at]!;
      if (state[member] !== UNDECIDED) continue;
      if (anchor === -1) anchor = member;
      else join(root, anchor, member);
    }
    if (!isCyclic || anchor === -1) continue;
    const first = firstOfCycle.get(component);
    if (first === undefined) firstOfCycle.set(component, anchor);
    else join(root, first, anchor);
  }
  return collectParts(core, decisions, root);
}

function collectParts(core: Core, decisions: Decisions, root: Int32Array): Part[] {
  const { andOr, components } = core;
  const { state, held } = decisions;
  const nodesOf = new Map<number, number[]>();
  for (const node of components.order) {
    if (state[node] !== UNDECIDED) continue;
    const part = find(root, node);
    const nodes = nodesOf.get(part);
    if (nodes === undefined) nodesOf.set(part, [node]);
    else nodes.push(node);
  }
  const groupsOf = new Map<number, number[]>();
  for (let group = 0; group < andOr.need.length; group++) {
    const owner = andOr.owner[group]!;
    if (state[owner] !== IN) continue;
    const isOpen = held[group]! < andOr.need[group]!;
    if (!isOpen && components.isCyclic[components.componentOf[owner]!] === 0) continue;
    for (let at = andOr.memberStart[group]!; at < andOr.memberStart[group + 1]!; at++) {
      const member = andOr.members[at]!;
      if (state[member] !== UNDECIDED) continue;
      const part = find(root, member);
      const groups = groupsOf.get(part) ?? [];
      if (isOpen) groups.push(group);
      groupsOf.set(part, groups);
      break;
    }
  }
  return [...groupsOf.keys()]
    .sort((left, right) => left - right)
    .map((part) => ({
      nodes: Int32Array.from(nodesOf.get(part)!),
      openGroups: Int32Array.from(groupsOf.get(part)!),
    }));
}

/** The smallest node of the set. */
function find(root: Int32Array, node: number): number {
  let at = node;
  while (root[at] !== at) {
    root[at] = root[root[at]!]!;
    at = root[at]!;
  }
  return at;
}

function join(root: Int32Array, left: number, right: number): void {
  const [first, second] = [find(root, left), find(root, right)];
  if (first < second) root[second] = first;
  else root[first] = second;
}
