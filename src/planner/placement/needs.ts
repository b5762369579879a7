import { COMPETENCY, GOAL, type Ground } from './ground.ts';
import type { Rows } from './rows.ts';

/**
 * In which states each competency is still to be learned for the goals. Where there is a choice, it is taken to be made by
 * what is held, and then by what seems cheapest, over all states alike: an estimate, since nothing is solved.
 *
 * @param shareHeld by node: the share of the states that hold it.
 */
export function neededRows(ground: Ground, held: Rows, shareHeld: Float64Array): Rows {
  const { andOr, kind, goals } = ground;
  const { nodeCount, groupStart, need, memberStart } = andOr;
  const { words } = held;
  const bits = new Uint32Array(nodeCount * words);
  const cost = expectedTenths(ground, shareHeld);
  for (const goal of goals) bits.fill(0xffffffff, goal * words, (goal + 1) * words);
  const missing = new Uint32Array(words * Math.max(1, ...need));
  for (let node = nodeCount - 1; node >= 0; node--) {
    const row = node * words;
    for (let word = 0; word < words; word++) bits[row + word]! &= ~held.bits[row + word]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const members = andOr.members.subarray(memberStart[group]!, memberStart[group + 1]!);
      if (need[group] === members.length) {
        for (const member of members) {
          for (let word = 0; word < words; word++) {
            bits[member * words + word]! |= bits[row + word]!;
          }
        }
      } else {
        for (let more = 0; more < need[group]!; more++) {
          missing.set(bits.subarray(row, row + words), more * words);
        }
        choose(members, need[group]!, missing, held, cost, bits);
      }
    }
    if (kind[node] !== COMPETENCY && kind[node] !== GOAL) bits.fill(0, row, row + words);
  }
  return { words, bits };
}

/**
 * Lets each state in which members are missing need the cheapest that it does not hold. `missing` has a row for each of
 * the members needed: the states that lack more than so many.
 */
function choose(
  members: Int32Array,
  need: number,
  missing: Uint32Array,
  { words, bits: held }: Rows,
  cost: Float64Array,
  needed: Uint32Array,
): void {
  for (const member of members) {
    for (let word = 0; word < words; word++)
      supply(missing, words, word, need, held[member * words + word]!);
  }
  const cheapestFirst = members
    .slice()
    .sort((left, right) => cost[left]! - cost[right]! || left - right);
  for (const member of cheapestFirst) {
    for (let word = 0; word < words; word++) {
      const taken = missing[word]! & ~held[member * words + word]!;
      needed[member * words + word]! |= taken;
      supply(missing, words, word, need, taken);
    }
  }
}

/** One less is missing in the given states. */
function supply(
  missing: Uint32Array,
  words: number,
  word: number,
  need: number,
  states: number,
): void {
  for (let more = 0; more < need; more++) {
    const at = more * words + word;
    const next = more + 1 < need ? missing[at + words]! : 0;
    missing[at] = (missing[at]! & ~states) | (next & states);
  }
}

/** What each node is likely to take with all that it needs, shared needs counted each time: good for comparing options. */
function expectedTenths(
  { andOr, tenths, circleEnd }: Ground,
  shareHeld: Float64Array,
): Float64Array {
  const { nodeCount, groupStart, need, memberStart, members } = andOr;
  const cost = new Float64Array(nodeCount).fill(dear);
  for (let start = 0; start < nodeCount; ) {
    const end = circleEnd[start] === 0 ? start + 1 : circleEnd[start]!;
    // Each round settles at least one node more of a circle.
    for (let round = start; round < end; round++) {
      let isChanged = false;
      for (let node = start; node < end; node++) {
        let sum = tenths[node]!;
        for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
          const costs = Array.from(
            members.subarray(memberStart[group]!, memberStart[group + 1]!),
            (member) => cost[member]!,
          );
          if (need[group]! < costs.length) costs.sort((left, right) => left - right);
          for (let each = 0; each < need[group]!; each++) sum += costs[each]!;
        }
        const total = Math.min(dear, (1 - shareHeld[node]!) * sum);
        if (total < cost[node]!) isChanged = true;
        cost[node] = Math.min(cost[node]!, total);
      }
      if (!isChanged) break;
    }
    start = end;
  }
  return cost;
}

const dear = 1e15;
