import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Competency } from '../../curriculum/requirement.ts';
import { competencyTitle } from '../explain/titles.ts';

/** The competency that a step teaches; null for a project, and for what the curriculum no longer has. */
export function competencyOfKey(graph: CurriculumGraph, key: string): Competency | null {
  const at = key.indexOf('@');
  if (at === -1) return null;
  const competency = { skill: key.slice(0, at), level: key.slice(at + 1) };
  return graph.nodeOfCompetency(competency) === undefined ? null : competency;
}

/** As steps are called. */
export function titleOfCompetency(graph: CurriculumGraph, competency: Competency): string {
  return competencyTitle(graph, graph.skill(competency.skill)!, competency.level);
}

/** `1 learner`, `3 of 20 learners`. */
export function learnersText(count: number, all: number): string {
  return count === all
    ? `${all === 1 ? 'The learner' : `All ${all} learners`}`
    : `${count} of ${all} learners`;
}
