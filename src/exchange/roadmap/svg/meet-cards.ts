import type { Step } from '../../../planner/roadmap.ts';

/** An end of an arrow: the card that it meets, and where it comes from or goes to. */
export interface End {
  readonly step: Step;
  readonly towards: number;
}

/**
 * How far from the middle of its card each end is: those that meet the same card do so side by side, in the order of where
 * they come from or go to.
 */
export function meetCards(ends: readonly End[], cardWidth: number): readonly number[] {
  const groups = new Map<Step, number[]>();
  ends.forEach(({ step }, end) => {
    const group = groups.get(step);
    if (group === undefined) groups.set(step, [end]);
    else group.push(end);
  });
  const offsets = ends.map(() => 0);
  for (const group of groups.values()) {
    group.sort((left, right) => ends[left]!.towards - ends[right]!.towards || left - right);
    const gap = Math.min(gapBetweenEnds, (cardWidth * 0.8) / group.length);
    group.forEach((end, index) => {
      offsets[end] = (index - (group.length - 1) / 2) * gap;
    });
  }
  return offsets;
}

const gapBetweenEnds = 20;
