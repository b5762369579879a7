import type { CurriculumGraph } from '../curriculum/graph.ts';
import { explainChoices as explain } from '../planner/explain-choices.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { Choice, ChoiceExplanation, Roadmap } from '../planner/roadmap.ts';
import { runInSlices } from './run-in-slices.ts';

const kept = new WeakMap<Roadmap, Promise<ReadonlyMap<Choice, ChoiceExplanation>>>();

/** Prices all choices of a roadmap that was planned for this request; once, however often it is asked. */
export function explainChoices(
  graph: CurriculumGraph,
  request: PlanRequest,
  roadmap: Roadmap,
): Promise<ReadonlyMap<Choice, ChoiceExplanation>> {
  const known = kept.get(roadmap);
  if (known !== undefined) return known;
  const explained = runInSlices(explain(graph, request, roadmap));
  kept.set(roadmap, explained);
  return explained;
}
