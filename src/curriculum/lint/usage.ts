import type { DefectList } from '../defect-list.ts';
import type { CurriculumGraph } from '../graph.ts';
import { type Competency, competencyKey } from '../requirement.ts';
import { trailOf } from '../trail.ts';

/** Skills, and higher levels of skills, that no career path or project may ever lead to. */
export function lintUsage(graph: CurriculumGraph, warnings: DefectList): void {
  const { curriculum, nodes } = graph;
  if (curriculum.careerPaths.length + curriculum.projects.length === 0) return;
  const used = usedNodes(graph);
  for (const [index, { slug, levels }] of curriculum.skills.entries()) {
    const first = nodes.firstOfSkill[index]!;
    if (used[first] === 0) {
      const message = `No career path or project leads to \`${slug}\`. Require or recommend it somewhere, or take it out.`;
      warnings.add('unused-skill', trailOf(null, 'skills', slug), message);
      continue;
    }
    for (const [rank, { level }] of levels.entries()) {
      if (used[first + rank] === 1) continue;
      const key = competencyKey({ skill: slug, level });
      const message = `Nothing needs \`${key}\`. Require or recommend it somewhere, or take the level out.`;
      warnings.add('unused-level', trailOf(null, 'skills', slug, 'hours', level), message);
    }
  }
}

/** By node: 1 where a career path or project may lead there, by any alternative, recommendation or practice. */
function usedNodes(graph: CurriculumGraph): Uint8Array {
  const { curriculum, nodes } = graph;
  const { firstProject, firstOfSkill, firstExpression, skillOf } = nodes;
  const { groupStart, memberStart, members } = nodes;
  const used = new Uint8Array(nodes.nodeCount);
  const open: number[] = [];
  const use = (node: number) => {
    if (used[node] === 1) return;
    used[node] = 1;
    open.push(node);
  };
  const useAll = (competencies: readonly Competency[]) => {
    for (const competency of competencies) use(graph.nodeOfCompetency(competency)!);
  };
  for (let node = firstProject; node < firstExpression; node++) use(node);
  for (const { practises } of curriculum.projects) useAll(practises);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const end = memberStart[groupStart[node + 1]!]!;
    for (let at = memberStart[groupStart[node]!]!; at < end; at++) use(members[at]!);
    const skill = node < firstProject ? skillOf[node]! : -1;
    if (skill >= 0 && node === firstOfSkill[skill]) useAll(curriculum.skills[skill]!.recommends);
  }
  return used;
}
