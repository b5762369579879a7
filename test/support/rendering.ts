import Elk from 'elkjs/lib/elk.bundled.js';
import type {
  Elsewhere,
  RoadmapContext,
  RoadmapFormat,
} from '../../src/exchange/roadmap/format.ts';
import type { Roadmap, Step } from '../../src/planner/roadmap.ts';
import type { Work } from '../../src/planner/work.ts';
import { graphOf, roadmap as planned, type Wanted } from './planning.ts';
import { runToEnd } from './run-to-end.ts';

export interface Rendered {
  readonly roadmap: Roadmap;
  readonly text: string;
}

/** A format that needs nothing done elsewhere. */
interface PromptFormat {
  readonly write: (roadmap: Roadmap, context: RoadmapContext) => string | Work<string>;
}

/** A roadmap, and what a format writes for it. */
export function rendered(
  format: PromptFormat,
  ground: Parameters<typeof graphOf>[0],
  wanted: Wanted,
): Rendered {
  const graph = graphOf(ground);
  const roadmap = planned(graph, wanted);
  const written = format.write(roadmap, contextOf(graph));
  return { roadmap, text: typeof written === 'string' ? written : runToEnd(written) };
}

/** What a format writes for a roadmap that was planned on this graph, as revision 3, without prices. */
export async function textOf(
  format: RoadmapFormat,
  roadmap: Roadmap,
  graph: ReturnType<typeof graphOf>,
): Promise<string> {
  const written = await format.write(roadmap, contextOf(graph), here);
  return typeof written === 'string' ? written : runToEnd(written);
}

const elk = new Elk.default();

/** What else is done elsewhere is done here, and no less. */
export const here: Elsewhere = {
  layOut: (drawing) => elk.layout(drawing),
  run: async (work) => runToEnd(work),
};

function contextOf(graph: ReturnType<typeof graphOf>): RoadmapContext {
  return { graph, revision: 3, explanations: new Map() };
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
