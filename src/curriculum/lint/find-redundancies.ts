import { components } from '../components.ts';
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

/** Landmarks are kept for so many candidates at a time that their table takes about this many bytes. */
const tableBytes = 32 * 1024 * 1024;
/** The search stops after so many steps: some seconds. Graphs up to some 100,000 competencies are searched whole. */
const stepsMax = 3_000_000_000;

/** Compares the members of all groups, block by block of the competencies that may be needed by others. */
export function findRedundancies(graph: CurriculumGraph): Redundancies {
  const { nodes } = graph;
  const { nodeCount, members, memberStart, groupStart, choices, owner, need } = nodes;
  const found = {
    neededBy: new Int32Array(members.length).fill(-1),
    optionsHeld: new Int32Array(members.length),
    heldOption: new Int32Array(members.length).fill(-1),
    isCircular: new Uint8Array(members.length),
    settled: new Int32Array(need.length),
  };
  const parts = components(nodes);
  const words = Math.max(1, Math.min(64, Math.floor(tableBytes / (4 * nodeCount))));
  const blockSize = words * 32;
  const once = new Uint32Array(words);
  const twice = new Uint32Array(words);
  const own = new Uint32Array(words);
  const slotOf = new Int32Array(blockSize);
  let rows: Uint32Array = once;
  let first = 0;
  let steps = 0;
  for (const [block, compared] of comparisons(graph, blockSize).entries()) {
    if (compared.length === 0) continue;
    steps += (nodeCount + members.length) * words;
    if (steps > stepsMax) break;
    first = block * blockSize;
    rows = landmarkBlock(nodes, parts, first, words);
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
      const row = members[slot]! * words;
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
      const at = members[slot]! - first;
      if (at < 0 || at >= blockSize) continue;
      slotOf[at] = slot;
      own[at >> 5]! |= 1 << (at & 31);
    }
  }

  /** Of the members in `twice` notes that this one needs them; of each the first that does. */
  function nameHeld(needing: number): void {
    for (let word = 0; word < words; word++) {
      let bits = rows[needing * words + word]! & twice[word]!;
      while (bits !== 0) {
        const at = word * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        if (needing === first + at) continue;
        found.neededBy[slotOf[at]!] = needing;
        twice[word]! &= ~(1 << (at & 31));
      }
    }
  }

  function compareOptions(group: number): void {
    const start = memberStart[group]!;
    const end = memberStart[group + 1]!;
    const subject = graph.ownerOf(owner[group]!);
    const isInBlock = subject >= first && subject < first + blockSize;
    markMembers(start, end);
    for (let slot = start; slot < end; slot++) {
      countHeld(slot);
      const isCircular = isInBlock && hasLandmark(rows, words, first, members[slot]!, subject);
      if (isCircular) found.isCircular[slot] = 1;
    }
    for (let word = 0; word < words; word++)
      found.settled[group]! += bitCount(once[word]! & own[word]!);
  }

  function countHeld(slot: number): void {
    const option = members[slot]!;
    for (let word = 0; word < words; word++) {
      let held = rows[option * words + word]! & own[word]!;
      if (option >> 5 === (first >> 5) + word) held &= ~(1 << (option & 31));
      if (held === 0) continue;
      found.optionsHeld[slot]! += bitCount(held);
      if (found.heldOption[slot] === -1)
        found.heldOption[slot] = first + word * 32 + 31 - Math.clz32(held & -held);
    }
  }
}

/** By block of competencies: the nodes with members in it to compare, or that belong to one in it and leave a choice. */
function comparisons(graph: CurriculumGraph, blockSize: number): number[][] {
  const { nodeCount, members, memberStart, groupStart, firstProject, choices } = graph.nodes;
  const blocks = Array.from({ length: Math.ceil(firstProject / blockSize) }, (): number[] => []);
  for (let node = 0; node < nodeCount; node++) {
    const start = groupStart[node]!;
    const end = groupStart[node + 1]!;
    const slots = members.subarray(memberStart[start], memberStart[end]);
    const leavesChoice = end - start > 1 || choices.has(start);
    if (!leavesChoice && (node >= firstProject || slots.length < 2)) continue;
    const add = (competency: number) => {
      const block = blocks[Math.floor(competency / blockSize)];
      if (competency < firstProject && block && block.at(-1) !== node) block.push(node);
    };
    for (const member of slots) add(member);
    add(graph.ownerOf(node));
  }
  return blocks;
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
