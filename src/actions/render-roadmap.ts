import type { Elsewhere, RoadmapContext } from '../exchange/roadmap/format.ts';
import { type RoadmapFormatName, roadmapFormats } from '../exchange/roadmap/index.ts';
import type { Roadmap } from '../planner/roadmap.ts';
import { sharedLayoutThread } from './layout-thread.ts';
import { runInSlices } from './run-in-slices.ts';

/** Writes a roadmap down in one of the formats. */
export async function renderRoadmap(
  roadmap: Roadmap,
  format: RoadmapFormatName,
  context: RoadmapContext,
): Promise<string> {
  const { write } = roadmapFormats.find(({ name }) => name === format)!;
  const written = await write(roadmap, context, elsewhere);
  return typeof written === 'string' ? written : runInSlices(written);
}

const elsewhere: Elsewhere = {
  layOut: (graph) => sharedLayoutThread.layOut(graph),
  run: (work) => runInSlices(work),
};
