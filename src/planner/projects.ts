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
  const open = openProjects(wishes, drafts);
  const practisers = practisersOf(wishes.graph, open);
  const heldAfter = milestonesOfHolding(nodes, drafts, known);
  const placed: PlacedProject[] = [];
  let added = 0;
  drafts.forEach((draft, milestone) => {
    const practises = new Map<number, number[]>();
    for (const node of [...draft.nodes].sort((left, right) => left - right)) {
      for (const project of practisers.get(node) ?? []) {
        if (!open.has(project) || heldAfter[project]! > milestone) continue;
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
      open.delete(node);
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

/** The projects that are neither done, nor excluded, nor on the roadmap already. */
function openProjects(wishes: Wishes, drafts: readonly DraftMilestone[]): Set<number> {
  const { firstProject, firstCareerPath } = wishes.graph.nodes;
  const open = new Set<number>();
  for (let node = firstProject; node < firstCareerPath; node++) open.add(node);
  for (const node of wishes.completedProjects) open.delete(node);
  for (const { nodes } of [...wishes.exclusions, ...drafts]) {
    for (const node of nodes) open.delete(node);
  }
  return open;
}

/** By competency, the projects that practise it: its skill at its level or a higher one. */
function practisersOf(
  graph: CurriculumGraph,
  projects: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const practisers = new Map<number, number[]>();
  for (const project of projects) {
    const subject = graph.subjectOf(project);
    if (subject.kind !== 'project') continue;
    const practised = new Set<number>();
    for (const competency of subject.project.practises) {
      const highest = graph.nodeOfCompetency(competency)!;
      for (let node = graph.nodeOf(competency.skill)!; node <= highest; node++) practised.add(node);
    }
    for (const node of practised) {
      const known = practisers.get(node);
      if (known === undefined) practisers.set(node, [project]);
      else known.push(project);
    }
  }
  return practisers;
}

/** By project, the index of the milestone with which its requirement holds; more than any where it never does. */
function milestonesOfHolding(
  { nodeCount, firstProject, groupStart, need, owner, userStart, users }: Nodes,
  drafts: readonly DraftMilestone[],
  known: Uint8Array,
): Int32Array {
  const missing = need.slice();
  const openGroups = new Int32Array(nodeCount);
  const heldAfter = new Int32Array(nodeCount).fill(drafts.length);
  const held: number[] = [];
  const hold = (node: number, milestone: number): void => {
    if (heldAfter[node]! <= milestone) return;
    heldAfter[node] = milestone;
    held.push(node);
  };
  for (let node = 0; node < nodeCount; node++) {
    openGroups[node] = groupStart[node + 1]! - groupStart[node]!;
    if (known[node] === 1 || (node >= firstProject && openGroups[node] === 0)) hold(node, -1);
  }
  settle(-1);
  drafts.forEach(({ nodes }, milestone) => {
    for (const node of nodes) hold(node, milestone);
    settle(milestone);
  });
  return heldAfter;

  /** Draws the consequences for projects and for the expressions in what they need. */
  function settle(milestone: number): void {
    for (let node = held.pop(); node !== undefined; node = held.pop()) {
      for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
        const user = owner[users[at]!]!;
        if (--missing[users[at]!]! !== 0) continue;
        if (--openGroups[user]! === 0 && user >= firstProject) hold(user, milestone);
      }
    }
  }
}
