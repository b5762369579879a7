import type { CredentialIssuer } from '../curriculum/credential-issuer.ts';
import {
  type Credential,
  hasEmbeddedProof,
  issuerSaid,
  readCredential,
} from '../exchange/evidence/badges/credential.ts';
import type { JsonRecord } from '../exchange/evidence/badges/json.ts';
import { credentialLimits } from '../exchange/evidence/badges/limits.ts';
import { type CredentialProblem, credentialProblem } from '../exchange/evidence/badges/problem.ts';
import { type HandedIn, openNested, openText } from '../exchange/evidence/badges/token.ts';
import { type SignatureCheck, signatureCheck } from '../outside/credential-signatures.ts';
import { BoundedCache } from '../util/bounded-cache.ts';
import { invariant } from '../util/invariant.ts';
import type { Environment } from './environment.ts';

/** A credential of an issuer who is allowed, whose signature and validity were checked. */
export interface CheckedCredential {
  readonly credential: Credential;
  readonly issuer: CredentialIssuer;
}

/** One of the credentials that were handed in. */
export interface ReadCredential {
  /** `credential`, or where within it: `credential.verifiableCredential.2`. */
  readonly path: string;
  readonly read: CheckedCredential | CredentialProblem;
}

/** A credential that was opened, and who signed what is around it. */
interface Pending {
  readonly path: string;
  readonly handedIn: HandedIn;
  /** The issuer of the record that it stands in, who signed all of it; null for the outermost. */
  readonly signedBy: string | null;
  /** How many records it stands in. */
  readonly nesting: number;
}

/**
 * Checks what is handed in, and all that stands within it, each for itself: a record that is sound may hold credentials of
 * others that are not. The outermost is the first of the answer.
 */
export async function readCredentials(
  environment: Environment,
  text: string,
): Promise<readonly ReadCredential[]> {
  const read: ReadCredential[] = [];
  const pending: Pending[] = [
    { path: 'credential', handedIn: openText(text), signedBy: null, nesting: 0 },
  ];
  for (let next = pending.shift(); next; next = pending.shift()) {
    const { path, nesting } = next;
    const one = await check(environment, next);
    read.push({ path, read: one });
    if ('kind' in one || one.credential.nested.length === 0) continue;
    const { nested, issuer } = one.credential;
    const left = credentialLimits.nested + 1 - read.length - pending.length;
    if (nesting + 1 === credentialLimits.nesting || nested.length > left) {
      read.push({ path: `${path}.verifiableCredential`, read: tooMuch });
      continue;
    }
    for (const [index, value] of nested.entries())
      pending.push({
        path: `${path}.verifiableCredential.${index}`,
        handedIn: openNested(value),
        signedBy: issuer,
        nesting: nesting + 1,
      });
  }
  return read;
}

const tooMuch = credentialProblem(
  'TOO_LARGE',
  `A record may hold ${credentialLimits.nested} credentials, and records within one another up to ${credentialLimits.nesting} deep. What stands in this one was not looked at.`,
);

async function check(
  environment: Environment,
  { handedIn, signedBy }: Pending,
): Promise<CheckedCredential | CredentialProblem> {
  if (handedIn.kind === 'credential-problem') return handedIn;
  const now = environment.now();
  const said = handedIn.kind === 'token' ? handedIn.payload : handedIn.credential;
  const issuer = issuerSaid(said);
  if (handedIn.kind === 'bare' && (signedBy === null || issuer !== signedBy))
    return unsigned(handedIn.credential);
  const allowed = await issuerNamed(environment, issuer);
  if ('code' in allowed) return allowed;
  if (handedIn.kind === 'token') {
    const problem = await checkSignature(environment, allowed, handedIn.jwt);
    if (problem) return problem;
  }
  const credential = readCredential(said, now);
  if (credential.kind === 'credential-problem') return credential;
  invariant(credential.issuer === allowed.issuer, 'the issuer is who was looked up');
  return { credential, issuer: allowed };
}

/** What stands in a record of the same issuer is signed with it; anything else needs a signature of its own. */
function unsigned(credential: JsonRecord): CredentialProblem {
  if (hasEmbeddedProof(credential))
    return credentialProblem(
      'UNSUPPORTED_PROOF',
      'Its proof is embedded (Data Integrity, Linked Data): such proofs are not checked here, so that it counts for nothing. Ask the issuer for it as a signed token (VC-JWT).',
    );
  return credentialProblem(
    'NOT_SIGNED',
    'It has no signature, so that anybody could have written it. Hand it in as a signed token (VC-JWT). What a learner says without proof is declared by `recordEvidence`.',
  );
}

async function issuerNamed(
  { store }: Environment,
  issuer: string | null,
): Promise<CredentialIssuer | CredentialProblem> {
  if (issuer === null) return credentialProblem('MALFORMED', 'It does not say who issued it.');
  const name = issuer.slice(0, credentialLimits.issuer);
  const isKeepable = name === issuer && !/[^\x21-\x7e]/.test(issuer);
  const found = isKeepable
    ? (await store.reads.credentialIssuers.byIssuers([issuer])).get(issuer)
    : undefined;
  return (
    found ??
    credentialProblem(
      'ISSUER_NOT_ALLOWED',
      `The issuer \`${name}\` is not one of those whose credentials are believed here. Admins allow issuers by \`allowCredentialIssuer\`, or by \`cairn credential allow\` in a terminal.`,
    )
  );
}

async function checkSignature(
  environment: Environment,
  issuer: CredentialIssuer,
  jwt: string,
): Promise<CredentialProblem | null> {
  switch (await checkOf(environment, issuer)(jwt)) {
    case 'signed':
      return null;
    case 'not-signed':
      return credentialProblem(
        'BAD_SIGNATURE',
        'It is not signed with a key of its issuer by RS256, ES256 or EdDSA, or was changed since.',
      );
    case 'keys-unavailable':
      return credentialProblem(
        'KEYS_UNAVAILABLE',
        'The keys of its issuer cannot be had at the moment. Try again later.',
      );
  }
}

/** Keys that were fetched are kept a while, of the issuers that were asked for last. */
const checks = new WeakMap<Environment['store'], BoundedCache<SignatureCheck>>();

function checkOf({ store, now }: Environment, { issuer, keys }: CredentialIssuer): SignatureCheck {
  let kept = checks.get(store);
  if (!kept) {
    kept = new BoundedCache<SignatureCheck>({ entries: 200, keyLength: 50_000 });
    checks.set(store, kept);
  }
  const key = JSON.stringify([issuer, keys]);
  const known = kept.get(key);
  if (known) return known;
  const fresh = signatureCheck(keys, now);
  kept.set(key, fresh);
  return fresh;
}
