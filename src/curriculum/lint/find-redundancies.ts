import { type AndOr, AndOrBuilder } from '../and-or.ts';
import { type Components, components } from '../components.ts';
import type { CurriculumGraph } from '../graph.ts';
import { hasLandmark, landmarkBlock } from '../landmarks.ts';

/** What follows from what for certain among the members of each group. A slot is an index into the graph's `members`. */
export interface Redundancies {
  /** By slot of a group that needs all its members: another member that needs this one, or -1. */
  readonly neededBy: Int32Array;
  /** By slot of a choice: how many other options this one needs. */
  readonly optionsHeld: Int32Array;
  /** By slot of a choice: one option that this one needs, or -1. */
  readonly heldOption: Int32Array;
  /** By slot of a choice: 1 where the option needs what the choice is for. */
  readonly isCircular: Uint8Array;
  /** By group that is a choice: how many options its owner needs anyway. */
  readonly settled: Int32Array;
}

/** Landmarks are looked for among so many words of 32 candidates at a time, to bound the memory. */
const words = 32;
const blockSize = words * 32;
/** The search stops after so many steps: some seconds. Graphs of some 100,000 competencies take a fifth of them. */
const stepsMax = 3_000_000_000;

/**
 * Compares the members of all groups, block by block of the competencies that may be needed by others. Blocks follow the
 * order of the graph's components, so that what may need something of a block, and is needed for what is compared, is
 * a small part of the graph.
 */
export function findRedundancies(graph: CurriculumGraph): Redundancies {
  const { nodes } = graph;
  const { members, memberStart, groupStart, choices, owner, need, firstProject } = nodes;
  const found = {
    neededBy: new Int32Array(members.length).fill(-1),
    optionsHeld: new Int32Array(members.length),
    heldOption: new Int32Array(members.length).fill(-1),
    isCircular: new Uint8Array(members.length),
    settled: new Int32Array(need.length),
  };
  const surroundings = new Surroundings(nodes, components(nodes));
  const candidates = surroundings.order.filter((node) => node < firstProject);
  /** By competency: its place among the candidates. */
  const placeOf = new Int32Array(firstProject);
  candidates.forEach((node, place) => {
    placeOf[node] = place;
  });
  const once = new Uint32Array(words);
  const twice = new Uint32Array(words);
  const own = new Uint32Array(words);
  const slotOf = new Int32Array(blockSize);
  const { rowOf } = surroundings;
  let rows: Uint32Array = once;
  let first = 0;
  let steps = 0;
  for (const [block, compared] of comparisons(graph, placeOf).entries()) {
    if (compared.length === 0) continue;
    first = block * blockSize;
    const part = surroundings.of(candidates.subarray(first, first + blockSize), compared);
    steps += (part.nodeCount + part.members.length) * words;
    if (steps > stepsMax) break;
    rows = landmarkBlock(part, components(part), 1, words);
    for (const node of compared) compareMembers(node);
  }
  return found;

  /** The group that needs all its members comes before the choices of its node. */
  function compareMembers(node: number): void {
    once.fill(0);
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      if (choices.has(group)) compareOptions(group);
      else compareAll(group);
    }
  }

  function compareAll(group: number): void {
    const start = memberStart[group]!;
    const end = memberStart[group + 1]!;
    twice.fill(0);
    for (let slot = start; slot < end; slot++) {
      const row = rowOf[members[slot]!]! * words;
      for (let word = 0; word < words; word++) {
        twice[word]! |= once[word]! & rows[row + word]!;
        once[word]! |= rows[row + word]!;
      }
    }
    markMembers(start, end);
    for (let word = 0; word < words; word++) twice[word]! &= own[word]!;
    for (let slot = start; slot < end; slot++) nameHeld(members[slot]!);
  }

  /** Sets in `own` the members that are in the block. */
  function markMembers(start: number, end: number): void {
    own.fill(0);
    for (let slot = start; slot < end; slot++) {
      const at = placeIn(members[slot]!);
      if (at < 0 || at >= blockSize) continue;
      slotOf[at] = slot;
      own[at >> 5]! |= 1 << (at & 31);
    }
  }

  /** Of the members in `twice` notes that this one needs them; of each the first that does. */
  function nameHeld(needing: number): void {
    for (let word = 0; word < words; word++) {
      let bits = rows[rowOf[needing]! * words + word]! & twice[word]!;
      while (bits !== 0) {
        const at = word * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        if (needing === candidates[first + at]) continue;
        found.neededBy[slotOf[at]!] = needing;
        twice[word]! &= ~(1 << (at & 31));
      }
    }
  }

  function compareOptions(group: number): void {
    const start = memberStart[group]!;
    const end = memberStart[group + 1]!;
    const subject = graph.ownerOf(owner[group]!);
    const place = placeIn(subject);
    const isInBlock = place >= 0 && place < blockSize;
    markMembers(start, end);
    for (let slot = start; slot < end; slot++) {
      countHeld(slot);
      const isCircular =
        isInBlock && hasLandmark(rows, words, 1, rowOf[members[slot]!]!, place + 1);
      if (isCircular) found.isCircular[slot] = 1;
    }
    for (let word = 0; word < words; word++)
      found.settled[group]! += bitCount(once[word]! & own[word]!);
  }

  function countHeld(slot: number): void {
    const option = members[slot]!;
    const place = placeIn(option);
    const row = rowOf[option]! * words;
    for (let word = 0; word < words; word++) {
      let held = rows[row + word]! & own[word]!;
      if (place >> 5 === word) held &= ~(1 << (place & 31));
      found.optionsHeld[slot]! += bitCount(held);
      for (; held !== 0; held &= held - 1) {
        const other = candidates[first + word * 32 + 31 - Math.clz32(held & -held)]!;
        const before = found.heldOption[slot]!;
        if (before === -1 || other < before) found.heldOption[slot] = other;
      }
    }
  }

  /** Where a node is in the block, from 0; below 0 or past the block's end where it is not. */
  function placeIn(node: number): number {
    return node < firstProject ? placeOf[node]! - first : -1;
  }
}

