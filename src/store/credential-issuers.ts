import { asc, count, eq, gt, inArray } from 'drizzle-orm';
import type { CredentialIssuer } from '../curriculum/credential-issuer.ts';
import type { Reads, Writes } from './database.ts';
import { type PageAfter, readMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

/** An issuer with who allowed it last. */
export interface KeptIssuer extends CredentialIssuer {
  readonly allowedAt: Date;
  readonly allowedBy: string;
}

export function credentialIssuerReads(db: Reads, { credentialIssuers }: Tables) {
  const { issuer } = credentialIssuers;
  return {
    /** Those that are allowed. */
    async byIssuers(issuers: readonly string[]): Promise<ReadonlyMap<string, KeptIssuer>> {
      const found = await readMany(
        issuers,
        (some) => db.select().from(credentialIssuers).where(inArray(issuer, some)),
        (row) => row.issuer,
      );
      return new Map([...found.values()].flat().map((row) => [row.issuer, row]));
    },

    /** In order of the issuer. */
    page({ after, limit }: PageAfter): Promise<KeptIssuer[]> {
      const isLater = after === undefined ? undefined : gt(issuer, after);
      return db.select().from(credentialIssuers).where(isLater).orderBy(asc(issuer)).limit(limit);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(credentialIssuers);
      return row!.all;
    },
  };
}

export function credentialIssuerWrites(db: Writes, { credentialIssuers }: Tables) {
  return {
    /** Puts it in place of what was said of the issuer before. */
    async put(kept: KeptIssuer): Promise<void> {
      const row = withPrototypes(kept);
      const { issuer, ...rest } = row;
      await db
        .insert(credentialIssuers)
        .values(row)
        .onConflictDoUpdate({ target: credentialIssuers.issuer, set: rest });
    },

    /** The issuer that was allowed; null where it was not. */
    async remove(issuer: string): Promise<KeptIssuer | null> {
      const isIt = eq(credentialIssuers.issuer, issuer);
      const [row] = await db.select().from(credentialIssuers).where(isIt);
      await db.delete(credentialIssuers).where(isIt);
      return row ?? null;
    },
  };
}
