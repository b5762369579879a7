import { lastWords } from '../curriculum/last-words.ts';
import type { UnknownNames } from '../planner/refusal.ts';
import type { KeptCredential } from '../store/credentials.ts';
import type { StoreWrites } from '../store/store.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type LearnerName, permittedLearner, unknownLearner } from './find-learner.ts';
import { replanSoon } from './follow-roadmaps.ts';
import { placesOf } from './keep-credential.ts';
import { learnerLimits } from './learner-limits.ts';
import { credentialSource } from './may-hand-in.ts';
import type { Forbidden } from './permissions.ts';
import { textProblem } from './problem-list.ts';
import { restateEvidence } from './restate-evidence.ts';

export interface RetractCredentialInput {
  readonly learner: LearnerName;
  readonly issuer: string;
  /** The id that the issuer gave it. */
  readonly credential: string;
}

export type RetractCredentialResult =
  | {
      readonly kind: 'credential-retracted';
      readonly learner: string;
      /** Pieces of evidence that count no more. */
      readonly evidenceCount: number;
    }
  | Forbidden
  | UnknownNames;

/**
 * Takes back what a credential showed, as when its issuer revoked it. Learners and mentors may take back what they handed
 * in themselves, services and admins all. Handed in again it counts again.
 */
export async function retractCredential(
  environment: Environment,
  actor: Actor,
  { learner: name, issuer, credential }: RetractCredentialInput,
): Promise<RetractCredentialResult> {
  const permitted = await permittedLearner(environment, actor, 'RECORD_EVIDENCE', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers take nothing back');
  const result = await environment.store.write(async (writes): Promise<RetractCredentialResult> => {
    const { id } = permitted;
    if (!(await writes.learners.lock([id])).has(id)) return unknownLearner('learner', name);
    const kept = await find(writes, id, issuer, credential);
    if (!kept) return unknownCredential(issuer, credential);
    const { source, places, issuedAt: occurredAt } = kept;
    const said = { learner: id, source, occurredAt, recordedBy: actor.name, says: null };
    const things = placesOf(kept.id, places).map((externalId) => ({ ...said, externalId }));
    const standing = [...(await writes.evidence.ofThings(things)).values()].flatMap((versions) =>
      lastWords(versions),
    );
    const isPerson = actor.kind === 'LEARNER' || actor.kind === 'MENTOR';
    if (isPerson && standing.some(({ recordedBy }) => recordedBy !== actor.name)) return notYours;
    await restateEvidence(environment, writes, things);
    await writes.credentials.put({ ...kept, isRetracted: true });
    return { kind: 'credential-retracted', learner: id, evidenceCount: standing.length };
  });
  if (result.kind === 'credential-retracted') await replanSoon(environment, [result.learner]);
  return result;
}

async function find(
  { credentials }: StoreWrites,
  learner: string,
  issuer: string,
  id: string,
): Promise<KeptCredential | null> {
  const isText = [issuer, id].every((text) => textProblem(text, learnerLimits.externalId) === null);
  if (!isText) return null;
  const kept = await credentials.find({ learner, source: credentialSource(issuer), id });
  return kept?.isRetracted === false ? kept : null;
}

function unknownCredential(issuer: string, id: string): UnknownNames {
  const name = id.slice(0, 200);
  const message = `The learner has no credential \`${name}\` of \`${issuer.slice(0, 200)}\` here.`;
  return { kind: 'unknown-names', message, names: [{ path: 'credential', name, suggestions: [] }] };
}

const notYours: Forbidden = {
  kind: 'forbidden',
  message: 'Somebody else handed in this credential, and you may not take it back.',
  requiredScope: null,
};
