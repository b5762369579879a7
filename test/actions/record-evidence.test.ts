import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, anonymous, operator } from '../../src/actions/actor.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { judgeLearners } from '../../src/actions/judge-learners.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import type { EvidenceInput } from '../../src/actions/read-evidence.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import type { Moment } from '../../src/curriculum/last-words.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { curriculum } from '../support/curricula.ts';
import { newEnvironment } from '../support/environment.ts';
import { newId, newMentor } from '../support/learners.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const admin = { kind: 'ADMIN', name: 'a service' } as const;
const occurredAt = new Date('2026-01-01T00:00:00Z');

let environment: Environment;
let learner: string;

beforeEach(async () => {
  environment = await newEnvironment();
  const drawn = smallCurriculum();
  const css = ['https://example.org/css'];
  const skills = drawn.skills.map((skill) => ({
    ...skill,
    replaces: skill.slug === 'http' ? ['web-protocols'] : [],
    sameAs: skill.slug === 'css' ? css : [],
  }));
  const foreign = curriculum('a; a@2');
  const same = foreign.skills.map((skill) => ({ ...skill, sameAs: css }));
  for (const version of [
    { ...drawn, skills },
    { ...foreign, slug: 'other', skills: same },
  ])
    await publishCurriculum(environment, {
      curriculum: version,
      publishedBy: 'a test',
      note: null,
    });
  learner = await create();
});

describe('evidence', () => {
  it('is recorded with what was left out filled in', async () => {
    expect(await record(item())).toEqual([{ status: 'CREATED', number: 1, learner }]);
    const [kept] = await evidence();
    expect(kept).toEqual({
      number: 1,
      source: 'moodle',
      externalId: 'quiz-7',
      kind: 'OBSERVED',
      competency: { curriculum: 'small', skill: 'functions', level: 'foundation' },
      outcome: 'HELD',
      score: null,
      strength: null,
      occurredAt,
      recordedAt: kept!.recordedAt,
      recordedBy: 'a service',
      note: null,
      data: null,
    });
  });

  it('is recorded of learners by what other systems call them', async () => {
    const externalId = { system: 'moodle', externalId: '7' };
    const other = await create([externalId]);
    expect(
      await record(item({ learner: { externalId } }), item(), item({ learner: { id: other } })),
    ).toEqual([
      { status: 'CREATED', number: 1, learner: other },
      { status: 'CREATED', number: 1, learner },
      // The first of the batch was the same learner's.
      { status: 'REJECTED', problem: expect.objectContaining({ code: 'TWICE_IN_BATCH' }) },
    ]);
  });

  it('is recorded once, however often it comes, and anew where it changed', async () => {
    await record(item());
    expect(await statuses(item())).toEqual(['UNCHANGED']);
    expect(await statuses(item({ outcome: 'NOT_HELD' }))).toEqual(['UPDATED']);
    expect(await statuses(item({ kind: 'RETRACTION' }))).toEqual(['UPDATED']);
    expect(await statuses(item({ kind: 'RETRACTION', externalId: 'quiz-8' }))).toEqual(['CREATED']);
    expect(await evidence()).toHaveLength(4);
  });

  it('of a skill under a name that it had is kept under that', async () => {
    const old = item({ skill: 'web-protocols', level: 'advanced' });
    expect(await statuses(old)).toEqual(['CREATED']);
    expect((await evidence())[0]).toMatchObject({
      competency: { skill: 'web-protocols', level: 'advanced' },
    });
  });

  it('leaves one change for each learner of whom there is something new', async () => {
    const other = await create();
    await record(item(), item({ externalId: 'b' }), item({ learner: { id: other } }));
    await record(item());
    const changes = await environment.store.reads.learnerChanges.sinceForAll({
      sequence: 0,
      limit: 9,
    });
    expect(changes.map(({ learner, kind, what }) => [learner, kind, what])).toEqual([
      [learner, 'EVIDENCE_RECORDED', { evidence: [1, 2] }],
      [other, 'EVIDENCE_RECORDED', { evidence: [1] }],
    ]);
  });
});

