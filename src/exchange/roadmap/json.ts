import { planResultJson } from '../plan-result.ts';
import type { RoadmapFormat } from './format.ts';

/** As the command line answers with `--json`. */
export const json = {
  name: 'JSON',
  mediaType: 'application/json',
  fileExtension: 'json',
  description:
    'The whole roadmap as plain data, for programs; steps name one another by their keys.',
  needsDates: false,
  write: (roadmap, { graph, revision, explanations }) => {
    const addressee = { curriculum: graph.curriculum.slug, revision };
    return `${JSON.stringify(planResultJson(roadmap, addressee, explanations), null, 2)}\n`;
  },
} as const satisfies RoadmapFormat;
