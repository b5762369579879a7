import { isUuid } from '../../../util/uuid-v7.ts';
import { uuidV5 } from './identifiers.ts';

/** The longest that we make of a title; ids may have 100 characters, and a suffix may have to follow. */
const charactersMax = 60;

/** Lower-case words joined by hyphens, made from a text; empty where there is no letter or digit of a to z in it. */
export function slugFrom(text: string): string {
  const words = text
    .slice(0, 1_000)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, charactersMax) : `${slug}-${word}`;
    if (longer.length > charactersMax) break;
    slug = longer;
  }
  return slug;
}

/** What a slug is made for. */
export interface Unnamed {
  readonly identifier: string;
  /** What it may be made from, the best first. */
  readonly texts: readonly (string | null)[];
}

/**
 * A slug for each, by identifier, whatever their order: where several would have the same, each has some of its
 * identifier after it.
 */
export function distinctSlugs(
  unnamed: readonly Unnamed[],
  noun: string,
): ReadonlyMap<string, string> {
  const wanted = new Map<string, Unnamed[]>();
  for (const one of unnamed) {
    const slug = firstSlug(one.texts) || noun;
    const namesakes = wanted.get(slug) ?? [];
    wanted.set(slug, namesakes);
    namesakes.push(one);
  }
  const slugs = new Map<string, string>();
  const taken = new Set(wanted.keys());
  for (const [slug, namesakes] of wanted) {
    if (namesakes.length === 1 && slug !== noun) slugs.set(namesakes[0]!.identifier, slug);
    else
      for (const { identifier } of namesakes.sort((one, two) =>
        one.identifier < two.identifier ? -1 : 1,
      )) {
        const distinct = withSuffix(slug, identifier, taken);
        taken.add(distinct);
        slugs.set(identifier, distinct);
      }
  }
  return slugs;
}

function firstSlug(texts: readonly (string | null)[]): string {
  for (const text of texts) {
    const slug = slugFrom(text ?? '');
    if (slug !== '') return slug;
  }
  return '';
}

function withSuffix(slug: string, identifier: string, taken: ReadonlySet<string>): string {
  const uuid = isUuid(identifier) ? identifier : uuidV5(identifierSpace, identifier);
  const digits = uuid.replaceAll('-', '');
  const short = `${slug}-${digits.slice(0, 8)}`;
  return taken.has(short) ? `${slug}-${digits}` : short;
}

/** For identifiers that are no UUIDs. */
const identifierSpace = '3f0a5b0e-8f0f-5c55-8a43-6c8b2b6a9d10';
