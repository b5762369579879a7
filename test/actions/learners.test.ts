import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, anonymous, operator } from '../../src/actions/actor.ts';
import { createLearner, type NewLearnerInput } from '../../src/actions/create-learner.ts';
import { createToken } from '../../src/actions/create-token.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import { exportLearner } from '../../src/actions/export-learner.ts';
import { findLearner, type LearnerName } from '../../src/actions/find-learner.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { type ChangedLearnerInput, updateLearner } from '../../src/actions/update-learner.ts';
import { noWishes } from '../../src/curriculum/learner.ts';
import type { Scope } from '../../src/curriculum/token.ts';
import { isUuid } from '../../src/util/uuid-v7.ts';
import { newEnvironment } from '../support/environment.ts';
import { newId } from '../support/learners.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

let environment: Environment;

beforeEach(async () => {
  environment = await newEnvironment();
  const publication = { curriculum: smallCurriculum(), publishedBy: 'a test', note: null };
  await publishCurriculum(environment, publication);
});

const moodle = { system: 'moodle', externalId: '7' };

describe('a learner', () => {
  it('comes with nothing', async () => {
    const learner = await create({});
    expect(isUuid(learner.id)).toBe(true);
    const { createdAt } = learner;
    const dates = { createdAt, updatedAt: createdAt, since: createdAt };
    const nothing = { name: null, mail: null, hoursPerWeek: null, wishes: noWishes };
    expect(learner).toEqual({ id: learner.id, ...nothing, ...dates });
    expect(await find(learner)).toEqual(learner);
  });

  it('comes with everything', async () => {
    const learner = await create({
      name: 'Ada',
      mail: 'ada@example.org',
      hoursPerWeek: 7.5,
      since: new Date('2020-01-01'),
      curriculum: 'small',
      goals: [{ careerPath: 'backend-developer', by: '2027-06-30' }, { skill: 'css' }],
      pauses: [{ from: '2026-12-20', to: '2027-01-06' }],
      prefers: ['flask'],
      avoids: ['django'],
      excludes: ['functions@working'],
      completedProjects: ['notes-app'],
      externalIds: [moodle, { system: 'canvas', externalId: '7' }],
    });
    const goal = {
      careerPath: null,
      project: null,
      skill: null,
      level: null,
      importance: 1,
      by: null,
    };
    expect(learner).toMatchObject({
      hoursPerWeek: 7.5,
      since: new Date('2020-01-01'),
      wishes: {
        curriculum: 'small',
        goals: [
          { ...goal, careerPath: 'backend-developer', by: '2027-06-30' },
          { ...goal, skill: 'css' },
        ],
        completedProjects: ['notes-app'],
      },
    });
    expect(await find({ externalId: moodle })).toEqual(learner);
  });

  it('is not found by what is nobody’s name', async () => {
    const names = [
      {},
      { id: newId() },
      { id: 'nobody\0' },
      { externalId: { ...moodle, externalId: '8' } },
      { externalId: { ...moodle, externalId: '\ud800' } },
    ];
    for (const name of names) expect(await find(name)).toMatchObject({ kind: 'unknown-names' });
  });

  it('is called so alone, also where two come at once', async () => {
    const results = await Promise.all(
      [1, 2, 3].map(() => createLearner(environment, operator, { externalIds: [moodle] })),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual([
      'external-id-taken',
      'external-id-taken',
      'learner-created',
    ]);
    expect(await environment.store.reads.learners.page({ limit: 9 })).toHaveLength(1);
  });
});

describe('what is said of a learner is refused', () => {
  const cases: readonly [what: string, input: NewLearnerInput, paths: readonly string[]][] = [
    ['texts', { name: '', mail: 'nowhere' }, ['name', 'mail']],
    ['a NUL', { name: 'a\0' }, ['name']],
    ['hours', { hoursPerWeek: 169 }, ['hoursPerWeek']],
    ['dates', { pauses: [{ from: '2027-02-30', to: '2027-03-01' }] }, ['pauses.0.from']],
    ['the future', { since: new Date('2026-01-03') }, ['since']],
    ['ages ago', { since: new Date(-8e15) }, ['since']],
    ['a curriculum', { curriculum: 'smal' }, ['curriculum']],
    [
      'names',
      { goals: [{ skill: 'flsk' }], prefers: ['css', 'x'], completedProjects: ['css'] },
      ['completedProjects.0', 'goals.0.skill', 'prefers.1'],
    ],
    ['a name', { excludes: ['flsk'] }, ['excludes.0']],
    ['a goal that is two', { goals: [{ skill: 'css', project: 'notes-app' }] }, ['goals.0']],
    ['one external id twice', { externalIds: [moodle, moodle] }, ['externalIds.1']],
    [
      'an external id',
      { externalIds: [{ system: '', externalId: '\0' }] },
      ['externalIds.0.system', 'externalIds.0.externalId'],
    ],
  ];
  it.each(cases)('%s', async (_, input, paths) => {
    const result = await createLearner(environment, operator, input);
    if (result.kind !== 'invalid-request') throw new Error(result.kind);
    expect(result.problems.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(await environment.store.reads.learners.page({ limit: 9 })).toEqual([]);
  });

  it('with what may have been meant', async () => {
    const result = await createLearner(environment, operator, { excludes: ['flsk'] });
    expect(result).toMatchObject({
      message: '`flsk` is not in the curriculum. Did you mean `flask`?',
      problems: [{ suggestions: ['flask'] }],
    });
  });

  it('where there is no curriculum yet: its names, and hours no less', async () => {
    environment = await newEnvironment();
    expect(await createLearner(environment, operator, { hoursPerWeek: 5 })).toMatchObject({
      kind: 'learner-created',
    });
    expect(
      await createLearner(environment, operator, { hoursPerWeek: 0, prefers: ['flask'] }),
    ).toMatchObject({ problems: [{ path: 'hoursPerWeek' }, { path: 'curriculum' }] });
  });
});

describe('an update', () => {
  it('changes what is said, takes away what is null and keeps the rest', async () => {
    const before = await create({
      name: 'Ada',
      hoursPerWeek: 5,
      prefers: ['flask'],
      avoids: ['css'],
    });
    const after = await update(before.id, { hoursPerWeek: 6, name: null, avoids: null });
    expect(after).toEqual({
      ...before,
      name: null,
      hoursPerWeek: 6,
      wishes: { ...before.wishes, avoids: [], askedOn: { prefers: 1 } },
      updatedAt: after.updatedAt,
    });
    expect(after.updatedAt > before.updatedAt).toBe(true);
    expect(await find(before)).toEqual(after);
    const [change] = await environment.store.reads.learnerChanges.since([before.id], {
      sequence: 0,
      limit: 9,
    });
    expect(change).toMatchObject({
      kind: 'LEARNER_UPDATED',
      what: { fields: ['avoids', 'hoursPerWeek', 'name'] },
    });
  });

  it('that changes nothing leaves no trace', async () => {
    const before = await create({ name: 'Ada' });
    const head = await environment.store.reads.learnerChanges.head();
    expect(await update(before.id, { name: 'Ada', goals: [] })).toEqual(before);
    expect(await environment.store.reads.learnerChanges.head()).toBe(head);
  });

  it('looks at no names but those that it says', async () => {
    const { id } = await create({ prefers: ['flask'] });
    const { skills, ...rest } = smallCurriculum();
    const kept = skills.filter(({ slug }) => ['html', 'css'].includes(slug));
    const curriculum = { ...rest, skills: kept, projects: [], careerPaths: [], advice: [] };
    await publishCurriculum(environment, { curriculum, publishedBy: 'a test', note: null });
    expect((await update(id, { hoursPerWeek: 3 })).wishes.prefers).toEqual(['flask']);
    expect(
      await updateLearner(environment, operator, { id }, { prefers: ['flask'] }),
    ).toMatchObject({
      kind: 'invalid-request',
    });
  });

  it('is of a learner who is there', async () => {
    const result = await updateLearner(
      environment,
      operator,
      { externalId: moodle },
      { name: 'Ada' },
    );
    expect(result).toEqual({
      kind: 'unknown-names',
      message: 'No learner is called `7` in `moodle`.',
      names: [{ path: 'learner', name: '7', suggestions: [] }],
    });
  });
});

describe('what other systems call a learner', () => {
  const canvas = { system: 'canvas', externalId: '7' };

  it('is changed as a whole, and only where it is said', async () => {
    const { id } = await create({ externalIds: [moodle] });
    await update(id, { name: 'Ada' });
    expect(await find({ externalId: moodle })).toMatchObject({ id });
    await update(id, { externalIds: [canvas] });
    expect(await find({ externalId: canvas })).toMatchObject({ id });
    expect(await find({ externalId: moodle })).toMatchObject({ kind: 'unknown-names' });
    const changes = await environment.store.reads.learnerChanges.since([id], {
      sequence: 0,
      limit: 9,
    });
    expect(changes.map(({ what }) => what)).toEqual([
      { fields: ['name'] },
      { fields: ['externalIds'] },
    ]);
    await update(id, { externalIds: null });
    expect(await find({ externalId: canvas })).toMatchObject({ kind: 'unknown-names' });
  });

  it('stays with whom it is of', async () => {
    await create({ externalIds: [moodle] });
    const { id } = await create({ externalIds: [canvas] });
    const wanted = { name: 'Ada', externalIds: [canvas, moodle] };
    expect(await updateLearner(environment, operator, { id }, wanted)).toMatchObject({
      kind: 'external-id-taken',
      externalId: moodle,
    });
    expect(await find({ externalId: canvas })).toMatchObject({ id, name: null });
  });
});

describe('who may', () => {
  const self = (learner: string): Actor => ({ kind: 'LEARNER', name: learner, learner });
  const scoped = (...scopes: Scope[]): Actor => ({ kind: 'SERVICE', name: 'lms', scopes });

  it('take learners in: services with the scope, and admins', async () => {
    const kinds = async (actor: Actor) => (await createLearner(environment, actor, {})).kind;
    expect(await kinds(scoped('learners:write'))).toBe('learner-created');
    const { id } = await create({});
    for (const actor of [self(id), scoped('learners:read'), anonymous])
      expect(await kinds(actor)).toBe('forbidden');
  });

  it('see, change, take along and erase a learner: the learner, and services with the scope', async () => {
    const [{ id }, other] = [await create({ externalIds: [moodle] }), await create({})];
    const deeds = (actor: Actor, name: LearnerName = { id }) =>
      Promise.all([
        findLearner(environment, actor, name),
        updateLearner(environment, actor, name, { name: 'Ada' }),
        exportLearner(environment, actor, name),
      ]).then((results) => results.map(({ kind }) => kind));
    const done = ['learner', 'learner-updated', 'learner-export'];
    expect(await deeds(self(id))).toEqual(done);
    expect(await deeds(self(id), { externalId: moodle })).toEqual(done);
    expect(await deeds(scoped('learners:read', 'learners:write'))).toEqual(done);
    expect(await deeds(scoped('learners:read'))).toEqual([
      'learner',
      'forbidden',
      'learner-export',
    ]);
    for (const actor of [self(other.id), scoped('evidence:write'), anonymous]) {
      expect(await deeds(actor)).toEqual(Array(3).fill('forbidden'));
      expect((await eraseLearner(environment, actor, { id })).kind).toBe('forbidden');
      // Who is not there looks the same.
      const absent = await findLearner(environment, actor, { id: newId() });
      expect(absent).toEqual(await findLearner(environment, actor, { id }));
    }
    expect((await eraseLearner(environment, self(id), { id })).kind).toBe('learner-erased');
  });

  it('say what other systems call a learner: no learner, who could be somebody else then', async () => {
    const { id } = await create({});
    const input = { externalIds: [moodle] };
    expect((await updateLearner(environment, self(id), { id }, input)).kind).toBe('forbidden');
  });
});

describe('an idempotency key', () => {
  const send = (input: NewLearnerInput) =>
    createLearner(environment, operator, { ...input, idempotencyKey: 'k' });

  it('brings one learner, as the learner is by now', async () => {
    const results = await Promise.all([1, 2, 3].map(() => send({ name: 'Ada' })));
    const [id] = results.map((result) => result.kind === 'learner-created' && result.learner.id);
    for (const result of results) expect(result).toEqual(results[0]);
    expect(await environment.store.reads.learners.count()).toBe(1);
    await update(id || '', { name: 'Grace' });
    expect(await send({ name: 'Ada' })).toMatchObject({ learner: { name: 'Grace' } });
    expect(await send({ name: 'Eve' })).toMatchObject({ kind: 'key-conflict' });
  });

  it('does not bring back who was erased', async () => {
    const result = await send({});
    if (result.kind !== 'learner-created') throw new Error(result.kind);
    await eraseLearner(environment, operator, result.learner);
    expect(await send({})).toMatchObject({ problems: [{ path: 'idempotencyKey' }] });
    expect(await environment.store.reads.learners.count()).toBe(0);
  });
});

describe('all of a learner', () => {
  it('is given out, and erased for good', async () => {
    const { id } = await create({ name: 'Ada', externalIds: [moodle] });
    const learner = { externalId: moodle };
    const items = [
      {
        learner,
        source: 'moodle',
        externalId: '1',
        kind: 'OBSERVED',
        skill: 'css',
        occurredAt: environment.now(),
      },
    ] as const;
    await recordEvidence(environment, { kind: 'ADMIN', name: id }, { items, idempotencyKey: 'k' });
    await createToken(environment, operator, { kind: 'LEARNER', learner: id, title: 'Phone' });
    const notes = ['first', 'second'].map((text) => ({
      learner: id,
      id: newId(),
      writtenBy: 'a mentor',
      text,
      createdAt: environment.now(),
    }));
    await environment.store.write(async (writes) => {
      for (const note of notes) await writes.notes.add(note);
    });
    const result = await exportLearner(environment, operator, learner);
    expect(result).toMatchObject({
      kind: 'learner-export',
      data: {
        learner: { id, name: 'Ada' },
        externalIds: [moodle],
        evidence: [{ number: 1, competency: { skill: 'css' } }],
        cohorts: [],
        mentors: [],
        notes,
        adoptedRoadmaps: [],
        changes: [{ kind: 'EVIDENCE_RECORDED' }],
        tokens: [{ title: 'Phone' }],
      },
    });
    expect(JSON.stringify(result)).not.toContain('hash');

    expect(await eraseLearner(environment, operator, { id })).toEqual({
      kind: 'learner-erased',
      learner: id,
    });
    expect(await eraseLearner(environment, operator, { id })).toMatchObject({
      kind: 'unknown-names',
    });
    expect(await exportLearner(environment, operator, learner)).toMatchObject({
      kind: 'unknown-names',
    });
    expect(await create({ externalIds: [moodle] })).toMatchObject({ name: null });
  });
});

async function create(input: NewLearnerInput) {
  const result = await createLearner(environment, operator, input);
  if (result.kind !== 'learner-created') throw new Error(result.message);
  return result.learner;
}

async function update(id: string, input: ChangedLearnerInput) {
  const result = await updateLearner(environment, operator, { id }, input);
  if (result.kind !== 'learner-updated') throw new Error(result.message);
  return result.learner;
}

/** The learner, or why there is none. */
async function find(name: LearnerName) {
  const found = await findLearner(environment, operator, name);
  return found.kind === 'learner' ? found.learner : found;
}
