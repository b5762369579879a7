import { asc, eq, gt } from 'drizzle-orm';
import type { GeneralChange } from '../curriculum/general-change.ts';
import type { Reads } from './database.ts';
import type { NewGeneralChange } from './learner-changes.ts';
import type { Tables } from './tables.ts';

export function generalChangeReads(db: Reads, { generalChanges, learnerChanges }: Tables) {
  return {
    /** What happened after a sequence, oldest first, at most `limit` changes. */
    async since({
      sequence,
      limit,
    }: {
      readonly sequence: number;
      readonly limit: number;
    }): Promise<GeneralChange[]> {
      return db
        .select()
        .from(generalChanges)
        .where(gt(generalChanges.sequence, sequence))
        .orderBy(asc(generalChanges.sequence))
        .limit(limit);
    },

    /** When the change with a sequence happened, be it one of these or a learner's; null where it went with its learner. */
    async timeOf(sequence: number): Promise<Date | null> {
      for (const table of [generalChanges, learnerChanges] as const) {
        const [row] = await db
          .select({ at: table.at })
          .from(table)
          .where(eq(table.sequence, sequence));
        if (row) return row.at;
      }
      return null;
    },
  };
}

/** Notes something that happened in a transaction; it gets its sequence when that ends. */
export type NoteGeneralChange = (change: NewGeneralChange) => void;
