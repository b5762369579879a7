import { findLearner } from '../actions/find-learner.ts';
import type { Context } from './context.ts';
import { orForbid } from './forbidden.ts';
import { unplaced } from './placed.ts';
import type { OwnLearner } from './refs.ts';

/** The learner, for whoever may do something to the learner and not therefore see what is known of the learner. */
export async function readableLearner(
  { environment, actor }: Context,
  id: string,
): Promise<OwnLearner | null> {
  const found = orForbid(await findLearner(environment, actor, { id }));
  return found.kind === 'learner' ? unplaced('Learner', found.learner) : null;
}
