import type { CurriculumGraph } from '../curriculum/graph.ts';
import { type PlanResult, plan } from '../planner/plan.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { Choice, ChoiceExplanation } from '../planner/roadmap.ts';
import { explainChoices } from './explain-choices.ts';
import { runInSlices } from './run-in-slices.ts';

export interface ExplainedPlan {
  readonly result: PlanResult;
  /** What the options of each choice on the roadmap would cost; of none where nobody asks for prices. */
  readonly explanations: ReadonlyMap<Choice, ChoiceExplanation>;
}

/** Plans on a curriculum, published or not, and prices all choices at once, for who shows the whole answer with them. */
export async function planExplained(
  graph: CurriculumGraph,
  request: PlanRequest,
  { prices }: { readonly prices: boolean } = { prices: true },
): Promise<ExplainedPlan> {
  const result = await runInSlices(plan(graph, request));
  if (!prices || result.kind !== 'roadmap') return { result, explanations: new Map() };
  return { result, explanations: await explainChoices(graph, request, result) };
}
