import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { chunks } from '../util/chunks.ts';
import { Heap } from '../util/heap.ts';

/** A list of ids that is too long to be read at once. */
export interface IdList {
  readonly count: () => Promise<number>;
  /** In order, at most `limit` of those after `after`. */
  readonly page: (page: {
    readonly after?: string | undefined;
    readonly limit: number;
  }) => Promise<readonly string[]>;
}

export interface Chosen {
  /** How many there are. */
  readonly of: number;
  /** How many of them are chosen. */
  readonly count: number;
  /** Some at a time, so that reading what belongs to them holds up nobody. */
  readonly pages: () => AsyncIterable<readonly string[]>;
}

/**
 * All of a list or, where it is longer, so many of it as a sample: those whose ids have the least digests. So it is the same
 * whoever asks, most of it stays when the list grows, and it has nothing to do with who they are.
 */
export async function chooseLearners(list: IdList, most: number): Promise<Chosen> {
  const of = await list.count();
  if (of <= most) return { of, count: of, pages: () => pagesOf(list, pageSize) };
  const ids = await leastDigests(list, most);
  return { of, count: ids.length, pages: () => inTurns(chunks(ids, pageSize)) };
}

const pageSize = 25;

/** Ids alone are short. */
const idsAtOnce = 2_000;

async function leastDigests(list: IdList, most: number): Promise<string[]> {
  const kept = new Heap<{ readonly id: string; readonly digest: string }>(
    (one, other) => one.digest > other.digest,
  );
  for await (const ids of pagesOf(list, idsAtOnce)) {
    for (const id of ids) {
      kept.push({ id, digest: createHash('sha256').update(id).digest('hex') });
      if (kept.size > most) kept.pop();
    }
  }
  const ids: string[] = [];
  for (let each = kept.pop(); each; each = kept.pop()) ids.push(each.id);
  return ids.sort();
}

async function* pagesOf({ page }: IdList, limit: number): AsyncGenerator<readonly string[]> {
  let after: string | undefined;
  do {
    const ids = await page({ after, limit });
    if (ids.length > 0) yield ids;
    after = ids.length < limit ? undefined : ids.at(-1);
    await setImmediate();
  } while (after !== undefined);
}

async function* inTurns<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) {
    yield item;
    await setImmediate();
  }
}
