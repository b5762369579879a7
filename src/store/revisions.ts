import { and, desc, eq, lt } from 'drizzle-orm';
import type { Revision } from '../curriculum/revision.ts';
import type { Reads } from './database.ts';
import type { Tables } from './tables.ts';

export function revisionReads(db: Reads, { revisions }: Tables) {
  return {
    async byNumber(curriculum: string, number: number): Promise<Revision | null> {
      const rows = await db
        .select()
        .from(revisions)
        .where(and(eq(revisions.curriculum, curriculum), eq(revisions.number, number)));
      return rows[0] ?? null;
    },

    /** Newest first, at most `limit` of them; of those that are older than number `before`, where it is given. */
    async page(
      curriculum: string,
      { before, limit }: { before?: number | undefined; limit: number },
    ): Promise<Revision[]> {
      const isOlder = before === undefined ? undefined : lt(revisions.number, before);
      return db
        .select()
        .from(revisions)
        .where(and(eq(revisions.curriculum, curriculum), isOlder))
        .orderBy(desc(revisions.number))
        .limit(limit);
    },
  };
}
