import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { planIn } from '../../src/actions/adopted.ts';
import { curriculumDigest } from '../../src/actions/curriculum-digest.ts';
import type { Environment } from '../../src/actions/environment.ts';
import type { FollowedRoadmap, Supposition } from '../../src/actions/impact-on-roadmap.ts';
import { findImpactHere, type ImpactFinder } from '../../src/actions/impact-threads.ts';
import { readGrounds } from '../../src/actions/plan-for-learner.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { replanRoadmap } from '../../src/actions/replan-roadmap.ts';
import {
  supposing as snapshotWith,
  supposePublished,
} from '../../src/actions/suppose-published.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import {
  type RoadmapImpact,
  type RoadmapOutcome,
  roadmapOutcomes,
} from '../../src/planner/impact/roadmap-impact.ts';
import type { ChangeData } from '../../src/planner/progress/change.ts';
import { newEnvironment } from '../support/environment.ts';
import { newChange, newEvidence, newLearner } from '../support/learners.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { randomlyEdited } from '../support/random-edits.ts';
import { day, randomContents } from '../support/random-evidence.ts';

describe('what a preview tells', () => {
  const seeds = Array.from({ length: 24 }, (_, seed) => seed);
  const outcomes = new Set<RoadmapOutcome>();

  it.each(seeds)('is what publishing then does (seed %i)', async (seed) => {
    const { environment, learners, next } = await given(seed);
    const followed = await readFollowed(environment, learners);
    const told = await findAll(findImpactHere(supposing(environment, next)), followed);
    const since = await sequence(environment, learners);
    await publish(environment, next);
    await follow(environment, learners);
    expect(told).toEqual(await happened(environment, followed, since));
    for (const { outcome } of told) outcomes.add(outcome);
  });

  it('is of everything that may become of a roadmap', () =>
    expect([...outcomes].sort()).toEqual([...roadmapOutcomes].sort()));
});

/** Learners in the midst of it: some are still to be moved to the newest revision, some have shown something since. */
async function given(seed: number) {
  const environment = await stillEnvironment();
  const first = randomCurriculum(seed, 12);
  await publish(environment, first);
  const learners = await join(environment, seed, first);
  const second = randomlyEdited(seed + 1_000, first);
  await publish(environment, second);
  await follow(environment, learners.slice(3));
  for (const [index, learner] of learners.slice(0, 5).entries())
    await tell(environment, seed * 100 + index, second, learner);
  return {
    environment,
    learners,
    next: seed % 4 === 0 ? first : randomlyEdited(seed + 2_000, second),
  };
}

async function stillEnvironment(): Promise<Environment> {
  const environment = await newEnvironment();
  return Object.assign(environment, { now: () => day(100) });
}

async function publish(environment: Environment, curriculum: Curriculum): Promise<void> {
  await publishCurriculum(environment, { curriculum, publishedBy: 'test', note: null });
}

/** Learners with evidence, each of whom follows a roadmap. */
async function join(
  environment: Environment,
  seed: number,
  curriculum: Curriculum,
): Promise<string[]> {
  const snapshot = environment.curricula.snapshot();
  const learners: string[] = [];
  for (let number = 0; number < 14; number += 1) {
    const learner = newLearner({ hoursPerWeek: number % 3 === 0 ? 7 : null });
    await environment.store.write(({ learners: all }) => all.create([learner]));
    await tell(environment, seed * 100 + number, curriculum, learner.id);
    const request = randomRequest(seed * 100 + number, curriculum);
    const wanted = { learner: learner.id, request, revision: 1 };
    const adopted = await adoptRoadmap(environment, snapshot, operator, wanted);
    if (adopted.kind === 'roadmap-adopted') learners.push(learner.id);
  }
  return learners;
}

