import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { newEvidence, newLearner, newMentor } from '../support/learners.ts';
import { contentOf, day, finding } from '../support/random-evidence.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

/** A mentor with a token. */
async function mentor() {
  const made = newMentor({ name: 'Grace' });
  await server.environment().store.write(({ mentors }) => mentors.create(made));
  const secret = await server.secretOf({ kind: 'MENTOR', mentor: made.id });
  return { id: made.id, globalId: typedId('Mentor', [made.id]), secret };
}

async function learner(given: Parameters<typeof newLearner>[0] = {}) {
  const made = newLearner({ since: day(-1000), hoursPerWeek: 7, ...given });
  await server.environment().store.write(({ learners }) => learners.create([made]));
  return { id: made.id, globalId: typedId('Learner', [made.id]) };
}

const fields = {
  createCohort: '... on CohortCreated { cohort { id title } }',
  invite:
    '... on LearnersInvited { lines { line status reason secret learner { id name mail } } } ... on UnknownNames { message }',
  members: '... on CohortMembersChanged { changed { id } } ... on Refusal { message }',
  baseline:
    '... on BaselineChanged { memberCount changedCount evidenceCount } ... on InvalidRequest { problems { path message } }',
};

async function newCohort(secret: string, title = 'Spring'): Promise<string> {
  const { createCohort } = await server.read(
    `mutation ($title: String!) { createCohort(input: { title: $title }) { ${fields.createCohort} } }`,
    { title },
    secret,
  );
  return createCohort.cohort.id;
}

const invitation = `mutation ($input: InviteLearnersInput!) { inviteLearners(input: $input) { __typename ... on Refusal { message } ${fields.invite} } }`;

async function invite(secret: string, input: Record<string, unknown>) {
  return (await server.read(invitation, { input }, secret)).inviteLearners;
}

