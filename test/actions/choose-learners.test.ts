import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chooseLearners } from '../../src/actions/choose-learners.ts';

const ids = Array.from({ length: 4_321 }, (_, number) => `id-${String(number).padStart(5, '0')}`);
const digest = (id: string) => createHash('sha256').update(id).digest('hex');

/** A list as the store gives it, and how long its pages were. */
function listOf(all: readonly string[]) {
  const pages: number[] = [];
  return {
    pages,
    count: async () => all.length,
    page: async ({ after, limit }: { after?: string | undefined; limit: number }) => {
      const page = all.filter((id) => after === undefined || id > after).slice(0, limit);
      pages.push(page.length);
      return page;
    },
  };
}

async function chosen(all: readonly string[], most: number): Promise<string[]> {
  const { pages, count, of } = await chooseLearners(listOf(all), most);
  const found: string[] = [];
  for await (const page of pages()) found.push(...page);
  expect({ count, of }).toEqual({ count: found.length, of: all.length });
  return found;
}

describe('learners that are chosen', () => {
  it.each([0, 1, 25, 26, 500])('are all of %i, in order, a page at a time', async (count) => {
    const some = ids.slice(0, count);
    expect(await chosen(some, count)).toEqual(some);
    const list = listOf(some);
    for await (const page of (await chooseLearners(list, 1_000)).pages())
      expect(page.length).toBeLessThanOrEqual(25);
  });

  it('are of more those with the least digests', async () => {
    const least = [...ids].sort((one, other) => (digest(one) < digest(other) ? -1 : 1));
    for (const most of [1, 30, 4_320])
      expect(await chosen(ids, most)).toEqual(least.slice(0, most).sort());
  });

  it('mostly stay when more learners come', async () => {
    const before = await chosen(ids.slice(0, 4_000), 400);
    const after = new Set(await chosen(ids, 400));
    expect(before.filter((id) => after.has(id)).length).toBeGreaterThan(350);
  });
});
