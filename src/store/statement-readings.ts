import { and, asc, eq, ne, or, sql } from 'drizzle-orm';
import type { Reads, Writes } from './database.ts';
import { writeMany } from './many.ts';
import type { Tables } from './tables.ts';

/** Statements that are still to be read, and how far they were. */
export type StatementReading = Tables['statementReadings']['$inferSelect'];

export function statementReadingReads(db: Reads, { statementReadings, statementHeads }: Tables) {
  return {
    /** One that is not at its end, those of a source's new statements first; null where all was read. */
    async next(source?: string): Promise<StatementReading | null> {
      const [row] = await db
        .select({ reading: statementReadings })
        .from(statementReadings)
        .leftJoin(statementHeads, eq(statementHeads.source, statementReadings.source))
        .where(
          and(
            ne(statementReadings.kind, 'LOCK'),
            or(
              ne(statementReadings.kind, 'NEW'),
              sql`${statementHeads.sequence} > ${statementReadings.after}`,
            ),
            source === undefined ? undefined : eq(statementReadings.source, source),
          ),
        )
        .orderBy(sql`${statementReadings.kind} = 'NEW' desc`, asc(statementReadings.id))
        .limit(1);
      return row?.reading ?? null;
    },

    /** Up to where the new statements of each source were read. */
    async newReadUpTo(): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .select()
        .from(statementReadings)
        .where(eq(statementReadings.kind, 'NEW'));
      return new Map(rows.map(({ source, after }) => [source, after]));
    },
  };
}

export function statementReadingWrites(db: Writes, { statementReadings }: Tables) {
  return {
    /**
     * Waits until nobody else reads statements or changes what they mean, and keeps it so until the transaction ends. It
     * comes before learners are locked.
     */
    async lock(): Promise<void> {
      await db
        .insert(statementReadings)
        .values({ id: 'lock', kind: 'LOCK', source: '', term: '', after: 0 })
        .onConflictDoUpdate({
          target: statementReadings.id,
          set: { after: sql`${statementReadings.after}` },
        });
    },

    /** Lets statements be read again from the first on. */
    async begin(
      readings: readonly Pick<
        StatementReading,
        'id' | 'kind' | 'source' | 'term' | 'formerLearner'
      >[],
    ): Promise<void> {
      const rows = readings.map((reading) => ({ ...reading, after: 0 }));
      await writeMany(rows, (some) =>
        db
          .insert(statementReadings)
          .values(some)
          .onConflictDoUpdate({ target: statementReadings.id, set: { after: 0 } }),
      );
    },

    async advance(id: string, after: number): Promise<void> {
      await db.update(statementReadings).set({ after }).where(eq(statementReadings.id, id));
    },

    async finish(id: string): Promise<void> {
      await db.delete(statementReadings).where(eq(statementReadings.id, id));
    },
  };
}
