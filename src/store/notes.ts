import { and, count, desc, eq, lt } from 'drizzle-orm';
import type { Note } from '../curriculum/mentor.ts';
import type { Reads, Writes } from './database.ts';
import type { Tables } from './tables.ts';

export function noteReads(db: Reads, { notes }: Tables) {
  return {
    /** Newest first, at most `limit`; of those that were written before the one with the id `before`, where it is given. */
    page(
      learner: string,
      { before, limit }: { before?: string | undefined; limit: number },
    ): Promise<Note[]> {
      const isOlder = before === undefined ? undefined : lt(notes.id, before);
      return db
        .select()
        .from(notes)
        .where(and(eq(notes.learner, learner), isOlder))
        .orderBy(desc(notes.id))
        .limit(limit);
    },

    async count(learner: string): Promise<number> {
      const [row] = await db.select({ all: count() }).from(notes).where(eq(notes.learner, learner));
      return row!.all;
    },

    async byId(learner: string, id: string): Promise<Note | null> {
      const [note] = await db
        .select()
        .from(notes)
        .where(and(eq(notes.learner, learner), eq(notes.id, id)));
      return note ?? null;
    },
  };
}

export function noteWrites(db: Writes, { notes }: Tables) {
  return {
    /** About a locked learner. */
    async add(note: Note): Promise<void> {
      await db.insert(notes).values(note);
    },

    async remove(learner: string, id: string): Promise<void> {
      await db.delete(notes).where(and(eq(notes.learner, learner), eq(notes.id, id)));
    },
  };
}
