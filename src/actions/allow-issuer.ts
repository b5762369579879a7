import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { IssuerKeys } from '../curriculum/credential-issuer.ts';
import { findSignerKeys } from '../outside/credential-signatures.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { KeptIssuer } from '../store/credential-issuers.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { Actor } from './actor.ts';
import { issuerLimits } from './credential-limits.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList, textProblem } from './problem-list.ts';

export interface IssuerInput {
  readonly issuer: string;
  /** The issuer where it is left out. */
  readonly title?: string | null | undefined;
  /** Exactly one of the two: an address of a JWKS, or one itself, its list of keys, or a single JWK. */
  readonly keysUrl?: string | null | undefined;
  readonly keys?: unknown;
  /** Whether the address may be on this machine or in a private network: only who runs the server can mean that. */
  readonly mayBePrivate?: boolean | undefined;
  readonly recipientSystem?: string | null | undefined;
  readonly level?: string | null | undefined;
  readonly levelByAchievementType?: Readonly<Record<string, string>> | null | undefined;
}

export type AllowIssuerResult =
  | { readonly kind: 'issuer-allowed'; readonly issuer: KeptIssuer }
  | Forbidden
  | InvalidRequest;

/** Believes the signed credentials of an issuer from now on, by what is said here in place of what was said before. */
export async function allowIssuer(
  environment: Environment,
  actor: Actor,
  input: IssuerInput,
): Promise<AllowIssuerResult> {
  const forbidden = forbids(actor, 'MANAGE_ISSUERS');
  if (forbidden || actor.kind === 'ANONYMOUS') return forbidden!;
  const problems = new ProblemList();
  checkTexts(input, problems);
  checkLevels(environment.curricula.snapshot(), input, problems);
  const keys = await readKeys(input, problems);
  const refusal = problems.refusal();
  if (refusal || !keys) return refusal!;
  const { issuer, title, recipientSystem, level, levelByAchievementType } = input;
  const kept: KeptIssuer = {
    issuer,
    title: title ?? issuer.slice(0, learnerLimits.title),
    keys,
    recipientSystem: recipientSystem ?? null,
    level: level ?? null,
    levelByAchievementType: levelByAchievementType ?? {},
    allowedAt: environment.now(),
    allowedBy: actor.name,
  };
  await environment.store.write(({ credentialIssuers }) => credentialIssuers.put(kept));
  return { kind: 'issuer-allowed', issuer: kept };
}

export type DisallowIssuerResult =
  | { readonly kind: 'issuer-disallowed'; readonly issuer: KeptIssuer }
  | Forbidden
  | UnknownNames;

/** Believes nothing new of an issuer any more. What its credentials showed so far stays. */
export async function disallowIssuer(
  environment: Environment,
  actor: Actor,
  issuer: string,
): Promise<DisallowIssuerResult> {
  const forbidden = forbids(actor, 'MANAGE_ISSUERS');
  if (forbidden) return forbidden;
  const isName = issuer.length <= issuerLimits.issuer && isAddress.test(issuer);
  const removed = isName
    ? await environment.store.write(({ credentialIssuers }) => credentialIssuers.remove(issuer))
    : null;
  if (removed) return { kind: 'issuer-disallowed', issuer: removed };
  const name = issuer.slice(0, 200);
  const message = `The issuer \`${name}\` is not allowed.`;
  return { kind: 'unknown-names', message, names: [{ path: 'issuer', name, suggestions: [] }] };
}

export interface IssuerList {
  readonly kind: 'issuer-list';
  readonly read: (page: {
    readonly after?: string;
    readonly limit: number;
  }) => Promise<KeptIssuer[]>;
  readonly count: () => Promise<number>;
}

/** Whose credentials are believed, in order of the issuer. */
export function listIssuers(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): IssuerList | Forbidden {
  const { credentialIssuers } = store.reads;
  return (
    forbids(actor, 'MANAGE_ISSUERS') ?? {
      kind: 'issuer-list',
      read: (page) => credentialIssuers.page(page),
      count: () => credentialIssuers.count(),
    }
  );
}

/** An address or a DID: plain characters after a scheme. */
const isAddress = /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i;

