import { asRecord, type JsonRecord, listIn, recordsIn, textIn } from './json.ts';
import { credentialLimits } from './limits.ts';
import { type CredentialProblem, credentialProblem } from './problem.ts';

/** What an issuer says of somebody, by Open Badges 3.0 or the Comprehensive Learner Record 2.0; believed or not. */
export interface Credential {
  readonly kind: 'credential';
  readonly id: string;
  readonly issuer: string;
  readonly title: string;
  /** Since when it is valid; of two issues of the same credential the later one counts. */
  readonly issuedAt: Date;
  /** When what it says was achieved, as far as it tells. */
  readonly achievedAt: Date;
  /** Null where it is valid without end. */
  readonly expiresAt: Date | null;
  /** Whether the issuer may revoke it, which only the issuer could tell. */
  readonly isRevocable: boolean;
  readonly subject: JsonRecord;
  /** What stands within a record, each a credential again; none in a badge. */
  readonly nested: readonly unknown[];
  /** As it came, without the claims of the token around it. */
  readonly json: JsonRecord;
}

/** Reads what a token says, or a credential that stands in one; `now` decides whether it is valid. */
export function readCredential(payload: JsonRecord, now: Date): Credential | CredentialProblem {
  const within = payload['vc'] === undefined ? null : asRecord(payload['vc']);
  if (payload['vc'] !== undefined && (!within || payload['credentialSubject'] !== undefined))
    return malformed('It speaks of a subject both within `vc` and beside it.');
  const json = within ?? withoutClaims(payload);
  const wrong = wrongType(json);
  if (wrong) return wrong;
  const issuer = idOf(json['issuer']) ?? claim(payload, 'iss');
  if (issuer === null) return malformed('It does not say who issued it.');
  if (issuer.length > credentialLimits.issuer)
    return malformed(`Its issuer has an id of more than ${credentialLimits.issuer} characters.`);
  const id = textIn(json, 'id') ?? claim(payload, 'jti');
  if (id === null) return malformed('It has no `id`, so that nobody could tell it from others.');
  if (id.length > credentialLimits.id)
    return malformed(`Its \`id\` has more than ${credentialLimits.id} characters.`);
  const subjects = recordsIn(json, 'credentialSubject');
  if (subjects.length !== 1 || listIn(json, 'credentialSubject').length !== 1)
    return malformed('It must speak of one `credentialSubject`.');
  const subject = withId(subjects[0]!, claim(payload, 'sub'));
  const disagreement = disagreeing(payload, [
    ['iss', issuer, 'issuer'],
    ['jti', id, 'id'],
    ['sub', textIn(subject, 'id'), 'credentialSubject.id'],
  ]);
  if (disagreement) return disagreement;
  const validity = validityOf(json, payload, now);
  if (validity.kind === 'credential-problem') return validity;
  const { issuedAt, expiresAt } = validity;
  const achieved = momentOf(json['awardedDate']);
  return {
    kind: 'credential',
    id,
    issuer,
    title: titleOf(json, subject) ?? id,
    issuedAt,
    achievedAt: achieved && achieved < issuedAt ? achieved : issuedAt,
    expiresAt,
    isRevocable: json['credentialStatus'] != null,
    subject,
    nested: isRecord(json) ? listIn(subject, 'verifiableCredential') : [],
    json,
  };
}

/** Who issued it, by its own words, so that the keys can be found by which they are checked. */
export function issuerSaid(payload: JsonRecord): string | null {
  const json = asRecord(payload['vc']) ?? payload;
  return idOf(json['issuer']) ?? claim(payload, 'iss');
}

/** Whether it has a proof of its own within it, which is not one of those that are checked here. */
export function hasEmbeddedProof(json: JsonRecord): boolean {
  return listIn(json, 'proof').length > 0;
}

const claims = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'cnf', 'vc'];

function withoutClaims(payload: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(payload).filter(([key]) => !claims.includes(key)));
}

function claim(payload: JsonRecord, name: string): string | null {
  return textIn(payload, name);
}

function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  const record = asRecord(value);
  return record && textIn(record, 'id');
}

const achievementTypes = ['OpenBadgeCredential', 'AchievementCredential'];

