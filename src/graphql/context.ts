import type { CurriculaSnapshot } from '../actions/curricula.ts';
import type { Environment } from '../actions/environment.ts';
import type { AnswerBudget } from './answer-budget.ts';

/** What every resolver is given, made anew for each request. */
export interface Context {
  readonly environment: Environment;
  /** What was published when the request came: it keeps the revisions that it began with. */
  readonly curricula: CurriculaSnapshot;
  readonly budget: AnswerBudget;
}

export function createContext(environment: Environment): Context {
  return {
    environment,
    curricula: environment.curricula.snapshot(),
    budget: { entries: 0 },
  };
}
