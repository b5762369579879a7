import type { Step } from '../../../planner/roadmap.ts';
import type { CardSize, Point } from './grid.ts';
import type { Arrow, PlacedArrow } from './lay-out-block.ts';

/** Arrows that meet the same side of a card meet it side by side, in the order from which they come. */
export function withEnds(
  arrows: readonly Arrow[],
  ways: readonly (readonly Point[])[],
  places: ReadonlyMap<Step, Point>,
  card: CardSize,
): PlacedArrow[] {
  const middle = (step: Step) => places.get(step)!.x + card.width / 2;
  const starts = spread(
    arrows.map(({ from }) => from),
    arrows.map(({ to }, index) => ways[index]![0]?.x ?? middle(to)),
    card,
  );
  const ends = spread(
    arrows.map(({ to }) => to),
    arrows.map(({ from }, index) => ways[index]!.at(-1)?.x ?? middle(from)),
    card,
  );
  return arrows.map(({ from, to }, index) => ({
    from,
    to,
    points: [
      { x: middle(from) + starts[index]!, y: places.get(from)!.y + card.height },
      ...ways[index]!,
      { x: middle(to) + ends[index]!, y: places.get(to)!.y },
    ],
  }));
}

/** How far from the middle of its card each arrow meets it, by where each comes from or goes to. */
function spread(cards: readonly Step[], towards: readonly number[], card: CardSize): number[] {
  const groups = new Map<Step, number[]>();
  cards.forEach((step, index) => {
    groups.set(step, [...(groups.get(step) ?? []), index]);
  });
  const offsets = cards.map(() => 0);
  for (const group of groups.values()) {
    group.sort((left, right) => towards[left]! - towards[right]! || left - right);
    const gap = Math.min(20, (card.width * 0.8) / group.length);
    group.forEach((index, at) => {
      offsets[index] = (at - (group.length - 1) / 2) * gap;
    });
  }
  return offsets;
}
