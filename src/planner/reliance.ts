import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Nodes } from '../curriculum/nodes.ts';
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
  readonly reached: readonly number[];
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
 * @param inOrder within a layer what comes first there is relied on first, and what it lacks last. A plan that keeps the order
 *   of an earlier one so relies on what that relied on. Null where there is no order.
 */
export function reliances(
  { nodes }: CurriculumGraph,
  layers: readonly (readonly number[])[],
  targets: readonly number[],
  known: Uint8Array,
  inOrder: readonly number[] | null = null,
): Reliances {
  const holders = holdersOf(nodes, [...layers, targets.filter((node) => known[node] === 0)]);
  const supports = unsupported(nodes, holders, layers, known);
  const places = inOrder && placesOf(holders, supports, inOrder);
  derive(nodes, holders, supports, layers, places);
  const list: Reliance[] = [];
  const choices: DecidedChoice[] = [];
  const lastUser = new Int32Array(holders.nodes.length).fill(-1);
  for (const by of holders.nodes) {
    if (by >= nodes.firstExpression) break;
    const own = relianceOf(nodes, holders, supports, by, lastUser, choices);
    for (const reliance of own) list.push(reliance);
  }
  return { list, choices, hasSpare: supports.hasSpare };
}

/** The nodes and the expressions that their requirements may go through, with numbers of their own. */
interface Holders {
  /** By number, ascending. */
  readonly nodes: Int32Array;
  /** By number: the number of its first group; the numbers of its others follow. */
  readonly firstGroup: Int32Array;
  readonly marks: Marks;
}

/** Room for notes on a graph's nodes, kept from one plan to the next and never cleared. */
interface Marks {
  /** Notes of earlier rounds mean nothing. */
  round: number;
  /** By node: the last round in which it was a holder. */
  readonly holderIn: Int32Array;
  /** By holder: its number. */
  readonly numberOf: Int32Array;
}

const marksByNodes = new WeakMap<Nodes, Marks>();

function marksFor(nodes: Nodes): Marks {
  let marks = marksByNodes.get(nodes);
  if (marks === undefined) {
    const { nodeCount } = nodes;
    marks = {
      round: 0,
      holderIn: new Int32Array(nodeCount),
      numberOf: new Int32Array(nodeCount),
    };
    marksByNodes.set(nodes, marks);
  }
  marks.round += 1;
  return marks;
}

function holdersOf(nodes: Nodes, lists: readonly (readonly number[])[]): Holders {
  const { firstExpression, groupStart, memberStart, members } = nodes;
  const marks = marksFor(nodes);
  const found: number[] = [];
  for (const list of lists) for (const node of list) addHolder(found, marks, node);
  for (let next = 0; next < found.length; next++) {
    const node = found[next]!;
    const end = memberStart[groupStart[node + 1]!]!;
    for (let at = memberStart[groupStart[node]!]!; at < end; at++) {
      if (members[at]! >= firstExpression) addHolder(found, marks, members[at]!);
    }
  }
  const ascending = Int32Array.from(found).sort();
  const firstGroup = new Int32Array(ascending.length + 1);
  for (let number = 0; number < ascending.length; number++) {
    const node = ascending[number]!;
    marks.numberOf[node] = number;
    firstGroup[number + 1] = firstGroup[number]! + groupStart[node + 1]! - groupStart[node]!;
  }
  return { nodes: ascending, firstGroup, marks };
}

function addHolder(found: number[], { holderIn, round }: Marks, node: number): void {
  if (holderIn[node] === round) return;
  holderIn[node] = round;
  found.push(node);
}

/** What groups rest on, and what they still lack; groups by their numbers among those of the holders. */
interface Supports {
  /** By group: how many members it lacks. */
  readonly missing: Int32Array;
  /** By holder: how many of its groups don't hold. */
  readonly openGroups: Int32Array;
  /** By holder: 1 for a step whose layer has not come yet. */
  readonly waits: Uint8Array;
  /** Those of a group begin at its `first` and are `count` many. */
  readonly members: Int32Array;
  readonly first: Int32Array;
  readonly count: Int32Array;
  hasSpare: boolean;
}

/** Before anything is derived. Members that are known count but are not listed. */
function unsupported(
  nodes: Nodes,
  { nodes: holders, firstGroup, marks }: Holders,
  layers: readonly (readonly number[])[],
  known: Uint8Array,
): Supports {
  const { groupStart, memberStart, members, need } = nodes;
  const groupCount = firstGroup[holders.length]!;
  const missing = new Int32Array(groupCount);
  const first = new Int32Array(groupCount + 1);
  const openGroups = new Int32Array(holders.length);
  const waits = new Uint8Array(holders.length);
  for (let number = 0; number < holders.length; number++) {
    const node = holders[number]!;
    let own = firstGroup[number]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      let left = need[group]!;
      for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
        left -= known[members[at]!]!;
      }
      missing[own] = left;
      first[own + 1] = first[own]! + Math.max(0, left);
      if (left > 0) openGroups[number]! += 1;
      own += 1;
    }
  }
  for (const layer of layers) for (const node of layer) waits[marks.numberOf[node]!] = 1;
  return {
    missing,
    openGroups,
    waits,
    members: new Int32Array(first[groupCount]!),
    first,
    count: new Int32Array(groupCount),
    hasSpare: false,
  };
}

