import type { CurriculumGraph } from '../curriculum/graph.ts';
import { listed } from '../util/listed.ts';
import { nodeTitle } from './explain/titles.ts';
import { objectiveOf } from './order.ts';
import type { Reliance } from './reliance.ts';
import type { WishedGoal, Wishes } from './wishes.ts';

/** Consecutive nodes that belong together, with the projects that stand among them. */
export interface DraftMilestone {
  /** The slug of the area that its skills share; null where they share none, or where it is all projects. */
  readonly area: string | null;
  /** No two of a roadmap are called the same. */
  readonly title: string;
  readonly nodes: readonly number[];
}

/** Cuts an order into milestones as its objective sees them. */
export function milestones(
  wishes: Wishes,
  ordered: readonly number[],
  reliances: readonly Reliance[],
): DraftMilestone[] {
  const drafts =
    objectiveOf(wishes.objective).milestonesEnd === 'WITH_AREA'
      ? areaParts(wishes.graph, ordered)
      : stretches(wishes, ordered, reliances);
  return calledApart(drafts);
}

/** Cuts where an order goes from one area to another. */
function areaParts(graph: CurriculumGraph, ordered: readonly number[]): DraftMilestone[] {
  const drafts: { area: string | null; nodes: number[] }[] = [];
  for (const node of ordered) {
    const area = areaOf(graph, node);
    const last = drafts.at(-1);
    if (last === undefined || (area !== null && last.area !== null && area !== last.area)) {
      drafts.push({ area, nodes: [node] });
    } else {
      last.nodes.push(node);
      last.area ??= area;
    }
  }
  return drafts.map(({ area, nodes }) => ({
    area,
    nodes,
    title: area === null ? nodeTitle(graph, nodes.at(-1)!) : graph.area(area)!.title,
  }));
}

/** What a step reaches: something that a goal names, or a whole goal with it. */
interface Reached {
  readonly node: number;
  readonly goals: readonly WishedGoal[];
}

/**
 * Cuts where a goal is reached, and where something that one names is reached after work worth marking; in a long way to
 * the next such thing, where it goes on in another area.
 */
function stretches(
  { graph, goals }: Wishes,
  ordered: readonly number[],
  reliances: readonly Reliance[],
): DraftMilestone[] {
  const reached = reachedBy(graph, goals, ordered, reliances);
  const least = leastTenths(graph, ordered);
  const drafts: Stretch[] = [];
  let open: Stretch = { nodes: [], reached: [] };
  let tenths = 0;
  ordered.forEach((node, place) => {
    open.nodes.push(node);
    tenths += graph.nodes.tenths[node]!;
    const reach = reached.get(node);
    if (reach !== undefined) open.reached.push(reach);
    const isEnd =
      (reach !== undefined && (reach.goals.length > 0 || tenths >= least)) ||
      (tenths >= 2 * least && entersArea(graph, open.nodes, ordered[place + 1]));
    if (!isEnd) return;
    drafts.push(open);
    open = { nodes: [], reached: [] };
    tenths = 0;
  });
  if (open.nodes.length > 0) drafts.push(open);
  return drafts.map((draft) => ({
    area: sharedArea(graph, draft.nodes),
    nodes: draft.nodes,
    title: stretchTitle(graph, draft),
  }));
}

interface Stretch {
  readonly nodes: number[];
  readonly reached: Reached[];
}

/** Whether the next node belongs to another area than the last that belongs to any. */
function entersArea(
  graph: CurriculumGraph,
  nodes: readonly number[],
  next: number | undefined,
): boolean {
  if (next === undefined) return false;
  const area = areaOf(graph, next);
  const last = nodes.findLast((node) => areaOf(graph, node) !== null);
  return area !== null && last !== undefined && areaOf(graph, last) !== area;
}