describe('an item is rejected, and only that one,', () => {
  const cases: readonly [why: string, wrong: Partial<EvidenceInput>, code: string, path: string][] =
    [
      ['of an unknown learner', { learner: { id: newId() } }, 'UNKNOWN_LEARNER', 'learner'],
      ['of no learner', { learner: {} }, 'UNKNOWN_LEARNER', 'learner'],
      ['of an id that is none', { learner: { id: '\0' } }, 'UNKNOWN_LEARNER', 'learner'],
      [
        'of an external id that is none',
        { learner: { externalId: { system: '\ud800', externalId: '7' } } },
        'UNKNOWN_LEARNER',
        'learner',
      ],
      ['on an unknown curriculum', { curriculum: 'smal' }, 'UNKNOWN_CURRICULUM', 'curriculum'],
      ['on an unknown skill', { skill: 'function' }, 'UNKNOWN_SKILL', 'skill'],
      ['on a project', { skill: 'notes-app' }, 'UNKNOWN_SKILL', 'skill'],
      ['on no skill', { skill: null }, 'INVALID', 'skill'],
      ['at an unknown level', { level: 'advanced' }, 'UNKNOWN_LEVEL', 'level'],
      ['at a level of no scale', { skill: 'web-protocols', level: 'x' }, 'UNKNOWN_LEVEL', 'level'],
      ['with a score of 101 %', { score: 1.01 }, 'INVALID', 'score'],
      ['with a strength that is no number', { strength: Number.NaN }, 'INVALID', 'strength'],
      ['with an empty source', { source: ' ' }, 'INVALID', 'source'],
      ['with a NUL', { externalId: 'a\0' }, 'INVALID', 'externalId'],
      ['with half a pair of surrogates', { note: '\ud800' }, 'INVALID', 'note'],
      ['with a long external id', { externalId: 'x'.repeat(501) }, 'INVALID', 'externalId'],
      ['with much data', { data: 'x'.repeat(20_000) }, 'INVALID', 'data'],
      ['from the future', { occurredAt: new Date('2026-01-02') }, 'IN_THE_FUTURE', 'occurredAt'],
      [
        'from before the learner began',
        { occurredAt: new Date('2025-12-30') },
        'BEFORE_LEARNER',
        'occurredAt',
      ],
    ];
  it.each(cases)('%s', async (_, wrong, code, path) => {
    const [first, second, third] = await record(
      item({ externalId: 'before' }),
      item(wrong),
      item({ externalId: 'after' }),
    );
    expect([first?.status, third?.status]).toEqual(['CREATED', 'CREATED']);
    expect(second).toMatchObject({
      status: 'REJECTED',
      problem: { code, path: `items.1.${path}` },
    });
    expect(await evidence()).toHaveLength(2);
  });

  it('with names that may have been meant', async () => {
    expect(await problems(item({ skill: 'function' }), item({ level: 'basic' }))).toEqual([
      ['There is no skill `function` in `small`. Did you mean `functions`?', ['functions']],
      [
        '`functions` has no level `basic`; it has `foundation`, `working`.',
        ['foundation', 'working'],
      ],
    ]);
  });

  it('with suggestions for the first twenty names, since they take time', async () => {
    const wrong = Array.from({ length: 22 }, (_, index) =>
      item({
        externalId: `${index}`,
        skill: `function${'s'.repeat((index % 2) * 2)}-${index >> 1}`,
      }),
    );
    const suggested = (await problems(...wrong, item({ skill: 'function-0' }))).map(
      ([, suggestions]) => suggestions!.length > 0,
    );
    expect(suggested).toEqual([...Array(20).fill(true), false, false, true]);
  });

  it('where one before it has the same external id', async () => {
    expect(await statuses(item(), item({ score: 1 }), item({ source: 'canvas' }))).toEqual([
      'CREATED',
      'REJECTED',
      'CREATED',
    ]);
  });

  it('not for one before it that was rejected itself', async () => {
    expect(await statuses(item({ score: 2 }), item())).toEqual(['REJECTED', 'CREATED']);
  });
});

