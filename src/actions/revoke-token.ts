import type { Token } from '../curriculum/token.ts';
import type { UnknownNames } from '../planner/refusal.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';

export type RevokeTokenResult =
  | { readonly kind: 'token-revoked'; readonly token: Token }
  | Forbidden
  | UnknownNames;

/** Makes a token good for nothing from now on; one that is so already stays as it is. */
export async function revokeToken(
  environment: Environment,
  actor: Actor,
  id: string,
): Promise<RevokeTokenResult> {
  const forbidden = forbids(actor, 'MANAGE_TOKENS');
  if (forbidden) return forbidden;
  const revokedAt = environment.now();
  if (!isUuid(id)) return unknownToken(id);
  return environment.store.write(async ({ tokens }) => {
    await tokens.revoke(id, revokedAt);
    const token = await tokens.byId(id);
    return token ? { kind: 'token-revoked', token } : unknownToken(id);
  });
}

function unknownToken(id: string): UnknownNames {
  const name = id.slice(0, 200);
  const message = `There is no token \`${name}\`.`;
  return { kind: 'unknown-names', message, names: [{ path: 'token', name, suggestions: [] }] };
}
