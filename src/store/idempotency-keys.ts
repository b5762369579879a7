import { and, eq, lt } from 'drizzle-orm';
import type { Reads, Writes } from './database.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

/** What was answered to a request that its sender may repeat. */
export interface KeptResponse {
  /** The id of the learner, or whoever else sent it. */
  readonly owner: string;
  /** What the sender calls the request. */
  readonly key: string;
  /** SHA-256, in hexadecimal, of what was asked for. */
  readonly payloadDigest: string;
  /** Never null. */
  readonly response: unknown;
  readonly createdAt: Date;
}

export function idempotencyKeyReads(db: Reads, { idempotencyKeys }: Tables) {
  return {
    async find(owner: string, key: string): Promise<KeptResponse | null> {
      const [kept] = await db
        .select()
        .from(idempotencyKeys)
        .where(and(eq(idempotencyKeys.owner, owner), eq(idempotencyKeys.key, key)));
      return kept ?? null;
    },
  };
}

export function idempotencyKeyWrites(db: Writes, { idempotencyKeys }: Tables) {
  return {
    /**
     * Keeps the response in the transaction that brought it about. Ends in a `UniqueConflict` where another transaction
     * with the same key was quicker.
     */
    async keep(response: KeptResponse): Promise<void> {
      await db.insert(idempotencyKeys).values(withPrototypes(response));
    },

    async removeBefore(createdAt: Date): Promise<void> {
      await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, createdAt));
    },
  };
}
