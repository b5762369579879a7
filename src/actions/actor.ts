import type { Scope, Token } from '../curriculum/token.ts';
import { invariant } from '../util/invariant.ts';

/** Who asks, as far as the request proves it. `name` is kept with what they do: the id of a person, else that of a token. */
export type Actor =
  | {
      readonly kind: 'ANONYMOUS';
      /** It is for whoever runs the server to say whether strangers may have roadmaps worked out. */
      readonly mayPlan: boolean;
    }
  | { readonly kind: 'LEARNER'; readonly name: string; readonly learner: string }
  | { readonly kind: 'MENTOR'; readonly name: string; readonly mentor: string }
  | { readonly kind: 'SERVICE'; readonly name: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'AUTHOR' | 'ADMIN'; readonly name: string };

export const anonymous = { kind: 'ANONYMOUS', mayPlan: true } as const satisfies Actor;

/** Whoever can start programs on the machine of the database can do everything to it. */
export const operator: Actor = { kind: 'ADMIN', name: 'operator' };

/** Whom a token stands for. */
export function actorOf({ id, kind, learner, mentor, scopes }: Token): Actor {
  switch (kind) {
    case 'LEARNER':
      invariant(learner !== null, "a learner's token names the learner");
      return { kind, name: learner, learner };
    case 'MENTOR':
      invariant(mentor !== null, "a mentor's token names the mentor");
      return { kind, name: mentor, mentor };
    case 'SERVICE':
      return { kind, name: id, scopes };
    case 'AUTHOR':
    case 'ADMIN':
      return { kind, name: id };
  }
}
