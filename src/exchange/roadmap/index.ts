import { csv } from './csv.ts';
import { dot } from './dot.ts';
import type { RoadmapFormat } from './format.ts';
import { icalendar } from './icalendar.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { mermaid } from './mermaid.ts';
import { svg } from './svg.ts';

/** Every way to write a roadmap down, those for people first. The API, the command line and the tests read this list. */
export const roadmapFormats = [
  markdown,
  svg,
  icalendar,
  csv,
  mermaid,
  dot,
  json,
] as const satisfies readonly RoadmapFormat[];

export type RoadmapFormatName = (typeof roadmapFormats)[number]['name'];
