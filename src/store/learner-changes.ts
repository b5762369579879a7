import { and, asc, count, eq, gt, inArray, notInArray, sql } from 'drizzle-orm';
import type { ChangeKind, LearnerChange } from '../curriculum/adopted-roadmap.ts';
import type { GeneralChange } from '../curriculum/general-change.ts';
import type { Reads, Writes } from './database.ts';
import { writeMany } from './many.ts';
import type { Tables } from './tables.ts';
import { withPrototypes } from './with-prototypes.ts';

export function learnerChangeReads(db: Reads, { learnerChanges, changeHead }: Tables) {
  const isNoneOf = (kinds: readonly ChangeKind[]) =>
    kinds.length === 0 ? undefined : notInArray(learnerChanges.kind, [...kinds]);

  return {
    /** What happened to any of the learners after a sequence, oldest first, at most `limit` changes. */
    async since(
      learners: readonly string[],
      { sequence, limit, except = [] }: ChangesAfter & Except,
    ): Promise<LearnerChange[]> {
      const isLater = gt(learnerChanges.sequence, sequence);
      const isTheirs = inArray(learnerChanges.learner, [...learners]);
      return db
        .select()
        .from(learnerChanges)
        .where(and(isTheirs, isLater, isNoneOf(except)))
        .orderBy(asc(learnerChanges.sequence))
        .limit(limit);
    },

    /** How much happened to a learner. */
    async count(learner: string, { except = [] }: Except = {}): Promise<number> {
      const [row] = await db
        .select({ all: count() })
        .from(learnerChanges)
        .where(and(eq(learnerChanges.learner, learner), isNoneOf(except)));
      return row!.all;
    },

    /** What happened to anybody. */
    async sinceForAll({
      sequence,
      limit,
      except = [],
    }: ChangesAfter & Except): Promise<LearnerChange[]> {
      return db
        .select()
        .from(learnerChanges)
        .where(and(gt(learnerChanges.sequence, sequence), isNoneOf(except)))
        .orderBy(asc(learnerChanges.sequence))
        .limit(limit);
    },

    /** What of one kind happened to anybody. */
    async ofKind(kind: ChangeKind, { sequence, limit }: ChangesAfter): Promise<LearnerChange[]> {
      return db
        .select()
        .from(learnerChanges)
        .where(and(eq(learnerChanges.kind, kind), gt(learnerChanges.sequence, sequence)))
        .orderBy(asc(learnerChanges.sequence))
        .limit(limit);
    },

    /** The sequence of the newest change: where to begin for whom the past is no matter. 0 before there is any. */
    async head(): Promise<number> {
      const [row] = await db.select().from(changeHead).where(eq(changeHead.only, onlyRow));
      return row?.sequence ?? 0;
    },
  };
}

interface ChangesAfter {
  /** 0 for all. */
  readonly sequence: number;
  readonly limit: number;
}

interface Except {
  /** Kinds of changes to leave out. */
  readonly except?: readonly ChangeKind[];
}

const onlyRow = 1;

/** A change that gets its sequence when its transaction ends. */
export type NewChange = Omit<LearnerChange, 'sequence'>;

/** The same of what happens beside learners. */
export type NewGeneralChange = Omit<GeneralChange, 'sequence'>;

export type AddedChange = NewChange | NewGeneralChange;

export function isOfLearner(change: AddedChange): change is NewChange {
  return 'learner' in change;
}

export function learnerChangeWrites(added: AddedChange[]) {
  return {
    /** Notes that a locked learner changed. */
    add(change: NewChange): void {
      added.push(change);
    },
  };
}

/**
 * Writes what a transaction added; the last thing that it does. Sequences come from one row, which is locked from here
 * until the transaction ends: so they are in the order in which transactions end, without gaps, and whoever has seen one
 * can't be overtaken by a smaller one. Since it is the last row that anybody locks, nobody who holds it waits.
 */
export async function writeChanges(
  db: Writes,
  { learnerChanges, generalChanges, changeHead }: Tables,
  added: readonly AddedChange[],
): Promise<void> {
  if (added.length === 0) return;
  const [head] = await db
    .insert(changeHead)
    .values({ only: onlyRow, sequence: added.length })
    .onConflictDoUpdate({
      target: changeHead.only,
      set: { sequence: sql`${changeHead.sequence} + excluded.sequence` },
    })
    .returning();
  const first = head!.sequence - added.length + 1;
  const ofLearners: LearnerChange[] = [];
  const general: GeneralChange[] = [];
  for (const [index, change] of added.entries()) {
    const sequence = first + index;
    if (isOfLearner(change)) ofLearners.push({ ...withPrototypes(change), sequence });
    else general.push({ ...withPrototypes(change), sequence });
  }
  await writeMany(ofLearners, (some) => db.insert(learnerChanges).values(some));
  await writeMany(general, (some) => db.insert(generalChanges).values(some));
}
