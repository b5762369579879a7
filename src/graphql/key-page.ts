import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import { limits } from './limits.ts';
import { type Page, parseList } from './page.ts';

/** The arguments of a list that is read from the database, page by page from the front. */
export const keyPageArguments = builder.args((t) => ({
  first: t.int({
    description: `How many to read, 1 to ${limits.page}; ${limits.pageByDefault} where it is not said.`,
  }),
  after: t.string({ description: 'Reads what comes after this cursor.' }),
}));

export interface KeyPageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A list that is kept in order of a key, such as an id or a sequence. */
export interface KeyListing<Item, Node> {
  /** Of the list, and of whose it is: a cursor of another is refused. */
  readonly name: string;
  readonly keyOf: (item: Item) => string;
  readonly nodeOf: (item: Item) => Node;
  /** At most `limit` of those after the key; from the first where it is left out. */
  readonly read: (page: { readonly after?: string; readonly limit: number }) => Promise<Item[]>;
  /** How many there are; it is asked only where somebody wants to know. */
  readonly count: () => number | Promise<number>;
}

/** A page that doesn't know yet how many there are on all. */
export type KeyPage<Node> = Omit<Page<Node>, 'totalCount'> & {
  readonly totalCount: () => number | Promise<number>;
};

/** One page; a cursor holds when items come and go between two pages. */
export async function keyPageOf<Item, Node>(
  { name, keyOf, nodeOf, read, count }: KeyListing<Item, Node>,
  { first, after }: KeyPageArguments,
): Promise<KeyPage<Node>> {
  const size = first ?? limits.pageByDefault;
  if (size < 1 || size > limits.page)
    throw badInput(`\`first\` is ${size}: it must be from 1 to ${limits.page}.`);
  const key = after == null ? null : keyIn(name, after);
  // One more tells whether there is a next page.
  const found = await read({ ...(key === null ? {} : { after: key }), limit: size + 1 });
  const edges = found.slice(0, size).map((item) => ({
    node: nodeOf(item),
    cursor: cursorOf(name, keyOf(item)),
  }));
  return {
    totalCount: count,
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: key !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function cursorOf(name: string, key: string): string {
  return Buffer.from(JSON.stringify([name, key])).toString('base64url');
}

function keyIn(name: string, cursor: string): string {
  const [list, key, ...rest] = parseList(Buffer.from(cursor, 'base64url').toString());
  // Keys are ids and numbers: whatever else stands there is not from us.
  const isCursor = typeof key === 'string' && /^[\w-]{1,600}$/.test(key) && rest.length === 0;
  if (isCursor && list === name) return key;
  throw badInput('`after` is no cursor of this list. Cursors come from `pageInfo` and `edges`.');
}
