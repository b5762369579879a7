import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import { limits } from './limits.ts';

/** The arguments of every list that comes in pages. */
export const pageArguments = builder.args((t) => ({
  first: t.int({
    description: `How many to read from the front, 1 to ${limits.page}; ${limits.pageByDefault} where it is not said.`,
  }),
  after: t.string({ description: 'Reads what comes after this cursor.' }),
  last: t.int({
    description: `How many to read from the back, 1 to ${limits.page}. Not together with \`first\`.`,
  }),
  before: t.string({ description: 'Reads what comes before this cursor.' }),
}));

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A whole list, and the order that it is in. */
export interface Listing<Item extends { readonly slug: string }> {
  /** Of the list and its order: a cursor of another is refused. */
  readonly name: string;
  readonly items: readonly Item[];
  /** What the items are in order of; slugs break ties. */
  readonly keyOf: (item: Item) => SortKey;
  /** The order is the exact reverse. */
  readonly isDescending?: boolean;
}

export type SortKey = string | number;

export interface Page<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * One page of a list. A cursor says which item it stands at and by what that was ordered, not how many came before it:
 * it holds when items come, go or move between two pages.
 */
export function pageOf<Item extends { readonly slug: string }, Node>(
  listing: Listing<Item>,
  pageArgs: PageArguments,
  nodeOf: (item: Item) => Node,
): Page<Node> {
  const { items } = listing;
  const size = pageSize(pageArgs);
  const from = pageArgs.after == null ? 0 : placeOf(listing, 'after', pageArgs.after).end;
  const to =
    pageArgs.before == null ? items.length : placeOf(listing, 'before', pageArgs.before).start;
  const start = pageArgs.last == null ? from : Math.max(from, to - size);
  const end = pageArgs.last == null ? Math.min(to, from + size) : to;
  const page = items.slice(start, end);
  return {
    totalCount: items.length,
    // Cursors are written only where somebody reads them.
    edges: page.map((item) => ({
      node: nodeOf(item),
      get cursor() {
        return writeCursor(listing, item);
      },
    })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      get startCursor() {
        return page.length === 0 ? null : writeCursor(listing, page[0]!);
      },
      get endCursor() {
        return page.length === 0 ? null : writeCursor(listing, page.at(-1)!);
      },
    },
  };
}

/** A list in order of slug. */
export function bySlug<Item extends { readonly slug: string }>(
  name: string,
  items: readonly Item[],
): Listing<Item> {
  return { name, items, keyOf: ({ slug }) => slug };
}

function pageSize({ first, last }: PageArguments): number {
  if (first != null && last != null)
    throw badInput('`first` and `last` cannot be given together: read from one end.');
  const [name, size] = last == null ? ['first', first ?? limits.pageByDefault] : ['last', last];
  if (size < 1 || size > limits.page)
    throw badInput(`\`${name}\` is ${size}: it must be from 1 to ${limits.page}.`);
  return size;
}

interface Cursor {
  readonly slug: string;
  readonly key: SortKey;
}

/** Where a cursor's item is, as a range of one; where it is gone, the empty range where it would be. */
function placeOf<Item extends { readonly slug: string }>(
  listing: Listing<Item>,
  name: 'after' | 'before',
  text: string,
): { readonly start: number; readonly end: number } {
  const cursor = readCursor(listing, text);
  if (cursor === null)
    throw badInput(
      `\`${name}\` is no cursor of this list and order. Cursors come from \`pageInfo\` and \`edges\`.`,
    );
  const { items, keyOf } = listing;
  const index = items.findIndex(({ slug }) => slug === cursor.slug);
  if (index >= 0) return { start: index, end: index + 1 };
  const following = items.findIndex((item) =>
    isAfter(listing, { slug: item.slug, key: keyOf(item) }, cursor),
  );
  const gap = following < 0 ? items.length : following;
  return { start: gap, end: gap };
}

function isAfter(
  { isDescending }: { readonly isDescending?: boolean },
  one: Cursor,
  two: Cursor,
): boolean {
  const [later, earlier] = isDescending ? [two, one] : [one, two];
  if (later.key === earlier.key) return later.slug > earlier.slug;
  return later.key > earlier.key;
}

function writeCursor<Item extends { readonly slug: string }>(
  { name, keyOf }: Listing<Item>,
  item: Item,
): string {
  return Buffer.from(JSON.stringify([name, item.slug, keyOf(item)])).toString('base64url');
}

function readCursor(listing: { readonly name: string }, text: string): Cursor | null {
  const [name, slug, key, ...rest] = parseList(Buffer.from(text, 'base64url').toString());
  const isCursor =
    name === listing.name &&
    typeof slug === 'string' &&
    (typeof key === 'string' || typeof key === 'number') &&
    rest.length === 0;
  return isCursor ? { slug, key } : null;
}

/** Nothing, where the text is no list in JSON. */
export function parseList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
