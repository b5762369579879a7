import { invariant } from '../util/invariant.ts';
import { type ObjectiveName, objectives } from './objectives/index.ts';
import type { Objective } from './objectives/objective.ts';
import { arrange } from './order/arrange.ts';
import { keepOldOrder } from './order/keep-old-order.ts';
import { poseOrder } from './order/pose-order.ts';
import type { Reliance } from './reliance.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** By node of a step: the tenths of an hour of work by whose end it has to be done. What it relies on is due before it. */
export type Deadlines = ReadonlyMap<number, number>;

/**
 * The planned nodes in an order that respects every reliance: as the objective sees it, or close to an earlier roadmap
 * where one is to be kept. Every deadline is kept where any order keeps them all; where none does, the greatest delay is
 * as small as can be.
 *
 * @param planned ascending.
 */
export function* order(
  wishes: Wishes,
  planned: readonly number[],
  reliances: readonly Reliance[],
  deadlines: Deadlines = new Map(),
): Work<number[]> {
  const { graph } = wishes;
  const problem = poseOrder(graph, planned, reliances, wishes.goals);
  const dues =
    deadlines.size === 0
      ? null
      : Float64Array.from(planned, (node) => deadlines.get(node) ?? Number.POSITIVE_INFINITY);
  const arrangement = yield* arrange(problem, objectiveOf(wishes.objective).price(problem), dues);
  const kept = new Map(wishes.keepOrder.map((key, place) => [key, place]));
  const oldPlaces =
    kept.size === 0 ? [] : planned.map((node) => kept.get(graph.keyOf(node)) ?? null);
  const isKept = oldPlaces.some((place) => place !== null);
  const arranged = isKept ? keepOldOrder(problem, oldPlaces, arrangement, dues) : arrangement;
  invariant(arranged.length === planned.length, 'an order has every step once');
  return Array.from(arranged, (step) => planned[step]!);
}

export function objectiveOf(name: ObjectiveName): Objective {
  return objectives.find((objective) => objective.name === name)!;
}
