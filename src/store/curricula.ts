import { and, eq, sql } from 'drizzle-orm';
import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Revision } from '../curriculum/revision.ts';
import { invariant } from '../util/invariant.ts';
import type { Reads, Writes } from './database.ts';
import { type CurriculumDifference, readDifference } from './difference.ts';
import type { NoteGeneralChange } from './general-changes.ts';
import { type Fact, type RevisedNoun, readFacts, writeFacts } from './revised-rows.ts';
import { revisionReads } from './revisions.ts';
import type { Tables } from './tables.ts';

export function curriculumReads(db: Reads, tables: Tables) {
  const { curricula, revisions } = tables;
  return {
    /** The newest revision of every curriculum; the curriculum that was published first comes first. */
    async heads(): Promise<Revision[]> {
      const rows = await db
        .select({ head: revisions, createdAt: curricula.createdAt })
        .from(curricula)
        .innerJoin(
          revisions,
          and(eq(revisions.curriculum, curricula.slug), eq(revisions.number, curricula.head)),
        );
      return rows
        .sort(
          (left, right) =>
            Number(left.createdAt) - Number(right.createdAt) ||
            (left.head.curriculum < right.head.curriculum ? -1 : 1),
        )
        .map(({ head }) => head);
    },

    /** A curriculum as it was published in that revision; null where there is none. */
    async at(slug: string, number: number): Promise<Curriculum | null> {
      const revision = await revisionReads(db, tables).byNumber(slug, number);
      if (revision === null) return null;
      const facts = <Noun extends RevisedNoun>(noun: Noun) =>
        readFacts(db, tables, noun, { curriculum: slug, revision: number });
      return curriculumOf({
        headings: await facts('headings'),
        areas: await facts('areas'),
        skills: await facts('skills'),
        projects: await facts('projects'),
        careerPaths: await facts('careerPaths'),
        advice: await facts('advice'),
      });
    },

    /** What revision `to` has otherwise than revision `from`. Both must be revisions of the curriculum. */
    difference(slug: string, from: number, to: number): Promise<CurriculumDifference> {
      return readDifference(db, tables, { curriculum: slug, from, to });
    },
  };
}

export function curriculumWrites(db: Writes, tables: Tables, note: NoteGeneralChange) {
  const { curricula, revisions } = tables;
  return {
    /** Makes room for the first revision of a curriculum that there isn't yet. */
    async reserve(slug: string, createdAt: Date): Promise<void> {
      await db.insert(curricula).values({ slug, head: 0, createdAt }).onConflictDoNothing();
    },

    /** The newest revision, which stays the newest until the transaction ends; null where there is none. */
    async lockHead(slug: string): Promise<Revision | null> {
      const rows = await db
        .update(curricula)
        .set({ head: sql`${curricula.head}` })
        .where(eq(curricula.slug, slug))
        .returning({ head: curricula.head });
      return revisionReads(db, tables).byNumber(slug, rows[0]?.head ?? 0);
    },

    /** Adds the revision after the locked head; only rows that differ from the head's are written. */
    async publish(curriculum: Curriculum, revision: Revision): Promise<void> {
      const { curriculum: slug, number } = revision;
      const isNext = and(eq(curricula.slug, slug), eq(curricula.head, number - 1));
      const moved = await db.update(curricula).set({ head: number }).where(isNext).returning();
      invariant(moved.length === 1, `${slug} has no revision ${number - 1} as its locked head`);
      await db.insert(revisions).values(revision);
      const what = { revision: number };
      note({ kind: 'CURRICULUM_PUBLISHED', subject: slug, what, at: revision.publishedAt });
      const facts = factsOf(curriculum);
      const at = { curriculum: slug, revision: number };
      await writeFacts(db, tables, 'headings', { ...at, facts: facts.headings });
      await writeFacts(db, tables, 'areas', { ...at, facts: facts.areas });
      await writeFacts(db, tables, 'skills', { ...at, facts: facts.skills });
      await writeFacts(db, tables, 'projects', { ...at, facts: facts.projects });
      await writeFacts(db, tables, 'careerPaths', { ...at, facts: facts.careerPaths });
      await writeFacts(db, tables, 'advice', { ...at, facts: facts.advice });
    },
  };
}

type Facts = { readonly [Noun in RevisedNoun]: readonly Fact<Noun>[] };

function factsOf(curriculum: Curriculum): Facts {
  const { slug, title, summary, externalIds, levels, sides, interests, ...lists } = curriculum;
  return {
    ...lists,
    headings: [{ slug, title, summary, externalIds, levels, sides, interests }],
    areas: lists.areas.map((area, position) => ({ ...area, position })),
  };
}

function curriculumOf({ headings, ...lists }: Facts): Curriculum {
  const heading = headings[0];
  invariant(heading && headings.length === 1, 'a revision has one heading');
  return {
    ...heading,
    areas: [...lists.areas]
      .sort((left, right) => left.position - right.position)
      .map(({ position, ...area }) => area),
    skills: inOrder(lists.skills),
    projects: inOrder(lists.projects),
    careerPaths: inOrder(lists.careerPaths),
    advice: inOrder(lists.advice),
  };
}

/** Sorted here, since databases have orders of their own. */
function inOrder<Item extends { readonly slug: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((left, right) => (left.slug < right.slug ? -1 : 1));
}
