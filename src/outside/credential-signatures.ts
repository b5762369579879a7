import {
  type CompactVerifyResult,
  compactVerify,
  createLocalJWKSet,
  errors,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { fetchText } from './fetch-text.ts';
import { type KeySource, KeysUnavailable, keySet } from './key-sets.ts';

/** Where an issuer's keys are, or what they are. */
export type SignerKeys =
  | { readonly kind: 'url'; readonly url: string; readonly mayBePrivate: boolean }
  | { readonly kind: 'inline'; readonly keys: readonly Readonly<Record<string, unknown>>[] };

/** For a while it may be that it can't be told. */
export type SignatureVerdict = 'signed' | 'not-signed' | 'keys-unavailable';

/** Tells whether a token in the compact form of JWS is signed with one of the keys. */
export type SignatureCheck = (token: string) => Promise<SignatureVerdict>;

/**
 * Checks signatures by the keys of an issuer alone: a key that a token brings along proves nothing, and ways to sign are
 * only those by which whoever can check can't sign. A token that names a key which isn't there may be signed with any
 * other of the issuer's: keys are called otherwise in tokens than in lists now and then.
 */
export function signatureCheck(keys: SignerKeys, now: () => Date): SignatureCheck {
  const find = keySet(sourceOf(keys), now);
  return async (token) => {
    try {
      await verify(token, find);
      return 'signed';
    } catch (error) {
      return error instanceof KeysUnavailable ? 'keys-unavailable' : 'not-signed';
    }
  };
}

export type FoundKeys =
  | { readonly kind: 'keys'; readonly count: number }
  | { readonly kind: 'unusable'; readonly message: string };

/** Fetches the keys at an address, so that whoever gives it learns at once whether there are any. */
export async function findSignerKeys(url: string, mayBePrivate: boolean): Promise<FoundKeys> {
  const fetched = await fetchText(url, { ...fetchSettings, mayBePrivate });
  if (fetched.kind === 'unreachable') return { kind: 'unusable', message: fetched.message };
  try {
    const set = JSON.parse(fetched.text);
    createLocalJWKSet(set);
    if (set.keys.length > 0) return { kind: 'keys', count: set.keys.length };
  } catch {
    // Whatever it is, it is no list of keys.
  }
  const host = fetched.url.host;
  return { kind: 'unusable', message: `What \`${host}\` answers there is no list of keys (JWKS).` };
}

const algorithms = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Throws where the token is not signed so. */
async function verify(token: string, find: JWTVerifyGetKey): Promise<unknown> {
  const findAny: JWTVerifyGetKey = ({ alg }, input) => find({ alg }, input);
  for (const one of [find, findAny]) {
    try {
      return await verifyBy(token, one);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
  }
  throw new errors.JWKSNoMatchingKey();
}

async function verifyBy(token: string, find: JWTVerifyGetKey): Promise<CompactVerifyResult> {
  try {
    return await compactVerify(token, find, { algorithms });
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    return verifyByAny(token, error);
  }
}

/** So many keys of a list are tried on one token. */
const triedMax = 20;

async function verifyByAny(
  token: string,
  candidates: errors.JWKSMultipleMatchingKeys,
): Promise<CompactVerifyResult> {
  let tried = 0;
  for await (const key of candidates) {
    if (tried++ === triedMax) break;
    try {
      return await compactVerify(token, key, { algorithms });
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

const fetchSettings = { bytesMax: 256 * 1024, milliseconds: 4_000 } as const;

function sourceOf(keys: SignerKeys): KeySource {
  if (keys.kind === 'inline') return { kind: 'keys', keys: keys.keys as readonly JWK[] };
  const { url, mayBePrivate } = keys;
  return {
    kind: 'url',
    url: new URL(url),
    fetch: async (address) => {
      const fetched = await fetchText(address, { ...fetchSettings, mayBePrivate });
      if (fetched.kind === 'unreachable') throw new Error(fetched.message);
      return new Response(fetched.text);
    },
  };
}
