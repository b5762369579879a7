import { expect, it } from 'vitest';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { findRedundancies } from '../../src/curriculum/lint/find-redundancies.ts';
import { invariant } from '../../src/util/invariant.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';

// More competencies than are looked at in one block, and circles through alternatives.
const built = CurriculumGraph.build(randomCurriculum(11, 600));
invariant(built.kind === 'graph', 'the curriculum is sound');
const { graph } = built;
const { nodes } = graph;
const found = findRedundancies(graph);

it('says of each member whether another one needs it, as leaving it out does', () => {
  let implied = 0;
  for (const { group, slot } of someSlots((group) => !nodes.choices.has(group))) {
    const needing = othersOf(group, slot).filter((other) => isNeededFor(slot, other));
    expect(needing.length > 0, `slot ${slot}`).toBe(found.neededBy[slot] !== -1);
    if (needing.length === 0) continue;
    implied += 1;
    expect(needing).toContain(found.neededBy[slot]);
  }
  expect(implied).toBeGreaterThan(10);
});

it('says of each option which others it needs, as leaving them out does', () => {
  let held = 0;
  for (const { group, slot } of someSlots((group) => nodes.choices.has(group))) {
    const needed = othersOf(group, slot).filter((other) =>
      isUnderivable(nodes.members[slot]!, other),
    );
    expect(found.optionsHeld[slot], `slot ${slot}`).toBe(needed.length);
    if (needed.length === 0) continue;
    held += 1;
    expect(found.heldOption[slot]).toBe(Math.min(...needed));
  }
  expect(held).toBeGreaterThan(10);
});

/** Two thousand members that are competencies, of groups of competencies. */
function someSlots(isWanted: (group: number) => boolean) {
  const all = [...nodes.need.keys()]
    .filter((group) => nodes.owner[group]! < nodes.firstProject && isWanted(group))
    .flatMap((group) => slotsOf(group).map((slot) => ({ group, slot })))
    .filter(({ slot }) => nodes.members[slot]! < nodes.firstProject);
  return dice(5).pick(all, 2_000);
}

function slotsOf(group: number): number[] {
  const start = nodes.memberStart[group]!;
  return Array.from({ length: nodes.memberStart[group + 1]! - start }, (_, at) => start + at);
}

/** The other members that are competencies. */
function othersOf(group: number, slot: number): number[] {
  return slotsOf(group)
    .filter((other) => other !== slot)
    .map((other) => nodes.members[other]!)
    .filter((member) => member < nodes.firstProject);
}

function isNeededFor(slot: number, other: number): boolean {
  return isUnderivable(other, nodes.members[slot]!);
}

function isUnderivable(node: number, without: number): boolean {
  const blocked = new Uint8Array(nodes.nodeCount);
  blocked[without] = 1;
  return forwardChain(nodes, blocked).round[node] === -1;
}
