import { forwardChain } from '../curriculum/forward-chain.ts';
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
 * that does, among those that need nothing more than what is known and learned by then. Each at its first chance, once.
 */
export function placeProjects(
  wishes: Wishes,
  drafts: readonly DraftMilestone[],
  known: Uint8Array,
): PlacedProject[] {
  if (wishes.projects === 'NONE') return [];
  const { graph } = wishes;
  const { nodes } = graph;
  const held = known.slice();
  const open = new Set<number>();
  for (let node = nodes.firstProject; node < nodes.firstCareerPath; node++) open.add(node);
  for (const node of wishes.completedProjects) open.delete(node);
  for (const exclusion of wishes.exclusions) for (const node of exclusion.nodes) open.delete(node);
  for (const { nodes: planned } of drafts) for (const node of planned) open.delete(node);

  const placed: PlacedProject[] = [];
  drafts.forEach((draft, milestone) => {
    for (const node of draft.nodes) held[node] = 1;
    const fits = buildable(wishes, open, held)
      .map((node) => ({ node, milestone, practises: practisedNew(wishes, node, draft) }))
      .filter(({ practises }) => practises.length > 0)
      .sort(
        (left, right) =>
          right.practises.length - left.practises.length ||
          nodes.tenths[left.node]! - nodes.tenths[right.node]! ||
          left.node - right.node,
      );
    for (const fit of wishes.projects === 'ALL' ? fits : fits.slice(0, 1)) {
      placed.push(fit);
      open.delete(fit.node);
    }
  });
  return placed;
}

/** The projects whose requirements hold in what is held. */
function buildable({ graph }: Wishes, open: ReadonlySet<number>, held: Uint8Array): number[] {
  if (open.size === 0) return [];
  const { nodes } = graph;
  const blocked = new Uint8Array(nodes.nodeCount);
  for (let node = 0; node < nodes.firstExpression; node++) {
    if (held[node] === 0 && !open.has(node)) blocked[node] = 1;
  }
  const { round } = forwardChain(nodes, blocked, held);
  return [...open].filter((node) => round[node] !== -1);
}

/** The new nodes of the skills that a project practises, up to the level at which it does. */
function practisedNew({ graph }: Wishes, project: number, draft: DraftMilestone): number[] {
  const subject = graph.subjectOf(project);
  if (subject.kind !== 'project') return [];
  const practised = new Set(
    subject.project.practises.flatMap((competency) => {
      const lowest = graph.nodeOf(competency.skill)!;
      const highest = graph.nodeOfCompetency(competency)!;
      return Array.from({ length: highest - lowest + 1 }, (_, rank) => lowest + rank);
    }),
  );
  return draft.nodes.filter((node) => practised.has(node)).sort((left, right) => left - right);
}