function checkTexts(
  { issuer, title, keysUrl, recipientSystem }: IssuerInput,
  problems: ProblemList,
): void {
  problems.checkText('issuer', issuer, issuerLimits.issuer);
  if (issuer.trim() !== '' && issuer.length <= issuerLimits.issuer && !isAddress.test(issuer))
    problems.add(
      'issuer',
      `\`${issuer.slice(0, 200)}\` is no id of an issuer, which is an address or a DID: \`https://badges.example/issuers/1\`.`,
    );
  problems.checkText('title', title, learnerLimits.title);
  problems.checkText('keysUrl', keysUrl, issuerLimits.url);
  problems.checkText('recipientSystem', recipientSystem, learnerLimits.system);
}

/** Levels that no curriculum has would never count. */
function checkLevels(
  { heads }: CurriculaSnapshot,
  { level, levelByAchievementType }: IssuerInput,
  problems: ProblemList,
): void {
  const known = new Set(
    [...heads.values()].flatMap(({ graph }) => graph.curriculum.levels.map(({ slug }) => slug)),
  );
  const check = (path: string, name: string) => {
    if (known.has(name)) return;
    const suggestions = didYouMean(name.slice(0, 200), known);
    const meant = didYouMeanText(suggestions);
    problems.add(path, `No curriculum has a level \`${name.slice(0, 200)}\`.${meant}`, suggestions);
  };
  if (level != null) check('level', level);
  const types = Object.entries(levelByAchievementType ?? {});
  if (types.length > issuerLimits.achievementTypes)
    problems.add(
      'levelByAchievementType',
      `\`levelByAchievementType\` has ${types.length} entries; ${issuerLimits.achievementTypes} are the most.`,
    );
  for (const [type, name] of types.slice(0, issuerLimits.achievementTypes)) {
    problems.checkText('levelByAchievementType', type, issuerLimits.achievementType);
    check('levelByAchievementType', name);
  }
}

async function readKeys(
  { keysUrl, keys, mayBePrivate = false }: IssuerInput,
  problems: ProblemList,
): Promise<IssuerKeys | null> {
  if ((keysUrl == null) === (keys == null)) {
    problems.add('keys', 'Give either `keysUrl` or `keys`: by one of them signatures are checked.');
    return null;
  }
  if (keysUrl == null) return readInlineKeys(keys, problems);
  if (problems.refusal()) return null;
  const found = await findSignerKeys(keysUrl, mayBePrivate);
  if (found.kind === 'unusable') problems.add('keysUrl', found.message);
  return { kind: 'url', url: keysUrl, mayBePrivate };
}

function readInlineKeys(given: unknown, problems: ProblemList): IssuerKeys | null {
  const isList = Array.isArray(given);
  const set = isList ? given : ((given as { readonly keys?: unknown }).keys ?? given);
  const list: readonly unknown[] = [set].flat();
  if (list.length === 0 || list.length > issuerLimits.keys)
    problems.add(
      'keys',
      `\`keys\` has ${list.length} keys: it must have 1 to ${issuerLimits.keys}.`,
    );
  const read = list.slice(0, issuerLimits.keys).flatMap((key, index): readonly PublicKey[] => {
    const read = publicKey(key);
    if (typeof read !== 'string') return [read];
    problems.add(`keys.${index}`, read);
    return [];
  });
  return { kind: 'inline', keys: read };
}

const rsaBitsMin = 2048;

type PublicKey = Readonly<Record<string, unknown>>;

/** What is needed of a JWK to check signatures by; where it is none for that, why. */
function publicKey(key: unknown): PublicKey | string {
  const usual =
    'A key is a public JWK: RSA of 2048 bits or more, EC on the curve P-256, or OKP on the curve Ed25519.';
  if (typeof key !== 'object' || key === null) return usual;
  if ('d' in key || 'k' in key)
    return 'This key is secret: whoever has it can sign. Give the public one, and take a new pair, since this one was shown.';
  try {
    const read = createPublicKey({ format: 'jwk', key: key as JsonWebKey });
    if (!isStrong(read)) return usual;
    const { kid } = key as { readonly kid?: unknown };
    const isName = typeof kid === 'string' && textProblem(kid, learnerLimits.externalId) === null;
    return { ...read.export({ format: 'jwk' }), ...(isName && { kid }) };
  } catch {
    return usual;
  }
}

function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  const { modulusLength = 0, namedCurve } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'rsa') return modulusLength >= rsaBitsMin;
  if (asymmetricKeyType === 'ec') return namedCurve === 'prime256v1';
  return asymmetricKeyType === 'ed25519';
}
