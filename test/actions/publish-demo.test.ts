import { expect, it } from 'vitest';
import { anonymous, operator } from '../../src/actions/actor.ts';
import { authenticate } from '../../src/actions/authenticate.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { closeDemo, publishDemo } from '../../src/actions/publish-demo.ts';
import { newEnvironment } from '../support/environment.ts';
import { seedCurriculum } from '../support/seeds.ts';

async function withSeeds(): Promise<Environment> {
  const environment = await newEnvironment();
  const curriculum = await seedCurriculum();
  await publishCurriculum(environment, { curriculum, publishedBy: 'seeds', note: null });
  return environment;
}

const who = async (environment: Environment, secret: string) => {
  const asked = await authenticate(
    environment,
    { stranger: anonymous, provider: null },
    `Bearer ${secret}`,
  );
  return asked.kind === 'identity' ? asked.identity.actor.kind : asked.kind;
};

it('peoples an empty database once, with histories of the weeks before', async () => {
  const environment = await withSeeds();
  const { reads } = environment.store;
  const first = await publishDemo(environment);
  expect(first!.people.map(({ kind }) => kind)).toEqual(['MENTOR', 'MENTOR', 'LEARNER']);
  const learners = await reads.learners.page({ limit: 100 });
  const ids = learners.map(({ id }) => id);
  const roadmaps = await reads.adoptedRoadmaps.followedBy(ids);
  expect(roadmaps.size).toBe(learners.length);
  const evidence = await reads.evidence.ofLearners(ids);
  for (const id of ids) expect(evidence.get(id)!.length).toBeGreaterThan(3);
  const now = environment.now();
  for (const { occurredAt } of [...evidence.values()].flat()) {
    expect(Number(now) - Number(occurredAt)).toBeGreaterThan(0);
    expect(Number(now) - Number(occurredAt)).toBeLessThan(70 * 86_400_000);
  }
  expect(await reads.adoptedRoadmaps.due({ limit: 10 })).toEqual([]);

  const again = await publishDemo(environment);
  expect(again!.people.map(({ name }) => name)).toEqual(first!.people.map(({ name }) => name));
  expect(await reads.learners.count()).toBe(learners.length);
  for (const { kind, secret } of [...first!.people, ...again!.people])
    expect(await who(environment, secret)).toBe(kind);
  await closeDemo(environment);
  for (const { secret } of [...first!.people, ...again!.people])
    expect(await who(environment, secret)).toBe('bad-token');
});

it('leaves alone who is real, and other curricula', async () => {
  const environment = await withSeeds();
  await createLearner(environment, operator, { name: 'Ada' });
  expect(await publishDemo(environment)).toBeNull();
  expect(await environment.store.reads.learners.count()).toBe(1);
  expect(await environment.store.reads.tokens.count()).toBe(0);
  expect(await publishDemo(await newEnvironment())).toBeNull();
});
