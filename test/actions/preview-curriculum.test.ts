import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Actor, operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { planIn } from '../../src/actions/adopted.ts';
import { checksOf } from '../../src/actions/checks.ts';
import { curriculumDigest } from '../../src/actions/curriculum-digest.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { dueLearners } from '../../src/actions/follow-roadmaps.ts';
import { type ImpactOptions, impactOnLearners } from '../../src/actions/impact-on-learners.ts';
import type { FollowedRoadmap, Supposition } from '../../src/actions/impact-on-roadmap.ts';
import {
  findImpactHere,
  findImpactOnThreads,
  type ImpactFinder,
} from '../../src/actions/impact-threads.ts';
import { readGrounds } from '../../src/actions/plan-for-learner.ts';
import { previewCurriculum } from '../../src/actions/preview-curriculum.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { replanRoadmap } from '../../src/actions/replan-roadmap.ts';
import { roadmapProgress } from '../../src/actions/roadmap-progress.ts';
import {
  supposing as snapshotWith,
  supposePublished,
} from '../../src/actions/suppose-published.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import type { EvidenceContent } from '../../src/curriculum/evidence.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import { toDocument } from '../../src/curriculum/to-document.ts';
import {
  type RoadmapImpact,
  type RoadmapOutcome,
  roadmapOutcomes,
} from '../../src/planner/impact/roadmap-impact.ts';
import type { ChangeData } from '../../src/planner/progress/change.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import { curriculum as drawn } from '../support/curricula.ts';
import { newEnvironment } from '../support/environment.ts';
import { newChange, newEvidence, newLearner } from '../support/learners.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { randomlyEdited } from '../support/random-edits.ts';
import { contentOf, day, finding, randomContents, retraction } from '../support/random-evidence.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { summarized } from '../support/summarized.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('what a preview tells', () => {
  const seeds = Array.from({ length: 16 }, (_, seed) => seed);
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
    const done = await stepsDone(environment, learners);
    for (const { learner, undone } of told)
      for (const { key } of undone) expect(done.get(learner)).not.toContain(key);
  });

  it('is of everything that may become of a roadmap', () =>
    expect([...outcomes].sort()).toEqual([...roadmapOutcomes].sort()));
});

