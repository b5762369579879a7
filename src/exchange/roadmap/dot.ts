import type { Roadmap, Step } from '../../planner/roadmap.ts';
import type { Work } from '../../planner/work.ts';
import { hoursText } from '../../util/hours-text.ts';
import { plainLine } from '../../util/plain-line.ts';
import { arrowsOf } from './arrows.ts';
import type { RoadmapFormat } from './format.ts';
import { headingOf } from './heading.ts';

export const dot = {
  name: 'DOT',
  mediaType: 'text/vnd.graphviz',
  fileExtension: 'dot',
  description:
    'A directed graph for Graphviz: nodes named by the keys of the steps, a cluster for each milestone, and an edge for each prerequisite that no other edges imply.',
  needsDates: false,
  write,
} as const satisfies RoadmapFormat;

function* write(roadmap: Roadmap): Work<string> {
  const arrows = yield* arrowsOf(roadmap.steps);
  const edges = [...arrows].flatMap(([step, before]) =>
    before.map((earlier) => `  ${quoted(earlier.key)} -> ${quoted(step.key)};`),
  );
  return [
    'digraph roadmap {',
    `  graph [label=${quoted(headingOf(roadmap))}, labelloc=t, fontname="sans-serif"];`,
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    ...roadmap.milestones.flatMap(({ title, hours, steps }, index) => [
      `  subgraph cluster_${index + 1} {`,
      `    label=${quoted(`${title} · ${hoursText(hours)}`)};`,
      ...steps.map((step) => `    ${nodeOf(step)}`),
      '  }',
    ]),
    ...edges,
    '}',
    '',
  ].join('\n');
}

function nodeOf({ key, position, title, hours, subject, timing }: Step): string {
  const attributes = [
    `label=${quoted(`${position}. ${title}`)}`,
    `tooltip=${quoted(hoursText(hours))}`,
    ...(subject.kind === 'project' ? ['shape=hexagon', 'style=""'] : []),
    ...(timing?.isCritical ? ['color="#d55e00"', 'penwidth=3'] : []),
  ];
  return `${quoted(key)} [${attributes.join(', ')}];`;
}

/** A quoted string, in which Graphviz reads `\` and entities such as `&amp;` as signs. */
function quoted(text: string): string {
  const escaped = plainLine(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('&', '&amp;');
  return `"${escaped}"`;
}
