import type { Token } from '../curriculum/token.ts';
import { BoundedCache } from '../util/bounded-cache.ts';
import { type Actor, actorOf } from './actor.ts';
import { actorVouchedFor, type TrustedProvider } from './actor-vouched-for.ts';
import { secretHash, secretPrefix } from './create-token.ts';
import type { Environment } from './environment.ts';

/** Who asks, and by what they proved it. */
export interface Identity {
  readonly actor: Actor;
  /** The id of the token; null for strangers, and for those whom somebody else vouches for. */
  readonly token: string | null;
  /** Null where it has no end of its own. */
  readonly expiresAt: Date | null;
  /** Whether nothing may be asked but operations that were registered before. */
  readonly persistedOperationsOnly?: boolean;
}

export type Authentication =
  | { readonly kind: 'identity'; readonly identity: Identity }
  /** For a 401: the sentence doesn't tell whether there was ever such a token, but for one that is over. */
  | { readonly kind: 'bad-token'; readonly message: string }
  /** For a 503: who vouches for the token can't be asked. */
  | { readonly kind: 'keys-unavailable' };

/** Whom the server lets in, besides the bearers of its own tokens. */
export interface Gate {
  readonly stranger: Actor;
  /** Somebody else who says who people are; null where there is nobody. */
  readonly provider: TrustedProvider | null;
}

/** Tells who asks from the `Authorization` header of a request; where there is none it is a stranger. */
export async function authenticate(
  environment: Environment,
  { stranger, provider }: Gate,
  authorization: string | null | undefined,
): Promise<Authentication> {
  if (authorization === null || authorization === undefined)
    return known({ actor: stranger, token: null, expiresAt: null });
  const [, secret = ''] = authorization.match(bearer) ?? [];
  if (ours.test(secret)) return authenticateBearer(environment, secret);
  if (provider && isJwt.test(secret)) return authenticateVouched(environment, provider, secret);
  return bad('The `Authorization` header reads `Bearer cairn_…`.');
}

/** Whether the identity would be granted again now: its token may be over since, or gone with whom it was for. */
export async function isStillGood(
  { store, now }: Pick<Environment, 'store' | 'now'>,
  { actor, token, expiresAt }: Identity,
): Promise<boolean> {
  const { learners, mentors, tokens } = store.reads;
  if (expiresAt !== null && expiresAt <= now()) return false;
  if (token !== null) {
    const kept = await tokens.byId(token);
    return kept !== null && kept.revokedAt === null;
  }
  if (actor.kind === 'LEARNER') return (await learners.byIds([actor.learner])).size > 0;
  if (actor.kind === 'MENTOR') return (await mentors.byIds([actor.mentor])).size > 0;
  return true;
}

/** Nothing longer is looked at for strangers. */
const bearer = /^bearer +(\S{1,8000}) *$/i;
const ours = new RegExp(`^${secretPrefix}[\\w-]{43}$`);
const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;

async function authenticateBearer(
  environment: Environment,
  secret: string,
): Promise<Authentication> {
  const token = await environment.store.reads.tokens.byHash(secretHash(secret));
  const now = environment.now();
  if (token === null) return bad('This token is none of ours.');
  if (token.revokedAt !== null) return bad('This token was revoked.');
  if (token.expiresAt !== null && token.expiresAt <= now) return bad('This token has expired.');
  noteUse(environment, token, now);
  const { expiresAt, persistedOperationsOnly } = token;
  return known({ actor: actorOf(token), token: token.id, expiresAt, persistedOperationsOnly });
}

async function authenticateVouched(
  environment: Environment,
  { vouch, kinds }: TrustedProvider,
  jwt: string,
): Promise<Authentication> {
  const vouched = await vouch(jwt);
  if (vouched.kind !== 'vouched') return vouched;
  const found = await actorVouchedFor(environment, kinds, vouched);
  if (found.kind !== 'actor') return found;
  return known({ actor: found.actor, token: null, expiresAt: vouched.expiresAt });
}

/** Uses are noted to the minute: a write for each request would be the dearest part of most. */
const usesMs = 60_000;

/** Nobody waits for it: a database that is busy, or can't be written, keeps nobody from reading. */
function noteUse(
  { store }: Pick<Environment, 'store'>,
  { id, lastUsedAt }: Token,
  now: Date,
): void {
  const uses = usesIn(store);
  const last = Math.max(Number(lastUsedAt ?? 0), uses.get(id) ?? 0);
  if (Number(now) - last < usesMs) return;
  uses.set(id, Number(now));
  store.write(({ tokens }) => tokens.noteUse(id, now)).catch(() => undefined);
}

/** When each token was used that this process noted last, so that requests which come at once note it once. */
const uses = new WeakMap<Environment['store'], BoundedCache<number>>();

function usesIn(store: Environment['store']): BoundedCache<number> {
  const known = uses.get(store);
  if (known) return known;
  const fresh = new BoundedCache<number>({ entries: 10_000, keyLength: 100 });
  uses.set(store, fresh);
  return fresh;
}

function known(identity: Identity): Authentication {
  return { kind: 'identity', identity };
}

function bad(message: string): Authentication {
  return { kind: 'bad-token', message };
}
