import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Nodes } from '../curriculum/nodes.ts';
import type { DraftMilestone } from './milestones.ts';
import type { Wishes } from './wishes.ts';

export interface PlacedProject {
  readonly node: number;
  /** The index of the milestone that it closes. */
  readonly milestone: number;
  /** The nodes new in that milestone that it practises, ascending. */
  readonly practises: readonly number[];
}

/**
 * What to build along the way: for each milestone the project that practises most of what is new there, or every project
 * that practises anything of it, among those that need nothing more than what is known and learned by then, and for which
 * there is room. Each at its first chance, once.
 *
 * @param room by milestone, the tenths of an hour by which what comes after it may be put off.
 */
export function placeProjects(
  wishes: Wishes,
  drafts: readonly DraftMilestone[],
  known: Uint8Array,
  room: readonly number[],
): PlacedProject[] {
  if (wishes.projects === 'NONE') return [];
  const { nodes } = wishes.graph;
  const practisers = practisersOf(wishes.graph);
  if (practisers.size === 0) return [];
  const taken = takenProjects(wishes, drafts);
  const fitting = drafts.flatMap((draft) =>
    draft.nodes.flatMap((node) => practisers.get(node) ?? []),
  );
  const heldAfter = milestonesOfHolding(nodes, fitting, drafts, known);
  const placed: PlacedProject[] = [];
  let added = 0;
  drafts.forEach((draft, milestone) => {
    const practises = new Map<number, number[]>();
    for (const node of [...draft.nodes].sort((left, right) => left - right)) {
      for (const project of practisers.get(node) ?? []) {
        if (taken.has(project) || heldAfter.get(project)! > milestone) continue;
        const practised = practises.get(project);
        if (practised === undefined) practises.set(project, [node]);
        else practised.push(node);
      }
    }
    const fits = [...practises].sort(
      ([left, leftNew], [right, rightNew]) =>
        rightNew.length - leftNew.length ||
        nodes.tenths[left]! - nodes.tenths[right]! ||
        left - right,
    );
    let left = mostProjects(wishes, draft);
    for (const [node, practised] of fits) {
      if (left === 0) break;
      if (added + nodes.tenths[node]! > room[milestone]!) continue;
      placed.push({ node, milestone, practises: practised });
      taken.add(node);
      added += nodes.tenths[node]!;
      left -= 1;
    }
  });
  return placed;
}

/** A project that is a goal is what its milestone builds; no other is added to it. */
function mostProjects({ graph, projects }: Wishes, { nodes }: DraftMilestone): number {
  if (projects === 'ALL') return Number.POSITIVE_INFINITY;
  return nodes.some((node) => graph.subjectOf(node).kind === 'project') ? 0 : 1;
}

/** The projects that are done, excluded, or on the roadmap already. */
function takenProjects(wishes: Wishes, drafts: readonly DraftMilestone[]): Set<number> {
  const taken = new Set(wishes.completedProjects);
  for (const { nodes } of [...wishes.exclusions, ...drafts]) {
    for (const node of nodes) taken.add(node);
  }
  return taken;
}

type Practisers = ReadonlyMap<number, readonly number[]>;

const practisersByGraph = new WeakMap<CurriculumGraph, Practisers>();

/** By competency, the projects that practise it: its skill at its level or a higher one. Found once for each graph. */
function practisersOf(graph: CurriculumGraph): Practisers {
  const found = practisersByGraph.get(graph) ?? findPractisers(graph);
  practisersByGraph.set(graph, found);
  return found;
}

function findPractisers(graph: CurriculumGraph): Practisers {
  const practisers = new Map<number, number[]>();
  graph.curriculum.projects.forEach(({ practises }, index) => {
    const practised = new Set<number>();
    for (const competency of practises) {
      const highest = graph.nodeOfCompetency(competency)!;
      for (let node = graph.nodeOf(competency.skill)!; node <= highest; node++) practised.add(node);
    }
    for (const node of practised) {
      const projects = practisers.get(node) ?? [];
      projects.push(graph.nodes.firstProject + index);
      practisers.set(node, projects);
    }
  });
  return practisers;
}

/** Later than any milestone. */
const never = Number.POSITIVE_INFINITY;

/**
 * By project, the index of the milestone with which its requirement holds: -1 where it holds before the first, infinity where
 * it never does. Drafted nodes and the expressions in what the projects need are in the map as well.
 */
function milestonesOfHolding(
  nodes: Nodes,
  projects: readonly number[],
  drafts: readonly DraftMilestone[],
  known: Uint8Array,
): ReadonlyMap<number, number> {
  const heldAfter = new Map<number, number>();
  drafts.forEach((draft, milestone) => {
    for (const node of draft.nodes) heldAfter.set(node, milestone);
  });
  const holding = (node: number): number =>
    known[node] === 1 ? -1 : (heldAfter.get(node) ?? never);
  // An expression has a higher number than what it stands in.
  for (const node of withExpressions(nodes, projects).sort((left, right) => right - left)) {
    let last = -1;
    for (let group = nodes.groupStart[node]!; group < nodes.groupStart[node + 1]!; group++) {
      const members = nodes.members.subarray(
        nodes.memberStart[group],
        nodes.memberStart[group + 1],
      );
      const held = Array.from(members, holding).sort((left, right) => left - right);
      last = Math.max(last, held[nodes.need[group]! - 1]!);
    }
    heldAfter.set(node, last);
  }
  return heldAfter;
}

/** The nodes, each once, and the expressions in what they need. */
function withExpressions(nodes: Nodes, start: readonly number[]): number[] {
  const found = new Set(start);
  for (const node of found) {
    const end = nodes.memberStart[nodes.groupStart[node + 1]!]!;
    for (let at = nodes.memberStart[nodes.groupStart[node]!]!; at < end; at++) {
      if (nodes.members[at]! >= nodes.firstExpression) found.add(nodes.members[at]!);
    }
  }
  return [...found];
}
