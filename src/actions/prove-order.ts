import type { CurriculumGraph } from '../curriculum/graph.ts';
import { proveOrder as prove } from '../planner/prove-order.ts';
import type { OrderProof, Roadmap } from '../planner/roadmap.ts';
import { runInSlices } from './run-in-slices.ts';

const kept = new WeakMap<Roadmap, Promise<OrderProof>>();

/** How far the order of a roadmap can be from the best; once, however often it is asked. */
export function proveOrder(graph: CurriculumGraph, roadmap: Roadmap): Promise<OrderProof> {
  const known = kept.get(roadmap);
  if (known !== undefined) return known;
  const proof = runInSlices(prove(graph, roadmap));
  kept.set(roadmap, proof);
  return proof;
}
