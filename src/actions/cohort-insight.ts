import type { Learner } from '../curriculum/learner.ts';
import type { Cohort } from '../curriculum/mentor.ts';
import { type Bottleneck, findBottlenecks } from '../planner/cohort/bottlenecks.ts';
import { distributionOf, type ProgressDistribution } from '../planner/cohort/distribution.ts';
import { findLearningGroups, type LearningGroup } from '../planner/cohort/learn-together.ts';
import type { CohortMember, MemberRoadmap } from '../planner/cohort/member.ts';
import { findWorkshop, type Workshop, type WorkshopLimits } from '../planner/cohort/workshop.ts';
import type { Progress } from '../planner/progress/progress.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { forbidsCohort, forbidsMembers, invalid } from './find-cohort.ts';
import { followProgress } from './follow-progress.ts';
import type { Forbidden } from './permissions.ts';
import type { RoadmapProgress } from './roadmap-progress.ts';
import { runInSlices } from './run-in-slices.ts';

/** What there is to be found out about a cohort: how far all its members have come on the roadmaps of one curriculum. */
export interface CohortInsight {
  readonly kind: 'cohort-insight';
  readonly cohort: Cohort;
  readonly published: PublishedCurriculum;
  readonly learners: readonly Learner[];
  readonly members: readonly CohortMember[];
  /** By learner; of those who follow a roadmap on the curriculum. */
  readonly progress: ReadonlyMap<string, RoadmapProgress>;
}

/** Looks at all members of a cohort, in four statements for every two hundred, by now or by a moment. */
export async function cohortInsight(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { cohort, published }: Pick<CohortInsight, 'cohort' | 'published'>,
  until?: Date,
): Promise<CohortInsight | Forbidden> {
  const forbidden = (await forbidsCohort(environment, actor, cohort.id)) ?? forbidsMembers(actor);
  if (forbidden) return forbidden;
  const { cohorts } = environment.store.reads;
  const learners = await cohorts.members(cohort.id, { limit: cohortLimits.members });
  const ids = learners.map(({ id }) => id);
  const all = await followProgress(environment, snapshot, ids, until);
  const progress = new Map(
    [...all].filter(([, each]) => each.roadmap.curriculum === published.revision.curriculum),
  );
  const members = ids.map((learner): CohortMember => {
    const found = progress.get(learner);
    return { learner, roadmap: found ? memberRoadmap(found.progress) : null };
  });
  return { kind: 'cohort-insight', cohort, published, learners, members, progress };
}

function memberRoadmap({ hoursDone, steps }: Progress): MemberRoadmap {
  return { hoursDone, open: steps.filter(({ state }) => state !== 'DONE').map(({ step }) => step) };
}

export function progressInCohort({ members }: CohortInsight): ProgressDistribution {
  return distributionOf(members);
}

export function bottlenecksOf({
  published,
  members,
}: CohortInsight): Promise<readonly Bottleneck[]> {
  return runInSlices(findBottlenecks(published.graph, members));
}

export function learningGroupsOf({
  published,
  members,
}: CohortInsight): Promise<readonly LearningGroup[]> {
  return runInSlices(findLearningGroups(published.graph, members));
}

/** How long workshops may be, and how much they may teach. */
export const workshopLimits = { hours: 100, competencies: 4 } as const;

export async function workshopFor(
  { published, members }: CohortInsight,
  { hours, competenciesMax }: WorkshopLimits,
): Promise<
  { readonly kind: 'workshop-found'; readonly workshop: Workshop | null } | InvalidRequest
> {
  if (!(hours >= 0.1 && hours <= workshopLimits.hours))
    return invalid('hours', `\`hours\` is from 0.1 to ${workshopLimits.hours}, not ${hours}.`);
  if (!(competenciesMax >= 1 && competenciesMax <= workshopLimits.competencies))
    return invalid(
      'competencies',
      `\`competencies\` is from 1 to ${workshopLimits.competencies}, not ${competenciesMax}.`,
    );
  const found = findWorkshop(published.graph, members, { hours, competenciesMax });
  return { kind: 'workshop-found', workshop: await runInSlices(found) };
}
