import { and, asc, count, eq, gt, inArray, type SQL } from 'drizzle-orm';
import type { Learner } from '../curriculum/learner.ts';
import type { Mentor } from '../curriculum/mentor.ts';
import type { Reads, Writes } from './database.ts';
import { externalIdReads, externalIdWrites } from './external-ids.ts';
import type { NoteGeneralChange } from './general-changes.ts';
import { type PageAfter, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';

export function mentorReads(db: Reads, tables: Tables) {
  const { mentors, mentees, learners, cohortMembers, cohortMentors } = tables;

  /** Learners whom the mentor looks after: personally, or as one of a cohort. */
  function isMenteeOf(mentor: string): SQL {
    const personally = db
      .select({ learner: mentees.learner })
      .from(mentees)
      .where(eq(mentees.mentor, mentor));
    const inCohorts = db
      .select({ learner: cohortMembers.learner })
      .from(cohortMentors)
      .innerJoin(cohortMembers, eq(cohortMembers.cohort, cohortMentors.cohort))
      .where(eq(cohortMentors.mentor, mentor));
    // Not two conditions joined by `or`: Postgres would look through all learners.
    return inArray(learners.id, personally.union(inCohorts));
  }

  return {
    ...externalIdReads(db, tables.mentorExternalIds),

    /** Those that there are. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Mentor>> {
      const found = await readMany(
        ids,
        (some) => db.select().from(mentors).where(inArray(mentors.id, some)),
        ({ id }) => id,
      );
      return new Map([...found.values()].flat().map((mentor) => [mentor.id, mentor]));
    },

    /** In the order in which they came. */
    page({ after, limit }: PageAfter): Promise<Mentor[]> {
      const isLater = after === undefined ? undefined : gt(mentors.id, after);
      return db.select().from(mentors).where(isLater).orderBy(asc(mentors.id)).limit(limit);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(mentors);
      return row!.all;
    },

    /** The learners whom a mentor looks after, personally or in a cohort, in the order in which they came. */
    mentees(mentor: string, { after, limit }: PageAfter): Promise<Learner[]> {
      const isLater = after === undefined ? undefined : gt(learners.id, after);
      return db
        .select()
        .from(learners)
        .where(and(isMenteeOf(mentor), isLater))
        .orderBy(asc(learners.id))
        .limit(limit);
    },

    async menteeCount(mentor: string): Promise<number> {
      const [row] = await db.select({ all: count() }).from(learners).where(isMenteeOf(mentor));
      return row!.all;
    },

    /** Those of the learners whom the mentor looks after, personally or in a cohort. */
    async menteesAmong(mentor: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ id: learners.id })
            .from(learners)
            .where(and(inArray(learners.id, some), isMenteeOf(mentor))),
        ({ id }) => id,
      );
      return new Set([...found].filter(([, rows]) => rows.length > 0).map(([id]) => id));
    },

    /** The mentors who look after each of the learners personally. */
    async ofLearners(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Mentor[]>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select({ learner: mentees.learner, mentor: mentors })
            .from(mentees)
            .innerJoin(mentors, eq(mentors.id, mentees.mentor))
            .where(inArray(mentees.learner, some))
            .orderBy(asc(mentors.id)),
        ({ learner }) => learner,
      );
      return new Map([...found].map(([id, rows]) => [id, rows.map(({ mentor }) => mentor)]));
    },
  };
}

export function mentorWrites(db: Writes, tables: Tables, note: NoteGeneralChange) {
  const { mentors, mentees } = tables;
  return {
    ...externalIdWrites(db, tables.mentorExternalIds),

    async create(mentor: Mentor): Promise<void> {
      await db.insert(mentors).values(mentor);
      note({ kind: 'MENTOR_CREATED', subject: mentor.id, what: {}, at: mentor.createdAt });
    },

    async update({ id, ...mentor }: Mentor): Promise<void> {
      await db.update(mentors).set(mentor).where(eq(mentors.id, id));
      note({ kind: 'MENTOR_UPDATED', subject: id, what: {}, at: mentor.updatedAt });
    },

    /** Entrusts locked learners to a mentor, and gives the ids of those who weren't; those who are stay so. */
    async entrust(mentor: string, ids: readonly string[], since: Date): Promise<string[]> {
      const entrusted: string[] = [];
      const rows = [...new Set(ids)].map((learner) => ({ learner, mentor, since }));
      await writeMany(rows, async (some) => {
        const added = await db.insert(mentees).values(some).onConflictDoNothing().returning();
        entrusted.push(...added.map(({ learner }) => learner));
      });
      return entrusted;
    },

    /** Gives the ids of those locked learners who were entrusted to the mentor. */
    async release(mentor: string, ids: readonly string[]): Promise<string[]> {
      const released: string[] = [];
      await writeMany(ids, async (some) => {
        const isMentee = and(eq(mentees.mentor, mentor), inArray(mentees.learner, some));
        const removed = await db.delete(mentees).where(isMentee).returning();
        released.push(...removed.map(({ learner }) => learner));
      });
      return released;
    },
  };
}
