import type { Scope } from '../curriculum/token.ts';

/** Who asks, as far as the request proves it. `name` is kept with what they do: the id of a person, else that of a token. */
export type Actor =
  | { readonly kind: 'ANONYMOUS' }
  | { readonly kind: 'LEARNER'; readonly name: string; readonly learner: string }
  | { readonly kind: 'MENTOR'; readonly name: string; readonly mentor: string }
  | { readonly kind: 'SERVICE'; readonly name: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'AUTHOR' | 'ADMIN'; readonly name: string };

export const anonymous: Actor = { kind: 'ANONYMOUS' };
