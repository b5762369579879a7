import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Lineage } from '../curriculum/lineage.ts';
import { withoutHistory } from '../curriculum/skills-meant.ts';
import { readPlanRequest } from '../exchange/plan-request.ts';
import { type PlanResultJson, planResultJson } from '../exchange/plan-result.ts';
import { type Asking, presentRequest } from '../planner/progress/wishes-for.ts';
import type { PlanRequest } from '../planner/request.ts';
import { planExplained } from './plan-explained.ts';

/** What requests are planned on. */
export interface Ground {
  readonly graph: CurriculumGraph;
  /** Null where the curriculum was never published. */
  readonly revision: number | null;
  /** What became of the names of a curriculum that was published. */
  readonly lineage?: Lineage | undefined;
}

/** What asks for the same by the names that there are now. */
export function byPresentNames<Request extends Asking>(
  { graph, revision, lineage }: Ground,
  request: Request,
): Request {
  const here = lineage && revision ? { graph, revision, lineage } : withoutHistory(graph);
  return presentRequest(here, request);
}

/**
 * Answers a request, a value or JSON text, in plain data that can be written as JSON. Pricing the options of all
 * choices takes several times as long as planning, so it is asked for.
 */
export async function answerPlanRequest(
  { graph, revision, lineage }: Ground,
  asked: PlanRequest | string,
  options: { readonly prices: boolean },
): Promise<PlanResultJson> {
  const addressee = { curriculum: graph.curriculum.slug, revision };
  const read =
    typeof asked === 'string'
      ? readPlanRequest(asked, addressee)
      : { kind: 'request' as const, request: asked };
  if (read.kind !== 'request') return planResultJson(read, addressee);
  const request = byPresentNames({ graph, revision, lineage }, read.request);
  const { result, explanations } = await planExplained(graph, request, options);
  return planResultJson(result, addressee, explanations);
}
