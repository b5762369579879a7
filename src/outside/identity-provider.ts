import { errors, type JWTPayload, jwtVerify } from 'jose';
import { type KeySource, KeysUnavailable, keySet } from './key-sets.ts';

/** Somebody else who says who people are, and all that has to be right about what they say. */
export interface ProviderSettings {
  readonly issuer: string;
  /** Whom tokens must be for: any of these. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  readonly keys: KeySource;
}

export type Vouching =
  | {
      readonly kind: 'vouched';
      readonly issuer: string;
      /** Whom the provider means, by a name of its own. */
      readonly subject: string;
      readonly claims: Readonly<Record<string, unknown>>;
      readonly expiresAt: Date;
    }
  | { readonly kind: 'bad-token'; readonly message: string }
  /** For a while it can't be told. */
  | { readonly kind: 'keys-unavailable' };

/** Tells what the provider says by a signed token, a JWT. */
export type IdentityProvider = (jwt: string) => Promise<Vouching>;

interface Surroundings {
  readonly now: () => Date;
  /** Is told once of each time that keys can't be had. */
  readonly report: (error: unknown) => void;
}

export function identityProvider(
  { issuer, audiences, algorithms, keys }: ProviderSettings,
  { now, report }: Surroundings,
): IdentityProvider {
  const findKey = keySet(keys, now);
  const reported = new WeakSet<KeysUnavailable>();
  return async (jwt) => {
    try {
      const { payload } = await jwtVerify(jwt, findKey, {
        issuer,
        audience: [...audiences],
        algorithms: [...algorithms],
        requiredClaims: ['sub', 'exp'],
        currentDate: now(),
        clockTolerance: skewSeconds,
      });
      return vouched(issuer, payload);
    } catch (error) {
      if (!(error instanceof KeysUnavailable))
        return { kind: 'bad-token', message: sentence(error) };
      if (!reported.has(error)) report(error);
      reported.add(error);
      return { kind: 'keys-unavailable' };
    }
  };
}

/** So much may the clock of the provider be beside ours. */
const skewSeconds = 30;

function vouched(issuer: string, { sub = '', exp = 0, ...claims }: JWTPayload): Vouching {
  if (sub.trim() === '' || sub.length > subjectCharacters)
    return { kind: 'bad-token', message: 'The claim `sub` of this token names nobody.' };
  const expiresAt = new Date((exp + skewSeconds) * 1000);
  if (Number.isNaN(Number(expiresAt)))
    return { kind: 'bad-token', message: 'The claim `exp` of this token is no time.' };
  return { kind: 'vouched', issuer, subject: sub, claims, expiresAt };
}

/** As the standard of OpenID Connect has it. */
const subjectCharacters = 255;

/** Whatever else goes wrong goes wrong with what the token has, or with the key that it names. */
function sentence(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'This token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The claim \`${error.claim}\` of this token is not what it must be here.`;
  return 'This token is none of ours.';
}
