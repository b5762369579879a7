import type { Token } from '../curriculum/token.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';

export interface TokenList {
  readonly kind: 'token-list';
  /** At most `limit` of those after the id, in the order in which they were made. */
  readonly read: (page: { readonly after?: string; readonly limit: number }) => Promise<Token[]>;
  readonly count: () => Promise<number>;
}

/** Null where there is no such token, or the actor may not know of it. */
export async function findToken(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  id: string,
): Promise<Token | null> {
  const isHidden = forbids(actor, 'MANAGE_TOKENS') !== null || !isUuid(id);
  return isHidden ? null : store.reads.tokens.byId(id);
}

/** All tokens that were ever made, but for those of whom is erased. */
export function listTokens(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): TokenList | Forbidden {
  const { tokens } = store.reads;
  return (
    forbids(actor, 'MANAGE_TOKENS') ?? {
      kind: 'token-list',
      read: (page) => tokens.page(page),
      count: () => tokens.count(),
    }
  );
}
