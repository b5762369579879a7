import DataLoader from 'dataloader';
import type { Environment } from '../actions/environment.ts';

/**
 * What fields of learners, mentors and cohorts are read through, made anew for each request and for each event of a
 * stream: whatever a list asks of all its entries is one statement. They look at no rights. Whoever loads something has
 * it from an action that did, or asks one.
 */
export type Loaders = ReturnType<typeof createLoaders>;

export function createLoaders({ store }: Pick<Environment, 'store'>) {
  const { learners, mentors, tokens } = store.reads;
  return {
    /** By id; null where there is none, as below. */
    learner: oneEach((ids) => learners.byIds(ids)),
    mentor: oneEach((ids) => mentors.byIds(ids)),
    token: oneEach((ids) => tokens.byIds(ids)),
    externalIds: manyEach((ids) => learners.externalIds(ids)),
  };
}

/** Loads what has an id. */
export function oneEach<Value>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | null> {
  return new DataLoader(async (ids) => {
    const found = await read(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** Loads the list that belongs to an id. */
export function manyEach<Value>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly Value[]>>,
): DataLoader<string, readonly Value[]> {
  return new DataLoader(async (ids) => {
    const found = await read(ids);
    return ids.map((id) => found.get(id) ?? []);
  });
}
