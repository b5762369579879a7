import { and, asc, count, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { ImportJob, ImportRefusal, ImportState } from '../curriculum/import-job.ts';
import type { Reads, Writes } from './database.ts';
import { type PageAfter, writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

/** States in which there is still something to come of a job. */
const openStates: ImportState[] = ['RECEIVING', 'QUEUED', 'RUNNING'];

export function importJobReads(db: Reads, { importJobs, importParts, importRefusals }: Tables) {
  return {
    async byId(id: string): Promise<ImportJob | null> {
      const [row] = await db.select().from(importJobs).where(eq(importJobs.id, id));
      return row ? jobOf(row) : null;
    },

    /** Those of one owner, or of all where that is null, the newest first; those before the id where it is given. */
    async page(owner: string | null, { after, limit }: PageAfter): Promise<ImportJob[]> {
      const isOwn = owner === null ? undefined : eq(importJobs.owner, owner);
      const isEarlier = after === undefined ? undefined : lt(importJobs.id, after);
      const rows = await db
        .select()
        .from(importJobs)
        .where(and(isOwn, isEarlier))
        .orderBy(desc(importJobs.id))
        .limit(limit);
      return rows.map(jobOf);
    },

    async count(owner: string | null): Promise<number> {
      const isOwn = owner === null ? undefined : eq(importJobs.owner, owner);
      const [row] = await db.select({ all: count() }).from(importJobs).where(isOwn);
      return row!.all;
    },

    /** How many of an owner's jobs something is still to come of. */
    async openCount(owner: string): Promise<number> {
      const [row] = await db
        .select({ all: count() })
        .from(importJobs)
        .where(and(eq(importJobs.owner, owner), inArray(importJobs.state, openStates)));
      return row!.all;
    },

    /** Those that somebody may take on at the time, the oldest first. */
    async waiting(now: Date, limit: number): Promise<ImportJob[]> {
      const rows = await db
        .select()
        .from(importJobs)
        .where(isFree(importJobs, now))
        .orderBy(asc(importJobs.id))
        .limit(limit);
      return rows.map(jobOf);
    },

    /** The ids of jobs that came before then: of those that ended, or of those that never came to their end. */
    async olderThan(at: Date, states: readonly ImportState[], limit: number): Promise<string[]> {
      const rows = await db
        .select({ id: importJobs.id })
        .from(importJobs)
        .where(and(lt(importJobs.createdAt, at), inArray(importJobs.state, [...states])))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /** One of the parts, which are numbered from 1; null where it has not come. */
    async part(job: string, number: number): Promise<string | null> {
      const [row] = await db
        .select({ text: importParts.text })
        .from(importParts)
        .where(and(eq(importParts.job, job), eq(importParts.number, number)));
      return row?.text ?? null;
    },

    /** All that came, in order. */
    async text(job: string): Promise<string> {
      const rows = await db
        .select({ text: importParts.text })
        .from(importParts)
        .where(eq(importParts.job, job))
        .orderBy(asc(importParts.number));
      return rows.map(({ text }) => text).join('');
    },

    /** Why rows were not taken in, in the order of the file. */
    async refusals(
      job: string,
      { after, limit }: { readonly after: number; readonly limit: number },
    ): Promise<ImportRefusal[]> {
      const rows = await db
        .select()
        .from(importRefusals)
        .where(and(eq(importRefusals.job, job), gt(importRefusals.number, after)))
        .orderBy(asc(importRefusals.number))
        .limit(limit);
      return rows.map(({ job, ...refusal }) => refusal);
    },

    async refusalCount(job: string): Promise<number> {
      const [row] = await db
        .select({ all: count() })
        .from(importRefusals)
        .where(eq(importRefusals.job, job));
      return row!.all;
    },
  };
}

/** What a run adds to a job at one time. */
export interface ImportProgress {
  readonly total?: number;
  readonly processed: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly refusals: readonly ImportRefusal[];
}

/** Who works on a job, and until when unless more time is taken. */
export interface ImportLease {
  readonly job: string;
  readonly name: string;
}

export function importJobWrites(db: Writes, tables: Tables) {
  const { importJobs, importParts, importRefusals } = tables;
  const isHeld = ({ job, name }: ImportLease) =>
    and(eq(importJobs.id, job), eq(importJobs.lease, name), eq(importJobs.state, 'RUNNING'));
  return {
    async create(job: ImportJob): Promise<void> {
      const { actor } = job;
      await db.insert(importJobs).values({ ...withPrototypes(job), owner: actor.name });
    },

    /** Locks a job until the transaction ends; null where there is none. */
    async lock(id: string): Promise<ImportJob | null> {
      const [row] = await db
        .update(importJobs)
        .set({ parts: sql`${importJobs.parts}` })
        .where(eq(importJobs.id, id))
        .returning();
      return row ? jobOf(row) : null;
    },

    /** Adds the next part of a locked job. */
    async addPart({ id, parts, characters }: ImportJob, text: string): Promise<void> {
      await db.insert(importParts).values({ job: id, number: parts + 1, text });
      await db
        .update(importJobs)
        .set({ parts: parts + 1, characters: characters + text.length })
        .where(eq(importJobs.id, id));
    },

    async queue(id: string): Promise<void> {
      await db.update(importJobs).set({ state: 'QUEUED' }).where(eq(importJobs.id, id));
    },

    /** Takes on a job that nobody works on; tells whether nobody else was quicker. */
    async take({ job, name }: ImportLease, now: Date, until: Date): Promise<boolean> {
      const taken = await db
        .update(importJobs)
        .set({
          state: 'RUNNING',
          lease: name,
          leasedUntil: until,
          startedAt: sql`coalesce(${importJobs.startedAt}, ${sql.param(now, importJobs.startedAt)})`,
        })
        .where(and(eq(importJobs.id, job), isFree(importJobs, now)))
        .returning();
      return taken.length === 1;
    },

    /** Notes how far a run has come, and takes more time for it; false where it is not its run any more. */
    async advance(lease: ImportLease, progress: ImportProgress, until: Date): Promise<boolean> {
      const { total, processed, created, updated, unchanged, rejected, refusals } = progress;
      const moved = await db
        .update(importJobs)
        .set({
          ...(total === undefined ? {} : { total }),
          processed: sql`${importJobs.processed} + ${processed}`,
          created: sql`${importJobs.created} + ${created}`,
          updated: sql`${importJobs.updated} + ${updated}`,
          unchanged: sql`${importJobs.unchanged} + ${unchanged}`,
          rejected: sql`${importJobs.rejected} + ${rejected}`,
          leasedUntil: until,
        })
        .where(isHeld(lease))
        .returning();
      if (moved.length === 0) return false;
      const rows = refusals.map((refusal) => ({ job: lease.job, ...refusal }));
      await writeMany(rows, (some) => db.insert(importRefusals).values(some));
      return true;
    },

    /** Ends a run, and forgets what came; false where it is not its run any more. */
    async finish(
      lease: ImportLease,
      { state, message, at }: Ending & { readonly state: 'DONE' | 'FAILED' },
    ): Promise<boolean> {
      const ended = await db
        .update(importJobs)
        .set({ state, message, finishedAt: at, leasedUntil: null })
        .where(isHeld(lease))
        .returning();
      if (ended.length > 0) await db.delete(importParts).where(eq(importParts.job, lease.job));
      return ended.length > 0;
    },

    /** Ends what is not over yet, whoever works on it; tells whether it was. */
    async cancel(id: string, { message, at }: Ending): Promise<boolean> {
      const ended = await db
        .update(importJobs)
        .set({ state: 'CANCELLED', message, finishedAt: at, leasedUntil: null })
        .where(and(eq(importJobs.id, id), inArray(importJobs.state, openStates)))
        .returning();
      if (ended.length > 0) await db.delete(importParts).where(eq(importParts.job, id));
      return ended.length > 0;
    },

    async remove(ids: readonly string[]): Promise<void> {
      await writeMany(ids, (some) => db.delete(importJobs).where(inArray(importJobs.id, some)));
    },
  };
}

interface Ending {
  readonly message: string | null;
  readonly at: Date;
}

/** That nobody works on it: it was not begun, or whoever did was not heard of for too long. */
function isFree({ state, leasedUntil }: Tables['importJobs'], now: Date) {
  return or(
    eq(state, 'QUEUED'),
    and(eq(state, 'RUNNING'), or(isNull(leasedUntil), lt(leasedUntil, now))),
  );
}

function jobOf({
  owner,
  lease,
  leasedUntil,
  ...job
}: Tables['importJobs']['$inferSelect']): ImportJob {
  return job;
}