describe('a preview', () => {
  it('finds the same on one thread, on two and on none, older revisions included', async () => {
    const { environment, learners, next } = await given(8);
    const followed = await readFollowed(environment, learners);
    const revisions = new Set(followed.map(({ roadmap }) => roadmap.revision));
    expect(revisions.size).toBeGreaterThan(1);
    const supposition = supposing(environment, next);
    const here = await findAll(findImpactHere(supposition), followed);
    for (const threads of [1, 2])
      expect(await findAll(await findImpactOnThreads(supposition, threads), followed)).toEqual(
        here,
      );
    const all = { ...everything, threads: 0 };
    const { snapshot } = environment.curricula;
    const published = supposition.snapshot.heads.get(next.slug)!;
    const impactOn = (options: ImpactOptions) =>
      impactOnLearners(environment, snapshot.call(environment.curricula), published, options);
    const told = await impactOn(all);
    expect(await impactOn({ ...all, threads: 2 })).toEqual(told);
    expect(told).toMatchObject({
      impact: {
        roadmaps: {
          ...{ examined: learners.length, of: learners.length, margin: 0 },
          changed: here.filter(({ outcome }) => isChange[outcome]).length,
          impossible: here.filter(({ outcome }) => outcome === 'IMPOSSIBLE').length,
        },
      },
    });
  });

  it('of more than it plans is of a sample, which it says, and which is always the same', async () => {
    const { environment, learners, next } = await given(9);
    const head = supposing(environment, next).snapshot.heads.get(next.slug)!;
    const progress: number[] = [];
    const options = { ...everything, roadmapsMost: 5, learnersMost: 6 };
    const find = () =>
      impactOnLearners(environment, environment.curricula.snapshot(), head, {
        ...options,
        onProgress: ({ examined }) => progress.push(examined),
      });
    const told = await find();
    expect(told).toMatchObject({
      impact: { roadmaps: { examined: 5, of: learners.length, margin: expect.closeTo(0.35, 1) } },
    });
    expect(await find()).toEqual(told);
    expect(progress.at(-1)).toBeGreaterThanOrEqual(5);
    const chosen = [...learners].sort((one, other) => (digest(one) < digest(other) ? -1 : 1));
    const followed = await readFollowed(environment, chosen.slice(0, 5));
    const sample = await findAll(findImpactHere(supposing(environment, next)), followed);
    const changed = sample.filter(({ outcome }) => isChange[outcome]).length;
    expect(told).toMatchObject({ impact: { roadmaps: { changed } } });
  });

  it('changes nothing that is stored', async () => {
    const address = `file:${await temporaryFolder()}/cairn.db`;
    const { environment, next } = await given(10, address);
    const before = dump(address);
    const preview = await ask(environment, operator, next);
    expect(preview).toMatchObject({ kind: 'preview', base: { revision: { number: 2 } } });
    expect(dump(address)).toEqual(before);
  });

  it('of what is published already is of no change', async () => {
    const { environment } = await given(11);
    const head = environment.curricula.snapshot().default!;
    const preview = await ask(environment, operator, head.graph.curriculum);
    expect(preview).toMatchObject({
      isUnchanged: true,
      impact: { roadmaps: { changed: 0 }, examples: [] },
    });
  });

  it('is none where somebody publishes meanwhile, or nobody waits for it', async () => {
    const { environment, learners, next } = await given(13);
    const snapshot = environment.curricula.snapshot();
    const input = { text: JSON.stringify(toDocument(next)) };
    const gone = previewCurriculum(environment, snapshot, operator, input, AbortSignal.abort());
    expect(await gone).toMatchObject({ kind: 'invalid-request' });
    await publish(environment, randomlyEdited(3_000, next));
    const conflict = { kind: 'revision-conflict', expectedRevision: 2, head: { number: 3 } };
    expect(await previewCurriculum(environment, snapshot, operator, input)).toMatchObject(conflict);
    await follow(environment, learners);
    expect(await previewCurriculum(environment, snapshot, operator, input)).toMatchObject(conflict);
  });

  it('tells authors of nobody, and of no few people', async () => {
    const { environment, next } = await given(12);
    const told = await ask(environment, { kind: 'AUTHOR', name: 'author' }, next);
    const all = await ask(environment, operator, next);
    if (told.kind !== 'preview' || all.kind !== 'preview') throw new Error('there is a preview');
    expect(all.impact.examples.length).toBeGreaterThan(0);
    expect(told.impact.examples).toEqual([]);
    const numbers: number[] = [];
    JSON.stringify(told.impact, (key, value: unknown) => {
      const isOfPeople = !['margin', 'rowsWithheld', 'share', 'hours', 'from', 'to'].includes(key);
      const isHours = /^(total|most)/.test(key);
      if (typeof value === 'number' && isOfPeople && !isHours) numbers.push(value);
      return value;
    });
    expect(numbers.filter((number) => number > 0 && number < 5)).toEqual([]);
    for (const actor of [
      { kind: 'MENTOR', name: 'mentor', mentor: 'mentor' },
      { kind: 'SERVICE', name: 'service', scopes: ['learners:read'] },
      { kind: 'LEARNER', name: 'learner', learner: 'learner' },
    ] as const)
      expect(await ask(environment, actor, next)).toMatchObject({ kind: 'forbidden' });
  });

  it('tells whose evidence loses its skill: of what is removed, not of what is renamed or split', async () => {
    const environment = await stillEnvironment();
    const small = summarized(smallCurriculum());
    await publish(environment, small);
    const shown = ['css', 'css', 'html', 'flask', 'variables'];
    for (const [index, skill] of shown.entries()) {
      const learner = newLearner();
      await environment.store.write(({ learners }) => learners.create([learner]));
      const level = 'foundation';
      const competency = { curriculum: 'small', skill, level };
      await say(environment, learner.id, [
        contentOf(finding({ competency, externalId: `${index}` })),
      ]);
      // Taken back, it shows nothing.
      if (index === 1)
        await say(environment, learner.id, [
          contentOf(retraction({ externalId: '1', occurredAt: day(1) })),
        ]);
    }
    const next: Curriculum = {
      ...small,
      careerPaths: small.careerPaths.filter(({ slug }) => slug !== 'frontend-developer'),
      skills: small.skills
        .filter(({ slug }) => slug !== 'css')
        .map((skill) =>
          skill.slug === 'variables' ? { ...skill, title: 'Names for values' } : skill,
        ),
    };
    const preview = await ask(environment, operator, withoutNeed(next, 'css'));
    expect(preview).toMatchObject({
      impact: {
        evidence: { examined: 5, of: 5, skills: [{ skill: 'css', learners: 1 }] },
        roadmaps: { of: 0 },
      },
    });
  });
});

