import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import type { AdoptedPlan, AdoptedRequest } from '../planner/progress/adopted-plan.ts';
import { listed } from '../util/listed.ts';

/** What was asked for, as `adoptRoadmap` stored it. */
export function requestIn({ request }: AdoptedRoadmap): AdoptedRequest {
  return request as AdoptedRequest;
}

/** What came of it, as `adoptRoadmap` and whatever planned it anew stored it. */
export function planIn({ plan }: AdoptedRoadmap): AdoptedPlan {
  return plan as AdoptedPlan;
}

/** Where the roadmap leads to. */
export function titleOf(roadmap: AdoptedRoadmap): string {
  return listed(
    planIn(roadmap).goals.map(({ title }) => title),
    'and',
    3,
  );
}
