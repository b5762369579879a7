import DataLoader from 'dataloader';
import type { CurriculaSnapshot } from '../actions/curricula.ts';
import type { Environment } from '../actions/environment.ts';
import { followProgress } from '../actions/follow-progress.ts';
import { type RoadmapProgress, roadmapProgress } from '../actions/roadmap-progress.ts';
import type { AdoptedRoadmap } from '../curriculum/adopted-roadmap.ts';
import type { Evidence } from '../curriculum/evidence.ts';
import type { CurriculumSize } from '../curriculum/revision.ts';

/**
 * What fields of learners, mentors and cohorts are read through, made anew for each request and for each event of a
 * stream: whatever a list asks of all its entries is one statement. They look at no rights. Whoever loads something has
 * it from an action that did, or asks one.
 */
export type Loaders = ReturnType<typeof createLoaders>;

export function createLoaders(environment: Environment) {
  const { store } = environment;
  const { adoptedRoadmaps, cohorts, curricula, evidence, learners, mentors, placements, tokens } =
    store.reads;
  const snapshot = environment.curricula.snapshot();
  return {
    /** By id; null where there is none, as below. */
    learner: oneEach((ids) => learners.byIds(ids)),
    mentor: oneEach((ids) => mentors.byIds(ids)),
    cohort: oneEach((ids) => cohorts.byIds(ids)),
    token: oneEach((ids) => tokens.byIds(ids)),
    memberCount: oneEach((ids) => cohorts.memberCounts(ids)),
    cohortExternalIds: manyEach((ids) => cohorts.externalIds(ids)),
    mentorExternalIds: manyEach((ids) => mentors.externalIds(ids)),
    cohortMentors: manyEach((ids) => cohorts.mentors(ids)),
    cohortsOfMentor: manyEach((ids) => cohorts.ofMentors(ids)),
    /** How far a learner has come on the roadmap that they follow; null where they follow none. */
    following: oneEach((ids) => followProgress(environment, snapshot, ids)),
    /** All that a learner ever followed, in that order. */
    adoptedRoadmaps: manyEach((ids) => adoptedRoadmaps.ofLearners(ids)),
    roadmapProgress: progressEach(environment, snapshot),
    lastOccurred: oneEach((ids) => evidence.lastOccurred(ids)),
    externalIds: manyEach((ids) => learners.externalIds(ids)),
    /** All of a learner's, in the order in which it was recorded. */
    evidence: manyEach((ids) => evidence.ofLearners(ids)),
    evidencePage: evidencePages(evidence),
    /** How much evidence there is of a learner. */
    evidenceCount: oneEach((ids) => evidence.heads(ids)),
    placements: manyEach((ids) => placements.ofLearners(ids)),
    /** Every try of a delivery to another system. */
    webhookAttempts: manyEach((ids) => store.reads.webhookDeliveries.attempts(ids)),
    /** By the slug of a curriculum: how much each of its revisions has. */
    curriculumSizes: oneEach((slugs) => sizesOf(curricula, slugs)),
  };
}

async function sizesOf(
  curricula: Environment['store']['reads']['curricula'],
  slugs: readonly string[],
): Promise<ReadonlyMap<string, (number: number) => CurriculumSize>> {
  const sizes = new Map<string, (number: number) => CurriculumSize>();
  for (const slug of slugs) sizes.set(slug, await curricula.sizes(slug));
  return sizes;
}

/**
 * Forgets all that was read. Mutations of one document come one after another, and what each shows is to be as it left
 * it.
 */
export function forgetAll(loaders: Loaders): void {
  for (const loader of Object.values(loaders)) loader.clearAll();
}

/** How far a roadmap has been followed, whether or not it still is. */
function progressEach(
  environment: Environment,
  snapshot: CurriculaSnapshot,
): DataLoader<AdoptedRoadmap, RoadmapProgress | null, string> {
  return new DataLoader(
    async (roadmaps) => {
      const found = await roadmapProgress(environment, snapshot, roadmaps);
      return roadmaps.map(({ id }) => found.get(id) ?? null);
    },
    { cacheKeyFn: ({ id }) => id },
  );
}

/** Loads what has an id. */
export function oneEach<Value>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | null> {
  return new DataLoader(async (ids) => {
    const found = await read(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** Loads the list that belongs to an id. */
export function manyEach<Value>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly Value[]>>,
): DataLoader<string, readonly Value[]> {
  return new DataLoader(async (ids) => {
    const found = await read(ids);
    return ids.map((id) => found.get(id) ?? []);
  });
}

/** A page of the evidence of one learner, newest first; of what came before number `before`, where it is given. */
export interface EvidencePage {
  readonly learner: string;
  readonly before: number | null;
  readonly limit: number;
}

/** First pages of the same size are read together; nobody asks for further ones of many learners at once. */
function evidencePages({
  newest,
  page,
}: Environment['store']['reads']['evidence']): DataLoader<
  EvidencePage,
  readonly Evidence[],
  string
> {
  return new DataLoader(
    async (pages) => {
      const limits = new Set(
        pages.filter(({ before }) => before === null).map(({ limit }) => limit),
      );
      const first = new Map<number, ReadonlyMap<string, Evidence[]>>();
      for (const limit of limits) {
        const some = pages.filter((each) => each.before === null && each.limit === limit);
        first.set(limit, await newest([...new Set(some.map(({ learner }) => learner))], limit));
      }
      return Promise.all(
        pages.map(({ learner, before, limit }) =>
          before === null
            ? (first.get(limit)!.get(learner) ?? [])
            : page(learner, { before, limit }),
        ),
      );
    },
    { cacheKeyFn: (page) => JSON.stringify([page.learner, page.before, page.limit]) },
  );
}
