import type { Revision } from '../curriculum/revision.ts';
import type { Environment } from './environment.ts';

/** The revisions of a curriculum, newest first, to be read page by page from the front; `after` is the number of one. */
export function listRevisions({ store }: Pick<Environment, 'store'>, curriculum: string) {
  const { revisions } = store.reads;
  return {
    read: ({ after, limit }: { readonly after?: string; readonly limit: number }) =>
      revisions.page(curriculum, {
        before: after === undefined ? undefined : numberIn(after),
        limit,
      }),
    async count(): Promise<number> {
      const [newest] = await revisions.page(curriculum, { limit: 1 });
      // Numbers are without gaps.
      return newest?.number ?? 0;
    },
  };
}

/** One revision; null where there is none of that number. */
export async function findRevision(
  { store }: Pick<Environment, 'store'>,
  curriculum: string,
  number: string,
): Promise<Revision | null> {
  return store.reads.revisions.byNumber(curriculum, numberIn(number));
}

/** Zero, which no revision has, of what is no number. */
function numberIn(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
