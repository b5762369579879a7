import type { ElkNode } from 'elkjs/lib/elk-api.js';
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
  /** The text; or the work to get there, where that may take long; or a promise where part of it is done elsewhere. */
  readonly write: (
    roadmap: Roadmap,
    context: RoadmapContext,
    elsewhere: Elsewhere,
  ) => string | Work<string> | Promise<string>;
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

/** What is not done here and now. */
export interface Elsewhere {
  readonly layOut: LayOut;
  /** Runs work, giving others a turn now and then. */
  readonly run: <Result>(work: Work<Result>) => Promise<Result>;
}

/** Gives the nodes and edges of a graph their places, as the Eclipse Layout Kernel does: always the same ones. */
export type LayOut = (graph: ElkNode) => Promise<ElkNode>;
