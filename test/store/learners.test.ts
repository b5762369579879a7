import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import type { NewStatement, SeenActor } from '../../src/store/statements.ts';
import type { Store } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { UniqueConflict } from '../../src/store/unique-conflict.ts';
import { postgres, sqlite } from '../support/databases.ts';
import {
  newChange,
  newCohort,
  newEvidence,
  newId,
  newLearner,
  newMentor,
  newPlacement,
} from '../support/learners.ts';
import { contentOf, day, finding } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let address: string;
  let store: Store;

  beforeAll(async () => {
    address = await kind.newAddress();
    store = await openStore(address);
  });
  afterAll(() => store.close());

  it('gives back learners as they were created, and nobody else', async () => {
    const wishes = {
      curriculum: 'python-web',
      goals: [
        {
          careerPath: 'backend-developer',
          project: null,
          skill: null,
          level: null,
          importance: 2,
          by: '2027-06-30',
        },
      ],
      pauses: [{ from: '2026-12-20', to: '2027-01-06' }],
      prefers: ['flask'],
      avoids: [],
      excludes: ['django@working'],
      completedProjects: ['notes-app'],
    };
    const ada = newLearner({
      name: 'Ada 日本',
      mail: 'ada@example.org',
      hoursPerWeek: 7.5,
      wishes,
    });
    const nameless = newLearner();
    await create(ada, nameless);
    expect(await store.reads.learners.byIds([nameless.id, ada.id, newId()])).toEqual(
      new Map([
        [nameless.id, nameless],
        [ada.id, ada],
      ]),
    );
    expect(await store.reads.learners.byIds([])).toEqual(new Map());
  });

  it('takes wishes without a prototype, as queries have them', async () => {
    const learner = newLearner();
    await create({ ...learner, wishes: Object.assign(Object.create(null), learner.wishes) });
    expect((await store.reads.learners.byIds([learner.id])).get(learner.id)).toEqual(learner);
  });

  it('puts all of a learner in place of what there was', async () => {
    const [learner, other] = [newLearner({ name: 'Ada' }), newLearner({ name: 'Grace' })];
    await create(learner, other);
    const changed = { ...learner, name: null, hoursPerWeek: 3, updatedAt: day(5) };
    await store.write(async ({ learners }) => {
      expect(await learners.lock([learner.id])).toEqual(new Map([[learner.id, learner]]));
      await learners.update(changed);
    });
    const read = await store.reads.learners.byIds([learner.id, other.id]);
    expect([...read.values()]).toEqual([changed, other]);
  });

  describe('external ids', () => {
    const called = (externalId: string, system = 'moodle') => ({ system, externalId });

    it('lead to learners, each name to its own place', async () => {
      const [left, right] = [newLearner(), newLearner()];
      await create(left, right);
      await store.write(async ({ learners }) => {
        await learners.lock([left.id, right.id]);
        await learners.addExternalIds(left.id, [called('7'), called('7', 'canvas')]);
        await learners.addExternalIds(right.id, [called("8'日")]);
      });
      const names = [called('9'), called("8'日"), called('7'), called('7', 'canvas'), called('7')];
      expect(await store.reads.learners.idsByExternalIds(names)).toEqual([
        null,
        right.id,
        left.id,
        left.id,
        left.id,
      ]);
      expect(await store.reads.learners.idsByExternalIds([])).toEqual([]);
      expect(await store.reads.learners.externalIds([left.id, right.id, 'nobody'])).toEqual(
        new Map([
          [left.id, [called('7', 'canvas'), called('7')]],
          [right.id, [called("8'日")]],
          ['nobody', []],
        ]),
      );
      await store.write(({ learners }) => learners.removeExternalIds([called('7')]));
      expect(await store.reads.learners.idsByExternalIds(names.slice(2, 4))).toEqual([
        null,
        left.id,
      ]);
    });

    it('are no two learners', async () => {
      const [left, right] = [newLearner(), newLearner()];
      await create(left, right);
      const name = (learner: string) =>
        store.write(({ learners }) => learners.addExternalIds(learner, [called('same')]));
      await name(left.id);
      const conflict = await name(right.id).catch((error) => error);
      expect(conflict).toBeInstanceOf(UniqueConflict);
      expect(conflict).toMatchObject({
        table: 'external_ids',
        columns: ['system', 'external_id'],
      });
    });
  });

  it('lists learners in the order in which they came, a page at a time', async () => {
    const all = Array.from({ length: 5 }, () => newLearner());
    const before = newId();
    const later = all.map((learner) => ({ ...learner, id: newId() }));
    await create(...[...later].reverse());
    const page = async (after: string, limit: number) =>
      (await store.reads.learners.page({ after, limit })).map(({ id }) =>
        later.findIndex((learner) => learner.id === id),
      );
    expect(await page(before, 2)).toEqual([0, 1]);
    expect(await page(later[1]!.id, 2)).toEqual([2, 3]);
    expect(await page(later[3]!.id, 2)).toEqual([4]);
  });

  it('locks learners, so that writers take turns and miss nothing of one another', async () => {
    const all = [newLearner({ hoursPerWeek: 0 }), newLearner({ hoursPerWeek: 0 })];
    await create(...all);
    const other = await openStore(address);
    onTestFinished(() => other.close());
    const ids = all.map(({ id }) => id);
    const add = (each: Store, order: readonly string[]) =>
      each.write(async ({ learners }) => {
        const locked = await learners.lock(order);
        await setTimeout(3);
        for (const learner of locked.values())
          await learners.update({ ...learner, hoursPerWeek: learner.hoursPerWeek! + 1 });
      });
    await Promise.all(
      [store, other, store, other, store, other].map((each, index) =>
        add(each, index % 2 === 0 ? ids : [...ids].reverse()),
      ),
    );
    const read = await store.reads.learners.byIds(ids);
    expect([...read.values()].map(({ hoursPerWeek }) => hoursPerWeek)).toEqual([6, 6]);
  });

  it('locks many for several writers in whatever order they name them', async () => {
    const all = Array.from({ length: 900 }, () => newLearner());
    await create(...all);
    const ids = all.map(({ id }) => id);
    const locks = Array.from({ length: 8 }, (_, index) =>
      store.write(({ learners }) => learners.lock(index % 2 === 0 ? ids : [...ids].reverse())),
    );
    for (const locked of await Promise.all(locks)) expect(locked.size).toBe(900);
  });

  it('locks nobody who is not there, and leaves no trace of the attempt', async () => {
    const stranger = newId();
    await store.write(async ({ learners }) => {
      expect(await learners.lock([stranger])).toEqual(new Map());
    });
    expect(await mentionsOf(stranger)).toEqual([]);
  });

  describe('a learner who is erased', () => {
    it('leaves nothing behind, and takes nothing of others along', async () => {
      const [learner, other] = [
        newLearner({ mail: 'ada@example.org' }),
        newLearner({ mail: 'ben@example.org' }),
      ];
      const mentor = newMentor();
      const cohort = newCohort();
      await create(learner, other);
      await store.write(async (writes) => {
        await writes.mentors.create(mentor);
        await writes.cohorts.create(cohort);
        await writes.cohorts.addMentors(cohort.id, [mentor.id], day(0));
      });
      for (const { id } of [learner, other])
        await fill(id, { mentor: mentor.id, cohort: cohort.id });
      // Whoever adds a table of what learners have fills it here too, so that this test sees it emptied.
      const ofLearner = Object.entries(kind.tables).filter(([, table]) => 'learner' in table);
      const tables = ofLearner.map(([name]) => name);
      expect(await mentionsOf(learner.id)).toEqual(
        [
          ...['learners', ...tables, 'idempotencyKeys', 'statements', 'statementReadings'],
          'generalChanges',
        ].sort(),
      );
      const before = await mentionsOf(other.id);
      await store.write(async ({ learners }) => {
        await learners.lock([learner.id]);
        await learners.erase(learner.id, day(0));
      });
      // That somebody was there who is no more, for those who keep copies.
      expect(await mentionsOf(learner.id)).toEqual(['generalChanges']);
      const gone = { kind: 'LEARNER_ERASED', subject: learner.id, what: {}, at: day(0) };
      const changes = await store.reads.generalChanges.since({ sequence: 0, limit: 999 });
      expect(changes.filter(({ subject }) => subject === learner.id)).toEqual([
        { ...gone, sequence: await store.reads.learnerChanges.head() },
      ]);
      expect(await mentionsOf(other.id)).toEqual(before);
      expect(await store.reads.mentors.byIds([mentor.id])).toEqual(new Map([[mentor.id, mentor]]));
    });

    it('is not there for whoever waited to write', async () => {
      const learner = newLearner();
      await create(learner);
      const other = await openStore(address);
      onTestFinished(() => other.close());
      let locked: () => void;
      const isLocked = new Promise<void>((resolve) => {
        locked = resolve;
      });
      const erasing = store.write(async ({ learners }) => {
        await learners.lock([learner.id]);
        locked();
        await setTimeout(50);
        await learners.erase(learner.id, day(0));
      });
      await isLocked;
      const found = await other.write(({ learners }) => learners.lock([learner.id]));
      await erasing;
      expect(found).toEqual(new Map());
      expect(await mentionsOf(learner.id)).toEqual(['generalChanges']);
    });
  });

  const create = (...created: readonly Parameters<typeof newLearner>[0][]) =>
    store.write(({ learners }) => learners.create(created.map((each) => newLearner(each))));

  /** Gives a learner something of everything. */
  async function fill(learner: string, others: { mentor: string; cohort: string }): Promise<void> {
    await store.write(async (writes) => {
      await writes.learners.lock([learner]);
      await writes.learners.addExternalIds(learner, [{ system: 'moodle', externalId: learner }]);
      await writes.evidence.record([newEvidence(learner, contentOf(finding()))], {
        recordedAt: day(0),
        recordedBy: 'a test',
      });
      await writes.mentors.entrust(others.mentor, [learner], day(0));
      await writes.rosters.putUsers([
        {
          ...{ id: newId(), source: 'oneroster', sourcedId: learner, learner, mentor: null },
          ...{ isEnabled: true, name: null, mail: null, externalIds: [], roles: [] },
        },
      ]);
      await writes.credentials.put({
        ...{ learner, source: 'credential:https://badges.example', id: newId() },
        ...{ issuedAt: day(0), digest: 'digest', places: 1, isRetracted: false },
      });
      await writes.webhookEvents.add({
        ...{ id: newId(), type: 'roadmap.adopted', learner, at: day(0) },
        data: { learner, externalIds: [], roadmap: newId() },
      });
      await writes.cohorts.addMembers(others.cohort, [learner], day(0));
      await writes.notes.add({
        learner,
        id: newId(),
        writtenBy: others.mentor,
        text: 'Likes stones.',
        createdAt: day(0),
      });
      await writes.placements.add(newPlacement(learner));
      const [source, actor] = ['moodle', newId()];
      const head = await writes.statements.lockSource(source, day(0));
      await writes.statements.add(source, head.sequence, [newStatement(learner, actor)], {
        actors: [newActor(actor, learner)],
        activities: [],
      });
      const [seen] = (await writes.statementActors.due(100)).filter((one) => one.actor === actor);
      await writes.statementActors.link(seen!, learner);
      const reading = { kind: 'ACTOR' as const, source, term: actor, formerLearner: learner };
      await writes.statementReadings.begin([{ id: newId(), ...reading }]);
      const roadmap = {
        learner,
        id: newId(),
        request: {},
        curriculum: 'drawn',
        revision: 1,
        plan: {},
        adoptedAt: day(0),
        plannedAt: day(0),
        endedAt: null,
        dueSince: null,
        checkedRevision: 1,
        checkedRelated: 0,
      };
      await writes.adoptedRoadmaps.adopt(roadmap, 'key');
      writes.learnerChanges.add(newChange(learner));
      const id = newId();
      await writes.tokens.create(
        {
          id,
          kind: 'LEARNER',
          learner,
          mentor: null,
          scopes: [],
          title: 'Phone',
          prefix: 'cairn_a',
          persistedOperationsOnly: false,
          createdAt: day(0),
          expiresAt: null,
          lastUsedAt: null,
          revokedAt: null,
        },
        `hash of ${id}`,
      );
      await writes.idempotencyKeys.keep({
        owner: learner,
        key: 'once',
        payloadDigest: 'digest',
        response: {},
        createdAt: day(0),
      });
    });
  }

  /** The tables that have the text somewhere in a row. */
  async function mentionsOf(text: string): Promise<string[]> {
    const database = await kind.open(address);
    try {
      const found: string[] = [];
      for (const [name, table] of Object.entries(kind.tables)) {
        const rows = await database.reads.select().from(table as Tables['learners']);
        if (JSON.stringify(rows).includes(text)) found.push(name);
      }
      return found.sort();
    } finally {
      await database.close();
    }
  }
});

function newStatement(learner: string, actor: string): NewStatement {
  return {
    source: 'moodle',
    id: learner,
    actor,
    verb: 'passed',
    object: null,
    refersTo: null,
    storedAt: day(0),
    occurredAt: day(0),
    isTimed: true,
    isVoided: false,
    digest: '',
    repetition: null,
    recordedBy: 'a test',
    statement: JSON.stringify({ learner }),
    terms: ['a'],
  };
}

function newActor(actor: string, externalId: string): SeenActor {
  const names = { actor, system: 'moodle', externalId, mailHash: null, name: null };
  return { ...names, statementCount: 1, firstSequence: 1 };
}
