import type { Learner } from '../curriculum/learner.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';

export interface LearnerList {
  readonly kind: 'learner-list';
  /** At most `limit` of those after the id, in the order in which they came. */
  readonly read: (page: { readonly after?: string; readonly limit: number }) => Promise<Learner[]>;
  readonly count: () => Promise<number>;
}

/** All learners. */
export function listLearners(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): LearnerList | Forbidden {
  const { learners } = store.reads;
  return (
    forbids(actor, 'LIST_LEARNERS') ?? {
      kind: 'learner-list',
      read: (page) => learners.page(page),
      count: () => learners.count(),
    }
  );
}
