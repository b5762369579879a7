import type { DocumentNode } from 'graphql';
import { BoundedCache } from '../util/bounded-cache.ts';

/** Documents that were read before, and what was wrong with those that could not be: as many as memory can spare. */
export function documentCache() {
  return {
    documentCache: new BoundedCache<DocumentNode>({ entries: 500, keyLength: 8_000 }),
    errorCache: new BoundedCache<Error>({ entries: 100, keyLength: 8_000 }),
  };
}
