import { afterAll, describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

afterAll(() => expect(server.bugs).toEqual([]));

const query = `query ($since: String, $first: Int) {
  changes(since: $since, first: $first) {
    cursor hasNextPage head
    edges { cursor node { kind subject } }
    nodes {
      kind subject about fields revision says
      node { __typename id ... on Learner { name } }
      learnerChange { kind says }
    }
  }
}`;

const mirror = () => server.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] });

describe('changes', () => {
  it('lead a system that keeps copies from one state to the next', async () => {
    const secret = await mirror();
    const admin = await server.secretOf({ kind: 'ADMIN' });
    const ask = async (since: string | null, first = 100): Promise<Json> =>
      (await server.read(query, { since, first }, secret))['changes'];
    const from = (await ask(null)).head;
    const { createLearner } = await server.read(
      'mutation { createLearner(input: { name: "Ada" }) { ... on LearnerCreated { learner { id } } } }',
      {},
      admin,
    );
    const learner = createLearner.learner.id;
    const { createCohort } = await server.read(
      'mutation { createCohort(input: { title: "Spring", externalIds: [{ system: "sis", externalId: "7" }] }) { ... on CohortCreated { cohort { id externalIds { system externalId } } } } }',
      {},
      admin,
    );
    const cohort = createCohort.cohort.id;
    expect(createCohort.cohort.externalIds).toEqual([{ system: 'sis', externalId: '7' }]);
    await server.read(
      `mutation ($learner: ID!, $cohort: ID!) {
        addCohortMembers(input: { cohort: $cohort, learners: [$learner] }) { __typename }
        recordEvidence(input: { items: [{ learner: $learner, kind: OBSERVED, source: "a", externalId: "1", skill: "html", occurredAt: "2027-03-01T09:31:00Z" }] }) { __typename }
      }`,
      { learner, cohort },
      admin,
    );
    const page = await ask(from);
    expect(page['nodes']).toMatchObject([
      { kind: 'LEARNER_CREATED', subject: learner, node: { id: learner, name: 'Ada' } },
      // The token may not read cohorts.
      { kind: 'COHORT_CREATED', subject: cohort, node: null },
      { kind: 'COHORT_JOINED', subject: learner, about: [cohort] },
      {
        kind: 'EVIDENCE_RECORDED',
        subject: learner,
        about: [expect.any(String)],
        learnerChange: { kind: 'EVIDENCE_RECORDED', says: '1 piece of evidence was recorded.' },
      },
    ]);
    const [piece] = page['nodes'][3].about;
    const { node } = await server.read(
      'query ($id: ID!) { node(id: $id) { id ... on Evidence { externalId } } }',
      { id: piece },
      secret,
    );
    expect(node).toEqual({ id: piece, externalId: '1' });
    expect(page).toMatchObject({ hasNextPage: false, cursor: page['edges'].at(-1).cursor });
    expect(page['head']).toBe(page['cursor']);
    expect(await ask(page['cursor'])).toMatchObject({ nodes: [], cursor: page['cursor'] });
    const half = await ask(from, 3);
    expect(half).toMatchObject({ hasNextPage: true, cursor: page['edges'][2].cursor });
    expect((await ask(half['cursor']))['nodes']).toEqual(page['nodes'].slice(3));
    await eraseLearner(server.environment(), operator, {
      externalId: null,
      id: Buffer.from(learner, 'base64url').toString().split(':')[1]!,
    });
    expect((await ask(page['cursor']))['nodes']).toMatchObject([
      { kind: 'LEARNER_ERASED', subject: learner, node: null, learnerChange: null },
    ]);
    const { cohort: found } = await server.read(
      '{ cohort(externalId: { system: "sis", externalId: "7" }) { id } }',
      {},
      admin,
    );
    expect(found).toEqual({ id: cohort });
  });

  it('begin with what was published first', async () => {
    const { changes } = await server.read(query, { first: 1 }, await mirror());
    const { curriculum } = await server.read('{ curriculum { id } }');
    expect(changes.nodes).toMatchObject([
      { kind: 'CURRICULUM_PUBLISHED', subject: curriculum.id, revision: 1, node: curriculum },
    ]);
  });

  it('are refused from a place that is none', async () => {
    const secret = await mirror();
    const ask = async (place: unknown) => {
      const since = Buffer.from(JSON.stringify(place)).toString('base64url');
      const { errors } = await server.ask(query, { since }, secret);
      return errors?.[0]?.extensions?.['code'];
    };
    expect(await ask(['changes', 9999, null])).toBe('CURSOR_EXPIRED');
    expect(await ask(['changes', 1, 5])).toBe('CURSOR_EXPIRED');
    for (const place of [
      ['other', 1, 5],
      ['changes', -1, 5],
      ['changes', '1', 5],
      ['changes', 1.5, 5],
      ['changes', 1, 9e15],
      ['changes', 1, 5, 6],
      7,
    ])
      expect(await ask(place)).toBe('BAD_USER_INPUT');
    const tooMany = await server.ask(query, { first: 101 }, secret);
    expect(tooMany.errors?.[0]?.message).toBe('`first` is 101: it must be from 1 to 100.');
  });
});
