import type { CurriculumGraph } from './graph.ts';
import type { Competency, Requirement } from './requirement.ts';
import { requirementText } from './requirement-text.ts';

/** What people call a requirement: `Django, Flask or FastAPI`. A level is named where it is not the skill's lowest. */
export function requirementTitle(graph: CurriculumGraph, requirement: Requirement): string {
  const nameOf = ({ skill, level }: Competency): string => {
    const { title, levels } = graph.skill(skill)!;
    const isLowest = levels[0]!.level === level;
    return isLowest ? title : `${title} (${graph.level(level)!.title.toLowerCase()})`;
  };
  return requirementText(requirement, nameOf);
}