describe('who hands in what', () => {
  const service: Actor = { kind: 'SERVICE', name: 'lms', scopes: ['evidence:write'] };
  const self = (): Actor => ({ kind: 'LEARNER', name: learner, learner });
  let mentor: string;

  beforeEach(async () => {
    const ada = newMentor();
    mentor = ada.id;
    await environment.store.write(async ({ mentors }) => {
      await mentors.create(ada);
      await mentors.entrust(mentor, [learner], occurredAt);
    });
  });

  const asMentor = (): Actor => ({ kind: 'MENTOR', name: mentor, mentor });
  const codes = async (actor: Actor, ...items: readonly EvidenceInput[]) => {
    const result = await recordEvidence(environment, actor, { items });
    if (result.kind !== 'evidence-recorded') return result.kind;
    return result.items.map((each) =>
      each.status === 'REJECTED' ? each.problem.code : each.status,
    );
  };
  const said = (given: Partial<EvidenceInput>): EvidenceInput => ({
    learner: { id: learner },
    kind: 'DECLARED',
    skill: 'functions',
    ...given,
  });

  it('learners declare, of themselves, under their own name', async () => {
    const other = await create();
    expect(
      await codes(
        self(),
        said({ learner: {} }),
        said({ skill: 'css', source: 'learner', externalId: 'x' }),
        said({ kind: 'OBSERVED' }),
        said({ kind: 'CONFIRMED' }),
        said({ source: 'moodle' }),
        said({ learner: { id: other } }),
      ),
    ).toEqual([
      'CREATED',
      'CREATED',
      'KIND_NOT_YOURS',
      'KIND_NOT_YOURS',
      'SOURCE_NOT_YOURS',
      'UNKNOWN_LEARNER',
    ]);
    const [first] = await evidence();
    expect(first).toMatchObject({
      source: 'learner',
      externalId: 'small/functions@foundation',
      recordedBy: learner,
    });
    expect(first!.occurredAt).toEqual(first!.recordedAt);
  });

  it('mentors confirm and declare, of mentees alone', async () => {
    const other = await create();
    expect(
      await codes(
        asMentor(),
        said({ kind: 'CONFIRMED', level: 'working' }),
        said({ skill: 'css' }),
        said({ kind: 'PLACEMENT' }),
        said({ source: 'learner' }),
        said({ learner: { id: other } }),
        said({ learner: { id: newId() } }),
      ),
    ).toEqual([
      'CREATED',
      'CREATED',
      'KIND_NOT_YOURS',
      'SOURCE_NOT_YOURS',
      'UNKNOWN_LEARNER',
      'UNKNOWN_LEARNER',
    ]);
    expect((await evidence())[0]).toMatchObject({ source: `mentor:${mentor}` });
  });

  it('learners who may not be known of are as good as none', async () => {
    const messageFor = async (id: string) => {
      const items = [said({ learner: { id } })];
      const result = await recordEvidence(environment, asMentor(), { items });
      return JSON.stringify(result).replaceAll(id, 'id');
    };
    expect(await messageFor(await create())).toBe(await messageFor(newId()));
  });

  it('services hand in what platforms say, and nothing in the name of others', async () => {
    expect(
      await codes(
        service,
        item(),
        item({ kind: 'CONFIRMED', externalId: 'b' }),
        item({ source: 'learner' }),
        item({ source: `mentor:${mentor}` }),
        item({ source: 'placement' }),
        item({ source: 'baseline:x' }),
        item({ source: null }),
        item({ externalId: null }),
        item({ occurredAt: null }),
      ),
    ).toEqual([
      'CREATED',
      'KIND_NOT_YOURS',
      ...Array(4).fill('SOURCE_NOT_YOURS'),
      ...Array(3).fill('INVALID'),
    ]);
  });

  it('nobody takes back what another said, but admins', async () => {
    await codes(asMentor(), said({ kind: 'CONFIRMED' }));
    const back = said({ kind: 'RETRACTION', externalId: 'small/functions@foundation' });
    const mentors = { ...back, source: `mentor:${mentor}`, occurredAt: environment.now() };
    expect(await codes(self(), mentors)).toEqual(['SOURCE_NOT_YOURS']);
    expect(await codes(service, mentors)).toEqual(['SOURCE_NOT_YOURS']);
    // What the learner takes back is what the learner said, which is nothing.
    expect(await codes(self(), back)).toEqual(['CREATED']);
    expect(await knows()).toEqual(['functions@foundation']);
    expect(await codes(asMentor(), back)).toEqual(['UPDATED']);
    expect(await knows()).toEqual([]);
    await codes(asMentor(), said({ kind: 'CONFIRMED' }));
    expect(await codes(admin, { ...mentors, occurredAt: environment.now() })).toEqual(['UPDATED']);
    expect(await knows()).toEqual([]);
  });

  it('others hand in nothing', async () => {
    for (const actor of [
      anonymous,
      { kind: 'AUTHOR', name: 'a' },
      { ...service, scopes: ['learners:write'] },
    ] as const satisfies readonly Actor[])
      expect(await codes(actor as Actor, item())).toBe('forbidden');
    expect(await evidence()).toEqual([]);
  });

  async function knows() {
    const snapshot = environment.curricula.snapshot();
    const judged = await judgeLearners(environment, snapshot, snapshot.default!, [learner]);
    return judged.get(learner)!.map(({ competency }) => competencyKey(competency));
  }
});

