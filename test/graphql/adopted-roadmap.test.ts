import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

let admin: string;

beforeAll(async () => {
  admin = await server.secretOf({ kind: 'ADMIN' });
});

interface Person {
  readonly key: string;
  readonly id: string;
  readonly secret: string;
}

async function person(): Promise<Person> {
  const created = await createLearner(server.environment(), operator, { hoursPerWeek: 7 });
  if (created.kind !== 'learner-created') throw new Error(created.kind);
  const { id: key } = created.learner;
  const secret = await server.secretOf({ kind: 'LEARNER', learner: key });
  return { key, id: typedId('Learner', [key]), secret };
}

const request = { goals: [{ careerPath: 'backend-developer' }], projects: 'NONE' };

const adopt = `mutation ($input: AdoptRoadmapInput!) {
  adoptRoadmap(input: $input) {
    __typename
    ... on RoadmapAdopted { roadmap { id title revision isUpToDate
      request { goals { careerPath } }
      currentStep { key state subject { ... on Competency { text } } }
      nextSteps(first: 2) { key state blockedBy { key } dueOn expectedOn }
      steps { key state } hoursDone hoursLeft shareDone hoursPerWeek daysAhead finishesOn
      expectedFinishOn stalledSince goals { title isReached } } }
    ... on Refusal { message }
    ... on NotAsShown { fingerprint }
  }
}`;

async function adopted({ id, secret }: Person, input: Json = {}): Promise<Json> {
  const asked = { learner: id, request, revision: 1, ...input };
  return (await server.read(adopt, { input: asked }, secret))['adoptRoadmap'];
}

