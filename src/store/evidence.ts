import { and, asc, desc, eq, gt, inArray, lt, max, ne, notLike, sql } from 'drizzle-orm';
import type { Evidence, EvidenceContent } from '../curriculum/evidence.ts';
import { chunks } from '../util/chunks.ts';
import { invariant } from '../util/invariant.ts';
import type { Reads, Writes } from './database.ts';
import { isOneOf, readMany, writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

type Row = Tables['evidence']['$inferSelect'];

/** So many beside the keys of learners in a statement. */
const skillsAtOnce = 5000;

export function evidenceReads(db: Reads, { evidence, learnerHeads }: Tables) {
  return {
    /** All evidence of each of the learners, in the order in which it was recorded. */
    async ofLearners(learners: readonly string[]): Promise<ReadonlyMap<string, Evidence[]>> {
      const found = await readMany(
        learners,
        (some) =>
          db
            .select()
            .from(evidence)
            .where(inArray(evidence.learner, some))
            .orderBy(asc(evidence.learner), asc(evidence.number)),
        ({ learner }) => learner,
      );
      return new Map([...found].map(([learner, rows]) => [learner, rows.map(evidenceOf)]));
    },

    /**
     * When something last came about that was said of each of the learners, who are left out where nothing was; but for
     * retractions, and for what was said of a whole cohort, which shows nothing of the learner.
     */
    async lastOccurred(learners: readonly string[]): Promise<ReadonlyMap<string, Date>> {
      const isOwn = and(ne(evidence.kind, 'RETRACTION'), notLike(evidence.source, 'baseline:%'));
      const found = await readMany(
        learners,
        (some) =>
          db
            .select({ learner: evidence.learner, at: max(evidence.occurredAt) })
            .from(evidence)
            .where(and(inArray(evidence.learner, some), isOwn))
            .groupBy(evidence.learner),
        ({ learner }) => learner,
      );
      return new Map([...found].flatMap(([id, [row]]) => (row?.at ? [[id, row.at]] : [])));
    },

    /** What a source said of each of the learners, in the order in which it was recorded. */
    async ofSource(
      learners: readonly string[],
      source: string,
    ): Promise<ReadonlyMap<string, Evidence[]>> {
      const found = await readMany(
        learners,
        (some) =>
          db
            .select()
            .from(evidence)
            .where(and(inArray(evidence.learner, some), eq(evidence.source, source)))
            .orderBy(asc(evidence.learner), asc(evidence.number)),
        ({ learner }) => learner,
      );
      return new Map([...found].map(([learner, rows]) => [learner, rows.map(evidenceOf)]));
    },

    /** All versions of things that a source spoke of, by `thingOf`. */
    async ofThings(
      things: readonly {
        readonly learner: string;
        readonly source: string;
        readonly externalId: string;
      }[],
    ): Promise<ReadonlyMap<string, readonly Evidence[]>> {
      const found = new Map<string, Evidence[]>();
      const keys = things.map(({ learner, source, externalId }) => [learner, source, externalId]);
      await writeMany(keys, async (some) => {
        const columns = [evidence.learner, evidence.source, evidence.externalId];
        for (const row of await db.select().from(evidence).where(isOneOf(columns, some))) {
          const thing = thingOf(row.learner, row);
          const versions = found.get(thing) ?? [];
          versions.push(evidenceOf(row));
          found.set(thing, versions);
        }
      });
      return found;
    },

    /** Those of the learners of whom anything was ever said of one of these skills of the curriculum. */
    async spokenOf(
      learners: readonly string[],
      { curriculum, skills }: { readonly curriculum: string; readonly skills: readonly string[] },
    ): Promise<readonly string[]> {
      const { learner, skill } = evidence;
      const speaking = new Set<string>();
      for (const named of chunks(skills, skillsAtOnce)) {
        const isNamed = and(eq(evidence.curriculum, curriculum), inArray(skill, named));
        const found = await readMany(
          learners,
          (some) =>
            db
              .select({ learner })
              .from(evidence)
              .where(and(inArray(learner, some), isNamed))
              .groupBy(learner),
          (row) => row.learner,
        );
        for (const [id, rows] of found) if (rows.length > 0) speaking.add(id);
      }
      return [...speaking];
    },

    /** Newest first, at most `limit`; of that which was recorded before number `before`, where it is given. */
    async page(
      learner: string,
      { before, limit }: { before?: number | undefined; limit: number },
    ): Promise<Evidence[]> {
      const isEarlier = before === undefined ? undefined : lt(evidence.number, before);
      const rows = await db
        .select()
        .from(evidence)
        .where(and(eq(evidence.learner, learner), isEarlier))
        .orderBy(desc(evidence.number))
        .limit(limit);
      return rows.map(evidenceOf);
    },

    /** Of each of the learners the newest evidence, at most `limit` pieces, newest first. */
    async newest(
      learners: readonly string[],
      limit: number,
    ): Promise<ReadonlyMap<string, Evidence[]>> {
      const { learner, number } = evidence;
      const found = await readMany(
        learners,
        (some) =>
          db
            .select({ evidence })
            .from(evidence)
            .innerJoin(learnerHeads, eq(learnerHeads.learner, learner))
            // Numbers have no gaps.
            .where(
              and(inArray(learner, some), gt(number, sql`${learnerHeads.evidence} - ${limit}`)),
            )
            .orderBy(asc(learner), desc(number)),
        (row) => row.evidence.learner,
      );
      const list = (rows: readonly { evidence: Row }[]) =>
        rows.map((row) => evidenceOf(row.evidence));
      return new Map([...found].map(([learner, rows]) => [learner, list(rows)]));
    },

    async byNumber(learner: string, number: number): Promise<Evidence | null> {
      const [row] = await db
        .select()
        .from(evidence)
        .where(and(eq(evidence.learner, learner), eq(evidence.number, number)));
      return row ? evidenceOf(row) : null;
    },

    /** The number of each learner's newest evidence, 0 where there is none: while it stays, so does what is known. */
    async heads(learners: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const found = await readMany(
        learners,
        (some) => db.select().from(learnerHeads).where(inArray(learnerHeads.learner, some)),
        ({ learner }) => learner,
      );
      return new Map([...found].map(([learner, [head]]) => [learner, head?.evidence ?? 0]));
    },
  };
}

/** Evidence of a learner that may be here already. */
export interface NewEvidence {
  readonly learner: string;
  /** Equal where the content is, and only there. */
  readonly digest: string;
  readonly content: EvidenceContent;
}

export interface Recording {
  /** Unchanged: this very version was here; updated: another version was; created: none was. */
  readonly status: 'CREATED' | 'UPDATED' | 'UNCHANGED';
  /** That of the evidence among the learner's. */
  readonly number: number;
}

export function evidenceWrites(db: Writes, tables: Tables) {
  const { evidence, learnerHeads } = tables;
  const reads = evidenceReads(db, tables);

  /** The numbers of the versions that are here of what the items speak of, by digest, by thing. */
  async function versionsOf(items: readonly NewEvidence[]): Promise<Map<string, Versions>> {
    const found = new Map<string, Versions>();
    const { learner, source, externalId, digest, number } = evidence;
    const things = items.map((item) => [
      item.learner,
      item.content.source,
      item.content.externalId,
    ]);
    await writeMany(things, async (some) => {
      const rows = await db
        .select({ learner, source, externalId, digest, number })
        .from(evidence)
        .where(isOneOf([learner, source, externalId], some));
      for (const row of rows) addVersion(found, thingOf(row.learner, row), row.digest, row.number);
    });
    return found;
  }

  return {
    /**
     * Records what isn't here yet, of learners that are locked; what was done with each item, in the order given.
     */
    async record(
      items: readonly NewEvidence[],
      by: { readonly recordedAt: Date; readonly recordedBy: string },
    ): Promise<Recording[]> {
      const versions = await versionsOf(items);
      const heads = new Map(await reads.heads(items.map(({ learner }) => learner)));
      const rows: (typeof evidence.$inferInsert)[] = [];
      const recordings = items.map((item): Recording => {
        const { learner, digest, content } = item;
        const thing = thingOf(learner, content);
        const known = versions.get(thing);
        const same = known?.get(digest);
        if (same !== undefined) return { status: 'UNCHANGED', number: same };
        const number = heads.get(learner)! + 1;
        heads.set(learner, number);
        addVersion(versions, thing, digest, number);
        rows.push({ learner, number, digest, ...columnsOf(content), ...by });
        return { status: known ? 'UPDATED' : 'CREATED', number };
      });
      await writeMany(rows, (some) => db.insert(evidence).values(some));
      const changed = [...new Set(rows.map(({ learner }) => learner))].sort();
      const moved = changed.map((learner) => ({ learner, evidence: heads.get(learner)! }));
      await writeMany(moved, (some) =>
        db
          .insert(learnerHeads)
          .values(some)
          .onConflictDoUpdate({
            target: learnerHeads.learner,
            set: { evidence: sql`excluded.evidence` },
          }),
      );
      return recordings;
    },
  };
}

/** Number by digest. */
type Versions = Map<string, number>;

function addVersion(
  all: Map<string, Versions>,
  thing: string,
  digest: string,
  number: number,
): void {
  const versions = all.get(thing) ?? new Map<string, number>();
  versions.set(digest, number);
  all.set(thing, versions);
}

/** What a source calls something of a learner, as a key. */
export function thingOf(
  learner: string,
  { source, externalId }: { source: string; externalId: string },
): string {
  return JSON.stringify([learner, source, externalId]);
}

function columnsOf(content: EvidenceContent) {
  if (content.kind === 'RETRACTION') return withPrototypes(content);
  const { competency, ...rest } = content;
  const { curriculum, skill, level } = competency;
  return withPrototypes({ ...rest, curriculum, skill, level });
}

function evidenceOf(row: Row): Evidence {
  const { learner, digest, kind, curriculum, skill, level, outcome, score, strength, ...recorded } =
    row;
  if (kind === 'RETRACTION') return { kind, ...recorded };
  invariant(
    curriculum !== null && skill !== null && level !== null && outcome !== null,
    `evidence ${row.number} of ${learner} speaks of a competency`,
  );
  return { kind, competency: { curriculum, skill, level }, outcome, score, strength, ...recorded };
}