describe('all or nothing', () => {
  const send = (items: readonly EvidenceInput[]) =>
    recordEvidence(environment, admin, { items, atomic: true });

  it('records all where all is sound', async () => {
    expect(await send([item(), item({ externalId: 'b' })])).toMatchObject({
      items: [{ status: 'CREATED' }, { status: 'CREATED' }],
    });
  });

  it('records nothing where one is not, and says which', async () => {
    const head = await environment.store.reads.learnerChanges.head();
    const result = await send([item(), item({ externalId: 'b', skill: 'x' }), item()]);
    expect(result).toMatchObject({
      items: [
        {
          status: 'REJECTED',
          problem: { code: 'BATCH_REJECTED', message: expect.stringContaining('item 1 was') },
        },
        { status: 'REJECTED', problem: { code: 'UNKNOWN_SKILL' } },
        { status: 'REJECTED', problem: { code: 'TWICE_IN_BATCH' } },
      ],
    });
    expect(await evidence()).toEqual([]);
    expect(await environment.store.reads.learnerChanges.head()).toBe(head);
  });
});

describe('time', () => {
  it('may be a little ahead, as clocks are', async () => {
    const ahead = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));
    expect(await statuses(item({ occurredAt: ahead(4) }))).toEqual(['CREATED']);
    expect(await statuses(item({ occurredAt: ahead(7) }))).toEqual(['REJECTED']);
  });

  it('may be as early as the learner is said to have begun', async () => {
    const long = await create([], new Date('2020-01-01'));
    const early = item({ learner: { id: long }, occurredAt: new Date('2020-01-02') });
    expect(await statuses(early)).toEqual(['CREATED']);
  });
});

describe('a batch', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => item({ externalId: `${index}` }));

  it('may have 500 items, or none', async () => {
    expect(new Set(await statuses(...many(500)))).toEqual(new Set(['CREATED']));
    expect(await record()).toEqual([]);
  });

  it('is refused whole where it has more', async () => {
    const result = await recordEvidence(environment, admin, { items: many(501) });
    expect(result).toMatchObject({
      kind: 'invalid-request',
      problems: [{ path: 'items', message: expect.stringContaining('501 entries; 500') }],
    });
    expect(await evidence()).toEqual([]);
  });
});

