import type { DefectList } from '../defect-list.ts';
import type { CurriculumGraph } from '../graph.ts';
import type { ChoiceRequirement } from '../nodes.ts';
import { competencyKey, type Requirement } from '../requirement.ts';
import { type Trail, trailOf } from '../trail.ts';
import { findRedundancies, type Redundancies } from './find-redundancies.ts';
import { keyOfMembers, requirementPlaces } from './requirement-places.ts';

/** Prerequisites that another one needs anyway, and alternatives that make no difference. */
export function lintRedundancy(graph: CurriculumGraph, warnings: DefectList): void {
  const { firstExpression, choices } = graph.nodes;
  const found = findRedundancies(graph);
  const groupOf = new Map<Requirement, number>();
  for (const [group, choice] of choices) groupOf.set(choice, group);
  for (let node = 0; node < firstExpression && !warnings.isFull; node++) {
    const needing = neededAnyway(graph, node, found);
    for (const { requirement, trail, isHard } of requirementPlaces(graph, node)) {
      const group = groupOf.get(requirement);
      if (group !== undefined) lintChoice(graph, group, trail, found, warnings);
      if (requirement.kind !== 'competency' || !isHard) continue;
      const other = needing.get(graph.nodeOfCompetency(requirement)!);
      if (other === undefined) continue;
      const message = `\`${competencyKey(requirement)}\` needn't be named: \`${graph.keyOf(other)}\` needs it anyway. Take it out.`;
      warnings.add('implied-prerequisite', trail, message);
    }
  }
}

/** What a competency names although something else that it needs does so already, with what that is. */
function neededAnyway(
  graph: CurriculumGraph,
  node: number,
  { neededBy }: Redundancies,
): ReadonlyMap<number, number> {
  const { firstProject, firstOfSkill, skillOf, memberStart, groupStart, members } = graph.nodes;
  const needing = new Map<number, number>();
  if (node >= firstProject) return needing;
  // A higher level needs the levels below it without naming them.
  for (let lower = firstOfSkill[skillOf[node]!]!; lower < node; lower++) needing.set(lower, node);
  const end = memberStart[groupStart[node + 1]!]!;
  for (let slot = memberStart[groupStart[node]!]!; slot < end; slot++) {
    if (neededBy[slot] !== -1) needing.set(members[slot]!, neededBy[slot]!);
  }
  return needing;
}

function lintChoice(
  graph: CurriculumGraph,
  group: number,
  trail: Trail,
  { optionsHeld, heldOption, isCircular, settled }: Redundancies,
  warnings: DefectList,
): void {
  const { need, memberStart, choices, owner } = graph.nodes;
  const choice = choices.get(group)!;
  if (settled[group]! >= need[group]!) {
    const message = 'This choice is made already by what is needed besides it. Take it out.';
    warnings.add('settled-choice', trail, message);
    return;
  }
  const subject = graph.keyOf(graph.ownerOf(owner[group]!));
  for (let slot = memberStart[group]!; slot < memberStart[group + 1]!; slot++) {
    const index = slot - memberStart[group]!;
    const place = trailOf(trail, keyOfMembers[choice.kind], index);
    const name = optionName(choice, index);
    if (isCircular[slot] === 1) {
      const message = `${name} can never be chosen here: it needs \`${subject}\` itself. Take it out.`;
      warnings.add('unusable-alternative', place, message);
    } else if (optionsHeld[slot]! >= need[group]!) {
      const held = graph.keyOf(heldOption[slot]!);
      const message = `${name} is never the shorter way: it needs \`${held}\`, which would do here. Take one of the two out.`;
      warnings.add('dearer-alternative', place, message);
    }
  }
}

function optionName(choice: ChoiceRequirement, index: number): string {
  const option = choice.of[index]!;
  return option.kind === 'competency' ? `\`${competencyKey(option)}\`` : 'This alternative';
}
