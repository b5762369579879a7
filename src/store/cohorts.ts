import { and, asc, count, eq, getTableColumns, gt, gte, inArray } from 'drizzle-orm';
import type { LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { Cohort, Mentor } from '../curriculum/mentor.ts';
import type { Reads, Writes } from './database.ts';
import { externalIdReads, externalIdWrites } from './external-ids.ts';
import type { NoteGeneralChange } from './general-changes.ts';
import { type PageAfter, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';

export function cohortReads(db: Reads, tables: Tables) {
  const { cohorts, cohortMembers, cohortMentors, learners, learnerChanges, mentors } = tables;
  return {
    ...externalIdReads(db, tables.cohortExternalIds),

    /** Those that there are. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Cohort>> {
      const found = await readMany(
        ids,
        (some) => db.select().from(cohorts).where(inArray(cohorts.id, some)),
        ({ id }) => id,
      );
      return new Map([...found.values()].flat().map((cohort) => [cohort.id, cohort]));
    },

    /** In the order in which they were made. */
    page({ after, limit }: PageAfter): Promise<Cohort[]> {
      const isLater = after === undefined ? undefined : gt(cohorts.id, after);
      return db.select().from(cohorts).where(isLater).orderBy(asc(cohorts.id)).limit(limit);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(cohorts);
      return row!.all;
    },

    /** The cohorts that each of the learners is in. */
    async ofLearners(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Cohort[]>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ learner: cohortMembers.learner, cohort: cohorts })
            .from(cohortMembers)
            .innerJoin(cohorts, eq(cohorts.id, cohortMembers.cohort))
            .where(inArray(cohortMembers.learner, some))
            .orderBy(asc(cohorts.id)),
        ({ learner }) => learner,
      );
      return new Map([...found].map(([id, rows]) => [id, rows.map(({ cohort }) => cohort)]));
    },

    /** The cohorts that each of the mentors looks after. */
    async ofMentors(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Cohort[]>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ mentor: cohortMentors.mentor, cohort: cohorts })
            .from(cohortMentors)
            .innerJoin(cohorts, eq(cohorts.id, cohortMentors.cohort))
            .where(inArray(cohortMentors.mentor, some))
            .orderBy(asc(cohorts.id)),
        ({ mentor }) => mentor,
      );
      return new Map([...found].map(([id, rows]) => [id, rows.map(({ cohort }) => cohort)]));
    },

    /** The mentors who look after each of the cohorts. */
    async mentors(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Mentor[]>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ cohort: cohortMentors.cohort, mentor: mentors })
            .from(cohortMentors)
            .innerJoin(mentors, eq(mentors.id, cohortMentors.mentor))
            .where(inArray(cohortMentors.cohort, some))
            .orderBy(asc(mentors.id)),
        ({ cohort }) => cohort,
      );
      return new Map([...found].map(([id, rows]) => [id, rows.map(({ mentor }) => mentor)]));
    },

    /** How many members each of the cohorts has. */
    async memberCounts(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ cohort: cohortMembers.cohort, members: count() })
            .from(cohortMembers)
            .where(inArray(cohortMembers.cohort, some))
            .groupBy(cohortMembers.cohort),
        ({ cohort }) => cohort,
      );
      return new Map([...found].map(([id, [row]]) => [id, row?.members ?? 0]));
    },

    /** In the order in which the learners came, not that in which they joined. */
    async members(cohort: string, { after, limit }: PageAfter): Promise<Learner[]> {
      const isLater = after === undefined ? undefined : gt(cohortMembers.learner, after);
      const rows = await db
        .select({ learner: learners })
        .from(cohortMembers)
        .innerJoin(learners, eq(learners.id, cohortMembers.learner))
        .where(and(eq(cohortMembers.cohort, cohort), isLater))
        .orderBy(asc(cohortMembers.learner))
        .limit(limit);
      return rows.map(({ learner }) => learner);
    },

    /**
     * What happened after a sequence to those who are in it, since they joined; oldest first, at most `limit` changes. That
     * they left others is among it; that somebody left this one is not.
     */
    activity(
      cohort: string,
      { sequence, limit }: { readonly sequence: number; readonly limit: number },
    ): Promise<LearnerChange[]> {
      const isMember = and(
        eq(cohortMembers.learner, learnerChanges.learner),
        eq(cohortMembers.cohort, cohort),
        gte(learnerChanges.at, cohortMembers.since),
      );
      return db
        .select(getTableColumns(learnerChanges))
        .from(learnerChanges)
        .innerJoin(cohortMembers, isMember)
        .where(gt(learnerChanges.sequence, sequence))
        .orderBy(asc(learnerChanges.sequence))
        .limit(limit);
    },
  };
}

