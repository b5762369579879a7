import type { RoadmapFormat } from '../../src/exchange/roadmap/format.ts';
import type { Roadmap, Step } from '../../src/planner/roadmap.ts';
import { graphOf, roadmap as planned, type Wanted } from './planning.ts';
import { runToEnd } from './run-to-end.ts';

export interface Rendered {
  readonly roadmap: Roadmap;
  readonly text: string;
}

/** A roadmap, and what a format writes for it. */
export function rendered(
  format: RoadmapFormat,
  ground: Parameters<typeof graphOf>[0],
  wanted: Wanted,
): Rendered {
  const graph = graphOf(ground);
  const roadmap = planned(graph, wanted);
  return { roadmap, text: textOf(format, roadmap, graph) };
}

/** What a format writes for a roadmap that was planned on this graph, as revision 3, without prices. */
export function textOf(
  format: RoadmapFormat,
  roadmap: Roadmap,
  graph: ReturnType<typeof graphOf>,
): string {
  const written = format.write(roadmap, { graph, revision: 3, explanations: new Map() });
  return typeof written === 'string' ? written : runToEnd(written);
}

/** Which step leads to which in a drawing, by their keys, found by looking at every way there is. */
export function arrowsByHand(steps: readonly Step[]): string[] {
  const reaches = (from: Step, to: Step): boolean =>
    from.unlocks.some((next) => next === to || reaches(next, to));
  return steps
    .flatMap((to) =>
      to.after
        .filter((from) => !to.after.some((other) => other !== from && reaches(from, other)))
        .map((from) => `${from.key} -> ${to.key}`),
    )
    .sort();
}
