import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { countStatements } from '../support/counted-statements.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newCohort, newId, newLearner, newMentor } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let address: string;
  let store: Store;

  beforeAll(async () => {
    address = await kind.newAddress();
    store = await openStore(address);
  });
  afterAll(() => store.close());

  describe('mentors', () => {
    it('are read as they were created, or as they are by now', async () => {
      const [ada, grace] = [newMentor({ name: 'Ada' }), newMentor()];
      const changed = { ...grace, name: 'Grace', mail: 'grace@example.org', updatedAt: day(2) };
      await store.write(async ({ mentors }) => {
        await mentors.create(ada);
        await mentors.create(grace);
        await mentors.update(changed);
      });
      expect(await store.reads.mentors.byIds([grace.id, ada.id, 'nobody'])).toEqual(
        new Map([
          [grace.id, changed],
          [ada.id, ada],
        ]),
      );
      expect((await store.reads.mentors.page({ after: ada.id, limit: 1 }))[0]).toEqual(changed);
      expect(await store.reads.mentors.count()).toBe(2);
    });

    it('look after those entrusted to them and those in their cohorts, each once', async () => {
      const [mentor, other] = [await createMentor(), await createMentor()];
      const [mine, both, inCohort, theirs] = await createLearners(4);
      const [cohort, foreign] = [await createCohort(), await createCohort()];
      await store.write(async ({ learners, mentors, cohorts }) => {
        await learners.lock([mine!, both!, inCohort!, theirs!]);
        expect(await mentors.entrust(mentor, [mine!, both!, mine!], day(0))).toEqual([mine, both]);
        expect(await mentors.entrust(mentor, [mine!], day(1))).toEqual([]);
        await mentors.entrust(other, [theirs!], day(0));
        await cohorts.addMentors(cohort, [mentor], day(0));
        await cohorts.addMembers(cohort, [both!, inCohort!], day(0));
        await cohorts.addMentors(foreign, [other], day(0));
        await cohorts.addMembers(foreign, [theirs!, both!], day(0));
      });
      const { mentees, menteesAmong, ofLearners } = store.reads.mentors;
      const idsOf = async (options: { after?: string; limit: number }) =>
        (await mentees(mentor, options)).map(({ id }) => id);
      expect(await idsOf({ limit: 9 })).toEqual([mine, both, inCohort]);
      expect(await idsOf({ limit: 2 })).toEqual([mine, both]);
      expect(await idsOf({ after: both!, limit: 2 })).toEqual([inCohort]);
      expect(await menteesAmong(mentor, [theirs!, inCohort!, mine!, 'nobody'])).toEqual(
        new Set([inCohort, mine]),
      );
      expect(await menteesAmong('nobody', [mine!])).toEqual(new Set());
      const personal = await ofLearners([mine!, inCohort!]);
      expect([...personal].map(([id, mentors]) => [id, mentors.map((each) => each.id)])).toEqual([
        [mine, [mentor]],
        [inCohort, []],
      ]);
      expect(await store.reads.mentors.menteeCount(mentor)).toBe(3);
      const released = store.write(({ mentors }) => mentors.release(mentor, [mine!, theirs!]));
      expect(await released).toEqual([mine]);
      expect(await idsOf({ limit: 9 })).toEqual([both, inCohort]);
      expect((await mentees(other, { limit: 9 })).map(({ id }) => id)).toEqual([both, theirs]);
    });
  });

  describe('cohorts', () => {
    it('are read as they were made, or as they are by now', async () => {
      const [first, second] = [newCohort(), newCohort({ title: 'Autumn' })];
      await store.write(async ({ cohorts }) => {
        await cohorts.create(first);
        await cohorts.create(second);
        await cohorts.update({ ...first, title: 'Winter' });
      });
      const winter = { ...first, title: 'Winter' };
      expect(await store.reads.cohorts.byIds([second.id, first.id, 'none'])).toEqual(
        new Map([
          [second.id, second],
          [first.id, winter],
        ]),
      );
      expect((await store.reads.cohorts.page({ limit: 99 })).slice(-2)).toEqual([winter, second]);
    });

    it('have members and mentors, who come and go', async () => {
      const cohort = await createCohort();
      const [ada, grace, mary] = await createLearners(3);
      const mentor = await createMentor();
      const write = store.write;
      const added = (ids: readonly string[]) =>
        write(({ cohorts }) => cohorts.addMembers(cohort, ids, day(0)));
      expect(await added([ada!, grace!, ada!])).toEqual([ada, grace]);
      expect(await added([grace!, mary!])).toEqual([mary]);
      expect(await added([])).toEqual([]);
      const members = async (options: { after?: string; limit: number }) =>
        (await store.reads.cohorts.members(cohort, options)).map(({ id }) => id);
      expect(await members({ limit: 2 })).toEqual([ada, grace]);
      expect(await members({ after: grace!, limit: 2 })).toEqual([mary]);
      expect(await store.reads.cohorts.memberCounts([cohort, 'none'])).toEqual(
        new Map([
          [cohort, 3],
          ['none', 0],
        ]),
      );
      const removed = await write(({ cohorts }) => cohorts.removeMembers(cohort, [ada!, 'nobody']));
      expect(removed).toEqual([ada]);
      expect(await members({ limit: 9 })).toEqual([grace, mary]);
      const titles = async () => {
        const { ofLearners, ofMentors, mentors } = store.reads.cohorts;
        return [
          (await ofLearners([ada!])).get(ada!)!.length,
          (await ofLearners([ada!, grace!])).get(grace!)!.length,
          (await ofMentors([mentor])).get(mentor)!.length,
          (await mentors([cohort])).get(cohort)!.length,
        ];
      };
      expect(await titles()).toEqual([0, 1, 0, 0]);
      await write(({ cohorts }) => cohorts.addMentors(cohort, [mentor], day(0)));
      await write(({ cohorts }) => cohorts.addMentors(cohort, [mentor], day(1)));
      expect(await titles()).toEqual([0, 1, 1, 1]);
      await write(({ cohorts }) => cohorts.removeMentors(cohort, [mentor], day(1)));
      expect(await titles()).toEqual([0, 1, 0, 0]);
      await write(({ cohorts }) => cohorts.remove(cohort, day(1)));
      expect(await titles()).toEqual([0, 0, 0, 0]);
      expect((await store.reads.learners.byIds([grace!])).size).toBe(1);
    });

    it('take no one who is not there', async () => {
      const cohort = await createCohort();
      const add = store.write(({ cohorts }) => cohorts.addMembers(cohort, ['nobody'], day(0)));
      await expect(add).rejects.toThrow();
    });
  });

  it('keeps notes, and lists the newest first, a page at a time', async () => {
    const [learner, other] = await createLearners(2);
    const notes = ['first', 'second', 'third 日'].map((text) => ({
      learner: learner!,
      id: newId(),
      writtenBy: 'Ada',
      text,
      createdAt: day(0),
    }));
    const foreign = { ...notes[0]!, learner: other! };
    await store.write(async (writes) => {
      for (const note of [...notes, foreign]) await writes.notes.add(note);
    });
    const { page, byId, count } = store.reads.notes;
    expect(await count(learner!)).toBe(3);
    expect(await page(learner!, { limit: 2 })).toEqual([notes[2], notes[1]]);
    expect(await page(learner!, { before: notes[1]!.id, limit: 2 })).toEqual([notes[0]]);
    await store.write((writes) => writes.notes.remove(learner!, notes[0]!.id));
    expect(await byId(learner!, notes[0]!.id)).toBeNull();
    expect(await byId(other!, notes[0]!.id)).toEqual(foreign);
  });

  it('reads what a page of mentees needs in as many statements for 100 as for one', async () => {
    const counted = countStatements(await kind.open(address));
    const { reads, close } = createStore(counted, kind.tables);
    onTestFinished(close);
    const mentor = await createMentor();
    const all = await createLearners(100);
    await store.write(async ({ learners, mentors }) => {
      await learners.lock(all);
      await mentors.entrust(mentor, all, day(0));
    });
    const statements = async (limit: number) => {
      const before = counted.statements();
      const ids = (await reads.mentors.mentees(mentor, { limit })).map(({ id }) => id);
      expect(ids).toHaveLength(limit);
      await reads.evidence.ofLearners(ids);
      await reads.evidence.heads(ids);
      await reads.adoptedRoadmaps.ofLearners(ids);
      await reads.learners.externalIds(ids);
      await reads.cohorts.ofLearners(ids);
      await reads.mentors.ofLearners(ids);
      await reads.tokens.ofLearners(ids);
      await reads.learnerChanges.since(ids, { sequence: 0, limit: 100 });
      return counted.statements() - before;
    };
    // The first is a statement with two within it.
    expect([await statements(1), await statements(100)]).toEqual([11, 11]);
  });

  async function createLearners(count: number): Promise<string[]> {
    const created = Array.from({ length: count }, () => newLearner());
    await store.write(({ learners }) => learners.create(created));
    return created.map(({ id }) => id);
  }

  async function createMentor(): Promise<string> {
    const mentor = newMentor();
    await store.write(({ mentors }) => mentors.create(mentor));
    return mentor.id;
  }

  async function createCohort(): Promise<string> {
    const cohort = newCohort();
    await store.write(({ cohorts }) => cohorts.create(cohort));
    return cohort.id;
  }
});
