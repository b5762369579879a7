import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ExternalId } from '../curriculum/learner.ts';
import type { Cohort, Mentor } from '../curriculum/mentor.ts';
import type { Reads, Writes } from './database.ts';
import type { NoteGeneralChange } from './general-changes.ts';
import { isOneOf, readMany, writeMany } from './many.ts';
import { markActorsDue } from './statement-actors.ts';
import type { Tables } from './tables.ts';

export type RosterRow = Tables['rosters']['$inferSelect'];
export type RosterClassRow = Tables['rosterClasses']['$inferSelect'];
export type RosterUserRow = Tables['rosterUsers']['$inferSelect'];
export type RosterEnrollmentRow = Tables['rosterEnrollments']['$inferSelect'];
/** Rows of users, of whom one has the other as an agent. */
export type RosterAgentRow = Tables['rosterAgents']['$inferSelect'];

export interface LearnerSeat {
  readonly learner: string;
  readonly cohort: string;
}

export interface MentorSeat {
  readonly cohort: string;
  readonly mentor: string;
}

export interface Charge {
  readonly learner: string;
  readonly mentor: string;
}

/** Null where somebody here brought it about, whatever rosters say. */
interface BroughtBy {
  readonly roster: string | null;
}

export function rosterReads(db: Reads, tables: Tables) {
  const { rosters, rosterClasses, rosterUsers, rosterAgents, rosterEnrollments } = tables;
  const { cohortMembers, cohortMentors, mentees } = tables;
  return {
    /** All that a source has said so far, in no order. */
    async all(source: string) {
      const [row] = await db.select().from(rosters).where(eq(rosters.source, source));
      const isTheirs = eq(rosterUsers.source, source);
      return {
        roster: row ?? null,
        classes: await db.select().from(rosterClasses).where(eq(rosterClasses.source, source)),
        users: await db.select().from(rosterUsers).where(isTheirs),
        agents: await db
          .select({ user: rosterAgents.user, agent: rosterAgents.agent })
          .from(rosterAgents)
          .innerJoin(rosterUsers, and(eq(rosterUsers.id, rosterAgents.user), isTheirs)),
        enrollments: await db
          .select()
          .from(rosterEnrollments)
          .where(eq(rosterEnrollments.source, source)),
      };
    },

    /** Who is in any of the cohorts. */
    async members(cohorts: readonly string[]): Promise<(LearnerSeat & BroughtBy)[]> {
      const { learner, cohort, roster } = cohortMembers;
      const found = await readMany(
        cohorts,
        (some) =>
          db.select({ learner, cohort, roster }).from(cohortMembers).where(inArray(cohort, some)),
        (row) => row.cohort,
      );
      return [...found.values()].flat();
    },

    /** Who looks after any of the cohorts. */
    async mentors(cohorts: readonly string[]): Promise<(MentorSeat & BroughtBy)[]> {
      const { mentor, cohort, roster } = cohortMentors;
      const found = await readMany(
        cohorts,
        (some) =>
          db.select({ mentor, cohort, roster }).from(cohortMentors).where(inArray(cohort, some)),
        (row) => row.cohort,
      );
      return [...found.values()].flat();
    },

    /** Who looks after any of the learners personally. */
    async charges(learners: readonly string[]): Promise<(Charge & BroughtBy)[]> {
      const { mentor, learner, roster } = mentees;
      const found = await readMany(
        learners,
        (some) =>
          db.select({ mentor, learner, roster }).from(mentees).where(inArray(learner, some)),
        (row) => row.learner,
      );
      return [...found.values()].flat();
    },
  };
}

