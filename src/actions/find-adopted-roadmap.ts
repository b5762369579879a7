import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import { plan } from '../planner/plan.ts';
import type { PlanRequest } from '../planner/request.ts';
import type { Roadmap } from '../planner/roadmap.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { planIn } from './adopted.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { permittedLearners } from './permissions.ts';
import { type RoadmapProgress, roadmapProgress } from './roadmap-progress.ts';
import { runInSlices } from './run-in-slices.ts';

/** An adopted roadmap by its keys; null where there is none that the actor may see. */
export async function findAdoptedRoadmap(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { learner, id }: Pick<AdoptedRoadmap, 'learner' | 'id'>,
): Promise<RoadmapProgress | null> {
  if (!isUuid(learner) || !isUuid(id)) return null;
  const permitted = await permittedLearners(environment, actor, 'READ', [learner]);
  if (!permitted.has(learner)) return null;
  const roadmap = await environment.store.reads.adoptedRoadmaps.byId(learner, id);
  if (!roadmap) return null;
  return (await roadmapProgress(environment, snapshot, [roadmap])).get(id) ?? null;
}

/** What came out when it was planned last: of what was left to do then. Null where today it would come out otherwise. */
export async function roadmapAsPlanned({
  roadmap,
  published,
}: RoadmapProgress): Promise<{ readonly request: PlanRequest; readonly roadmap: Roadmap } | null> {
  const { request } = planIn(roadmap);
  const result = await runInSlices(plan(published.graph, request));
  return result.kind === 'roadmap' ? { request, roadmap: result } : null;
}
