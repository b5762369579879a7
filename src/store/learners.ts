import { createHash } from 'node:crypto';
import { and, asc, count, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { ExternalId, Learner } from '../curriculum/learner.ts';
import type { Reads, Writes } from './database.ts';
import type { NoteGeneralChange } from './general-changes.ts';
import { isOneOf, type PageAfter, readMany, writeMany } from './many.ts';
import { markActorsDue } from './statement-actors.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

export function learnerReads(db: Reads, { learners, externalIds, learnerMails }: Tables) {
  return {
    /** Those that there are. */
    async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Learner>> {
      const found = await readMany(
        ids,
        (some) => db.select().from(learners).where(inArray(learners.id, some)),
        ({ id }) => id,
      );
      return new Map([...found.values()].flat().map((learner) => [learner.id, learner]));
    },

    /** The ids of learners by what other systems call them; each of the names has its place in the answer. */
    async idsByExternalIds(names: readonly ExternalId[]): Promise<readonly (string | null)[]> {
      const nameOf = ({ system, externalId }: ExternalId) => JSON.stringify([system, externalId]);
      const found = await readMany(
        names.map(nameOf),
        (some) =>
          db
            .select()
            .from(externalIds)
            .where(
              isOneOf(
                [externalIds.system, externalIds.externalId],
                some.map((name) => JSON.parse(name)),
              ),
            ),
        nameOf,
      );
      return names.map((name) => found.get(nameOf(name))?.[0]?.learner ?? null);
    },

    /** The ids of the learners whose mail address has each hash; see `mailHash`. */
    async idsByMailHashes(
      hashes: readonly string[],
    ): Promise<ReadonlyMap<string, readonly string[]>> {
      const found = await readMany(
        hashes,
        (some) => db.select().from(learnerMails).where(inArray(learnerMails.hash, some)),
        ({ hash }) => hash,
      );
      return new Map([...found].map(([hash, rows]) => [hash, rows.map(({ learner }) => learner)]));
    },

    /** Learners with a mail address that no hash is kept of yet. */
    async withoutMailHash(limit: number): Promise<Pick<Learner, 'id' | 'mail'>[]> {
      return db
        .select({ id: learners.id, mail: learners.mail })
        .from(learners)
        .leftJoin(learnerMails, eq(learnerMails.learner, learners.id))
        .where(and(isNotNull(learners.mail), isNull(learnerMails.hash)))
        .limit(limit);
    },

    /** What other systems call each of them. */
    async externalIds(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ExternalId[]>> {
      const found = await readMany(
        ids,
        (some) =>
          db
            .select()
            .from(externalIds)
            .where(inArray(externalIds.learner, some))
            .orderBy(asc(externalIds.system), asc(externalIds.externalId)),
        ({ learner }) => learner,
      );
      return new Map(
        [...found].map(([learner, rows]) => [learner, rows.map(({ learner, ...name }) => name)]),
      );
    },

    /** In the order in which they came. */
    page({ after, limit }: PageAfter): Promise<Learner[]> {
      const isLater = after === undefined ? undefined : gt(learners.id, after);
      return db.select().from(learners).where(isLater).orderBy(asc(learners.id)).limit(limit);
    },

    /** Their ids alone, in the same order. */
    async ids({ after, limit }: PageAfter): Promise<string[]> {
      const isLater = after === undefined ? undefined : gt(learners.id, after);
      const rows = await db
        .select({ id: learners.id })
        .from(learners)
        .where(isLater)
        .orderBy(asc(learners.id))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    async count(): Promise<number> {
      const [row] = await db.select({ all: count() }).from(learners);
      return row!.all;
    },
  };
}

export function learnerWrites(db: Writes, tables: Tables, note: NoteGeneralChange) {
  const { learners, learnerHeads, learnerMails, externalIds, idempotencyKeys } = tables;
  const { generalChanges, statements, statementTerms, statementActors, statementReadings } = tables;

  /** Keeps the hashes of mail addresses, of which there was none. */
  async function keepMailHashes(some: readonly Pick<Learner, 'id' | 'mail'>[]): Promise<void> {
    const rows = some.flatMap(({ id, mail }) =>
      mail === null ? [] : [{ learner: id, hash: mailHash(mail) }],
    );
    await writeMany(rows, (some) => db.insert(learnerMails).values(some));
    await markActorsDue(db, tables, { mailHashes: rows.map(({ hash }) => hash) });
  }

  /** The statements of whom a learner was taken for; who sends them again has them anew, of nobody. */
  async function eraseStatements(learner: string): Promise<void> {
    await db
      .update(statementReadings)
      .set({ formerLearner: null })
      .where(eq(statementReadings.formerLearner, learner));
    const actors = await db
      .select()
      .from(statementActors)
      .where(eq(statementActors.learner, learner));
    for (const { source, actor } of actors) {
      const isTheirs = and(eq(statements.source, source), eq(statements.actor, actor));
      const numbers = db.select({ sequence: statements.sequence }).from(statements).where(isTheirs);
      await db
        .delete(statementTerms)
        .where(and(eq(statementTerms.source, source), inArray(statementTerms.sequence, numbers)));
      await db.delete(statements).where(isTheirs);
      await db
        .delete(statementActors)
        .where(and(eq(statementActors.source, source), eq(statementActors.actor, actor)));
    }
  }

  return {
    keepMailHashes,

    async create(created: readonly Learner[]): Promise<void> {
      await writeMany(created.map(withPrototypes), (some) => db.insert(learners).values(some));
      await keepMailHashes(created);
      for (const { id: subject, createdAt: at } of created)
        note({ kind: 'LEARNER_CREATED', subject, what: {}, at });
    },

    /** Ends in a `UniqueConflict` where another learner has one of the names. */
    async addExternalIds(learner: string, names: readonly ExternalId[]): Promise<void> {
      const rows = names.map((name) => ({ learner, ...name }));
      await writeMany(rows, (some) => db.insert(externalIds).values(some));
      await markActorsDue(db, tables, { names });
    },

    async removeExternalIds(names: readonly ExternalId[]): Promise<void> {
      const columns = [externalIds.system, externalIds.externalId];
      const texts = names.map(({ system, externalId }) => [system, externalId]);
      await writeMany(texts, (some) => db.delete(externalIds).where(isOneOf(columns, some)));
      await markActorsDue(db, tables, { names });
    },

    /**
     * Those of the learners that there are, who stay as they are until the transaction ends but for what it does itself.
     * Whoever writes what is a learner's locks the learner first, and all learners of a transaction at once: they are
     * locked in order, so that no two transactions wait for each other.
     */
    async lock(ids: readonly string[]): Promise<ReadonlyMap<string, Learner>> {
      const rows = [...new Set(ids)].sort().map((learner) => ({ learner, evidence: 0 }));
      await writeMany(rows, (some) =>
        db
          .insert(learnerHeads)
          .values(some)
          .onConflictDoUpdate({
            target: learnerHeads.learner,
            set: { evidence: sql`${learnerHeads.evidence}` },
          }),
      );
      const found = await learnerReads(db, tables).byIds(ids);
      const strangers = rows.map(({ learner }) => learner).filter((id) => !found.has(id));
      await writeMany(strangers, (some) =>
        db.delete(learnerHeads).where(inArray(learnerHeads.learner, some)),
      );
      return found;
    },

    /** Puts all of the learner, who is locked, in place of what there was. */
    async update({ id, ...learner }: Learner): Promise<void> {
      const [before] = await db
        .select({ mail: learners.mail })
        .from(learners)
        .where(eq(learners.id, id));
      await db.update(learners).set(withPrototypes(learner)).where(eq(learners.id, id));
      if (before?.mail === learner.mail) return;
      await db.delete(learnerMails).where(eq(learnerMails.learner, id));
      await markActorsDue(db, tables, { learners: [id] });
      await keepMailHashes([{ id, mail: learner.mail }]);
    },

    /** Takes away for good all that is the learner's, who is locked, and the learner; that there was one is kept. */
    async erase(id: string, at: Date): Promise<void> {
      await eraseStatements(id);
      await db.delete(learnerHeads).where(eq(learnerHeads.learner, id));
      await db.delete(idempotencyKeys).where(eq(idempotencyKeys.owner, id));
      // All other rows that are the learner's go with this one.
      await db.delete(learners).where(eq(learners.id, id));
      await db.delete(generalChanges).where(eq(generalChanges.subject, id));
      note({ kind: 'LEARNER_ERASED', subject: id, what: {}, at });
    },
  };
}

/** SHA-1, in hexadecimal, of the address as xAPI hashes it, in lower case. */
export function mailHash(mail: string): string {
  return createHash('sha1').update(`mailto:${mail.toLowerCase()}`).digest('hex');
}
