import { setImmediate } from 'node:timers/promises';
import type { Learner } from '../curriculum/learner.ts';
import { findingsOf } from '../exchange/evidence/badges/findings.ts';
import { credentialLimits } from '../exchange/evidence/badges/limits.ts';
import { type CredentialProblem, credentialProblem } from '../exchange/evidence/badges/problem.ts';
import { isRecipient, type KnownAs } from '../exchange/evidence/badges/recipient.ts';
import { alignmentCount } from '../exchange/evidence/badges/showing.ts';
import type { UnknownNames } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type LearnerName, permittedLearner, unknownLearner } from './find-learner.ts';
import { replanSoon } from './follow-roadmaps.ts';
import { type KeptCredential, keepCredential } from './keep-credential.ts';
import type { Forbidden } from './permissions.ts';
import { type ReadCredential, readCredentials } from './read-credentials.ts';

export interface RecordCredentialInput {
  readonly learner: LearnerName;
  /** A signed token; what is anything else is refused with the reason. */
  readonly credential: string;
  /** The slug of the one curriculum of whose skills it is to count; of all where it is left out. */
  readonly curriculum?: string | null | undefined;
}

export type RecordCredentialResult =
  | {
      readonly kind: 'credential-recorded';
      readonly learner: string;
      /** What was handed in, and after it what stands within it. */
      readonly credentials: readonly RecordedCredential[];
    }
  | CredentialRefused
  | Forbidden
  | UnknownNames;

/** Nothing was recorded, since what was handed in counts for nothing. */
export interface CredentialRefused {
  readonly kind: 'credential-refused';
  readonly message: string;
  readonly code: CredentialProblem['code'];
}

/** What became of a credential. */
export type RecordedCredential = {
  /** `credential`, or where within it: `credential.verifiableCredential.2`. */
  readonly path: string;
} & (KeptCredential | { readonly status: 'REFUSED'; readonly problem: CredentialProblem });

/**
 * Takes what an issuer who is allowed says of a learner as observed evidence. Its signature proves it and its recipient
 * must be the learner, whoever hands it in; handed in again it changes nothing, and a later issue takes the place of an
 * earlier one, in whatever order they come.
 */
export async function recordCredential(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  { learner: name, credential, curriculum }: RecordCredentialInput,
): Promise<RecordCredentialResult> {
  const permitted = await permittedLearner(environment, actor, 'RECORD_EVIDENCE', name);
  if (permitted.kind !== 'permitted-learner') return permitted;
  if (curriculum != null && !snapshot.heads.has(curriculum))
    return unknownCurriculum(snapshot, curriculum);
  const graphs = [...snapshot.heads]
    .filter(([slug]) => curriculum == null || slug === curriculum)
    .map(([, { graph }]) => graph);
  const read = await readCredentials(environment, credential);
  const result = await environment.store.write(async (writes): Promise<RecordCredentialResult> => {
    const learner = (await writes.learners.lock([permitted.id])).get(permitted.id);
    if (!learner) return unknownLearner('learner', name);
    const own = ownAmong(read, await namesProven(writes, learner, actor), actor);
    const [first] = own;
    invariant(first, 'what is handed in is read');
    if ('code' in first.read) return { ...first.read, kind: 'credential-refused' };
    const credentials: RecordedCredential[] = [];
    for (const { path, read } of own) {
      // Other requests want their turn.
      await setImmediate();
      if ('code' in read) credentials.push({ path, status: 'REFUSED', problem: read });
      else {
        const found = findingsOf(read.credential.subject, graphs, read.issuer);
        const whose = { learner: learner.id, recordedBy: recorderOf(actor) };
        const about = { credential: read.credential, ...found, ...whose };
        credentials.push({ path, ...(await keepCredential(environment, writes, about)) });
      }
    }
    return { kind: 'credential-recorded', learner: learner.id, credentials };
  });
  if (result.kind === 'credential-recorded') await replanSoon(environment, [result.learner]);
  return result;
}

function unknownCurriculum({ heads }: CurriculaSnapshot, slug: string): UnknownNames {
  const name = slug.slice(0, 200);
  const suggestions = didYouMean(name, heads.keys());
  const message = `There is no curriculum \`${name}\`.${didYouMeanText(suggestions)}`;
  return { kind: 'unknown-names', message, names: [{ path: 'curriculum', name, suggestions }] };
}

function recorderOf(actor: Actor): string {
  invariant(actor.kind !== 'ANONYMOUS', 'strangers hand in no credentials');
  return actor.name;
}

/**
 * By what the learner is known for sure. Other systems say what they call learners. A mail address may be what the learner
 * wrote, so that it proves nothing where it is the learner who hands in; others answer for it.
 */
async function namesProven(
  { learners }: StoreWrites,
  { id, mail }: Learner,
  actor: Actor,
): Promise<KnownAs> {
  const externalIds = (await learners.externalIds([id])).get(id) ?? [];
  const told = externalIds.flatMap(({ system, externalId }) =>
    system === 'mailto' ? [externalId] : [],
  );
  const ownMail = actor.kind === 'LEARNER' || mail === null ? [] : [mail];
  return { mails: [...told, ...ownMail], externalIds };
}

/** With a problem in the place of each credential that is somebody else's. */
function ownAmong(
  read: readonly ReadCredential[],
  knownAs: KnownAs,
  actor: Actor,
): readonly ReadCredential[] {
  return read.map(({ path, read: one }) => {
    if ('code' in one) return { path, read: one };
    const { credential, issuer } = one;
    if (!isRecipient(credential.subject, knownAs, issuer.recipientSystem))
      return { path, read: otherRecipient(actor) };
    return { path, read: alignmentCount(credential.subject) > most ? tooManyAlignments : one };
  });
}

const most = credentialLimits.alignments;

const tooManyAlignments = credentialProblem(
  'TOO_LARGE',
  `It points to more than ${most} things in frameworks of skills.`,
);

function otherRecipient(actor: Actor): CredentialProblem {
  const message =
    'Its recipient is none of those as whom this learner is known: by mail, by an address or a DID among the external ids, or by an external id of the system that the issuer is said to use.';
  const own =
    ' The mail address that you give yourself proves nothing: let your platform or a mentor hand it in.';
  return credentialProblem('OTHER_RECIPIENT', actor.kind === 'LEARNER' ? message + own : message);
}