async function tell(
  { store }: Environment,
  seed: number,
  { slug, skills }: Curriculum,
  learner: string,
): Promise<void> {
  const competencies = skills.flatMap((skill) =>
    skill.levels.map(({ level }) => ({ curriculum: slug, skill: skill.slug, level })),
  );
  const contents = randomContents(seed, competencies).map((content) =>
    newEvidence(learner, content),
  );
  await store.write(async ({ learners, evidence, learnerChanges }) => {
    await learners.lock([learner]);
    const by = { recordedAt: day(100), recordedBy: 'test' };
    const recorded = await evidence.record(contents, by);
    const what = { evidence: recorded.map(({ number }) => number) };
    learnerChanges.add(newChange(learner, { kind: 'EVIDENCE_RECORDED', what }));
  });
}

/** Holds the roadmaps against what there is by now, as servers do. */
async function follow(environment: Environment, learners: readonly string[]): Promise<void> {
  for (const learner of learners) await replanRoadmap(environment, learner);
}

function supposing(environment: Environment, curriculum: Curriculum): Supposition {
  const built = CurriculumGraph.build(curriculum);
  if (built.kind !== 'graph') throw new Error('the curriculum is sound');
  const said = { digest: curriculumDigest(curriculum), publishedBy: 'test', note: null };
  const snapshot = environment.curricula.snapshot();
  const published = supposePublished(environment, snapshot, { graph: built.graph, ...said });
  return {
    snapshot: snapshotWith(snapshot, published),
    curriculum: curriculum.slug,
    base: published.revision.number - 1,
    curricula: environment.curricula,
    now: environment.now,
  };
}

async function readFollowed(
  { store }: Environment,
  learners: readonly string[],
): Promise<FollowedRoadmap[]> {
  const grounds = await readGrounds(store.reads, learners);
  const roadmaps = await store.reads.adoptedRoadmaps.followedBy(learners);
  return learners.map((learner) => ({
    roadmap: roadmaps.get(learner)!,
    ground: grounds.get(learner)!,
  }));
}

async function findAll(finder: ImpactFinder, followed: readonly FollowedRoadmap[]) {
  try {
    const impacts: RoadmapImpact[] = [];
    for (const each of followed) impacts.push(...(await finder.find([each])));
    return impacts;
  } finally {
    await finder.close();
  }
}

async function sequence({ store }: Environment, learners: readonly string[]): Promise<number> {
  const all = await store.reads.learnerChanges.since(learners, { sequence: 0, limit: 10_000 });
  return all.at(-1)?.sequence ?? 0;
}

/** As it is found in what is stored; of what else is told something. */
async function happened(
  { store }: Environment,
  followed: readonly FollowedRoadmap[],
  since: number,
) {
  const learners = followed.map(({ roadmap }) => roadmap.learner);
  const after = await store.reads.adoptedRoadmaps.followedBy(learners);
  const changes = await store.reads.learnerChanges.since(learners, {
    ...{ sequence: since, limit: 10_000 },
  });
  return followed.map(({ roadmap }) => {
    const { learner, id } = roadmap;
    const [before, plan] = [planIn(roadmap), planIn(after.get(learner)!)];
    const change = changes.findLast((each) => each.learner === learner);
    const outcome = plan.attention
      ? before.attention
        ? 'STILL_IMPOSSIBLE'
        : 'IMPOSSIBLE'
      : before.attention
        ? 'POSSIBLE_AGAIN'
        : change
          ? 'CHANGED'
          : 'SAME';
    return expect.objectContaining({
      ...{ learner, id, outcome, says: (change?.what as ChangeData | undefined)?.says ?? null },
      ...{ hoursBefore: hoursOf(before.steps), hoursAfter: hoursOf(plan.steps) },
      ...{ finishBefore: before.finishesOn, finishAfter: plan.finishesOn },
    });
  });
}

function hoursOf(steps: readonly { readonly hours: number }[]): number {
  return steps.reduce((tenths, { hours }) => tenths + Math.round(hours * 10), 0) / 10;
}
