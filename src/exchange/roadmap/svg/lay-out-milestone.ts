import type { ElkExtendedEdge, ElkNode, ElkPoint, ElkPort } from 'elkjs/lib/elk-api.js';
import type { Milestone, Step } from '../../../planner/roadmap.ts';
import { invariant } from '../../../util/invariant.ts';
import type { LayOut } from '../format.ts';
import { type Card, cardHeight, cardOf, cardWidth } from './card.ts';
import { cardsWidth } from './page.ts';
import { rowsOf } from './rows.ts';

/** From the left and from above, in pixels. */
export type Point = Readonly<ElkPoint>;

/** A milestone's cards and arrows in their places, from the left upper corner of the first row, in pixels. */
export interface MilestoneLayout {
  readonly cards: readonly Card[];
  readonly cardHeight: number;
  /** The left upper corners of the cards. */
  readonly places: ReadonlyMap<Step, Point>;
  readonly arrows: readonly PlacedArrow[];
  readonly width: number;
  readonly height: number;
}

export interface PlacedArrow {
  readonly from: Step;
  readonly to: Step;
  /** Where it leaves its card, where it turns, and where it meets the card that it leads to. */
  readonly points: readonly Point[];
}

/** With more cards than this, layout with arrows would take seconds. */
const cardsWithArrowsMax = 300;

/**
 * Has a milestone's cards laid out in rows that read like text, with those of its arrows that lead at most to the second
 * row after theirs; or, where these need more room than there is, to the next. What no arrow says, cards tell by number.
 *
 * @param arrows for each step of the roadmap the steps that lead to it
 */
export async function layOutMilestone(
  { steps }: Milestone,
  arrows: ReadonlyMap<Step, readonly Step[]>,
  layOut: LayOut,
): Promise<MilestoneLayout> {
  const rows = rowsOf(steps, (step) => arrows.get(step)!);
  if (steps.length > cardsWithArrowsMax) return layOutRows(rows, arrows, 0, layOut);
  const layout = await layOutRows(rows, arrows, 2, layOut);
  return layout.width <= cardsWidth ? layout : layOutRows(rows, arrows, 1, layOut);
}

/** Draws the arrows that lead so many rows down, or fewer. */
async function layOutRows(
  rows: readonly (readonly Step[])[],
  arrows: ReadonlyMap<Step, readonly Step[]>,
  rowsDownMax: number,
  layOut: LayOut,
): Promise<MilestoneLayout> {
  const steps = rows.flat();
  const rowOf = new Map(rows.flatMap((row, index) => row.map((step) => [step, index] as const)));
  const isDrawn = (from: Step, to: Step) =>
    rowOf.has(from) && rowOf.get(to)! - rowOf.get(from)! <= rowsDownMax;
  const cards = steps.map((step) =>
    cardOf(
      step,
      arrows.get(step)!.filter((from) => !isDrawn(from, step)),
    ),
  );
  const drawnTo = (to: Step) => arrows.get(to)!.filter((from) => isDrawn(from, to));
  const drawn = steps.flatMap((to) => drawnTo(to).map((from) => ({ from, to })));
  const height = Math.max(...cards.map(cardHeight));
  const graph = await layOut({
    id: 'milestone',
    layoutOptions,
    children: steps.map((step, index) => ({
      id: `card ${step.key}`,
      width: cardWidth,
      height,
      layoutOptions: {
        'elk.portConstraints': 'FIXED_SIDE',
        'elk.partitioning.partition': `${rowOf.get(step)}`,
        'elk.position': `(${index},${index})`,
      },
      ports: portsOf(step, drawnTo(step)),
    })),
    edges: drawn.map(({ from, to }) => ({
      id: `arrow ${from.key} to ${to.key}`,
      sources: [`from ${from.key}`],
      targets: [`${from.key} to ${to.key}`],
    })),
  });
  return {
    cards,
    cardHeight: height,
    places: new Map(steps.map((step, index) => [step, placeOf(graph.children![index]!)])),
    arrows: drawn.map((arrow, index) => ({ ...arrow, points: pointsOf(graph.edges![index]!) })),
    width: graph.width!,
    height: graph.height!,
  };
}

/**
 * A row is a partition, in which cards stand by their position. To place each row by itself is what keeps within the
 * lane: to straighten arrows instead makes drawings twice as wide.
 */
const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.randomSeed': '1',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.separateConnectedComponents': 'false',
  'elk.partitioning.activate': 'true',
  'elk.layered.crossingMinimization.semiInteractive': 'true',
  'elk.layered.nodePlacement.strategy': 'SIMPLE',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.portAlignment.default': 'CENTER',
  'elk.spacing.portPort': '18',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
} as const;

/** All arrows leave a card together and come in one by one: whatever meets, one sees what leads where. */
function portsOf(step: Step, before: readonly Step[]): ElkPort[] {
  return [
    { id: `from ${step.key}`, layoutOptions: { 'elk.port.side': 'SOUTH' } },
    ...before.map(({ key }) => ({
      id: `${key} to ${step.key}`,
      layoutOptions: { 'elk.port.side': 'NORTH' },
    })),
  ];
}

function placeOf({ x = 0, y = 0 }: ElkNode): Point {
  return { x, y };
}

function pointsOf({ sections }: ElkExtendedEdge): readonly Point[] {
  const section = sections?.[0];
  invariant(section !== undefined, 'an arrow that was laid out has a way');
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
}
