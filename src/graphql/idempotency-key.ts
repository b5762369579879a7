import { learnerLimits } from '../actions/learner-limits.ts';
import type { builder } from './builder.ts';

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

/** The field by which whoever isn't sure to have been heard can ask again. */
export function idempotencyKey(t: InputFields) {
  return t.string({
    description: `Whatever names this request among all of yours, at most ${learnerLimits.idempotencyKey} characters. Whoever sends it again within two days gets the same answer, and nothing happens twice.`,
  });
}
