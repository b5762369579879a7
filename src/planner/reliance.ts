import type { CurriculumGraph } from '../curriculum/graph.ts';
import { Heap } from '../util/heap.ts';
import { invariant } from '../util/invariant.ts';

/** One thing that the plan has because another needs it. */
export interface Reliance {
  /** The node of a competency or project on the plan. */
  readonly on: number;
  /** The node of a competency, project or career path. */
  readonly by: number;
  /** The group, nearest to `on`, that offered alternatives to it; null where it is needed as such. */
  readonly choice: number | null;
}

export interface DecidedChoice {
  readonly group: number;
  /** The members of the group that the plan relies on; known ones are left out. */
  readonly chosen: readonly number[];
  /** The competencies on the plan that stand for them: themselves, or what they rely on where they are expressions. */
  readonly reached: ReadonlySet<number>;
}

export interface Reliances {
  /** In order of `by`, then of the requirement. */
  readonly list: readonly Reliance[];
  /** The groups with alternatives that the plan had to decide, in order of their owners. */
  readonly choices: readonly DecidedChoice[];
  /** Somewhere the plan has more than is needed, so that it might rely on other things than it does. */
  readonly hasSpare: boolean;
}

/**
 * What a plan relies on: for every group as many of its members as it needs, those that can be had first, so that nothing
 * justifies itself. `targets` may be career paths as well as what is on the plan.
 *
 * @param layers the competencies and projects of the plan; what an earlier layer has is relied on before a later one.
 * @param inOrder keys of steps: within a layer what comes first there is relied on first, and what it lacks last. A plan that
 *   keeps the order of an earlier one so relies on what that relied on.
 */
export function reliances(
  graph: CurriculumGraph,
  layers: readonly (readonly number[])[],
  targets: readonly number[],
  known: Uint8Array,
  inOrder: readonly string[] = [],
): Reliances {
  const planned = layers.flat();
  const places = placesOf(graph, planned, inOrder);
  const holders = withExpressions(graph, [
    ...planned,
    ...targets.filter((node) => known[node] === 0),
  ]);
  const { supports, hasSpare } = deriveSupports(graph, holders, layers, known, places);
  const list: Reliance[] = [];
  const choices: DecidedChoice[] = [];
  for (const by of holders) {
    if (by >= graph.nodes.firstExpression) continue;
    for (const reliance of relianceOf(graph, by, supports, choices)) list.push(reliance);
  }
  return { list, choices, hasSpare };
}

/** By node of the plan its place in the order; null where there is no order. */
function placesOf(
  graph: CurriculumGraph,
  planned: readonly number[],
  inOrder: readonly string[],
): ReadonlyMap<number, number> | null {
  if (inOrder.length === 0) return null;
  const placeOf = new Map(inOrder.map((key, place) => [key, place]));
  return new Map(
    planned.map((node) => [node, placeOf.get(graph.keyOf(node)) ?? Number.POSITIVE_INFINITY]),
  );
}

/** The nodes and the expressions that their requirements may go through, ascending. */
function withExpressions({ nodes }: CurriculumGraph, start: readonly number[]): number[] {
  const seen = new Set(start);
  for (const node of seen) {
    const end = nodes.memberStart[nodes.groupStart[node + 1]!]!;
    for (let at = nodes.memberStart[nodes.groupStart[node]!]!; at < end; at++) {
      if (nodes.members[at]! >= nodes.firstExpression) seen.add(nodes.members[at]!);
    }
  }
  return ascending([...seen]);
}

/**
 * By group, the members that it rests on: derived by place, or else round by round, each round in order of node, so that
 * the result depends on the plan alone. Members that are known count but are not listed.
 */
function deriveSupports(
  { nodes }: CurriculumGraph,
  holders: readonly number[],
  layers: readonly (readonly number[])[],
  known: Uint8Array,
  places: ReadonlyMap<number, number> | null,
): { readonly supports: ReadonlyMap<number, readonly number[]>; readonly hasSpare: boolean } {
  const { groupStart, memberStart, members, need, owner, userStart, users } = nodes;
  const missing = new Map<number, number>();
  const openGroups = new Map<number, number>();
  const supports = new Map<number, number[]>();
  const waiting = new Set(layers.flat());
  for (const node of holders) {
    let open = 0;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      let left = need[group]!;
      for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
        left -= known[members[at]!]!;
      }
      missing.set(group, left);
      supports.set(group, []);
      if (left > 0) open += 1;
    }
    openGroups.set(node, open);
  }
  const holdsNow = (node: number): boolean => openGroups.get(node) === 0 && !waiting.has(node);
  let hasSpare = false;
  let round = holders.filter(holdsNow);
  for (const layer of layers) {
    for (const node of layer) waiting.delete(node);
    round = [...round, ...layer.filter(holdsNow)];
    if (places === null) while (round.length > 0) round = ascending(round).flatMap(support);
    else deriveByPlace(round, places);
    round = [];
  }
  return { supports, hasSpare };

  function deriveByPlace(start: readonly number[], placeOf: ReadonlyMap<number, number>): void {
    // What is no step holds as soon as it can.
    const place = (node: number): number => placeOf.get(node) ?? -1;
    const ready = new Heap<number>((left, right) =>
      place(left) === place(right) ? left < right : place(left) < place(right),
    );
    for (const node of start) ready.push(node);
    for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
      for (const next of support(node)) ready.push(next);
    }
  }

  /** Lets groups rest on the node; returns what holds by it. */
  function support(node: number): number[] {
    const next: number[] = [];
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const group = users[at]!;
      const left = missing.get(group);
      if (left === undefined) continue;
      if (left <= 0) {
        hasSpare = true;
        continue;
      }
      supports.get(group)!.push(node);
      missing.set(group, left - 1);
      if (left > 1) continue;
      openGroups.set(owner[group]!, openGroups.get(owner[group]!)! - 1);
      if (holdsNow(owner[group]!)) next.push(owner[group]!);
    }
    return next;
  }
}

/** A group that is looked through, and the one around it. */
interface Passage {
  readonly reached: Set<number>;
  readonly group: number;
  readonly outer: Passage | null;
}

/** What a node relies on directly, looking through the expressions in its requirement. */
function relianceOf(
  { nodes }: CurriculumGraph,
  by: number,
  supports: ReadonlyMap<number, readonly number[]>,
  choices: DecidedChoice[],
): Reliance[] {
  const found = new Map<number, Reliance>();
  const open: { node: number; passage: Passage | null }[] = [{ node: by, passage: null }];
  for (const { node, passage } of open) {
    for (let group = nodes.groupStart[node]!; group < nodes.groupStart[node + 1]!; group++) {
      const chosen = supports.get(group);
      invariant(chosen !== undefined, 'whatever is relied on is derived');
      let inner = passage;
      if (nodes.choices.has(group) && chosen.length > 0) {
        inner = { group, reached: new Set(), outer: passage };
        choices.push({ group, chosen, reached: inner.reached });
      }
      for (const on of chosen) {
        if (on >= nodes.firstExpression) {
          open.push({ node: on, passage: inner });
          continue;
        }
        for (let at = inner; at !== null; at = at.outer) at.reached.add(on);
        if (!found.has(on)) found.set(on, { on, by, choice: inner?.group ?? null });
      }
    }
  }
  return [...found.values()].sort((left, right) => left.on - right.on);
}

function ascending(nodes: number[]): number[] {
  return nodes.sort((left, right) => left - right);
}
