import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FetchImplementation,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';

/** The public keys of an identity provider: where they are to be had, or what they are. */
export type KeySource =
  | {
      readonly kind: 'url';
      readonly url: URL;
      /** How they are fetched, where not any address may be called. */
      readonly fetch?: FetchImplementation | undefined;
    }
  | { readonly kind: 'keys'; readonly keys: readonly JWK[] };

/** Keys that can't be had at the moment: nothing is known of any token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';

  constructor(cause: unknown) {
    super('The keys of the identity provider cannot be fetched.', { cause });
  }
}

/** Finds the key by which a token says that it is signed. */
export function keySet(source: KeySource, now: () => Date): JWTVerifyGetKey {
  if (source.kind === 'url') return remoteKeys(source, now);
  const find = createLocalJWKSet({ keys: [...source.keys] });
  // One key alone needs no name, whatever name tokens call it by.
  return source.keys.length === 1 ? ({ alg }) => find({ alg }) : find;
}

const fetchMs = 4_000;
/** A key that is not there is looked for again, but not for everybody who makes one up. */
const lookAgainMs = 30_000;
/** So old may keys be: as long as this may one still count that the provider has withdrawn. */
const keepMs = 10 * 60_000;
/** While a provider is down, who asks is told at once, and it is left alone. */
const restMs = 5_000;

function remoteKeys(
  { url, fetch }: Extract<KeySource, { kind: 'url' }>,
  now: () => Date,
): JWTVerifyGetKey {
  const find = createRemoteJWKSet(url, {
    timeoutDuration: fetchMs,
    cooldownDuration: lookAgainMs,
    cacheMaxAge: keepMs,
    ...(fetch && { [customFetch]: fetch }),
  });
  let failure: { readonly at: number; readonly error: KeysUnavailable } | null = null;
  return async (header, token) => {
    if (failure && Number(now()) - failure.at < restMs) throw failure.error;
    try {
      const key = await find(header, token);
      failure = null;
      return key;
    } catch (error) {
      if (isAboutToken(error)) throw error;
      failure = { at: Number(now()), error: new KeysUnavailable(error) };
      throw failure.error;
    }
  };
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
