import type { Token } from '../curriculum/token.ts';
import { type Actor, actorOf } from './actor.ts';
import { secretHash, secretPrefix } from './create-token.ts';
import type { Environment } from './environment.ts';

/** Who asks, and by what they proved it. */
export interface Identity {
  readonly actor: Actor;
  /** The id of the token; null for strangers, and for those whom somebody else vouches for. */
  readonly token: string | null;
  /** Null where it has no end of its own. */
  readonly expiresAt: Date | null;
}

export type Authentication =
  | { readonly kind: 'identity'; readonly identity: Identity }
  /** For a 401: the sentence doesn't tell whether there was ever such a token, but for one that is over. */
  | { readonly kind: 'bad-token'; readonly message: string };

/** Tells who asks from the `Authorization` header of a request; where there is none it is whoever strangers count as. */
export async function authenticate(
  environment: Environment,
  authorization: string | null | undefined,
  stranger: Actor,
): Promise<Authentication> {
  if (authorization === null || authorization === undefined)
    return known({ actor: stranger, token: null, expiresAt: null });
  const [, secret] = authorization.match(bearer) ?? [];
  if (secret === undefined) return bad('The `Authorization` header reads `Bearer cairn_…`.');
  const token = await environment.store.reads.tokens.byHash(secretHash(secret));
  const now = environment.now();
  if (token === null) return bad('This token is none of ours.');
  if (token.revokedAt !== null) return bad('This token was revoked.');
  if (token.expiresAt !== null && token.expiresAt <= now) return bad('This token has expired.');
  await noteUse(environment, token, now);
  return known({ actor: actorOf(token), token: token.id, expiresAt: token.expiresAt });
}

/** Whether the identity would be granted again now: its token may be over since, or gone with whom it was for. */
export async function isStillGood(
  { store, now }: Pick<Environment, 'store' | 'now'>,
  { token, expiresAt }: Identity,
): Promise<boolean> {
  if (expiresAt !== null && expiresAt <= now()) return false;
  if (token === null) return true;
  const kept = await store.reads.tokens.byId(token);
  return kept !== null && kept.revokedAt === null;
}

/** Of one length, so that nothing long is hashed for strangers. */
const bearer = new RegExp(`^bearer +(${secretPrefix}[\\w-]{43}) *$`, 'i');

/** Uses are noted to the minute: a write for each request would be the dearest part of most. */
const usesMs = 60_000;

async function noteUse(
  { store }: Pick<Environment, 'store'>,
  { id, lastUsedAt }: Token,
  now: Date,
): Promise<void> {
  if (lastUsedAt !== null && Number(now) - Number(lastUsedAt) < usesMs) return;
  // A database that can't be written keeps nobody from reading.
  await store.write(({ tokens }) => tokens.noteUse(id, now)).catch(() => undefined);
}

function known(identity: Identity): Authentication {
  return { kind: 'identity', identity };
}

function bad(message: string): Authentication {
  return { kind: 'bad-token', message };
}
