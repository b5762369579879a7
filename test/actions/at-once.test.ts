import { expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { curriculum } from '../support/curricula.ts';
import { postgres } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';

// On SQLite transactions come one after the other; on Postgres they meet.
const kind = postgres();

it('learners of one external id are taken in once', async () => {
  const environments = await twoServers();
  for (let round = 0; round < 5; round += 1) {
    const externalIds = [{ system: 'moodle', externalId: `${round}` }];
    const results = await Promise.all(
      [...environments, ...environments].map((each) =>
        createLearner(each, operator, { externalIds }),
      ),
    );
    expect(results.filter((result) => result.kind === 'learner-created')).toHaveLength(1);
    expect(results.filter((result) => result.kind === 'external-id-taken')).toHaveLength(3);
  }
});

it('a batch that is sent several times is recorded once, and answered alike', async () => {
  const environments = await twoServers();
  const learners = await Promise.all([1, 2, 3].map(() => create(environments[0])));
  const at = new Date('2026-01-01');
  for (let round = 0; round < 5; round += 1) {
    const items = learners.map((id) => evidenceOf(id, `${round}`, at));
    const send = (each: Environment) =>
      recordEvidence(each, operator, { items, idempotencyKey: `${round}` });
    const results = await Promise.all([...environments, ...environments].map(send));
    for (const result of results) {
      expect(result).toEqual(results[0]);
      expect(result).toMatchObject({ items: [{ status: 'CREATED' }, {}, {}] });
    }
  }
});

it('evidence of a learner who is erased meanwhile is recorded whole or rejected', async () => {
  const [left, right] = await twoServers();
  const at = new Date('2026-01-01');
  for (let round = 0; round < 10; round += 1) {
    const [gone, stays] = [await create(left), await create(left)];
    const items = [evidenceOf(gone, 'a', at), evidenceOf(stays, 'a', at)];
    const [erased, recorded] = await Promise.all([
      eraseLearner(left, operator, { id: gone }),
      recordEvidence(right, operator, { items }),
    ]);
    expect(erased).toEqual({ kind: 'learner-erased', learner: gone });
    expect(recorded).toMatchObject({
      items: [{ status: expect.stringMatching(/^(CREATED|REJECTED)$/) }, { status: 'CREATED' }],
    });
    expect(await left.store.reads.evidence.heads([gone])).toEqual(new Map([[gone, 0]]));
  }
});

async function twoServers(): Promise<[Environment, Environment]> {
  const address = await kind.newAddress();
  const first = await newEnvironment(address);
  await publishCurriculum(first, {
    curriculum: curriculum('a'),
    publishedBy: 'a test',
    note: null,
  });
  return [first, await newEnvironment(address)];
}

async function create(environment: Environment): Promise<string> {
  const result = await createLearner(environment, operator, {});
  if (result.kind !== 'learner-created') throw new Error(result.message);
  return result.learner.id;
}

function evidenceOf(id: string, externalId: string, occurredAt: Date) {
  const kind = 'OBSERVED' as const;
  return { learner: { id }, source: 'moodle', externalId, kind, skill: 'a', occurredAt };
}