export function cohortWrites(db: Writes, tables: Tables, note: NoteGeneralChange) {
  const { cohorts, cohortMembers, cohortMentors } = tables;
  const noteUpdate = (subject: string, at: Date, fields: readonly string[]) =>
    note({ kind: 'COHORT_UPDATED', subject, what: { fields }, at });
  return {
    ...externalIdWrites(db, tables.cohortExternalIds),

    async create(cohort: Cohort): Promise<void> {
      await db.insert(cohorts).values(cohort);
      note({ kind: 'COHORT_CREATED', subject: cohort.id, what: {}, at: cohort.createdAt });
    },

    async update({ id, ...cohort }: Cohort): Promise<void> {
      await db.update(cohorts).set(cohort).where(eq(cohorts.id, id));
      noteUpdate(id, cohort.updatedAt, ['title', 'externalIds']);
    },

    /** Its members stay, as learners. */
    async remove(cohort: string, at: Date): Promise<void> {
      await db.delete(cohorts).where(eq(cohorts.id, cohort));
      note({ kind: 'COHORT_REMOVED', subject: cohort, what: {}, at });
    },

    /** Takes in locked learners, and gives the ids of those who weren't in it. */
    async addMembers(cohort: string, ids: readonly string[], since: Date): Promise<string[]> {
      const joined: string[] = [];
      const rows = [...new Set(ids)].map((learner) => ({ learner, cohort, since }));
      await writeMany(rows, async (some) => {
        const added = await db.insert(cohortMembers).values(some).onConflictDoNothing().returning();
        joined.push(...added.map(({ learner }) => learner));
      });
      return joined;
    },

    /** Lets locked learners go, and gives the ids of those who were in it. */
    async removeMembers(cohort: string, ids: readonly string[]): Promise<string[]> {
      const left: string[] = [];
      await writeMany(ids, async (some) => {
        const isMember = and(
          eq(cohortMembers.cohort, cohort),
          inArray(cohortMembers.learner, some),
        );
        const removed = await db.delete(cohortMembers).where(isMember).returning();
        left.push(...removed.map(({ learner }) => learner));
      });
      return left;
    },

    /** Who looks after it already goes on doing so. */
    async addMentors(cohort: string, ids: readonly string[], since: Date): Promise<void> {
      const rows = ids.map((mentor) => ({ cohort, mentor, since }));
      let isAnyNew = false;
      await writeMany(rows, async (some) => {
        const added = await db
          .insert(cohortMentors)
          .values(some)
          .onConflictDoNothing()
          .returning({ mentor: cohortMentors.mentor });
        isAnyNew ||= added.length > 0;
      });
      if (isAnyNew) noteUpdate(cohort, since, ['mentors']);
    },

    async removeMentors(cohort: string, ids: readonly string[], at: Date): Promise<void> {
      let isAnyGone = false;
      await writeMany(ids, async (some) => {
        const removed = await db
          .delete(cohortMentors)
          .where(and(eq(cohortMentors.cohort, cohort), inArray(cohortMentors.mentor, some)))
          .returning({ mentor: cohortMentors.mentor });
        isAnyGone ||= removed.length > 0;
      });
      if (isAnyGone) noteUpdate(cohort, at, ['mentors']);
    },
  };
}