function isRecord(json: JsonRecord): boolean {
  return listIn(json, 'type').includes('ClrCredential');
}

const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/2018/credentials/v1'];

function wrongType(json: JsonRecord): CredentialProblem | null {
  if (!listIn(json, '@context').some((context) => contexts.includes(String(context))))
    return malformed(`Its \`@context\` names neither \`${contexts[0]}\` nor \`${contexts[1]}\`.`);
  const types = listIn(json, 'type');
  const isKnown =
    types.includes('VerifiableCredential') &&
    (isRecord(json) || achievementTypes.some((type) => types.includes(type)));
  if (isKnown) return null;
  return credentialProblem(
    'NO_ACHIEVEMENT',
    'It is no achievement: its `type` must be `VerifiableCredential` and `OpenBadgeCredential`, `AchievementCredential` or `ClrCredential`.',
  );
}

/** Older tokens name the subject in a claim alone. */
function withId(subject: JsonRecord, id: string | null): JsonRecord {
  return textIn(subject, 'id') === null && id !== null ? { ...subject, id } : subject;
}

type Said = readonly [claim: string, said: string | null, field: string];

function disagreeing(payload: JsonRecord, all: readonly Said[]): CredentialProblem | null {
  for (const [name, said, field] of all)
    if (payload[name] !== undefined && payload[name] !== said)
      return credentialProblem(
        'CLAIMS_DISAGREE',
        `The claim \`${name}\` of the token is not the \`${field}\` of the credential.`,
      );
  return null;
}

type Validity =
  | { readonly kind: 'valid'; readonly issuedAt: Date; readonly expiresAt: Date | null }
  | CredentialProblem;

/** The later of the beginnings and the earlier of the ends that it tells. */
function validityOf(json: JsonRecord, payload: JsonRecord, now: Date): Validity {
  const times = (fields: readonly string[], name: string) => [
    ...fields.flatMap((field) => (json[field] == null ? [] : [momentOf(json[field])])),
    ...(payload[name] === undefined ? [] : [secondOf(payload[name])]),
  ];
  const begins = times(['validFrom', 'issuanceDate'], 'nbf');
  const ends = times(['validUntil', 'expirationDate'], 'exp');
  const told = [...begins, ...ends].filter((time) => time !== null);
  if (told.length < begins.length + ends.length)
    return malformed('One of the times of its validity is none, such as `2027-02-01T10:00:00Z`.');
  if (begins.length === 0) return malformed('It does not say since when it is valid.');
  const issuedAt = new Date(Math.max(...begins.map(Number)));
  const expiresAt = ends.length === 0 ? null : new Date(Math.min(...ends.map(Number)));
  if (Number(issuedAt) > Number(now) + skewMilliseconds)
    return credentialProblem(
      'NOT_YET_VALID',
      `It is valid from ${issuedAt.toISOString()} on, and it is only ${now.toISOString()}.`,
    );
  if (expiresAt && Number(expiresAt) <= Number(now) - skewMilliseconds)
    return credentialProblem('EXPIRED', `It was valid until ${expiresAt.toISOString()}.`);
  return { kind: 'valid', issuedAt, expiresAt };
}

/** So much may the clock of an issuer be beside ours. */
const skewMilliseconds = 60_000;

/** A time without a zone is one in UTC; null where it is no time. */
function momentOf(value: unknown): Date | null {
  if (typeof value !== 'string' || !time.test(value)) return null;
  const date = new Date(/(Z|[+-]\d\d:\d\d)$/i.test(value) ? value : `${value}Z`);
  return isInRange(date) ? date : null;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/i;

function secondOf(value: unknown): Date | null {
  const date = typeof value === 'number' ? new Date(value * 1000) : null;
  return date && isInRange(date) ? date : null;
}

function isInRange(date: Date): boolean {
  return Number(date) >= 0 && date.getUTCFullYear() <= 9999;
}

function titleOf(json: JsonRecord, subject: JsonRecord): string | null {
  const achievement = asRecord(subject['achievement']);
  const title = textIn(json, 'name') ?? (achievement && textIn(achievement, 'name'));
  return title === null ? null : title.slice(0, 200);
}

function malformed(message: string): CredentialProblem {
  return credentialProblem('MALFORMED', message);
}
