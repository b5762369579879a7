import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { dot } from '../../../src/exchange/roadmap/dot.ts';
import { plainLine } from '../../../src/util/plain-line.ts';
import { arbitraryTitles, withTitles } from '../../support/arbitrary-titles.ts';
import { arrowsByHand, rendered } from '../../support/rendering.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

let graphviz: Graphviz;

beforeAll(async () => {
  graphviz = await Graphviz.load();
});

interface Read {
  readonly label: string;
  readonly objects: readonly { name: string; label: string; nodes?: number[]; shape?: string }[];
  readonly edges?: readonly { tail: number; head: number }[];
}

/** As Graphviz reads it, in its own JSON. */
function read(text: string): Read {
  return JSON.parse(graphviz.layout(text, 'dot_json', 'dot'));
}

it('is read by Graphviz as the same steps, milestones and arrows, whatever the titles', () =>
  fc.assert(
    fc.property(arbitraryTitles, (titles) => {
      const wanted = { goals: 'backend-developer', projects: 'ALL' } as const;
      const { roadmap, text } = rendered(dot, withTitles(smallCurriculum(), titles), wanted);
      const { label, objects, edges = [] } = read(text);
      const clusters = objects.filter(({ nodes }) => nodes !== undefined);
      const nodes = objects.filter(({ nodes }) => nodes === undefined);
      const titleOf = (text: string) =>
        plainLine(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\');
      expect(nodes.map(({ name, label }) => [name, label])).toEqual(
        roadmap.steps.map(({ key, position, title }) => [key, titleOf(`${position}. ${title}`)]),
      );
      expect(
        clusters.map(({ label, nodes }) => [label, nodes!.map((node) => objects[node]!.name)]),
      ).toEqual(
        roadmap.milestones.map(({ title, hours, steps }) => [
          titleOf(`${title} · ${hours} h`),
          steps.map(({ key }) => key),
        ]),
      );
      expect(
        edges.map(({ tail, head }) => `${objects[tail]!.name} -> ${objects[head]!.name}`).sort(),
      ).toEqual(arrowsByHand(roadmap.steps));
      expect(label).toBe(
        titleOf(
          `Roadmap to ${plainLine(roadmap.goals[0]!.title)}: ${roadmap.steps.length} steps, ${roadmap.totalHours} h`,
        ),
      );
    }),
    { numRuns: 60 },
  ));

it('draws what titles say', () => {
  const title = 'A "quoted" <b>&amp;</b> \\N \\n {a|b} \\';
  const { text } = rendered(dot, withTitles(smallCurriculum(), [title]), { goals: 'html' });
  const drawing = graphviz.layout(text, 'svg', 'dot').replaceAll('&#160;', ' ');
  expect(drawing).toContain(
    '1. A &quot;quoted&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; \\N \\n {a|b} \\<',
  );
});

it('shows projects and what has no slack', () => {
  const wanted = { goals: 'notes-app', hoursPerWeek: 5 };
  const { roadmap, text } = rendered(dot, smallCurriculum(), wanted);
  const shapes = read(text).objects.flatMap(({ shape }) => shape ?? []);
  expect(shapes).toEqual([...Array(roadmap.steps.length - 1).fill('box'), 'hexagon']);
  expect(text.match(/penwidth=3/g)?.length ?? 0).toBe(
    roadmap.steps.filter(({ timing }) => timing!.isCritical).length,
  );
});
