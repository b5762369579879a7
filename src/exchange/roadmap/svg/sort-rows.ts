import { Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre';
import type { Step } from '../../../planner/roadmap.ts';
import type { Point } from './grid.ts';
import type { Arrow } from './lay-out-block.ts';

/** What stands in a row: a card, or an arrow that passes between cards, by its index. */
export type RowItem =
  | { readonly kind: 'card'; readonly step: Step }
  | { readonly kind: 'pass'; readonly arrow: number };

/**
 * Sorts each row from left to right, cards in the order of their steps and between them the arrows that pass, so that
 * arrows seldom cross. This is Dagre's; its places are not used, since arrows that pass rows make them wider than a page.
 */
export function sortRows(
  rows: ReadonlyMap<Step, number>,
  arrows: readonly Arrow[],
): readonly (readonly RowItem[])[] {
  const graph = sortedByDagre(rows, arrows);
  const [firstRow = 0] = rows.values();
  const sorted: PlacedItem[][] = [];
  const add = (row: number, item: PlacedItem) => {
    sorted[row - firstRow] ??= [];
    sorted[row - firstRow]!.push(item);
  };
  for (const [step, row] of rows)
    add(row, { kind: 'card', step, x: (graph.node(step.key) as Point).x });
  arrows.forEach(({ from, to }, arrow) => {
    const { points } = graph.edge(from.key, to.key) as { points: Point[] };
    const first = rows.get(from)!;
    // Every other point is where it passes a row.
    for (let row = first + 1; row < rows.get(to)!; row++)
      add(row, { kind: 'pass', arrow, x: points[2 * (row - first)]!.x });
  });
  return sorted.map(inReadingOrder);
}

type PlacedItem = RowItem & { readonly x: number };

function sortedByDagre(rows: ReadonlyMap<Step, number>, arrows: readonly Arrow[]) {
  const graph = new Graph<GraphLabel, NodeLabel, object>();
  graph.setGraph({ rankdir: 'TB', ranker: 'none' });
  // Between any two rows Dagre has one for the labels of arrows.
  for (const [{ key }, row] of rows) graph.setNode(key, { width: 10, height: 10, rank: 2 * row });
  for (const { from, to } of arrows) graph.setEdge(from.key, to.key, {});
  const steps = [...rows.keys()];
  const constraints = steps.slice(1).flatMap((right, index) => {
    const left = steps[index]!;
    return rows.get(left) === rows.get(right) ? { left: left.key, right: right.key } : [];
  });
  return layout(graph, { constraints });
}

/** Dagre gives up a constraint here and there for fewer crossings. */
function inReadingOrder(items: readonly PlacedItem[]): readonly RowItem[] {
  const steps = items.flatMap((item) => (item.kind === 'card' ? item.step : []));
  let next = 0;
  return [...items]
    .sort((left, right) => left.x - right.x)
    .map((item) => (item.kind === 'card' ? { kind: 'card', step: steps[next++]! } : item));
}
