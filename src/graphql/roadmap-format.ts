import type { PublishedCurriculum } from '../actions/curricula.ts';
import { renderRoadmap } from '../actions/render-roadmap.ts';
import { type RoadmapFormatName, roadmapFormats } from '../exchange/roadmap/index.ts';
import type { Roadmap } from '../planner/roadmap.ts';
import { countEntries } from './answer-budget.ts';
import type { Context } from './context.ts';
import { enumOf } from './enum-of.ts';

export const RoadmapFormat = enumOf(
  'RoadmapFormat',
  'A way to write a roadmap down as text.',
  Object.fromEntries(
    roadmapFormats.map(({ name, description, mediaType }) => [
      name,
      `${description} Its media type is \`${mediaType}\`.`,
    ]),
  ) as Record<RoadmapFormatName, string>,
);

/** A step as text is about as long as so many entries of lists, by which an answer is limited. */
const entriesPerStep = 5;

/** A roadmap as text, where the answer has room for it. */
export function rendered(
  { graph, revision }: PublishedCurriculum,
  roadmap: Roadmap,
  format: RoadmapFormatName,
  context: Context,
): Promise<string> {
  countEntries(context, entriesPerStep * roadmap.steps.length);
  return renderRoadmap(roadmap, format, {
    graph,
    revision: revision.number,
    explanations: new Map(),
  });
}
