import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reads, Writes } from './database.ts';
import { readMany } from './many.ts';
import type { Tables } from './tables.ts';

/** What is kept of a credential beside the evidence that it is. */
export type KeptCredential = Tables['credentials']['$inferSelect'];

type CredentialName = Pick<KeptCredential, 'learner' | 'source' | 'id'>;

export function credentialReads(db: Reads, { credentials }: Tables) {
  return {
    /** Null where the learner has no such credential. */
    async find({ learner, source, id }: CredentialName): Promise<KeptCredential | null> {
      const [row] = await db
        .select()
        .from(credentials)
        .where(
          and(
            eq(credentials.learner, learner),
            eq(credentials.source, source),
            eq(credentials.id, id),
          ),
        );
      return row ?? null;
    },

    /** All of each of the learners, in order of source and id. */
    async ofLearners(
      learners: readonly string[],
    ): Promise<ReadonlyMap<string, readonly KeptCredential[]>> {
      return readMany(
        learners,
        (some) =>
          db
            .select()
            .from(credentials)
            .where(inArray(credentials.learner, some))
            .orderBy(asc(credentials.source), asc(credentials.id)),
        ({ learner }) => learner,
      );
    },
  };
}

export function credentialWrites(db: Writes, { credentials }: Tables) {
  const { learner, source, id } = credentials;
  return {
    /** Puts it, of a learner who is locked, in place of an earlier issue. */
    async put(kept: KeptCredential): Promise<void> {
      await db
        .insert(credentials)
        .values(kept)
        .onConflictDoUpdate({ target: [learner, source, id], set: kept });
    },
  };
}
