import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Roadmap } from '../../planner/roadmap.ts';
import type { Work } from '../../planner/work.ts';
import type { Explanations } from '../plan-result.ts';

/** A way to write a roadmap down. The same roadmap is the same text, byte for byte. */
export interface RoadmapFormat {
  /** As the API spells it. */
  readonly name: string;
  readonly mediaType: string;
  /** Without the dot. */
  readonly fileExtension: string;
  /** A sentence or two for whoever chooses among the formats. */
  readonly description: string;
  /** Without dates of its steps there is next to nothing of a roadmap that it could tell. */
  readonly needsDates: boolean;
  /** The text; or the work to get there, where that may take long. */
  readonly write: (roadmap: Roadmap, context: RoadmapContext) => string | Work<string>;
}

/** What a roadmap does not say by itself. */
export interface RoadmapContext {
  /** What it was planned on. */
  readonly graph: CurriculumGraph;
  /** Null where the curriculum was never published. */
  readonly revision: number | null;
  /** What the options of its choices would cost, where somebody asked. */
  readonly explanations: Explanations;
}