/** By block of candidates: the nodes with members in it to compare, or that belong to one in it and leave a choice. */
function comparisons(graph: CurriculumGraph, placeOf: Int32Array): number[][] {
  const { nodeCount, members, memberStart, groupStart, firstProject, choices } = graph.nodes;
  const blocks = Array.from({ length: Math.ceil(firstProject / blockSize) }, (): number[] => []);
  for (let node = 0; node < nodeCount; node++) {
    const start = groupStart[node]!;
    const end = groupStart[node + 1]!;
    const slots = members.subarray(memberStart[start], memberStart[end]);
    const leavesChoice = end - start > 1 || choices.has(start);
    if (!leavesChoice && (node >= firstProject || slots.length < 2)) continue;
    const add = (competency: number) => {
      const block = blocks[Math.floor(placeOf[competency]! / blockSize)];
      if (competency < firstProject && block && block.at(-1) !== node) block.push(node);
    };
    for (const member of slots) add(member);
    add(graph.ownerOf(node));
  }
  return blocks;
}

/** Cuts out of a graph what matters to the landmarks of some nodes among some candidates. */
class Surroundings {
  /** The graph's nodes, component by component, needs first. */
  readonly order: Int32Array;
  /** By node of the graph: its number in the part that was cut out last, 0 where it is not in it. */
  readonly rowOf: Int32Array;
  readonly #andOr: AndOr;
  readonly #componentOf: Int32Array;
  #found: number[] = [];

  constructor(andOr: AndOr, { order, componentOf }: Components) {
    this.order = order;
    this.rowOf = new Int32Array(andOr.nodeCount);
    this.#andOr = andOr;
    this.#componentOf = componentOf;
  }

  /**
   * The part with the candidates, numbered from 1, and whatever the members of `compared` may need that may need a
   * candidate itself. All else has none as a landmark: it is node 0, which needs nothing.
   *
   * @param candidates nodes in the order of the graph.
   */
  of(candidates: Int32Array, compared: readonly number[]): AndOr {
    this.#enter(candidates, compared);
    const { groupStart, need, memberStart, members } = this.#andOr;
    const { rowOf } = this;
    const builder = new AndOrBuilder();
    builder.startNode();
    for (const node of this.#found) {
      builder.startNode();
      for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
        builder.startGroup(need[group]!);
        for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
          builder.addMember(rowOf[members[at]!]!);
        }
      }
    }
    return builder.build();
  }

  /** Numbers what is in the part. What comes before all candidates in the order of components can't need one of them. */
  #enter(candidates: Int32Array, compared: readonly number[]): void {
    for (const node of this.#found) this.rowOf[node] = 0;
    const { rowOf } = this;
    const { groupStart, memberStart, members } = this.#andOr;
    const componentOf = this.#componentOf;
    const lowest = componentOf[candidates[0]!]!;
    const found: number[] = [];
    const enter = (node: number): void => {
      if (rowOf[node] === 0 && componentOf[node]! >= lowest) rowOf[node] = found.push(node);
    };
    const enterMembers = (node: number): void => {
      const end = memberStart[groupStart[node + 1]!]!;
      for (let at = memberStart[groupStart[node]!]!; at < end; at++) enter(members[at]!);
    };
    for (const node of candidates) enter(node);
    for (const node of compared) enterMembers(node);
    for (let next = 0; next < found.length; next++) enterMembers(found[next]!);
    this.#found = found;
  }
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
