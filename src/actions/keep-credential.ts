import { createHash } from 'node:crypto';
import type { Credential } from '../exchange/evidence/badges/credential.ts';
import type {
  CredentialFinding,
  CredentialFindings,
} from '../exchange/evidence/badges/findings.ts';
import { asRecord, type JsonRecord } from '../exchange/evidence/badges/json.ts';
import type { StoreWrites } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import type { Environment } from './environment.ts';
import { learnerLimits } from './learner-limits.ts';
import { credentialSource } from './may-hand-in.ts';
import { restateEvidence } from './restate-evidence.ts';

/** A credential that was checked, of a learner who is locked. */
export interface OwnCredential extends CredentialFindings {
  readonly credential: Credential;
  readonly learner: string;
  readonly recordedBy: string;
}

export interface KeptCredential extends Omit<CredentialFindings, 'findings'> {
  /** Superseded: a later issue of the same credential is here, and goes on to count. */
  readonly status: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'SUPERSEDED';
  readonly credential: Credential;
  readonly findings: readonly KeptFinding[];
}

export interface KeptFinding extends CredentialFinding {
  /** Of the evidence, among the learner's; null where it is none. */
  readonly number: number | null;
}

/**
 * Lets the evidence of a learner say what a credential shows, in place of what an earlier issue of it showed, and what it
 * showed itself before the curricula knew more of what it points to.
 */
export async function keepCredential(
  environment: Environment,
  writes: StoreWrites,
  { credential, learner, recordedBy, findings, unmapped }: OwnCredential,
): Promise<KeptCredential> {
  const { id, issuer, issuedAt } = credential;
  const source = credentialSource(issuer);
  const before = await writes.credentials.find({ learner, source, id });
  if (before && before.issuedAt > issuedAt) {
    const shown = findings.map((finding) => ({ ...finding, number: null }));
    return { status: 'SUPERSEDED', credential, findings: shown, unmapped };
  }
  const places = Math.max(before?.places ?? 0, findings.length);
  const occurredAt = new Date(Math.min(Number(credential.achievedAt), Number(environment.now())));
  const data = dataOf(credential.json);
  const standing = await restateEvidence(
    environment,
    writes,
    placesOf(id, places).map((externalId, place) => {
      const finding = findings[place];
      const says = finding && {
        kind: 'OBSERVED' as const,
        ...finding.competency,
        outcome: finding.outcome,
        score: finding.score,
        note: credential.title,
        data,
      };
      return { learner, source, externalId, occurredAt, recordedBy, says: says ?? null };
    }),
  );
  const digest = createHash('sha256').update(canonicalJson(credential.json)).digest('hex');
  const kept = { learner, source, id, issuedAt, digest, places, isRetracted: false };
  await writes.credentials.put(kept);
  const isSame = before?.digest === digest && !before.isRetracted;
  const isChanged = !isSame || standing.some(({ isNew }) => isNew);
  return {
    status: before ? (isChanged ? 'UPDATED' : 'UNCHANGED') : 'CREATED',
    credential,
    findings: findings.map((finding, place) => ({ ...finding, number: standing[place]!.number })),
    unmapped,
  };
}

/** What the source calls so many pieces of evidence of a credential: the first goes by its id, the others by their place besides. */
export function placesOf(id: string, places: number): readonly string[] {
  return Array.from({ length: places }, (_, place) => (place === 0 ? id : `${id}#${place + 1}`));
}

/** The credential as it is kept: without pictures where it is too long for evidence, or what matters of it. */
function dataOf(json: JsonRecord): unknown {
  const { id, type, name, validFrom, issuanceDate } = json;
  const subject = asRecord(json['credentialSubject']);
  const achievement = subject && asRecord(subject['achievement']);
  const plain = {
    ...json,
    image: undefined,
    issuer: asRecord(json['issuer'])?.['id'] ?? json['issuer'],
    credentialSubject: subject && {
      ...subject,
      image: undefined,
      achievement: achievement && { ...achievement, image: undefined, creator: undefined },
    },
  };
  const title = achievement?.['name'];
  const brief = { id, type, name, validFrom, issuanceDate, achievement: { name: title } };
  const fits = (data: unknown) => canonicalJson(data).length <= learnerLimits.data;
  return [json, plain, brief].find(fits) ?? null;
}