/** By holder its place in the order; what is no step holds as soon as it can. */
function placesOf(
  { marks }: Holders,
  { waits }: Supports,
  inOrder: readonly number[],
): Float64Array {
  const places = new Float64Array(waits.length);
  for (let number = 0; number < places.length; number++) {
    places[number] = waits[number] === 1 ? Number.POSITIVE_INFINITY : -1;
  }
  inOrder.forEach((node, place) => {
    if (marks.holderIn[node] !== marks.round) return;
    const number = marks.numberOf[node]!;
    if (waits[number] === 1) places[number] = place;
  });
  return places;
}

/**
 * Derives by place, or else round by round, each round in order of node, so that the result depends on the plan alone.
 */
function derive(
  nodes: Nodes,
  holders: Holders,
  supports: Supports,
  layers: readonly (readonly number[])[],
  places: Float64Array | null,
): void {
  const { numberOf } = holders.marks;
  const { openGroups, waits } = supports;
  let ready: number[] = [];
  for (let number = 0; number < waits.length; number++) {
    if (openGroups[number] === 0 && waits[number] === 0) ready.push(number);
  }
  for (const layer of layers) {
    for (const node of layer) {
      waits[numberOf[node]!] = 0;
      if (openGroups[numberOf[node]!] === 0) ready.push(numberOf[node]!);
    }
    if (places === null) deriveByRounds(nodes, holders, supports, ready);
    else deriveByPlace(nodes, holders, supports, ready, places);
    ready = [];
  }
}

function deriveByRounds(
  nodes: Nodes,
  holders: Holders,
  supports: Supports,
  start: readonly number[],
): void {
  let round = Int32Array.from(start).sort();
  while (round.length > 0) {
    const next: number[] = [];
    for (const number of round) support(nodes, holders, supports, number, next);
    round = Int32Array.from(next).sort();
  }
}

function deriveByPlace(
  nodes: Nodes,
  holders: Holders,
  supports: Supports,
  start: readonly number[],
  places: Float64Array,
): void {
  const ready = new Heap<number>((left, right) => {
    const [place, other] = [places[left]!, places[right]!];
    return place === other ? left < right : place < other;
  });
  for (const number of start) ready.push(number);
  const next: number[] = [];
  for (let number = ready.pop(); number !== undefined; number = ready.pop()) {
    next.length = 0;
    support(nodes, holders, supports, number, next);
    for (const each of next) ready.push(each);
  }
}

/** Lets groups rest on a holder; adds to `next` what holds by it. */
function support(
  { groupStart, owner, userStart, users }: Nodes,
  { nodes: holders, firstGroup, marks }: Holders,
  supports: Supports,
  number: number,
  next: number[],
): void {
  const { holderIn, numberOf, round } = marks;
  const { missing, openGroups, waits, members, first, count } = supports;
  const node = holders[number]!;
  for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
    const user = owner[users[at]!]!;
    if (holderIn[user] !== round) continue;
    const userNumber = numberOf[user]!;
    const group = firstGroup[userNumber]! + users[at]! - groupStart[user]!;
    if (missing[group]! <= 0) {
      supports.hasSpare = true;
      continue;
    }
    members[first[group]! + count[group]!] = node;
    count[group]! += 1;
    missing[group]! -= 1;
    if (missing[group]! > 0) continue;
    openGroups[userNumber]! -= 1;
    if (openGroups[userNumber] === 0 && waits[userNumber] === 0) next.push(userNumber);
  }
}

/** A group that is looked through, and the one around it. */
interface Passage {
  readonly reached: number[];
  readonly group: number;
  readonly outer: Passage | null;
}

/**
 * What a node relies on directly, looking through the expressions in its requirement; ascending.
 *
 * @param lastUser by holder: the last node of which it was found that it relies on it.
 */
function relianceOf(
  nodes: Nodes,
  { firstGroup, marks }: Holders,
  { members, first, count }: Supports,
  by: number,
  lastUser: Int32Array,
  choices: DecidedChoice[],
): Reliance[] {
  const { numberOf } = marks;
  const found: Reliance[] = [];
  const open = [by];
  const passages: (Passage | null)[] = [null];
  for (let next = 0; next < open.length; next++) {
    const node = open[next]!;
    const passage = passages[next]!;
    invariant(marks.holderIn[node] === marks.round, 'whatever is relied on is derived');
    let own = firstGroup[numberOf[node]!]!;
    for (let group = nodes.groupStart[node]!; group < nodes.groupStart[node + 1]!; group++) {
      const start = first[own]!;
      const end = start + count[own]!;
      own += 1;
      if (start === end) continue;
      let inner = passage;
      if (nodes.choices.has(group)) {
        inner = { group, reached: [], outer: passage };
        choices.push({ group, chosen: [...members.subarray(start, end)], reached: inner.reached });
      }
      for (let at = start; at < end; at++) {
        const on = members[at]!;
        if (on >= nodes.firstExpression) {
          open.push(on);
          passages.push(inner);
          continue;
        }
        reach(inner, on);
        if (lastUser[numberOf[on]!] === by) continue;
        lastUser[numberOf[on]!] = by;
        found.push({ on, by, choice: inner?.group ?? null });
      }
    }
  }
  return found.length === 1 ? found : found.sort((left, right) => left.on - right.on);
}

function reach(passage: Passage | null, on: number): void {
  for (let at = passage; at !== null; at = at.outer) {
    if (!at.reached.includes(on)) at.reached.push(on);
  }
}
