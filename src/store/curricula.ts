import { and, eq, sql } from 'drizzle-orm';
import type { Curriculum } from '../curriculum/curriculum.ts';
import type { History } from '../curriculum/history.ts';
import type { CurriculumSize, Revision } from '../curriculum/revision.ts';
import { invariant } from '../util/invariant.ts';
import type { Reads, Writes } from './database.ts';
import type { NoteGeneralChange } from './general-changes.ts';
import { readHistory } from './history.ts';
import {
  countFacts,
  countFactsUpTo,
  type Fact,
  type RevisedNoun,
  readChangedSlugs,
  readFacts,
  writeFacts,
} from './revised-rows.ts';
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

    /** What the curriculum had names for, up to a revision, as `lineageOf` wants it. */
    history(slug: string, upTo: number): Promise<History> {
      return readHistory(db, tables, { curriculum: slug, upTo });
    },

    /** Whether a revision has so many skills or more; reads as little as tells. */
    async hasSkills(slug: string, number: number, count: number): Promise<boolean> {
      const at = { curriculum: slug, revision: number, most: count };
      return (await countFactsUpTo(db, tables, 'skills', at)) >= count;
    },

    /** The slugs of the items that revision `to` has anew or in another wording than `from`, and of those it has not. */
    async changedSlugs(
      slug: string,
      noun: RevisedNoun,
      range: { readonly from: number; readonly to: number },
    ): Promise<{ readonly added: ReadonlySet<string>; readonly gone: readonly string[] }> {
      const changed = await readChangedSlugs(db, tables, noun, { curriculum: slug, ...range });
      const added = new Set(changed[1]);
      return { added, gone: changed[0].filter((each) => !added.has(each)) };
    },

    /** How much each revision of a curriculum has of what it consists of; zeros of one that is not there. */
    async sizes(slug: string): Promise<(number: number) => CurriculumSize> {
      const counts = async (noun: RevisedNoun) => {
        const byRevision = [...(await countFacts(db, tables, noun, slug))];
        return (number: number) =>
          byRevision.findLast(([revision]) => revision <= number)?.[1] ?? 0;
      };
      const areas = await counts('areas');
      const skills = await counts('skills');
      const projects = await counts('projects');
      const careerPaths = await counts('careerPaths');
      const advice = await counts('advice');
      return (number) => ({
        areas: areas(number),
        skills: skills(number),
        projects: projects(number),
        careerPaths: careerPaths(number),
        advice: advice(number),
      });
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

    /**
     * Adds the revision after the locked head; only rows that differ from the head's are written.
     *
     * @param progress is told how far it is, from 0 to 1.
     */
    async publish(
      curriculum: Curriculum,
      revision: Revision,
      progress: (share: number) => void = () => undefined,
    ): Promise<void> {
      const { curriculum: slug, number } = revision;
      const isNext = and(eq(curricula.slug, slug), eq(curricula.head, number - 1));
      const moved = await db.update(curricula).set({ head: number }).where(isNext).returning();
      invariant(moved.length === 1, `${slug} has no revision ${number - 1} as its locked head`);
      await db.insert(revisions).values(revision);
      const what = { revision: number };
      note({ kind: 'CURRICULUM_PUBLISHED', subject: slug, what, at: revision.publishedAt });
      const facts = factsOf(curriculum);
      const at = { curriculum: slug, revision: number };
      const rows = Object.values(facts).reduce((sum, { length }) => sum + length, 0);
      let rowsBefore = 0;
      const write = async <Noun extends RevisedNoun>(noun: Noun, of: readonly Fact<Noun>[]) => {
        await writeFacts(db, tables, noun, { ...at, facts: of }, (share) =>
          progress((rowsBefore + share * of.length) / rows),
        );
        rowsBefore += of.length;
      };
      await write('headings', facts.headings);
      await write('areas', facts.areas);
      await write('skills', facts.skills);
      await write('projects', facts.projects);
      await write('careerPaths', facts.careerPaths);
      await write('advice', facts.advice);
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
