import type { Roadmap } from '../../planner/roadmap.ts';
import { arrowsOf } from './arrows.ts';
import type { Elsewhere, RoadmapContext, RoadmapFormat } from './format.ts';
import { drawPage } from './svg/draw-page.ts';
import { layOutMilestone, type MilestoneLayout } from './svg/lay-out-milestone.ts';

export const svg = {
  name: 'SVG',
  mediaType: 'image/svg+xml',
  fileExtension: 'svg',
  description:
    'A drawing, light or dark as the reader has it: a lane for each milestone, a card for each step, and arrows for what must come before. Has no scripts and loads nothing.',
  needsDates: false,
  write,
} as const satisfies RoadmapFormat;

async function write(
  roadmap: Roadmap,
  context: RoadmapContext,
  { layOut, run }: Elsewhere,
): Promise<string> {
  const arrows = await run(arrowsOf(roadmap.steps));
  const layouts: MilestoneLayout[] = [];
  for (const milestone of roadmap.milestones)
    layouts.push(await layOutMilestone(milestone, arrows, layOut));
  return run(drawPage(roadmap, layouts, context));
}
