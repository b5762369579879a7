import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Competency, Requirement } from '../curriculum/requirement.ts';
import { requirementText } from '../curriculum/requirement-text.ts';
import type { Look } from './terminal.ts';

/** How things look, and what they are called. */
export interface Pen extends Look {
  /** What people call a requirement: `Django, Flask or FastAPI`; a skill's lowest level goes without saying. */
  readonly nameOf: (requirement: Requirement) => string;
}

export function createPen(look: Look, graph: CurriculumGraph): Pen {
  const competencyName = ({ skill, level }: Competency): string => {
    const { title, levels } = graph.skill(skill)!;
    const isLowest = level === levels[0]!.level;
    return isLowest ? title : `${title} (${graph.level(level)!.title.toLowerCase()})`;
  };
  return { ...look, nameOf: (requirement) => requirementText(requirement, competencyName) };
}