describe('a roadmap that is adopted', () => {
  it('is the one that was shown', async () => {
    const learner = await person();
    const shown = await server.read(
      `query ($id: ID!, $request: LearnerRoadmapInput!) { learner(id: $id) {
        planRoadmap(request: $request) { ... on Roadmap { fingerprint revision steps { key } } } } }`,
      { id: learner.id, request },
      learner.secret,
    );
    const { fingerprint, revision, steps } = shown['learner'].planRoadmap;
    const { roadmap } = await adopted(learner, { fingerprint, revision });
    expect(roadmap.steps.map(({ key }: Json) => key)).toEqual(steps.map(({ key }: Json) => key));
    expect(roadmap).toMatchInlineSnapshot(
      { id: expect.any(String) },
      `
      {
        "currentStep": {
          "key": "variables@foundation",
          "state": "CURRENT",
          "subject": {
            "text": "variables",
          },
        },
        "daysAhead": 0,
        "expectedFinishOn": "2027-03-26",
        "finishesOn": "2027-03-26",
        "goals": [
          {
            "isReached": false,
            "title": "backend-developer",
          },
        ],
        "hoursDone": 0,
        "hoursLeft": 26,
        "hoursPerWeek": 7,
        "id": Any<String>,
        "isUpToDate": true,
        "nextSteps": [
          {
            "blockedBy": [
              {
                "key": "variables@foundation",
              },
            ],
            "dueOn": "2027-03-06",
            "expectedOn": "2027-03-06",
            "key": "functions@foundation",
            "state": "WAITING",
          },
          {
            "blockedBy": [
              {
                "key": "functions@foundation",
              },
            ],
            "dueOn": "2027-03-12",
            "expectedOn": "2027-03-12",
            "key": "functions@working",
            "state": "WAITING",
          },
        ],
        "request": {
          "goals": [
            {
              "careerPath": "backend-developer",
            },
          ],
        },
        "revision": 1,
        "shareDone": 0,
        "stalledSince": null,
        "steps": [
          {
            "key": "variables@foundation",
            "state": "CURRENT",
          },
          {
            "key": "functions@foundation",
            "state": "WAITING",
          },
          {
            "key": "functions@working",
            "state": "WAITING",
          },
          {
            "key": "html@foundation",
            "state": "READY",
          },
          {
            "key": "http@foundation",
            "state": "WAITING",
          },
          {
            "key": "fastapi@foundation",
            "state": "WAITING",
          },
        ],
        "title": "backend-developer",
      }
    `,
    );

    const other = await adopted(learner, { fingerprint: 'another' });
    expect(other).toMatchObject({ __typename: 'NotAsShown', fingerprint });
    expect(await adopted(learner, { revision: 7 })).toMatchObject({
      __typename: 'InvalidRequest',
    });
    const unknown = { request: { goals: [{ careerPath: 'backend-devloper' }] } };
    expect(await adopted(learner, unknown)).toMatchObject({ __typename: 'UnknownNames' });
    const excluded = { request: { ...request, excludes: ['http'] } };
    expect(await adopted(learner, excluded)).toMatchObject({ __typename: 'UnreachableGoals' });
  });

  it('is adopted once, however often the request is sent, and ends with the next', async () => {
    const learner = await person();
    const first = await adopted(learner, { idempotencyKey: 'once' });
    expect(await adopted(learner, { idempotencyKey: 'once' })).toEqual(first);
    expect(await adopted(learner, { idempotencyKey: 'once', revision: 2 })).toMatchObject({
      __typename: 'KeyConflict',
    });
    const second = await adopted(learner, { idempotencyKey: 'twice' });
    const { learner: read } = await server.read(
      `query ($id: ID!) { learner(id: $id) { roadmap { id }
        roadmaps(first: 1) { totalCount pageInfo { hasNextPage } nodes { id endedAt } }
        changes { totalCount nodes { kind says roadmap { id } } } } }`,
      { id: learner.id },
      learner.secret,
    );
    expect(read.roadmap.id).toBe(second['roadmap'].id);
    expect(read.roadmaps).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      nodes: [{ id: first['roadmap'].id, endedAt: expect.any(String) }],
    });
    expect(read.changes.nodes.map(({ kind }: Json) => kind)).toEqual([
      'ROADMAP_ADOPTED',
      'ROADMAP_ENDED',
      'ROADMAP_ADOPTED',
    ]);
    const { node } = await server.read(
      'query ($id: ID!) { node(id: $id) { ... on AdoptedRoadmap { title asPlanned { steps { why } } } } }',
      { id: second['roadmap'].id },
      learner.secret,
    );
    expect(node.title).toBe('backend-developer');
    expect(node.asPlanned.steps).toHaveLength(6);
  });

  it('is nobody else’s to see, to adopt or to guide', async () => {
    const [learner, other] = [await person(), await person()];
    const { roadmap } = await adopted(learner);
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect((await server.read(node, { id: roadmap.id }, other.secret))['node']).toBeNull();
    const input = { learner: learner.id, request, revision: 1 };
    for (const [document, wanted] of [
      [adopt, input],
      [
        'mutation ($input: GuideRoadmapInput!) { guideRoadmap(input: $input) { __typename } }',
        { learner: learner.id, pins: ['css'] },
      ],
      [
        'mutation ($input: RevokeFeedsInput!) { revokeFeeds(input: $input) { message } }',
        { learner: learner.id },
      ],
    ] as const) {
      const { errors } = await server.ask(document, { input: wanted }, other.secret);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});

describe('evidence', () => {
  it('moves the roadmap on at once, and is told of as a change where it changes something', async () => {
    const learner = await person();
    const { roadmap } = await adopted(learner);
    const record = `mutation ($input: RecordEvidenceInput!) { recordEvidence(input: $input) { __typename } }`;
    const item = (skill: string) => ({
      ...{ learner: learner.id, source: 'test', externalId: skill, kind: 'OBSERVED' },
      ...{ skill, outcome: 'HELD', occurredAt: '2027-03-01T09:30:00Z' },
    });
    const items = [item('variables'), item('django')];
    await server.read(record, { input: { items } }, admin);
    const { learner: read } = await server.read(
      `query ($id: ID!, $since: Int) { learner(id: $id) {
        roadmap { isUpToDate steps { key state } hoursDone }
        changes(since: $since) { nodes { kind says details {
          added { key } removed { key because why } moved { key } hoursBefore hoursAfter
          finishBefore finishAfter cause { evidenceNumbers wishes fromRevision } } } } } }`,
      { id: learner.id, since: 0 },
      learner.secret,
    );
    expect(roadmap.isUpToDate && read.roadmap.isUpToDate).toBe(true);
    expect(read.roadmap.steps).toMatchInlineSnapshot(`
      [
        {
          "key": "variables@foundation",
          "state": "DONE",
        },
        {
          "key": "functions@foundation",
          "state": "DONE",
        },
        {
          "key": "functions@working",
          "state": "DONE",
        },
        {
          "key": "html@foundation",
          "state": "DONE",
        },
        {
          "key": "http@foundation",
          "state": "DONE",
        },
      ]
    `);
    expect(read.changes.nodes.at(-1)).toEqual({
      kind: 'ROADMAP_COMPLETED',
      says: 'Every step of the roadmap to backend-developer is done.',
      details: null,
    });
    expect(read.changes.nodes.at(-2)).toMatchInlineSnapshot(`
      {
        "details": {
          "added": [],
          "cause": {
            "evidenceNumbers": [
              1,
              2,
            ],
            "fromRevision": null,
            "wishes": false,
          },
          "finishAfter": "2027-03-18",
          "finishBefore": "2027-03-26",
          "hoursAfter": 18,
          "hoursBefore": 26,
          "moved": [],
          "removed": [
            {
              "because": "NOT_NEEDED",
              "key": "fastapi@foundation",
              "why": "Nothing on the roadmap needs it any longer.",
            },
          ],
        },
        "kind": "ROADMAP_CHANGED",
        "says": "There is new evidence: FastAPI is no longer on the roadmap. It takes 18 h in place of 26 h. By the schedule it ends on 18 Mar 2027 in place of 26 Mar 2027.",
      }
    `);
  });
});

describe('a feed', () => {
  const feedOf = async ({ id }: Person, secret: string, as = 'ICALENDAR') =>
    server.ask(
      `query ($id: ID!, $as: RoadmapFormat!) { learner(id: $id) { feedUrl(as: $as) } }`,
      { id, as },
      secret,
    );

  it('is read by whoever has its address, until that is revoked', async () => {
    const learner = await person();
    expect((await feedOf(learner, learner.secret)).data?.['learner'].feedUrl).toBeNull();
    await adopted(learner);
    const url: string = (await feedOf(learner, learner.secret)).data?.['learner'].feedUrl;
    expect(url.startsWith(`${server.url()}/feeds/`)).toBe(true);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await response.text()).toContain('BEGIN:VCALENDAR');
    const tag = response.headers.get('etag')!;
    const again = await fetch(url, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
    for (const as of ['SVG', 'MARKDOWN', 'CSV', 'JSON', 'DOT', 'MERMAID']) {
      const other: string = (await feedOf(learner, learner.secret, as)).data?.['learner'].feedUrl;
      expect((await fetch(other)).status, as).toBe(200);
    }
    expect((await fetch(url.replace(/ics$/, 'md'))).status).toBe(404);
    expect((await fetch(url.replace(/\.[^.]+\.ics$/, `.${'A'.repeat(43)}.ics`))).status).toBe(404);
    expect((await fetch(`${server.url()}/feeds/%00`)).status).toBe(404);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);

    const revoke =
      'mutation ($input: RevokeFeedsInput!) { revokeFeeds(input: $input) { message } }';
    await server.read(revoke, { input: { learner: learner.id } }, learner.secret);
    expect((await fetch(url)).status).toBe(404);
    const fresh: string = (await feedOf(learner, learner.secret)).data?.['learner'].feedUrl;
    expect(fresh).not.toBe(url);
    expect((await fetch(fresh)).status).toBe(200);
    // Nobody's address outlives the learner.
    await server.environment().store.write(async ({ learners }) => {
      await learners.lock([learner.key]);
      await learners.erase(learner.key, new Date(0));
    });
    expect((await fetch(fresh)).status).toBe(404);
    expect(server.bugs).toEqual([]);
  });

  it('is not given to a mentor, whose rights may end', async () => {
    const learner = await person();
    await adopted(learner);
    const { store } = server.environment();
    const mentor = '01990000-0000-7000-9000-000000000001';
    await store.write(async ({ mentors, learners }) => {
      const at = new Date();
      await mentors.create({ id: mentor, name: null, mail: null, createdAt: at, updatedAt: at });
      await learners.lock([learner.key]);
      await mentors.entrust(mentor, [learner.key], at);
    });
    const secret = await server.secretOf({ kind: 'MENTOR', mentor });
    const { data, errors } = await feedOf(learner, secret);
    expect(data?.['learner'].feedUrl).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const guide = `mutation ($input: GuideRoadmapInput!) { guideRoadmap(input: $input) {
      ... on RoadmapGuided { roadmap { guidance { kind name setBy mentor { id } } steps { key } } } } }`;
    const input = { learner: learner.id, pins: ['css'], vetoes: ['fastapi'] };
    const { guideRoadmap } = await server.read(guide, { input }, secret);
    expect(guideRoadmap.roadmap.guidance).toMatchObject([
      { kind: 'PIN', name: 'css', setBy: 'MENTOR', mentor: { id: typedId('Mentor', [mentor]) } },
      { kind: 'VETO', name: 'fastapi', setBy: 'MENTOR' },
    ]);
  });
});
