import type { DefectList } from '../defect-list.ts';
import type { CurriculumGraph } from '../graph.ts';
import { competencyKey, type Requirement } from '../requirement.ts';
import { requirementPlaces } from './requirement-places.ts';

/** Skills that can't be learned before something of a later area: the order of the areas contradicts them. */
export function lintAreaOrder(graph: CurriculumGraph, warnings: DefectList): void {
  const { firstProject, choices } = graph.nodes;
  const groupsOf = groupsThatWait(graph);
  for (let node = 0; node < firstProject; node++) {
    const groups = groupsOf.get(node);
    if (groups === undefined) continue;
    const waiting = new Set<Requirement>(groups.flatMap((group) => choices.get(group) ?? []));
    const { skill, level } = graph.competencyOf(node);
    const area = graph.skill(skill)!.area;
    const own = graph.areaPosition(area);
    for (const { requirement, trail, isHard } of requirementPlaces(graph, node)) {
      const needed =
        requirement.kind === 'competency' && isHard ? graph.skill(requirement.skill)! : null;
      const isLater = needed !== null && graph.areaPosition(needed.area) > own;
      if (!isLater && !waiting.has(requirement)) continue;
      const what =
        isLater && requirement.kind === 'competency'
          ? `needs \`${competencyKey(requirement)}\` of \`${needed.area}\`, which comes later`
          : 'needs one of these, all of which come in later areas';
      const message = `\`${competencyKey({ skill, level })}\` of \`${area}\` ${what}. Move one of the skills, or the areas.`;
      warnings.add('area-order', trail, message);
    }
  }
}

/** By competency or expression: its groups that can't be met without something of an area later than its own. */
function groupsThatWait(graph: CurriculumGraph): Map<number, number[]> {
  const { nodeCount, firstProject, skillOf } = graph.nodes;
  const { groupStart, memberStart, members, need } = graph.nodes;
  const position = graph.curriculum.skills.map(({ area }) => graph.areaPosition(area));
  const waits = new Uint8Array(nodeCount);
  const found = new Map<number, number[]>();
  // Expressions have higher numbers than what they are nested in, so they are settled first.
  for (let node = nodeCount - 1; node >= 0; node--) {
    const owner = graph.ownerOf(node);
    if (owner >= firstProject) continue;
    const own = position[skillOf[owner]!]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const start = memberStart[group]!;
      const end = memberStart[group + 1]!;
      let ready = 0;
      for (let at = start; at < end; at++) {
        const member = members[at]!;
        const isReady =
          member < firstProject ? position[skillOf[member]!]! <= own : waits[member] === 0;
        if (isReady) ready += 1;
      }
      if (ready >= need[group]!) continue;
      waits[node] = 1;
      const groups = found.get(node) ?? [];
      groups.push(group);
      found.set(node, groups);
    }
  }
  return found;
}
