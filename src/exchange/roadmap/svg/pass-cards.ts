import type { Step } from '../../../planner/roadmap.ts';
import { type CardSize, type Point, rowWidth } from './grid.ts';
import type { Arrow } from './lay-out-block.ts';
import type { RowItem } from './sort-rows.ts';

export interface Passing {
  readonly arrows: readonly Arrow[];
  readonly ways: readonly (readonly Point[])[];
  readonly places: ReadonlyMap<Step, Point>;
  readonly card: CardSize;
}

/** Where arrows pass a row: between the cards where they are sorted to, straight on or straight at their aim if there is room. */
export function passesOf(items: readonly RowItem[], { arrows, ways, places, card }: Passing) {
  const passes: { arrow: number; x: number }[] = [];
  let left = 0;
  let group: number[] = [];
  const close = (right: number) => {
    const wanted = group.map(
      (arrow) => ways[arrow]!.at(-1)?.x ?? places.get(arrows[arrow]!.to)!.x + card.width / 2,
    );
    apart(wanted, left, right).forEach((x, index) => {
      passes.push({ arrow: group[index]!, x });
    });
    group = [];
  };
  for (const item of items) {
    if (item.kind === 'pass') {
      group.push(item.arrow);
      continue;
    }
    const { x } = places.get(item.step)!;
    close(x);
    left = x + card.width;
  }
  close(rowWidth(card.width));
  return passes;
}

/** Numbers near those that are wanted, in the same order, between bounds and apart from these and from one another. */
function apart(wanted: readonly number[], lower: number, upper: number): number[] {
  const gap = Math.min(10, (upper - lower) / (wanted.length + 1));
  const found: number[] = [];
  for (const [index, x] of wanted.entries()) {
    const least = index === 0 ? lower : found[index - 1]!;
    found.push(Math.max(x, least + gap));
  }
  for (let index = wanted.length - 1, most = upper; index >= 0; index--) {
    found[index] = Math.min(found[index]!, most - gap);
    most = found[index]!;
  }
  return found;
}
