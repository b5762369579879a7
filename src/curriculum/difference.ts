import type { Curriculum } from './curriculum.ts';
import {
  type Alteration,
  type AlterationKind,
  type AlteredItem,
  alterationKinds,
  type Change,
  type CurriculumDifference,
  type Noun,
} from './difference/alteration.ts';
import { areEqual, placeChange } from './difference/changes.ts';
import { Comparison } from './difference/comparison.ts';
import { alterationText, differenceText } from './difference/difference-texts.ts';
import {
  adviceChanges,
  areaChanges,
  careerPathChanges,
  headingChanges,
  projectChanges,
  titledChanges,
} from './difference/item-changes.ts';
import { type Kinship, kinshipBetween, type Successors } from './difference/kinship.ts';
import { linesOf } from './difference/lines.ts';
import { moved } from './difference/moved.ts';
import { SituationShapes } from './difference/situation-shape.ts';
import { skillChanges } from './difference/skill-changes.ts';

/** As `findDifference`, in one go. */
export function differenceOf(
  before: Curriculum,
  after: Curriculum,
  kinship?: Kinship,
): CurriculumDifference {
  const comparing = findDifference(before, after, kinship);
  for (;;) {
    const { done, value } = comparing.next();
    if (done) return value;
  }
}

/**
 * What a curriculum has otherwise than an earlier one, by meaning: what is only written in another order or nested
 * otherwise is the same, and what has another name is followed. Takes time for the texts of both, and a limited number of
 * steps for the requirements that differ. Yields now and then.
 *
 * @param kinship what names became; where it is left out, as the two know it of one another.
 */
export function* findDifference(
  before: Curriculum,
  after: Curriculum,
  kinship: Kinship = kinshipBetween(before, after),
): Generator<undefined, CurriculumDifference, unknown> {
  const comparison = new Comparison(before, after, kinship);
  yield;
  const situations = new SituationShapes();
  const titled = { changes: titledChanges, isOrdered: true };
  const alterations = [
    ...headingAlterations(comparison),
    ...(yield* alterationsOf(comparison, 'LEVEL', before.levels, after.levels, {
      ...titled,
      successors: kinship.levels,
    })),
    ...(yield* alterationsOf(comparison, 'SIDE', before.sides, after.sides, titled)),
    ...(yield* alterationsOf(comparison, 'INTEREST', before.interests, after.interests, titled)),
    ...(yield* alterationsOf(comparison, 'AREA', before.areas, after.areas, {
      changes: areaChanges,
      isOrdered: true,
    })),
    ...(yield* alterationsOf(comparison, 'SKILL', before.skills, after.skills, {
      changes: skillChanges,
      successors: kinship.skills,
    })),
    ...(yield* alterationsOf(comparison, 'PROJECT', before.projects, after.projects, {
      changes: projectChanges,
      successors: kinship.projects,
    })),
    ...(yield* alterationsOf(comparison, 'CAREER_PATH', before.careerPaths, after.careerPaths, {
      changes: careerPathChanges,
      successors: kinship.careerPaths,
    })),
    ...(yield* alterationsOf(comparison, 'ADVICE', before.advice, after.advice, {
      changes: (_, was, is) => adviceChanges(comparison, was, is, situations),
    })),
  ];
  return { summary: differenceText(alterations), alterations };
}

function headingAlterations(comparison: Comparison): Alteration[] {
  const { before, after } = comparison;
  const changes = headingChanges(comparison, before, after);
  return changes.length === 0
    ? []
    : [altered('CURRICULUM', 'CHANGED', [named(before)], [named(after)], changes)];
}

function named({ slug, title }: Curriculum): Item {
  return { slug, title };
}

/** What can be altered. */
interface Item {
  readonly slug: string;
  readonly title: string;
  readonly hours?: number;
  readonly levels?: readonly { readonly hours?: number }[];
}

interface How<Kind extends Item> {
  readonly changes: (
    comparison: Comparison,
    before: Kind,
    after: Kind,
    taken: readonly string[],
  ) => readonly Change[];
  /** Where it is left out, whoever has the slug is the one that had it. */
  readonly successors?: Successors;
  /** Their order means something. */
  readonly isOrdered?: boolean;
}

/** Pairs are compared so many at a time. */
const pairsAtOnce = 50;

