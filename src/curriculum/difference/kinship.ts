import type { Curriculum } from '../curriculum.ts';
import { type Fate, fatesOf, lineageBetween } from '../fates.ts';
import { type NamedKind, namedKinds } from '../history.ts';
import { scaleIn } from '../level-lineage.ts';
import type { Lineage } from '../lineage.ts';

/** What names of one revision are in another: by slug all that it became, none where it is gone. */
export type Kinship = Readonly<Record<NamedKind | 'levels', Successors>>;

export type Successors = ReadonlyMap<string, readonly string[]>;

export interface At {
  readonly curriculum: Curriculum;
  readonly revision: number;
}

/** As the history of a curriculum knows it, over any number of revisions. */
export function kinshipIn(lineage: Lineage, from: At, to: At): Kinship {
  const [skills, projects, careerPaths] = namedKinds.map((kind) =>
    successorsOf(fatesOf(lineage, kind, from, to)),
  ) as [Successors, Successors, Successors];
  return { skills, projects, careerPaths, levels: levelsNow(lineage, from, to) };
}

/** As two curricula know it of one another, where nothing else is known. */
export function kinshipBetween(before: Curriculum, after: Curriculum): Kinship {
  return kinshipIn(
    lineageBetween(before, after),
    { curriculum: before, revision: 1 },
    { curriculum: after, revision: 2 },
  );
}

function successorsOf(fates: ReadonlyMap<string, Fate>): Successors {
  return new Map([...fates].map(([slug, fate]) => [slug, successors(slug, fate)]));
}

function successors(slug: string, fate: Fate): readonly string[] {
  switch (fate.kind) {
    case 'kept':
      return [slug];
    case 'renamed':
      return [fate.to];
    case 'split':
      return fate.into;
    case 'merged':
      return [fate.into];
    case 'retired':
      return [];
  }
}

function levelsNow({ scales }: Lineage, from: At, to: At): Successors {
  const [then, now] = [scaleIn(scales, from.revision), scaleIn(scales, to.revision)];
  return new Map(
    from.curriculum.levels.map(({ slug }) => {
      const level = then?.levels[then.slugs.indexOf(slug)];
      const found = level === undefined ? undefined : now?.slugs[now.levels.indexOf(level)];
      return [slug, found === undefined ? [] : [found]];
    }),
  );
}