describe('a cohort', () => {
  it('belongs to the mentor who makes it, and nobody else sees it', async () => {
    const [grace, other] = [await mentor(), await mentor()];
    const id = await newCohort(grace.secret, '  Spring  ');
    const ask = `{ cohort(id: "${id}") { title mentors { name } members { totalCount } } node(id: "${id}") { id } cohorts { nodes { id } totalCount } }`;
    expect(await server.read(ask, {}, grace.secret)).toEqual({
      cohort: { title: 'Spring', mentors: [{ name: 'Grace' }], members: { totalCount: 0 } },
      node: { id },
      cohorts: { nodes: [{ id }], totalCount: 1 },
    });
    const hidden = await server.ask(ask, {}, other.secret);
    expect(hidden.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect(hidden.data).toEqual({
      cohort: null,
      node: null,
      cohorts: { nodes: [], totalCount: 0 },
    });
    const nowhere = ask.replaceAll(id, typedId('Cohort', [newMentor().id]));
    const missing = await server.ask(nowhere, {}, other.secret);
    expect(missing.errors).toEqual(hidden.errors);
  });

  it('is made once, however often that is asked under one key', async () => {
    const { secret } = await mentor();
    const make = (title: string) =>
      server.read(
        `mutation { createCohort(input: { title: "${title}", idempotencyKey: "k" }) { __typename ${fields.createCohort} } }`,
        {},
        secret,
      );
    const [first, again, other] = [await make('a'), await make('a'), await make('b')];
    expect(again).toEqual(first);
    expect(other.createCohort.__typename).toBe('KeyConflict');
  });

  it('gets another title, and no empty one', async () => {
    const { secret } = await mentor();
    const id = await newCohort(secret);
    const update = (title: string) =>
      server.read(
        `mutation { updateCohort(input: { cohort: "${id}", title: "${title}" }) { ... on CohortUpdated { cohort { title } } ... on InvalidRequest { message } } }`,
        {},
        secret,
      );
    expect((await update('Autumn')).updateCohort).toEqual({ cohort: { title: 'Autumn' } });
    expect((await update(' ')).updateCohort).toEqual({ message: '`title` is empty.' });
  });

  it('takes in whom its mentor looks after already, and nobody else', async () => {
    const grace = await mentor();
    const [ada, bob] = [await learner(), await learner()];
    const admin = await server.secretOf({ kind: 'ADMIN' });
    const id = await newCohort(grace.secret);
    const add = (secret: string, learners: string[]) =>
      server.read(
        `mutation ($learners: [ID!]!) { addCohortMembers(input: { cohort: "${id}", learners: $learners }) { __typename ${fields.members} } }`,
        { learners },
        secret,
      );
    const refused = (await add(grace.secret, [ada.globalId])).addCohortMembers;
    expect(refused.__typename).toBe('UnknownNames');
    const nobody = (await add(grace.secret, [typedId('Learner', [newMentor().id])]))
      .addCohortMembers;
    expect(nobody.__typename).toBe('UnknownNames');
    const entrusted = await server.read(
      `mutation { entrustLearners(input: { mentor: "${grace.globalId}", learners: ["${ada.globalId}"] }) { ... on MenteesChanged { changed { id } } } }`,
      {},
      admin,
    );
    expect(entrusted.entrustLearners.changed).toEqual([{ id: ada.globalId }]);
    expect((await add(grace.secret, [ada.globalId])).addCohortMembers.changed).toEqual([
      { id: ada.globalId },
    ]);
    expect((await add(admin, [ada.globalId, bob.globalId])).addCohortMembers.changed).toEqual([
      { id: bob.globalId },
    ]);
    const left = await server.read(
      `mutation { removeCohortMembers(input: { cohort: "${id}", learners: ["${bob.globalId}"] }) { ${fields.members} } }`,
      {},
      grace.secret,
    );
    expect(left.removeCohortMembers.changed).toEqual([{ id: bob.globalId }]);
    const { learnerChanges } = server.environment().store.reads;
    const kinds = (await learnerChanges.since([ada.id, bob.id], { sequence: 0, limit: 9 })).map(
      ({ learner, kind }) => [learner === ada.id ? 'ada' : 'bob', kind],
    );
    expect(kinds).toEqual([
      ['ada', 'LEARNER_UPDATED'],
      ['ada', 'COHORT_JOINED'],
      ['bob', 'COHORT_JOINED'],
      ['bob', 'COHORT_LEFT'],
    ]);
  });

  it('is led by several mentors', async () => {
    const [grace, alan] = [await mentor(), await mentor()];
    const id = await newCohort(grace.secret);
    const change = (what: string, who: string) =>
      server.read(
        `mutation { ${what}(input: { cohort: "${id}", mentors: ["${who}"] }) { __typename } }`,
        {},
        grace.secret,
      );
    expect(await change('addCohortMentors', alan.globalId)).toEqual({
      addCohortMentors: { __typename: 'CohortUpdated' },
    });
    expect((await server.read(`{ cohort(id: "${id}") { id } }`, {}, alan.secret)).cohort).toEqual({
      id,
    });
    expect(
      (await change('addCohortMentors', typedId('Mentor', [newLearner().id]))).addCohortMentors,
    ).toEqual({ __typename: 'UnknownNames' });
    await change('removeCohortMentors', alan.globalId);
    const gone = await server.ask(`{ cohort(id: "${id}") { id } }`, {}, alan.secret);
    expect(gone.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('an invitation', () => {
  it('reports line by line, and lets nobody wrong keep out the others', async () => {
    const { secret } = await mentor();
    const cohort = await newCohort(secret);
    await invite(secret, { cohort, people: [{ name: 'Kim', mail: 'kim@example.org' }] });
    const csv =
      '\uFEFFE-Mail;Name\r\nada@example.org;"Lovelace; Ada"\r\n\r\nnowhere;Bob\r\nADA@example.org;Ada\r\nKim@example.org;Kim\r\n;Eve\r\n';
    const { lines } = await invite(secret, { cohort, csv, withTokens: true });
    expect(
      lines.map((line: { secret: unknown }) => ({ ...line, secret: Boolean(line.secret) })),
    ).toMatchObject([
      {
        line: 2,
        status: 'CREATED',
        secret: true,
        reason: null,
        learner: { name: 'Lovelace; Ada', mail: 'ada@example.org' },
      },
      { line: 4, status: 'REJECTED', secret: false, learner: null },
      { line: 5, status: 'REJECTED', reason: 'Line 2 has the same mail address.' },
      { line: 6, status: 'EXISTS', secret: false, learner: { name: 'Kim' } },
      { line: 7, status: 'CREATED', secret: true, learner: { name: 'Eve', mail: null } },
    ]);
    const ask = '{ viewer { kind name } }';
    expect(await server.read(ask, {}, lines[0].secret)).toEqual({
      viewer: { kind: 'LEARNER', name: 'Lovelace; Ada' },
    });
    const { members } = (
      await server.read(`{ cohort(id: "${cohort}") { members { totalCount } } }`, {}, secret)
    ).cohort;
    expect(members.totalCount).toBe(3);
  });

  it('shows secrets once, and does nothing twice under one key', async () => {
    const { secret } = await mentor();
    const cohort = await newCohort(secret);
    const input = { cohort, people: [{ name: 'Ada' }], withTokens: true, idempotencyKey: 'k' };
    const [first, again] = [await invite(secret, input), await invite(secret, input)];
    expect(first.lines[0].secret).toMatch(/^cairn_/);
    expect(again.lines[0]).toEqual({ ...first.lines[0], secret: null });
    const kept = await server.environment().store.reads.cohorts.page({ limit: 1000 });
    expect(JSON.stringify(kept)).not.toContain(first.lines[0].secret);
  });

  it('opens nobody by their mail address', async () => {
    await learner({ mail: 'eve@example.org' });
    const { secret } = await mentor();
    const cohort = await newCohort(secret);
    const { lines } = await invite(secret, { cohort, people: [{ mail: 'eve@example.org' }] });
    expect(lines[0].status).toBe('CREATED');
  });

  it.each([
    ['no list', {}, 'Give the people either as `people` or as `csv`.'],
    ['two lists', { people: [{ name: 'a' }], csv: 'a' }, 'Give the people either'],
    ['nobody', { people: [] }, 'There is nobody on the list in `people`.'],
    ['no CSV', { csv: 'name,mail\n"a' }, "The list can't be read as CSV"],
    ['too many', { people: Array(501).fill({ name: 'a' }) }, 'There are 501 people on the list'],
    ['a text too long', { csv: 'a'.repeat(100_001) }, 'has 100001 characters'],
  ])('of %s is refused', async (_what, list, message) => {
    const { secret } = await mentor();
    const cohort = await newCohort(secret);
    const refused = await invite(secret, { cohort, ...list });
    expect(refused.__typename).toBe('InvalidRequest');
    expect(refused.message).toContain(message);
  });
});

describe('a baseline', () => {
  it('is declared of everybody who is there, once, and taken back', async () => {
    const { secret } = await mentor();
    const cohort = await newCohort(secret);
    const change = async (
      what: string,
      knows = '{ skill: "functions", level: "working" }, { skill: "html" }',
    ) =>
      (
        await server.read(
          `mutation { ${what}(input: { cohort: "${cohort}", knows: [${knows}] }) { __typename ${fields.baseline} } }`,
          {},
          secret,
        )
      )[what];
    const known = async () => {
      const read = await server.read(
        `{ cohort(id: "${cohort}") { members { nodes { name knows { provenance competency { text } } } } } }`,
        {},
        secret,
      );
      return read.cohort.members.nodes.map(
        ({ knows }: { knows: { provenance: string; competency: { text: string } }[] }) =>
          knows
            .filter(({ provenance }) => provenance === 'DECLARED')
            .map(({ competency }) => competency.text),
      );
    };
    await invite(secret, { cohort, people: [{ name: 'Ada' }, { name: 'Bob' }] });
    expect(await change('declareBaseline')).toMatchObject({
      memberCount: 2,
      changedCount: 2,
      evidenceCount: 4,
    });
    expect(await change('declareBaseline')).toMatchObject({
      memberCount: 2,
      changedCount: 0,
      evidenceCount: 0,
    });
    await invite(secret, { cohort, people: [{ name: 'Eve' }] });
    expect((await known())[2]).toEqual([]);
    expect(await change('declareBaseline')).toMatchObject({
      memberCount: 3,
      changedCount: 1,
      evidenceCount: 2,
    });
    expect((await known())[0]).toHaveLength(3);
    expect(await change('retractBaseline', '{ skill: "html" }')).toMatchObject({
      changedCount: 3,
      evidenceCount: 3,
    });
    expect(await known()).toEqual([
      [expect.anything(), expect.anything()],
      [expect.anything(), expect.anything()],
      [expect.anything(), expect.anything()],
    ]);
    expect(await change('declareBaseline')).toMatchObject({ changedCount: 3, evidenceCount: 3 });
    expect((await known())[1]).toHaveLength(3);
    expect(
      await change('declareBaseline', '{ skill: "htm" }, { skill: "css", level: "advanced" }'),
    ).toMatchObject({
      __typename: 'InvalidRequest',
      problems: [{ path: 'knows.0.skill' }, { path: 'knows.1.level' }],
    });
  });
});

describe('a note', () => {
  it('is read by those who look after the learner, and not by the learner', async () => {
    const [grace, other] = [await mentor(), await mentor()];
    const cohort = await newCohort(grace.secret);
    const { lines } = await invite(grace.secret, {
      cohort,
      people: [{ name: 'Ada' }],
      withTokens: true,
    });
    const [
      {
        secret: adas,
        learner: { id },
      },
    ] = lines;
    const { addNote } = await server.read(
      `mutation { addNote(input: { learner: "${id}", text: "Likes graphs." }) { ... on NoteAdded { note { id text writtenBy { name } } } } }`,
      {},
      grace.secret,
    );
    expect(addNote.note).toMatchObject({ text: 'Likes graphs.', writtenBy: { name: 'Grace' } });
    const ask = `{ learner(id: "${id}") { notes { totalCount nodes { text } } } }`;
    expect((await server.read(ask, {}, grace.secret)).learner.notes).toEqual({
      totalCount: 1,
      nodes: [{ text: 'Likes graphs.' }],
    });
    for (const secret of [adas, other.secret])
      expect((await server.ask(ask, {}, secret)).errors?.[0]?.extensions?.['code']).toBe(
        'FORBIDDEN',
      );
    const remove = `mutation { removeNote(input: { note: "${addNote.note.id}" }) { __typename } }`;
    expect((await server.ask(remove, {}, other.secret)).errors?.[0]?.extensions?.['code']).toBe(
      'FORBIDDEN',
    );
    expect((await server.read(remove, {}, grace.secret)).removeNote.__typename).toBe('NoteRemoved');
    expect((await server.read(remove, {}, grace.secret)).removeNote.__typename).toBe(
      'UnknownNames',
    );
  });
});

/** Makes a cohort of three on the way to become backend developers; the last one has got somewhere. */
async function onTheWay() {
  const grace = await mentor();
  const cohort = await newCohort(grace.secret);
  const { lines } = await invite(grace.secret, {
    cohort,
    people: [{ name: 'Ada' }, { name: 'Bob' }, { name: 'Eve' }, { name: 'Kim' }],
  });
  const ids: string[] = lines.map((line: { learner: { id: string } }) =>
    Buffer.from(line.learner.id, 'base64').toString().replace('Learner:', ''),
  );
  const environment = server.environment();
  for (const id of ids.slice(0, 3)) {
    const adopted = await adoptRoadmap(environment, environment.curricula.snapshot(), operator, {
      learner: id,
      revision: 1,
      request: { goals: [{ careerPath: 'backend-developer' }], projects: 'NONE', hoursPerWeek: 7 },
    });
    if (adopted.kind !== 'roadmap-adopted') throw new Error(JSON.stringify(adopted));
  }
  const show = (id: string, skill: string) => {
    const competency = { curriculum: 'small', skill, level: 'foundation' };
    const content = contentOf(
      finding({ source: 'test', externalId: skill, competency, occurredAt: environment.now() }),
    );
    return newEvidence(id, content);
  };
  await environment.store.write(async ({ learners, evidence }) => {
    await learners.lock(ids);
    const by = { recordedAt: environment.now(), recordedBy: 'test' };
    await evidence.record(
      [show(ids[1]!, 'variables'), show(ids[2]!, 'variables'), show(ids[2]!, 'functions')],
      by,
    );
  });
  return { ...grace, cohort, ids };
}

describe('what a mentor sees', () => {
  it('is how far mentees have come and what blocks them', async () => {
    const { secret, cohort } = await onTheWay();
    const mentees = async (args: string) =>
      (
        await server.read(
          `{ viewer { mentor { mentees${args} { totalCount pageInfo { hasNextPage endCursor } nodes { learner { name } shareDone hoursDone hoursLeft isStalled stalledSince lastActivityAt nextSteps(first: 9) { key block { kind missing text } } } } } } }`,
          {},
          secret,
        )
      ).viewer.mentor.mentees;
    const byProgress = await mentees('(orderBy: PROGRESS)');
    expect(byProgress.totalCount).toBe(4);
    expect(
      byProgress.nodes.map((each: { learner: { name: string }; hoursDone: number }) => [
        each.learner.name,
        each.hoursDone,
      ]),
    ).toEqual([
      ['Ada', 0],
      ['Bob', 2],
      ['Eve', 6],
      ['Kim', null],
    ]);
    const eve = byProgress.nodes[2];
    expect(eve.isStalled).toBe(false);
    expect(eve.nextSteps.at(-1).block).toMatchObject({
      kind: 'MISSING_PREREQUISITE',
    });
    const named = await mentees('(orderBy: NAME, first: 2)');
    expect(named.nodes.map(({ learner }: { learner: { name: string } }) => learner.name)).toEqual([
      'Ada',
      'Bob',
    ]);
    const rest = await mentees(`(orderBy: NAME, after: "${named.pageInfo.endCursor}")`);
    expect(rest.nodes.map(({ learner }: { learner: { name: string } }) => learner.name)).toEqual([
      'Eve',
      'Kim',
    ]);
    const found = await mentees(`(filter: { text: "éVE", cohort: "${cohort}", isStalled: false })`);
    expect(found.nodes).toHaveLength(1);
    const active = await mentees('(orderBy: LAST_ACTIVITY)');
    expect(active.nodes.map(({ learner }: { learner: { name: string } }) => learner.name)).toEqual([
      'Ada',
      'Kim',
      'Bob',
      'Eve',
    ]);
    expect((await mentees('(filter: { isStalled: true })')).nodes).toEqual([]);
  });

  it('is up to date when something has come', async () => {
    const { secret, ids } = await onTheWay();
    const order = async () =>
      (
        await server.read(
          '{ viewer { mentor { mentees(orderBy: PROGRESS) { nodes { learner { name } } } } } }',
          {},
          secret,
        )
      ).viewer.mentor.mentees.nodes.map((each: { learner: { name: string } }) => each.learner.name);
    expect(await order()).toEqual(['Ada', 'Bob', 'Eve', 'Kim']);
    const environment = server.environment();
    const items = ['variables', 'functions', 'html', 'http'].map((skill) => ({
      learner: { id: ids[0]! },
      kind: 'OBSERVED' as const,
      source: 'test',
      externalId: skill,
      skill,
      occurredAt: environment.now(),
    }));
    await recordEvidence(environment, operator, { items });
    expect(await order()).toEqual(['Bob', 'Eve', 'Ada', 'Kim']);
  });

  it('is what holds a cohort up, and what to do about it', async () => {
    const { secret, cohort } = await onTheWay();
    const { insight } = (
      await server.read(
        `{ cohort(id: "${cohort}") { insight {
          progress { memberCount plannedCount histogram median text }
          bottlenecks(first: 2) { competency { text } learnerCount readyCount hoursBlocked text learners { name } }
          learningGroups { competency { text } learners { name } text }
          workshop(hours: 4, competencies: 1) { teaches { text } hours learners { name } learnerHoursUnblocked isProven text }
        } } }`,
        {},
        secret,
      )
    ).cohort;
    expect(insight.progress).toMatchObject({ memberCount: 4, plannedCount: 3 });
    expect(insight.bottlenecks).toHaveLength(2);
    expect(insight.bottlenecks[0].learners.length).toBe(insight.bottlenecks[0].learnerCount);
    expect(insight.learningGroups.length).toBeGreaterThan(0);
    expect(insight.workshop.isProven).toBe(true);
    expect(insight.workshop.hours).toBeLessThanOrEqual(4);
  });

  it('is the week of a cohort, the same whenever it is asked for', async () => {
    const { secret, cohort } = await onTheWay();
    const read = async (week: string, as: string) =>
      (
        await server.read(
          `{ cohort(id: "${cohort}") { weeklyReport(week: "${week}", as: ${as}) } }`,
          {},
          secret,
        )
      ).cohort.weeklyReport;
    const text = await read('2027-03-01', 'MARKDOWN');
    expect(text).toContain('# Spring: 1 Mar to 7 Mar 2027');
    expect(text).toContain('## Who moved (2 of 4)');
    expect(text).toMatch(/- \*\*Eve\*\*: variables and Functions \(foundation\) \(2 steps, 6 h\)/);
    expect(await read('2027-03-07', 'MARKDOWN')).toBe(text);
    expect(await read('2027-02-28', 'MARKDOWN')).toContain('## Who moved (0 of 4)');
    expect((await read('2027-03-03', 'CSV')).split('\r\n')).toHaveLength(6);
    for (const week of ['2027-03-08', '2027-02-30']) {
      const { errors } = await server.ask(
        `{ cohort(id: "${cohort}") { weeklyReport(week: "${week}") } }`,
        {},
        secret,
      );
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('is nobody else’s', async () => {
    const { globalId, cohort, secret } = await onTheWay();
    const other = await mentor();
    const admin = await server.secretOf({ kind: 'ADMIN' });
    await server.read(
      `mutation { addCohortMentors(input: { cohort: "${cohort}", mentors: ["${other.globalId}"] }) { __typename } }`,
      {},
      secret,
    );
    await newCohort(secret, 'Private');
    const ask = `{ cohort(id: "${cohort}") { mentors { id cohorts { title } mentees { totalCount } } } }`;
    const answer = await server.ask(ask, {}, other.secret);
    expect(answer.errors?.every(({ extensions }) => extensions?.['code'] === 'FORBIDDEN')).toBe(
      true,
    );
    const cohorts = `{ cohort(id: "${cohort}") { mentors { id cohorts { title } } } }`;
    const seen = (await server.read(cohorts, {}, other.secret)).cohort.mentors;
    expect(seen.find(({ id }: { id: string }) => id === globalId).cohorts).toEqual([
      { title: 'Spring' },
    ]);
    const all = (await server.read(cohorts, {}, admin)).cohort.mentors;
    expect(all.find(({ id }: { id: string }) => id === globalId).cohorts).toHaveLength(2);
    const service = await server.secretOf({ kind: 'SERVICE', scopes: ['cohorts:write'] });
    const blind = await server.ask(
      `{ cohort(id: "${cohort}") { members { totalCount } } }`,
      {},
      service,
    );
    expect(blind.errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      requiredScope: 'learners:read',
    });
  });

  it.each([
    ['{ viewer { mentor { mentees(first: 101) { totalCount } } } }', '`first` is 101'],
    ['{ viewer { mentor { mentees(after: "eA") { totalCount } } } }', 'no cursor of this list'],
    ['{ viewer { mentor { mentees(filter: { cohort: "eA" }) { totalCount } } } }', 'is no id that'],
  ])('answers %s plainly', async (ask, message) => {
    const { secret } = await mentor();
    const { errors } = await server.ask(ask, {}, secret);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});
