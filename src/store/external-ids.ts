import { asc, inArray } from 'drizzle-orm';
import { externalIdKey } from '../curriculum/external-id-key.ts';
import type { ExternalId } from '../curriculum/learner.ts';
import type { Reads, Writes } from './database.ts';
import { isOneOf, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';

/** Where it is kept what other systems call cohorts, or mentors. */
type Names = Tables['cohortExternalIds'];

export function externalIdReads(db: Reads, names: Names) {
  return {
    /** Ids by what other systems call what has them; each of the names has its place in the answer. */
    async idsByExternalIds(wanted: readonly ExternalId[]): Promise<readonly (string | null)[]> {
      const found = await readMany(
        wanted.map(externalIdKey),
        (some) =>
          db
            .select()
            .from(names)
            .where(
              isOneOf(
                [names.system, names.externalId],
                some.map((name) => JSON.parse(name)),
              ),
            ),
        externalIdKey,
      );
      return wanted.map((name) => found.get(externalIdKey(name))?.[0]?.owner ?? null);
    },

    /** What other systems call each of them. */
    async externalIds(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ExternalId[]>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select()
            .from(names)
            .where(inArray(names.owner, some))
            .orderBy(asc(names.system), asc(names.externalId)),
        ({ owner }) => owner,
      );
      return new Map(
        [...found].map(([owner, rows]) => [owner, rows.map(({ owner, ...name }) => name)]),
      );
    },
  };
}

export function externalIdWrites(db: Writes, names: Names) {
  return {
    /** Ends in a `UniqueConflict` where another has one of the names. */
    async addExternalIds(owner: string, added: readonly ExternalId[]): Promise<void> {
      const rows = added.map(({ system, externalId }) => ({ owner, system, externalId }));
      await writeMany(rows, (some) => db.insert(names).values(some));
    },

    async removeExternalIds(removed: readonly ExternalId[]): Promise<void> {
      const columns = [names.system, names.externalId];
      const texts = removed.map(({ system, externalId }) => [system, externalId]);
      await writeMany(texts, (some) => db.delete(names).where(isOneOf(columns, some)));
    },
  };
}
