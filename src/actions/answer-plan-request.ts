import type { CurriculumGraph } from '../curriculum/graph.ts';
import { readPlanRequest } from '../exchange/plan-request.ts';
import { type PlanResultJson, planResultJson } from '../exchange/plan-result.ts';
import type { PlanRequest } from '../planner/request.ts';
import { planExplained } from './plan-explained.ts';

/** What requests are planned on. */
export interface Ground {
  readonly graph: CurriculumGraph;
  /** Null where the curriculum was never published. */
  readonly revision: number | null;
}

/**
 * Answers a request, a value or JSON text, in plain data that can be written as JSON. Pricing the options of all
 * choices takes several times as long as planning, so it is asked for.
 */
export async function answerPlanRequest(
  { graph, revision }: Ground,
  asked: PlanRequest | string,
  options: { readonly prices: boolean },
): Promise<PlanResultJson> {
  const addressee = { curriculum: graph.curriculum.slug, revision };
  const read =
    typeof asked === 'string'
      ? readPlanRequest(asked, addressee)
      : { kind: 'request' as const, request: asked };
  if (read.kind !== 'request') return planResultJson(read, addressee);
  const { result, explanations } = await planExplained(graph, read.request, options);
  return planResultJson(result, addressee, explanations);
}