export function rosterWrites(db: Writes, tables: Tables, note: NoteGeneralChange) {
  const { rosters, rosterClasses, rosterUsers, rosterAgents, rosterEnrollments } = tables;
  const { cohorts, cohortMembers, cohortMentors, mentors, mentees } = tables;
  const { externalIds, cohortExternalIds, mentorExternalIds } = tables;
  return {
    /** Waits until nobody else brings a roster of the source, and keeps it so until the transaction ends. */
    async lock(source: string, at: Date): Promise<void> {
      await db
        .insert(rosters)
        .values({ source, orgs: {}, terms: {}, changedAt: at })
        .onConflictDoUpdate({ target: rosters.source, set: { source: sql`excluded.source` } });
    },

    async put({ source, ...row }: RosterRow): Promise<void> {
      await db.update(rosters).set(row).where(eq(rosters.source, source));
    },

    /** In place of those with the same ids, as the next ones. */
    async putClasses(rows: readonly RosterClassRow[]): Promise<void> {
      await writeMany(rows, (some) =>
        db
          .insert(rosterClasses)
          .values(some)
          .onConflictDoUpdate({
            target: rosterClasses.id,
            set: {
              cohort: sql`excluded.cohort`,
              title: sql`excluded.title`,
              org: sql`excluded.org`,
              terms: sql`excluded.terms`,
            },
          }),
      );
    },

    async putUsers(rows: readonly RosterUserRow[]): Promise<void> {
      await writeMany(rows, (some) =>
        db
          .insert(rosterUsers)
          .values(some)
          .onConflictDoUpdate({
            target: rosterUsers.id,
            set: {
              learner: sql`excluded.learner`,
              mentor: sql`excluded.mentor`,
              isEnabled: sql`excluded.is_enabled`,
              name: sql`excluded.name`,
              mail: sql`excluded.mail`,
              externalIds: sql`excluded.external_ids`,
              roles: sql`excluded.roles`,
            },
          }),
      );
    },

    async putEnrollments(rows: readonly RosterEnrollmentRow[]): Promise<void> {
      await writeMany(rows, (some) =>
        db
          .insert(rosterEnrollments)
          .values(some)
          .onConflictDoUpdate({
            target: [rosterEnrollments.source, rosterEnrollments.sourcedId],
            set: {
              class: sql`excluded.class`,
              user: sql`excluded.user`,
              role: sql`excluded.role`,
              beginsOn: sql`excluded.begins_on`,
              endsOn: sql`excluded.ends_on`,
            },
          }),
      );
    },

    async addAgents(rows: readonly RosterAgentRow[]): Promise<void> {
      await writeMany(rows, (some) => db.insert(rosterAgents).values(some));
    },

    async removeAgents(rows: readonly RosterAgentRow[]): Promise<void> {
      const columns = [rosterAgents.user, rosterAgents.agent];
      const pairs = rows.map(({ user, agent }) => [user, agent]);
      await writeMany(pairs, (some) => db.delete(rosterAgents).where(isOneOf(columns, some)));
    },

    /** By their ids; with them go their enrollments. */
    async removeClasses(ids: readonly string[]): Promise<void> {
      await writeMany(ids, (some) =>
        db.delete(rosterClasses).where(inArray(rosterClasses.id, some)),
      );
    },

    /** By their ids; with them go their enrollments and agents. The learners and mentors that they are stay. */
    async removeUsers(ids: readonly string[]): Promise<void> {
      await writeMany(ids, (some) => db.delete(rosterUsers).where(inArray(rosterUsers.id, some)));
    },

    /** By the ids of their source. */
    async removeEnrollments(source: string, sourcedIds: readonly string[]): Promise<void> {
      await writeMany(sourcedIds, (some) =>
        db
          .delete(rosterEnrollments)
          .where(
            and(eq(rosterEnrollments.source, source), inArray(rosterEnrollments.sourcedId, some)),
          ),
      );
    },

    /** Each with the one name that its school has for it. Ends in a `UniqueConflict` where another has it. */
    async createCohorts(created: readonly (Cohort & { readonly name: ExternalId })[]) {
      for (const { id: subject, createdAt: at } of created)
        note({ kind: 'COHORT_CREATED', subject, what: {}, at });
      const rows = created.map(({ name, ...cohort }) => cohort);
      await writeMany(rows, (some) => db.insert(cohorts).values(some));
      const names = created.map(({ id: owner, name }) => ({ owner, ...name }));
      await writeMany(names, (some) => db.insert(cohortExternalIds).values(some));
    },

    async createMentors(created: readonly Mentor[]): Promise<void> {
      for (const { id: subject, createdAt: at } of created)
        note({ kind: 'MENTOR_CREATED', subject, what: {}, at });
      await writeMany(created, (some) => db.insert(mentors).values(some));
    },

    /** Ends in a `UniqueConflict` where another mentor has one of the names. */
    async nameMentors(rows: readonly (ExternalId & { readonly owner: string })[]): Promise<void> {
      await writeMany(rows, (some) => db.insert(mentorExternalIds).values(some));
    },

    /** The same of locked learners. */
    async nameLearners(
      rows: readonly (ExternalId & { readonly learner: string })[],
    ): Promise<void> {
      await writeMany(rows, (some) => db.insert(externalIds).values(some));
      await markActorsDue(db, tables, { names: rows });
    },

    /** Takes locked learners into cohorts that they aren't in. */
    async addMembers(source: string, seats: readonly LearnerSeat[], since: Date): Promise<void> {
      const rows = seats.map((seat) => ({ ...seat, since, roster: source }));
      await writeMany(rows, (some) => db.insert(cohortMembers).values(some).onConflictDoNothing());
    },

    /** Lets locked learners go whom a roster of the source brought. */
    async removeMembers(source: string, seats: readonly LearnerSeat[]): Promise<void> {
      const columns = [cohortMembers.learner, cohortMembers.cohort];
      const pairs = seats.map(({ learner, cohort }) => [learner, cohort]);
      await writeMany(pairs, (some) =>
        db
          .delete(cohortMembers)
          .where(and(eq(cohortMembers.roster, source), isOneOf(columns, some))),
      );
    },

    async addMentors(source: string, seats: readonly MentorSeat[], since: Date): Promise<void> {
      for (const subject of new Set(seats.map(({ cohort }) => cohort)))
        note({ kind: 'COHORT_UPDATED', subject, what: { fields: ['mentors'] }, at: since });
      const rows = seats.map((seat) => ({ ...seat, since, roster: source }));
      await writeMany(rows, (some) => db.insert(cohortMentors).values(some).onConflictDoNothing());
    },

    async removeMentors(source: string, seats: readonly MentorSeat[], at: Date): Promise<void> {
      for (const subject of new Set(seats.map(({ cohort }) => cohort)))
        note({ kind: 'COHORT_UPDATED', subject, what: { fields: ['mentors'] }, at });
      const columns = [cohortMentors.cohort, cohortMentors.mentor];
      const pairs = seats.map(({ cohort, mentor }) => [cohort, mentor]);
      await writeMany(pairs, (some) =>
        db
          .delete(cohortMentors)
          .where(and(eq(cohortMentors.roster, source), isOneOf(columns, some))),
      );
    },

    /** Entrusts locked learners to mentors who don't look after them personally. */
    async entrust(source: string, charges: readonly Charge[], since: Date): Promise<void> {
      const rows = charges.map((charge) => ({ ...charge, since, roster: source }));
      await writeMany(rows, (some) => db.insert(mentees).values(some).onConflictDoNothing());
    },

    /** Takes locked learners from mentors to whom a roster of the source entrusted them. */
    async release(source: string, charges: readonly Charge[]): Promise<void> {
      const columns = [mentees.learner, mentees.mentor];
      const pairs = charges.map(({ learner, mentor }) => [learner, mentor]);
      await writeMany(pairs, (some) =>
        db.delete(mentees).where(and(eq(mentees.roster, source), isOneOf(columns, some))),
      );
    },
  };
}
