import type { Roadmap } from '../../planner/roadmap.ts';
import type { Work } from '../../planner/work.ts';
import { arrowsOf } from './arrows.ts';
import type { RoadmapContext, RoadmapFormat } from './format.ts';
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

function* write(roadmap: Roadmap, context: RoadmapContext): Work<string> {
  const arrows = yield* arrowsOf(roadmap.steps);
  const layouts: MilestoneLayout[] = [];
  for (const milestone of roadmap.milestones) {
    layouts.push(layOutMilestone(milestone, arrows));
    yield;
  }
  return yield* drawPage(roadmap, layouts, context);
}
