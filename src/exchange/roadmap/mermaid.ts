import type { Roadmap, Step } from '../../planner/roadmap.ts';
import type { Work } from '../../planner/work.ts';
import { hoursText } from '../../util/hours-text.ts';
import { plainLine } from '../../util/plain-line.ts';
import { arrowsOf } from './arrows.ts';
import type { RoadmapFormat } from './format.ts';
import { headingOf } from './heading.ts';

/** Nodes are `s` and the position, groups `m` and theirs: Mermaid trips over words such as `end` in names of its own. */
export const mermaid = {
  name: 'MERMAID',
  mediaType: 'text/vnd.mermaid',
  fileExtension: 'mmd',
  description:
    'A flowchart for Mermaid, as GitHub and many wikis draw it: a group for each milestone, and an arrow for each prerequisite that no other arrows imply.',
  needsDates: false,
  write,
} as const satisfies RoadmapFormat;

function* write(roadmap: Roadmap): Work<string> {
  const arrows = yield* arrowsOf(roadmap.steps);
  const lines = [...arrows].flatMap(([step, before]) =>
    before.map((earlier) => `  ${nameOf(earlier)} --> ${nameOf(step)}`),
  );
  return [
    `%% ${headingOf(roadmap)}`,
    ...tooManyArrows(lines.length),
    'flowchart TD',
    ...roadmap.milestones.flatMap(({ title, hours, steps }, index) => [
      `  subgraph m${index + 1}[${quoted(`${title} · ${hoursText(hours)}`)}]`,
      ...steps.map((step) => `    ${nodeOf(step)}`),
      '  end',
    ]),
    ...lines,
    ...classes(roadmap.steps),
    '',
  ].join('\n');
}

/** What Mermaid draws unless its page allows for more; a chart itself can't. */
const mermaidArrowsMax = 500;

function tooManyArrows(count: number): string[] {
  return count > mermaidArrowsMax
    ? [`%% It has ${count} arrows: to be drawn it needs Mermaid's \`maxEdges\` to be as large.`]
    : [];
}

function nodeOf(step: Step): string {
  const text = quoted(`${step.position} · ${step.title} · ${hoursText(step.hours)}`);
  return nameOf(step) + (step.subject.kind === 'project' ? `{{${text}}}` : `(${text})`);
}

function nameOf({ position }: Step): string {
  return `s${position}`;
}

/**
 * Text between quotes, every character that Mermaid, Markdown within it or HTML would read as a sign written as its
 * number; `#` is how that begins.
 */
function quoted(text: string): string {
  const escaped = plainLine(text).replace(signs, (sign) => `#${sign.codePointAt(0)};`);
  return `"${escaped}"`;
}

const signs = /["#&<>`\\*_~[\]{}()|;:$@%/]|^[-+]|(?<=^\d+)\./g;

function classes(steps: readonly Step[]): string[] {
  const projects = steps.filter(({ subject }) => subject.kind === 'project');
  const critical = steps.filter(({ timing }) => timing?.isCritical);
  return [
    ...classed('project', 'stroke-width:3px', projects),
    ...classed('critical', 'stroke:#d55e00,stroke-width:3px', critical),
  ];
}

function classed(name: string, style: string, steps: readonly Step[]): string[] {
  if (steps.length === 0) return [];
  return [`  classDef ${name} ${style}`, `  class ${steps.map(nameOf).join(',')} ${name}`];
}
