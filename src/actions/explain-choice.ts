import type { CurriculumGraph } from '../curriculum/graph.ts';
import { explainChoice as explain } from '../planner/explain-choice.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { Choice, ChoiceExplanation } from '../planner/roadmap.ts';
import { runInSlices } from './run-in-slices.ts';

const kept = new WeakMap<Choice, Promise<ChoiceExplanation>>();

/** Prices the options of a choice of a roadmap that was planned for this request; once, however often it is asked. */
export function explainChoice(
  graph: CurriculumGraph,
  request: PlanRequest,
  choice: Choice,
): Promise<ChoiceExplanation> {
  const known = kept.get(choice);
  if (known !== undefined) return known;
  const explained = runInSlices(explain(graph, request, choice));
  kept.set(choice, explained);
  return explained;
}
