import type { Token } from '../curriculum/token.ts';
import { secretHash, secretPrefix } from './create-token.ts';
import type { Environment } from './environment.ts';

export type Authentication =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'bearer'; readonly token: Token }
  /** For a 401: the sentence doesn't tell whether there was ever such a token, but for one that is over. */
  | { readonly kind: 'bad-token'; readonly message: string };

/** Tells who asks from the `Authorization` header of a request; null or undefined where there is none. */
export async function authenticate(
  environment: Environment,
  authorization: string | null | undefined,
): Promise<Authentication> {
  if (authorization === null || authorization === undefined) return { kind: 'anonymous' };
  const [, secret] = authorization.match(bearer) ?? [];
  if (secret === undefined) return bad('The `Authorization` header reads `Bearer cairn_…`.');
  const token = await environment.store.reads.tokens.byHash(secretHash(secret));
  const now = environment.now();
  if (token === null) return bad('This token is none of ours.');
  if (token.revokedAt !== null) return bad('This token was revoked.');
  if (token.expiresAt !== null && token.expiresAt <= now) return bad('This token has expired.');
  return { kind: 'bearer', token: await withUse(environment, token, now) };
}

/** Of one length, so that nothing long is hashed for strangers. */
const bearer = new RegExp(`^bearer +(${secretPrefix}[\\w-]{43}) *$`, 'i');

/** Uses are noted to the minute: a write for each request would be the dearest part of most. */
const usesMs = 60_000;

async function withUse({ store }: Environment, token: Token, now: Date): Promise<Token> {
  if (token.lastUsedAt !== null && Number(now) - Number(token.lastUsedAt) < usesMs) return token;
  const { id } = token;
  // A database that can't be written keeps nobody from reading.
  const isNoted = await store
    .write(({ tokens }) => tokens.noteUse(id, now))
    .then(
      () => true,
      () => false,
    );
  return isNoted ? { ...token, lastUsedAt: now } : token;
}

function bad(message: string): Authentication {
  return { kind: 'bad-token', message };
}