function* alterationsOf<Kind extends Item>(
  comparison: Comparison,
  noun: Noun,
  before: readonly Kind[],
  after: readonly Kind[],
  { changes, successors = sameSlugs(before, after), isOrdered = false }: How<Kind>,
): Generator<undefined, Alteration[], unknown> {
  const earlier = new Map(before.map((item) => [item.slug, item]));
  const later = new Map(after.map((item) => [item.slug, item]));
  const inLines = new Set<string>();
  const lines = linesOf(successors);
  yield;
  const alterations = lines.map((line) => {
    for (const slug of line.after) inLines.add(slug);
    const was = line.before.map((slug) => earlier.get(slug)!);
    const is = line.after.map((slug) => later.get(slug)!);
    const pair = mainPair(was, is);
    const found = pair ? changes(comparison, ...pair, [...line.before, ...line.after]) : [];
    return altered(noun, line.kind, was, is, found);
  });
  for (const item of before) {
    if (successors.get(item.slug)!.length === 0)
      alterations.push(altered(noun, 'REMOVED', [item], [], []));
  }
  const places = isOrdered ? placeChanges(before, after, successors) : null;
  let count = 0;
  for (const item of after) {
    if (inLines.has(item.slug)) continue;
    if (!successors.get(item.slug)?.includes(item.slug)) {
      alterations.push(altered(noun, 'ADDED', [], [item], []));
      continue;
    }
    if (++count % pairsAtOnce === 0) yield;
    const was = earlier.get(item.slug)!;
    const isSame = comparison.isPlain && areEqual(was, item);
    const found = isSame ? [] : [...changes(comparison, was, item, [])];
    found.push(...(places?.get(item.slug) ?? []));
    if (found.length > 0) alterations.push(altered(noun, 'CHANGED', [was], [item], found));
  }
  return alterations.sort(byKind);
}

function sameSlugs(before: readonly Item[], after: readonly Item[]): Successors {
  const later = new Set(after.map(({ slug }) => slug));
  return new Map(before.map(({ slug }) => [slug, later.has(slug) ? [slug] : []]));
}

/** Where one thing became one, or one that was there took others over: the two to compare. */
function mainPair<Kind extends Item>(
  before: readonly Kind[],
  after: readonly Kind[],
): [Kind, Kind] | null {
  if (before.length === 1 && after.length === 1) return [before[0]!, after[0]!];
  if (before.length > 1 && after.length > 1) return null;
  const was = before.find(({ slug }) => after.some((item) => item.slug === slug));
  return was ? [was, after.find(({ slug }) => slug === was.slug)!] : null;
}

/** By slug: that it has another place among those that stay. */
function placeChanges(
  before: readonly Item[],
  after: readonly Item[],
  successors: Successors,
): ReadonlyMap<string, readonly Change[]> {
  const earlier = new Map(before.map(({ slug }, place) => [successors.get(slug)![0], place]));
  const stayed = after.filter(({ slug }) => earlier.has(slug));
  const others = moved(stayed.map(({ slug }) => earlier.get(slug)!));
  const found = new Map<string, readonly Change[]>();
  after.forEach(({ slug }, place) => {
    const was = earlier.get(slug);
    if (was !== undefined && others.has(was)) found.set(slug, [placeChange(was + 1, place + 1)]);
  });
  return found;
}

/** Those of one kind keep their order: sorting is stable. */
function byKind(left: Alteration, right: Alteration): number {
  return alterationKinds.indexOf(left.kind) - alterationKinds.indexOf(right.kind);
}

function altered(
  noun: Noun,
  kind: AlterationKind,
  before: readonly Item[],
  after: readonly Item[],
  changes: readonly Change[],
): Alteration {
  const alteration = {
    noun,
    kind,
    before: before.map((item) => alteredItem(noun, item)),
    after: after.map((item) => alteredItem(noun, item)),
    changes,
  };
  return { ...alteration, says: alterationText(alteration) };
}

function alteredItem(noun: Noun, { slug, title, hours, levels }: Item): AlteredItem {
  if (noun === 'PROJECT') return { slug, title, hours: hours ?? null };
  if (noun !== 'SKILL') return { slug, title, hours: null };
  const tenths = levels!.reduce((sum, level) => sum + Math.round(level.hours! * 10), 0);
  return { slug, title, hours: tenths / 10 };
}