describe('an idempotency key', () => {
  const send = (items: readonly EvidenceInput[], key: string, name = 'a service') =>
    recordEvidence(environment, { ...admin, name }, { items, idempotencyKey: key });

  it('gives the first response again, and does nothing', async () => {
    const items = [item(), item({ skill: 'nonsense', externalId: 'b' })];
    const first = await send(items, 'k');
    expect(first).toMatchObject({ items: [{ status: 'CREATED' }, { status: 'REJECTED' }] });
    expect(await send(items, 'k')).toEqual(first);
    expect(await send(items, 'other')).toMatchObject({ items: [{ status: 'UNCHANGED' }, {}] });
    expect(await evidence()).toHaveLength(1);
  });

  it('is good for one request alone', async () => {
    await send([item()], 'k');
    const later = item({ occurredAt: new Date(Number(occurredAt) + 1) });
    expect(await send([later], 'k')).toMatchObject({
      kind: 'key-conflict',
      message: expect.stringContaining('`k`'),
    });
    expect(await evidence()).toHaveLength(1);
  });

  it("is nothing to another sender's", async () => {
    await send([item()], 'k');
    expect(await send([item({ score: 1 })], 'k', 'another')).toMatchObject({
      items: [{ status: 'UPDATED' }],
    });
  });

  it('does it once where it is sent several times at once', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => send([item()], 'k')));
    for (const result of results) expect(result).toMatchObject({ items: [{ status: 'CREATED' }] });
  });

  it('is refused where it is none', async () => {
    expect(await send([item()], '')).toMatchObject({ problems: [{ path: 'idempotencyKey' }] });
    expect(await send([item()], 'x'.repeat(201))).toMatchObject({ kind: 'invalid-request' });
  });

  it('is forgotten after two days', async () => {
    await send([item()], 'k');
    environment = { ...environment, now: () => new Date('2026-01-03T01:00:00Z') };
    expect(await send([item({ score: 1 })], 'k')).toMatchObject({ items: [{ status: 'UPDATED' }] });
  });
});

it('evidence adds up to what its learner knows, of the same skills elsewhere too', async () => {
  const late = item({
    externalId: 'late',
    skill: 'flask',
    occurredAt: new Date('2026-01-01T00:00:02Z'),
  });
  await record(item({ kind: 'CONFIRMED', level: 'working' }));
  const { recordedAt } = (await evidence())[0]!;
  await record(late, item({ externalId: 'x', curriculum: 'other', skill: 'a' }));
  const snapshot = environment.curricula.snapshot();
  const judged = async (slug: string, moment: Moment = {}) => {
    const head = snapshot.heads.get(slug)!;
    const all = await judgeLearners(environment, snapshot, head, [learner, 'nobody'], moment);
    expect(all.get('nobody')).toEqual([]);
    return all.get(learner)!.map(({ competency }) => competencyKey(competency));
  };
  const functions = ['functions@foundation', 'functions@working'];
  // The skill `a` of the other curriculum says to be the same as `css`.
  expect(await judged('small')).toEqual(['css@foundation', 'flask@foundation', ...functions]);
  expect(await judged('small', { recordedUntil: recordedAt })).toEqual(functions);
  expect(await judged('small', { occurredUntil: occurredAt })).toEqual([
    'css@foundation',
    ...functions,
  ]);
  expect(await judged('other')).toEqual(['a@foundation']);
});

function item(given: Partial<EvidenceInput> = {}): EvidenceInput {
  return {
    learner: { id: learner },
    source: 'moodle',
    externalId: 'quiz-7',
    kind: 'OBSERVED',
    skill: 'functions',
    occurredAt,
    ...given,
  };
}

async function create(
  externalIds: readonly { system: string; externalId: string }[] = [],
  since?: Date,
): Promise<string> {
  const result = await createLearner(environment, operator, { externalIds, since });
  if (result.kind !== 'learner-created') throw new Error(result.message);
  return result.learner.id;
}

async function record(...items: readonly EvidenceInput[]) {
  const result = await recordEvidence(environment, admin, { items });
  if (result.kind !== 'evidence-recorded') throw new Error(result.message);
  return result.items;
}

async function statuses(...items: readonly EvidenceInput[]) {
  return (await record(...items)).map(({ status }) => status);
}

async function problems(...items: readonly EvidenceInput[]) {
  return (await record(...items)).flatMap((result) =>
    result.status === 'REJECTED' ? [[result.problem.message, result.problem.suggestions]] : [],
  );
}

async function evidence() {
  return (await environment.store.reads.evidence.ofLearners([learner])).get(learner)!;
}
