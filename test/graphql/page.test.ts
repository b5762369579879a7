import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Listing, type PageArguments, pageOf } from '../../src/graphql/page.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

interface Item {
  readonly slug: string;
  readonly key: number;
}

/** `b2 a3`: items with their keys, brought in order. */
function listing(drawing: string, isDescending = false): Listing<Item> {
  const items = drawing
    .split(' ')
    .map((name) => ({ slug: name[0]!, key: Number(name.slice(1)) }))
    .sort((one, two) => one.key - two.key || (one.slug < two.slug ? -1 : 1));
  if (isDescending) items.reverse();
  return { name: 'drawn', items, keyOf: ({ key }) => key, isDescending };
}

const read = (list: Listing<Item>, args: PageArguments) => pageOf(list, args, ({ slug }) => slug);

const slugs = (list: Listing<Item>, args: PageArguments) =>
  read(list, args)
    .edges.map(({ node }) => node)
    .join('');

/** The cursor of one item. */
function cursorOf(list: Listing<Item>, slug: string): string {
  return read(list, { first: 100 }).edges.find(({ node }) => node === slug)!.cursor;
}

describe('a page', () => {
  const list = listing('a1 b2 c2 d4 e5');

  it('is read from the front, from the back, and between cursors', () => {
    expect(slugs(list, { first: 2 })).toBe('ab');
    expect(slugs(list, { last: 2 })).toBe('de');
    expect(slugs(list, { first: 2, after: cursorOf(list, 'b') })).toBe('cd');
    expect(slugs(list, { last: 2, before: cursorOf(list, 'd') })).toBe('bc');
    expect(slugs(list, { after: cursorOf(list, 'a'), before: cursorOf(list, 'e') })).toBe('bcd');
    expect(slugs(list, { after: cursorOf(list, 'e') })).toBe('');
    expect(slugs(list, { after: cursorOf(list, 'd'), before: cursorOf(list, 'b') })).toBe('');
  });

  it('says where it stands', () => {
    expect(read(list, { first: 2, after: cursorOf(list, 'a') })).toMatchObject({
      totalCount: 5,
      pageInfo: {
        hasNextPage: true,
        hasPreviousPage: true,
        startCursor: cursorOf(list, 'b'),
        endCursor: cursorOf(list, 'c'),
      },
    });
    expect(read(list, { last: 9 }).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: false,
    });
    expect(read(listing('a1'), { after: cursorOf(list, 'e') }).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });

  it('goes on where it was when items come, go and move', () => {
    const after = cursorOf(list, 'c');
    expect(slugs(listing('a1 b2 d4 e5'), { after })).toBe('de');
    expect(slugs(listing('b2 x2 y3 d4 e5'), { after })).toBe('xyde');
    expect(slugs(listing('a1 b2 d4 e5 c6'), { after })).toBe('');
    expect(slugs(listing('a1 b2 d4 e5'), { before: after })).toBe('ab');
    const downwards = listing('a1 b2 c2 d4 e5', true);
    const below = cursorOf(downwards, 'c');
    expect(slugs(listing('a1 b2 d4 e5', true), { after: below })).toBe('ba');
    expect(slugs(listing('a1 b2 d4 e5', true), { before: below })).toBe('ed');
  });

  it('after page shows everything once, whichever way it is walked', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...'abcdefghijkl'), fc.nat(3)), {
          minLength: 1,
          selector: ([slug]) => slug,
        }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (drawn, size, isDescending) => {
          const whole = listing(drawn.map((pair) => pair.join('')).join(' '), isDescending);
          const everything = whole.items.map(({ slug }) => slug).join('');
          let forward = '';
          let backward = '';
          for (let cursor: string | null = null; forward.length < everything.length; ) {
            const page = read(whole, { first: size, after: cursor });
            forward += page.edges.map(({ node }) => node).join('');
            expect(page.pageInfo.hasNextPage).toBe(forward.length < everything.length);
            cursor = page.pageInfo.endCursor;
          }
          for (let cursor: string | null = null; backward.length < everything.length; ) {
            const page = read(whole, { last: size, before: cursor });
            backward = page.edges.map(({ node }) => node).join('') + backward;
            expect(page.pageInfo.hasPreviousPage).toBe(backward.length < everything.length);
            cursor = page.pageInfo.startCursor;
          }
          expect([forward, backward]).toEqual([everything, everything]);
        },
      ),
    ));
});

describe('a list of the API', () => {
  const server = testServer(() => [smallCurriculum()]);

  it('is walked by the cursors that it gives', async () => {
    const query =
      'query ($after: String) { skills(first: 3, after: $after) { totalCount nodes { slug } edges { cursor node { slug } } pageInfo { hasNextPage endCursor } } }';
    const seen: string[] = [];
    for (let after: string | null = null, isMore = true; isMore; ) {
      const { skills } = await server.read(query, { after });
      expect(skills.totalCount).toBe(8);
      expect(skills.edges.at(-1).cursor).toBe(skills.pageInfo.endCursor);
      seen.push(...skills.nodes.map(({ slug }: Item) => slug));
      after = skills.pageInfo.endCursor;
      isMore = skills.pageInfo.hasNextPage;
    }
    expect(seen.join(' ')).toBe('variables functions html css http django fastapi flask');
  });
});