describe('what is known of another curriculum by `sameAs`', () => {
  const web = named('web', 'a 2; b 3: a | c; c 4; $path: b', { c: ['urn:a'] });
  const data = named('data', 'x 4; y 5: x', { x: ['urn:x'] });

  it.each([0, 2])('is previewed as publishing then has it, on %i threads', async (threads) => {
    const environment = await stillEnvironment();
    for (const each of [web, data, named('alone', 'a 1; b 1', {})])
      await publish(environment, each);
    const learners = [await follows(environment, 'web'), await follows(environment, 'web')];
    await say(environment, learners[0]!, [
      contentOf(finding({ competency: { curriculum: 'data', skill: 'x', level: 'foundation' } })),
    ]);
    await follow(environment, learners);
    const nobody = await due(environment);
    expect(nobody).toEqual([]);

    const steps = [
      named('data', 'x 4; y 5: x', { x: ['urn:x', 'urn:a'] }),
      named('data', 'x 4; y 5: x', { x: ['urn:other'] }),
      // A third one says what is the same.
      named('glossary', 'g 1', { g: ['urn:other', 'urn:a'] }),
      named('glossary', 'g 1', { g: ['urn:other'] }),
    ];
    const hours: number[] = [];
    for (const next of steps) {
      const preview = await impactOn(environment, next, threads);
      const followed = await readFollowed(environment, learners);
      const since = await sequence(environment, learners);
      await publish(environment, next);
      expect(await due(environment)).toEqual([...learners].sort());
      await follow(environment, learners);
      expect(await due(environment)).toEqual([]);
      const [first, second] = await happened(environment, followed, since);
      const { roadmaps, examples } = preview.impact;
      expect(roadmaps).toMatchObject({ examined: 2, of: 2, changed: 1, dueAnyway: 0 });
      expect(examples).toEqual([first]);
      expect(second?.sample.outcome).toBe('SAME');
      hours.push(examples[0]!.hoursAfter);
    }
    expect(hours).toEqual([3, 5, 3, 5]);
    await publish(environment, named('alone', 'a 2; b 1', {}));
    expect(await due(environment)).toEqual([]);
  });

  async function impactOn(environment: Environment, next: Curriculum, threads: number) {
    const supposed = supposing(environment, next).snapshot.heads.get(next.slug)!;
    const snapshot = environment.curricula.snapshot();
    const found = await impactOnLearners(environment, snapshot, supposed, {
      ...everything,
      threads,
    });
    if (found.kind !== 'impact') throw new Error(found.kind);
    return found;
  }

  async function due(environment: Environment): Promise<string[]> {
    return [...(await dueLearners(environment, 10))].sort();
  }

  async function follows(environment: Environment, slug: string): Promise<string> {
    const { id: learner } = newLearner();
    await environment.store.write(({ learners }) => learners.create([newLearner({ id: learner })]));
    const request = { curriculum: slug, goals: [{ careerPath: 'path' }] };
    const snapshot = environment.curricula.snapshot();
    const wanted = { learner, request, revision: 1 };
    const adopted = await adoptRoadmap(environment, snapshot, operator, wanted);
    expect(adopted).toMatchObject({ kind: 'roadmap-adopted' });
    return learner;
  }
});

