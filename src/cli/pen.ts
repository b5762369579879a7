import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Requirement } from '../curriculum/requirement.ts';
import { requirementTitle } from '../curriculum/requirement-title.ts';
import type { Look } from './terminal.ts';

/** How things look, and what they are called. */
export interface Pen extends Look {
  /** What people call a requirement: `Django, Flask or FastAPI`; a skill's lowest level goes without saying. */
  readonly nameOf: (requirement: Requirement) => string;
}

export function createPen(look: Look, graph: CurriculumGraph): Pen {
  return { ...look, nameOf: (requirement) => requirementTitle(graph, requirement) };
}
