import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newMentor } from '../support/learners.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

let admin: string;
let lms: string;
let ada: { readonly id: string; readonly uuid: string; readonly secret: string };
let mentor: { readonly uuid: string; readonly secret: string };
let people = 0;

beforeAll(async () => {
  admin = await server.secretOf({ kind: 'ADMIN' });
  lms = await server.secretOf({
    kind: 'SERVICE',
    scopes: ['learners:read', 'learners:write', 'evidence:write'],
  });
});

beforeEach(async () => {
  ada = await newPerson({ name: 'Ada' });
  const { id } = newMentor();
  const grace = newMentor({ id, name: 'Grace' });
  await server.environment().store.write(async ({ mentors }) => {
    await mentors.create(grace);
    await mentors.entrust(id, [ada.uuid], new Date());
  });
  mentor = { uuid: id, secret: await server.secretOf({ kind: 'MENTOR', mentor: id }) };
});

describe('a learner', () => {
  it('is created, found by id, by external id and as a node', async () => {
    const externalIds = [{ system: 'moodle', externalId: 'everything' }];
    const input = {
      name: 'Ada',
      mail: 'ada@example.org',
      externalIds,
      hoursPerWeek: 6,
      since: '2020-01-01T00:00:00Z',
      curriculum: 'small',
      goals: [{ careerPath: 'backend-developer', by: '2027-06-30' }],
      pauses: [{ from: '2027-04-01', to: '2027-04-07' }],
      prefers: ['flask'],
      avoids: ['django'],
      excludes: ['functions@working'],
      completedProjects: ['notes-app'],
    };
    const fields = `id name mail externalIds { system externalId } hoursPerWeek since
      curriculum { slug } goals { careerPath project skill level importance by } pauses { from to }
      prefers avoids excludes completedProjects createdAt updatedAt`;
    const { createLearner } = await server.read(
      `mutation ($input: CreateLearnerInput!) { createLearner(input: $input) {
        ... on LearnerCreated { learner { ${fields} } } } }`,
      { input },
      lms,
    );
    const { learner } = createLearner;
    expect(learner).toMatchObject({
      ...input,
      since: '2020-01-01T00:00:00.000Z',
      curriculum: { slug: 'small' },
      goals: [
        {
          careerPath: 'backend-developer',
          project: null,
          skill: null,
          level: null,
          importance: 1,
          by: '2027-06-30',
        },
      ],
    });
    const found = await server.read(
      `query ($id: ID!, $externalId: ExternalIdInput!) {
        byId: learner(id: $id) { ${fields} }
        byName: learner(externalId: $externalId) { ${fields} }
        node(id: $id) { id ... on Learner { ${fields} } } }`,
      { id: learner.id, externalId: externalIds[0] },
      lms,
    );
    expect(found).toEqual({ byId: learner, byName: learner, node: learner });
  });

  it('is who asks', async () => {
    const query = '{ viewer { learner { id name } } }';
    expect(await server.read(query, {}, ada.secret)).toEqual({
      viewer: { learner: { id: ada.id, name: 'Ada' } },
    });
    expect(await server.read(query, {}, admin)).toEqual({ viewer: { learner: null } });
    expect(await server.read(query)).toEqual({ viewer: { learner: null } });
  });

  it('is changed where something is said, and told at once', async () => {
    const { first, second } = await server.read(
      `mutation {
        first: updateLearner(input: { hoursPerWeek: 5, prefers: ["flask"] }) {
          ... on LearnerUpdated { learner { name hoursPerWeek prefers } } }
        second: updateLearner(input: { hoursPerWeek: null }) {
          ... on LearnerUpdated { learner { name hoursPerWeek prefers } } } }`,
      {},
      ada.secret,
    );
    expect(first).toEqual({ learner: { name: 'Ada', hoursPerWeek: 5, prefers: ['flask'] } });
    expect(second).toEqual({ learner: { name: 'Ada', hoursPerWeek: null, prefers: ['flask'] } });
  });

  it('is refused in one piece, with all that is wrong', async () => {
    const { updateLearner } = await server.read(
      `mutation { updateLearner(input: { mail: "x", prefers: ["flsk"] }) { __typename
        ... on InvalidRequest { message problems { path suggestions } } } }`,
      {},
      ada.secret,
    );
    expect(updateLearner).toEqual({
      __typename: 'InvalidRequest',
      message: expect.stringContaining('2 things'),
      problems: [
        { path: 'mail', suggestions: [] },
        { path: 'prefers.0', suggestions: ['flask'] },
      ],
    });
  });

  it('takes along all there is, and is gone then', async () => {
    await declare('css');
    const { viewer } = await server.read('{ viewer { learner { export } } }', {}, ada.secret);
    const data = JSON.parse(viewer.learner.export);
    expect(data).toMatchObject({ learner: { name: 'Ada' }, evidence: [{ number: 1 }] });
    const { eraseLearner } = await server.read(
      'mutation { eraseLearner(input: {}) { ... on LearnerErased { learner } } }',
      {},
      ada.secret,
    );
    expect(eraseLearner).toEqual({ learner: ada.id });
    const after = await server.send({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.secret}` },
      body: '{"query":"{ viewer { kind } }"}',
    });
    expect(after.status).toBe(401);
    const query = 'query ($id: ID!) { learner(id: $id) { id } node(id: $id) { id } }';
    expect(await server.read(query, { id: ada.id }, admin)).toEqual({ learner: null, node: null });
  });

  it('that another is called already is said', async () => {
    const externalId = { system: 'moodle', externalId: 'taken' };
    const create = (name: string, key?: string) =>
      server.read(
        `mutation ($input: CreateLearnerInput!) { createLearner(input: $input) { __typename
          ... on LearnerCreated { learner { id } }
          ... on ExternalIdTaken { message externalId { system externalId } } } }`,
        { input: { name, externalIds: [externalId], idempotencyKey: key } },
        lms,
      );
    const { createLearner: first } = await create('Ada', 'a');
    expect(await create('Ada', 'a')).toEqual({ createLearner: first });
    expect((await create('Eve', 'a')).createLearner.__typename).toBe('KeyConflict');
    expect(await create('Eve')).toEqual({
      createLearner: {
        __typename: 'ExternalIdTaken',
        message: 'Another learner is called `taken` in `moodle` already.',
        externalId,
      },
    });
  });
});

describe('who may not', () => {
  const learnerOf = (id: string, secret?: string) =>
    server.ask('query ($id: ID!) { learner(id: $id) { id } }', { id }, secret);

  it('see somebody is told the same of somebody who is not there', async () => {
    const other = await newPerson();
    const nobody = Buffer.from('Learner:01990000-0000-7000-8000-000000000000').toString('base64');
    for (const secret of [other.secret, undefined]) {
      const [hidden, absent] = await Promise.all(
        [ada.id, nobody].map((id) => learnerOf(id, secret)),
      );
      expect(hidden!.errors).toEqual(absent!.errors);
      expect(hidden).toMatchObject({
        data: { learner: null },
        errors: [{ extensions: { code: 'FORBIDDEN', requiredScope: null } }],
      });
      const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
      expect(await server.read(query, { ids: [ada.id, nobody] }, secret)).toEqual({
        nodes: [null, null],
      });
    }
  });

  it('do it for want of a scope is told which', async () => {
    const reader = await server.secretOf({ kind: 'SERVICE', scopes: ['cohorts:write'] });
    const answer = await server.ask('{ learners { totalCount } }', {}, reader);
    expect(answer.errors).toMatchObject([{ extensions: { requiredScope: 'learners:read' } }]);
  });

  it('take all along is a mentor, who sees the rest', async () => {
    const query = 'query ($id: ID!) { learner(id: $id) { name export } }';
    expect(await server.ask(query, { id: ada.id }, mentor.secret)).toMatchObject({
      data: { learner: { name: 'Ada', export: null } },
      errors: [{ path: ['learner', 'export'], extensions: { code: 'FORBIDDEN' } }],
    });
  });
});

describe('evidence', () => {
  const record = async (input: Json, secret: string) =>
    (
      await server.read(
        `mutation ($input: RecordEvidenceInput!) { recordEvidence(input: $input) { __typename
          ... on Refusal { message }
          ... on EvidenceRecorded { items { index status evidence learner problem {
            code path message suggestions } } } } }`,
        { input },
        secret,
      )
    ).recordEvidence;
  const quiz = (given: Json = {}): Json => ({
    learner: ada.id,
    kind: 'OBSERVED',
    source: 'moodle',
    externalId: 'quiz',
    skill: 'functions',
    occurredAt: '2027-03-01T09:00:00Z',
    ...given,
  });

  it('is recorded item by item', async () => {
    const { items } = await record(
      {
        items: [
          quiz({ score: 0.9, data: { verb: 'passed', tries: [1, null] } }),
          quiz({ skill: 'function', externalId: 'b' }),
          quiz({ learner: 'nobody', externalId: 'c' }),
          quiz({ learner: null, externalId: 'd' }),
          quiz({ learner: Buffer.from('Skill:small/css').toString('base64') }),
        ],
      },
      lms,
    );
    expect(items).toEqual([
      { index: 0, status: 'CREATED', evidence: expect.any(String), learner: ada.id, problem: null },
      {
        index: 1,
        status: 'REJECTED',
        evidence: null,
        learner: null,
        problem: {
          code: 'UNKNOWN_SKILL',
          path: 'items.1.skill',
          message: expect.stringContaining('Did you mean'),
          suggestions: ['functions'],
        },
      },
      ...[2, 3, 4].map((index) =>
        expect.objectContaining({
          index,
          status: 'REJECTED',
          problem: expect.objectContaining({ code: 'UNKNOWN_LEARNER' }),
        }),
      ),
    ]);
    const { node } = await server.read(
      `query ($id: ID!) { node(id: $id) { ... on Evidence { kind source externalId curriculum skill level
        competency { text } outcome score strength occurredAt recordedAt recordedBy note data } } }`,
      { id: items[0].evidence },
      ada.secret,
    );
    expect(node).toEqual({
      kind: 'OBSERVED',
      source: 'moodle',
      externalId: 'quiz',
      curriculum: 'small',
      skill: 'functions',
      level: 'foundation',
      competency: { text: 'Functions' },
      outcome: 'HELD',
      score: 0.9,
      strength: null,
      occurredAt: '2027-03-01T09:00:00.000Z',
      recordedAt: expect.any(String),
      recordedBy: 'Test',
      note: null,
      data: { verb: 'passed', tries: [1, null] },
    });
  });

  it('is all recorded or nothing, where that is asked', async () => {
    const items = [quiz(), quiz({ externalId: 'b', skill: 'x' })];
    const result = await record({ items, atomic: true }, lms);
    expect(result.items.map(({ problem }: Json) => problem.code)).toEqual([
      'BATCH_REJECTED',
      'UNKNOWN_SKILL',
    ]);
    expect(await evidenceOf(ada.id)).toEqual([]);
  });

  it('is refused whole where there is too much, or the key is another’s', async () => {
    const many = Array.from({ length: 501 }, (_, index) => ({
      kind: 'DECLARED',
      externalId: `${index}`,
    }));
    expect(await record({ items: many }, ada.secret)).toMatchObject({
      __typename: 'InvalidRequest',
      message: expect.stringContaining('501 entries; 500'),
    });
    await record({ items: [quiz()], idempotencyKey: 'batch' }, lms);
    expect(
      await record({ items: [quiz({ score: 1 })], idempotencyKey: 'batch' }, lms),
    ).toMatchObject({ __typename: 'KeyConflict' });
    expect(await evidenceOf(ada.id)).toHaveLength(1);
  });

  it('comes 500 pieces at a time, as long as they usually are', async () => {
    const items = Array.from({ length: 500 }, (_, index) =>
      quiz({
        externalId: `https://moodle.example.org/mod/quiz/attempt/${index}`,
        score: 0.8,
        data: { verb: 'http://adlnet.gov/expapi/verbs/passed', result: { success: true, index } },
      }),
    );
    expect(JSON.stringify(items).length).toBeGreaterThan(100_000);
    const result = await record({ items, atomic: true }, lms);
    expect(new Set(result.items.map(({ status }: Json) => status))).toEqual(new Set(['CREATED']));
  });

  it('may come with no more than little in the format of its source', async () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 51; depth += 1) deep = [deep];
    const mutation =
      'mutation ($input: RecordEvidenceInput!) { recordEvidence(input: $input) { __typename } }';
    const answer = await server.ask(mutation, { input: { items: [quiz({ data: deep })] } }, lms);
    expect(answer.errors![0]!.message).toContain('nested 50 deep');
    const literal = `mutation { recordEvidence(input: { items: [{ kind: DECLARED, skill: "css",
      data: { a: [1, { b: null }] } }] }) { __typename } }`;
    expect(await server.read(literal, {}, ada.secret)).toEqual({
      recordEvidence: { __typename: 'EvidenceRecorded' },
    });
    expect(await evidenceOf(ada.id, 'data')).toEqual([{ data: { a: [1, { b: null }] } }]);
  });

  it('comes in pages, newest first, of this learner alone', async () => {
    await record(
      { items: [1, 2, 3, 4, 5].map((number) => quiz({ externalId: `${number}` })) },
      lms,
    );
    const page = (id: string, after: string | null, first = 2) =>
      server.ask(
        `query ($id: ID!, $first: Int, $after: String) { learner(id: $id) {
          evidence(first: $first, after: $after) { totalCount nodes { externalId }
            pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
        { id, after, first },
        admin,
      );
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Json = await page(ada.id, after);
      const { totalCount, nodes, pageInfo } = data['learner'].evidence;
      expect(totalCount).toBe(5);
      names.push(...nodes.map(({ externalId }: Json) => externalId));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual(['5', '4', '3', '2', '1']);
    const { data }: Json = await page(ada.id, null);
    const cursor = data['learner'].evidence.pageInfo.endCursor;
    const other = await newPerson();
    expect((await page(other.id, cursor)).errors![0]!.message).toContain('no cursor of this list');
    expect((await page(ada.id, null, 101)).errors![0]!.message).toContain('101');
    const forged = Buffer.from(JSON.stringify([`evidence of ${ada.uuid}`, 'x-9'])).toString(
      'base64url',
    );
    expect((await page(ada.id, forged)).data).toMatchObject({
      learner: { evidence: { nodes: [] } },
    });
  });
});

describe('what a learner knows', () => {
  const knowledge = async (args = '', secret = ada.secret) => {
    const { learner } = await server.read(
      `query ($id: ID!) { learner(id: $id) {
        knows${args} { competency { text } provenance because evidence { kind source } }
        doubts${args} { competency { text } provenance because evidence { kind outcome } } } }`,
      { id: ada.id },
      secret,
    );
    return learner;
  };
  const names = (list: Json[]) =>
    list.map(({ competency, provenance }) => `${competency.text} ${provenance}`);

  it('has its reasons and the evidence behind it', async () => {
    await declare('flask');
    const { knows } = await knowledge();
    const flask = knows.find(({ competency }: Json) => competency.text === 'Flask');
    expect(flask).toEqual({
      competency: { text: 'Flask' },
      provenance: 'DECLARED',
      because: 'It was declared on 1 Mar 2027.',
      evidence: [{ kind: 'DECLARED', source: 'learner' }],
    });
    const implied = knows.filter(({ provenance }: Json) => provenance === 'INFERRED');
    expect(implied.length).toBeGreaterThan(0);
    for (const one of implied)
      expect(one).toMatchObject({
        because: 'Whoever knows `flask@foundation` knows it.',
        evidence: [{ source: 'learner' }],
      });
  });

  it('is for the mentor to confirm and to doubt, and for the mentor to take back', async () => {
    await declare('flask');
    const confirmed = await confirm({ skill: 'flask', outcome: 'NOT_HELD', note: 'Not yet.' });
    expect(confirmed).toEqual({
      __typename: 'CompetencyConfirmed',
      learner: { doubts: [{ competency: { text: 'Flask' } }] },
      evidence: { kind: 'CONFIRMED', recordedBy: 'Grace', note: 'Not yet.' },
    });
    const before = await knowledge();
    expect(names(before.knows)).not.toContain('Flask DECLARED');
    expect(before.doubts).toEqual([
      {
        competency: { text: 'Flask' },
        provenance: 'CONFIRMED',
        because: 'A mentor found it lacking on 1 Mar 2027.',
        evidence: [
          { kind: 'CONFIRMED', outcome: 'NOT_HELD' },
          { kind: 'DECLARED', outcome: 'HELD' },
        ],
      },
    ]);
    await server.read(
      `mutation ($learner: ID!) { recordEvidence(input: { items: [{ learner: $learner, kind: RETRACTION,
        externalId: "small/flask@foundation" }] }) { __typename } }`,
      { learner: ada.id },
      mentor.secret,
    );
    const after = await knowledge();
    expect(after.doubts).toEqual([]);
    expect(names(after.knows)).toContain('Flask DECLARED');
  });

  it('is told of any moment', async () => {
    await declare('css');
    const moment = server.environment().now().toISOString();
    await declare('flask');
    expect(names((await knowledge()).knows)).toContain('Flask DECLARED');
    for (const argument of ['at', 'recordedUntil']) {
      const { knows } = await knowledge(`(${argument}: "${moment}")`);
      expect(names(knows)).toContain('CSS DECLARED');
      expect(names(knows)).not.toContain('Flask DECLARED');
    }
    const unknown = await server.ask(
      'query { viewer { learner { knows(curriculum: "smal") { because } } } }',
      {},
      ada.secret,
    );
    expect(unknown.errors![0]!.message).toContain('Did you mean `small`?');
  });

  it('is for mentees alone, and for mentors alone, to be confirmed', async () => {
    const other = await newPerson();
    const mutation = `mutation ($input: ConfirmCompetencyInput!) { confirmCompetency(input: $input) { __typename
      ... on UnknownNames { names { path name suggestions } } } }`;
    const ask = (input: Json, secret: string) => server.ask(mutation, { input }, secret);
    const forbidden = { errors: [{ extensions: { code: 'FORBIDDEN' } }] };
    expect(await ask({ learner: other.id, skill: 'css' }, mentor.secret)).toMatchObject(forbidden);
    expect(await ask({ learner: ada.id, skill: 'css' }, ada.secret)).toMatchObject(forbidden);
    expect(await ask({ learner: ada.id, skill: 'css' }, lms)).toMatchObject(forbidden);
    expect((await ask({ learner: ada.id, skill: 'csss' }, mentor.secret)).data).toEqual({
      confirmCompetency: {
        __typename: 'UnknownNames',
        names: [{ path: 'skill', name: 'csss', suggestions: ['css'] }],
      },
    });
    const wrong = await ask({ learner: 'x', skill: 'css' }, mentor.secret);
    expect(wrong.errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  const confirm = async (input: Json) =>
    (
      await server.read(
        `mutation ($input: ConfirmCompetencyInput!) { confirmCompetency(input: $input) { __typename
          ... on Refusal { message }
          ... on CompetencyConfirmed { learner { doubts { competency { text } } }
            evidence { kind recordedBy note } } } }`,
        { input: { learner: ada.id, ...input } },
        mentor.secret,
      )
    ).confirmCompetency;
});

it('finds nothing wrong on our side', () => expect(server.bugs).toEqual([]));

async function newPerson(input: Json = {}) {
  const externalId = { system: 'test', externalId: `${people++}` };
  const { createLearner } = await server.read(
    `mutation ($input: CreateLearnerInput!) { createLearner(input: $input) {
      ... on LearnerCreated { learner { id } } } }`,
    { input: { ...input, externalIds: [externalId] } },
    admin,
  );
  const { id } = createLearner.learner;
  const uuid = Buffer.from(id, 'base64').toString().slice('Learner:'.length);
  return { id, uuid, secret: await server.secretOf({ kind: 'LEARNER', learner: uuid }) };
}

async function declare(skill: string): Promise<void> {
  const { recordEvidence } = await server.read(
    `mutation ($skill: String!) { recordEvidence(input: { items: [{ kind: DECLARED, skill: $skill }] }) {
      ... on EvidenceRecorded { items { status } } } }`,
    { skill },
    ada.secret,
  );
  expect(recordEvidence.items).toEqual([{ status: 'CREATED' }]);
}

async function evidenceOf(id: string, fields = 'externalId'): Promise<Json[]> {
  const { learner } = await server.read(
    `query ($id: ID!) { learner(id: $id) { evidence { nodes { ${fields} } } } }`,
    { id },
    admin,
  );
  return learner.evidence.nodes;
}