function named(
  slug: string,
  drawing: string,
  sameAs: Readonly<Record<string, readonly string[]>>,
): Curriculum {
  const { skills, ...rest } = summarized(drawn(drawing));
  return {
    ...rest,
    slug,
    skills: skills.map((skill) => ({ ...skill, sameAs: sameAs[skill.slug] ?? [] })),
  };
}

const everything: ImpactOptions = {
  ...{ roadmapsMost: Number.POSITIVE_INFINITY, learnersMost: Number.POSITIVE_INFINITY },
  ...{ least: 1, threads: 0 },
};

const isChange: Readonly<Record<RoadmapOutcome, boolean>> = {
  ...{ SAME: false, STILL_IMPOSSIBLE: false },
  ...{ CHANGED: true, IMPOSSIBLE: true, POSSIBLE_AGAIN: true },
};

function ask(environment: Environment, actor: Actor, curriculum: Curriculum) {
  const text = JSON.stringify(toDocument(curriculum));
  const snapshot = environment.curricula.snapshot();
  return previewCurriculum(environment, snapshot, actor, { text });
}

function withoutNeed(curriculum: Curriculum, skill: string): Curriculum {
  const without = (of: readonly Requirement[]) =>
    of.filter((each) => each.kind !== 'competency' || each.skill !== skill);
  return JSON.parse(
    JSON.stringify(curriculum, (key, value) => (key === 'of' ? without(value) : value)),
  );
}

function digest(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Every row of every table. */
function dump(address: string): unknown {
  const database = new Sqlite(address.slice('file:'.length), { readonly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .all() as { name: string }[];
    return tables.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()]);
  } finally {
    database.close();
  }
}

/** Learners in the midst of it: some are still to be moved to the newest revision, some have shown something since. */
async function given(seed: number, address?: string) {
  const environment = await stillEnvironment(address);
  const first = summarized(randomCurriculum(seed, 12));
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

async function stillEnvironment(address?: string): Promise<Environment> {
  const environment = await newEnvironment(address);
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

function tell(
  environment: Environment,
  seed: number,
  { slug, skills }: Curriculum,
  learner: string,
): Promise<void> {
  const competencies = skills.flatMap((skill) =>
    skill.levels.map(({ level }) => ({ curriculum: slug, skill: skill.slug, level })),
  );
  return say(environment, learner, randomContents(seed, competencies));
}

async function say(
  { store }: Environment,
  learner: string,
  said: readonly EvidenceContent[],
): Promise<void> {
  const contents = said.map((content) => newEvidence(learner, content));
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
    checks: checksOf(environment.curricula.snapshot()),
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
    const change = changes.findLast(
      (each) => each.learner === learner && each.kind === 'ROADMAP_CHANGED',
    );
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

/** The keys of the steps that are done by now. */
async function stepsDone(environment: Environment, learners: readonly string[]) {
  const followed = await environment.store.reads.adoptedRoadmaps.followedBy(learners);
  const snapshot = environment.curricula.snapshot();
  const found = await roadmapProgress(environment, snapshot, [...followed.values()]);
  return new Map(
    [...found.values()].map(({ roadmap, progress }) => [
      roadmap.learner,
      progress.steps.filter(({ state }) => state === 'DONE').map(({ step }) => step.key),
    ]),
  );
}

function hoursOf(steps: readonly { readonly hours: number }[]): number {
  return steps.reduce((tenths, { hours }) => tenths + Math.round(hours * 10), 0) / 10;
}