function reachedBy(
  graph: CurriculumGraph,
  goals: readonly WishedGoal[],
  ordered: readonly number[],
  reliances: readonly Reliance[],
): ReadonlyMap<number, Reached> {
  const placeOf = new Map(ordered.map((node, place) => [node, place]));
  const lastOf = new Map(goals.map(({ node }) => [node, placeOf.get(node) ?? -1]));
  const named = new Set(ordered.filter((node) => graph.subjectOf(node).kind === 'project'));
  for (const { on, by } of reliances) {
    if (placeOf.has(by) || !lastOf.has(by)) continue;
    named.add(on);
    lastOf.set(by, Math.max(lastOf.get(by)!, placeOf.get(on)!));
  }
  for (const place of lastOf.values()) if (place !== -1) named.add(ordered[place]!);
  return new Map(
    [...named].map((node) => [
      node,
      { node, goals: goals.filter((goal) => lastOf.get(goal.node) === placeOf.get(node)) },
    ]),
  );
}

/** Two or three days of work, or a sixth of it all where that is less. */
function leastTenths(graph: CurriculumGraph, ordered: readonly number[]): number {
  return Math.min(200, tenthsOf(graph, ordered) / 6);
}

function tenthsOf({ nodes }: CurriculumGraph, list: readonly number[]): number {
  return list.reduce((tenths, node) => tenths + nodes.tenths[node]!, 0);
}

function sharedArea(graph: CurriculumGraph, nodes: readonly number[]): string | null {
  const areas = new Set(nodes.map((node) => areaOf(graph, node)).filter((area) => area !== null));
  return areas.size === 1 ? [...areas][0]! : null;
}

/** The goals that it reaches, else what goals name of it, else the area of most of its hours. */
function stretchTitle(graph: CurriculumGraph, { nodes, reached }: Stretch): string {
  const goals = reached.flatMap((reach) => reach.goals);
  if (goals.length > 0) return listedShort(goals.map(({ goal }) => goal.title));
  if (reached.length > 0) return listedShort(longestFirst(graph, reached));
  const area = mainArea(graph, nodes);
  return area === null ? nodeTitle(graph, nodes.at(-1)!) : graph.area(area)!.title;
}

/** Titles in order, but where there are many those of the longest before the others. */
function longestFirst(graph: CurriculumGraph, reached: readonly Reached[]): string[] {
  const { tenths } = graph.nodes;
  const nodes = reached.map(({ node }) => node);
  if (nodes.length > namesMax) {
    nodes.sort((left, right) => tenths[right]! - tenths[left]! || left - right);
  }
  return nodes.map((node) => nodeTitle(graph, node));
}

/** Two or three names; of more the first two. */
function listedShort(names: readonly string[]): string {
  return listed(names, 'and', names.length <= namesMax ? namesMax : namesMax - 1);
}

const namesMax = 3;

function mainArea(graph: CurriculumGraph, nodes: readonly number[]): string | null {
  const tenths = new Map<string, number>();
  for (const node of nodes) {
    const area = areaOf(graph, node);
    if (area !== null) tenths.set(area, (tenths.get(area) ?? 0) + graph.nodes.tenths[node]!);
  }
  let main: string | null = null;
  for (const [area, sum] of tenths) if (main === null || sum > tenths.get(main)!) main = area;
  return main;
}

/** Numbers those that would be called the same. */
function calledApart(drafts: readonly DraftMilestone[]): DraftMilestone[] {
  const counts = new Map<string, number>();
  const parts = drafts.map(({ title }) => {
    const part = (counts.get(title) ?? 0) + 1;
    counts.set(title, part);
    return part;
  });
  return drafts.map((draft, index) =>
    counts.get(draft.title) === 1
      ? draft
      : { ...draft, title: `${draft.title}, part ${parts[index]}` },
  );
}

function areaOf(graph: CurriculumGraph, node: number): string | null {
  const { firstProject, skillOf } = graph.nodes;
  return node < firstProject ? graph.curriculum.skills[skillOf[node]!]!.area : null;
}
