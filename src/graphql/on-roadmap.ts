import type { Choice, ChoiceExplanation } from '../planner/roadmap.ts';
import type { Placed } from './placed.ts';

/** A part of a roadmap, from which its choices can still be explained. */
export interface OnRoadmap<Value, Type extends string = string> extends Placed<Value, Type> {
  /** What the options of a choice would have cost, and what tipped it. Solved when first asked, and then kept. */
  readonly explain: (choice: Choice) => Promise<ChoiceExplanation>;
}

/** Another part of the same roadmap. */
export function onSameRoadmap<Value, Type extends string>(
  { published, explain }: OnRoadmap<unknown>,
  type: Type,
  value: Value,
): OnRoadmap<Value, Type> {
  return { type, published, explain, value };
}
