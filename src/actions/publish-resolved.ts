import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Defect } from '../curriculum/defect.ts';
import type { Revision } from '../curriculum/revision.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import type { ToldDefects } from './curriculum-thread.ts';
import type { Environment } from './environment.ts';
import { type KeyConflict, keepResponse, keptResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import {
  type Publication,
  type PublishResult,
  publishIn,
  seePublished,
  withDigest,
} from './publish-curriculum.ts';
import { publishLimits } from './publish-limits.ts';
import { type RevisionConflict, revisionConflict } from './revision-conflict.ts';

/** How whoever publishes wants it done. */
export interface PublishWish {
  readonly note?: string | null | undefined;
  /** As in `Publication`. */
  readonly expectedRevision?: number | null | undefined;
  /** Under it a repetition is answered with what came of the first time. */
  readonly idempotencyKey?: string | null | undefined;
}

/** What is published by an actor. */
export interface ResolvedPublication extends PublishWish {
  /** Sound, as in `Publication`. */
  readonly curriculum: Curriculum;
  readonly digest?: string | undefined;
  /** As in `Publication`. */
  readonly imported?: Publication['imported'];
  /** Without places where it was made of no text. */
  readonly warnings: ToldDefects<Defect>;
  /** What was asked for, as JSON: by it the same request is known. */
  readonly payload: unknown;
}

export type PublishResolvedResult =
  | ({
      readonly kind: 'published' | 'unchanged';
      readonly revision: Revision;
    } & ToldDefects<Defect>)
  | RevisionConflict
  | KeyConflict
  | InvalidRequest
  | Forbidden;

/** Publishes, in an actor's name, a curriculum whose names are resolved, whatever it was made of. */
export async function publishResolved(
  environment: Environment,
  actor: Actor,
  { curriculum, digest, imported, warnings, payload, ...wish }: ResolvedPublication,
): Promise<PublishResolvedResult> {
  const refusal = refuseToPublish(actor, wish);
  if (refusal) return refusal;
  const { note = null, expectedRevision } = wish;
  const publishedBy = nameOf(actor);
  const publication = { curriculum, digest, imported, publishedBy, note };
  const expected = expectedRevision ?? undefined;
  const sound = withDigest({ ...publication, expectedRevision: expected });
  const repeatable = repeatableOf(environment, actor, wish, payload);
  const outcome = await keepResponse(environment, repeatable, async (writes) => {
    const result = await publishIn(writes, { ...sound, publishedAt: repeatable.at });
    return keepable(curriculum.slug, expected ?? null, result, warnings);
  });
  if (outcome.kind === 'published') await seePublished(environment);
  return answerOf(environment, outcome);
}

/** What was answered to the same request, before anything is done for it; null where it is new. */
export async function publishedBefore(
  environment: Environment,
  actor: Actor,
  wish: PublishWish,
  payload: unknown,
): Promise<PublishResolvedResult | null> {
  const repeatable = repeatableOf(environment, actor, wish, payload);
  const kept = await keptResponse<KeptOutcome>(environment, repeatable);
  return kept && answerOf(environment, kept);
}

/** Why an actor may not publish so; null where nothing speaks against it. */
export function refuseToPublish(
  actor: Actor,
  wish: PublishWish,
): Forbidden | InvalidRequest | null {
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const { note, expectedRevision, idempotencyKey } = wish;
  const problems = new ProblemList();
  problems.checkText('note', note, publishLimits.note);
  if (expectedRevision != null && expectedRevision < 0)
    problems.add('expectedRevision', '`expectedRevision` is a number from 0; 0 means none yet.');
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  return problems.refusal();
}

function repeatableOf(
  { now }: Environment,
  actor: Actor,
  { note, expectedRevision, idempotencyKey }: PublishWish,
  payload: unknown,
) {
  return {
    owner: nameOf(actor),
    key: idempotencyKey ?? null,
    payload: { publish: payload, note: note ?? null, expectedRevision: expectedRevision ?? null },
    at: now(),
  };
}

function nameOf(actor: Actor): string {
  invariant(actor.kind !== 'ANONYMOUS', 'strangers publish nothing');
  return actor.name;
}

/** What came of it, as JSON. */
type KeptOutcome =
  | ({
      readonly kind: 'published' | 'unchanged';
      readonly curriculum: string;
      readonly number: number;
    } & ToldDefects<Defect>)
  | {
      readonly kind: 'head-moved';
      readonly curriculum: string;
      readonly expected: number;
      /** Null where there is no such curriculum. */
      readonly number: number | null;
    };

function keepable(
  curriculum: string,
  expected: number | null,
  { kind, revision }: PublishResult,
  { defects, defectCount }: ToldDefects<Defect>,
): KeptOutcome {
  if (kind !== 'head-moved')
    return { kind, curriculum, number: revision.number, defects, defectCount };
  return { kind, curriculum, expected: expected ?? 0, number: revision?.number ?? null };
}

async function answerOf(
  environment: Environment,
  outcome: KeptOutcome | KeyConflict,
): Promise<PublishResolvedResult> {
  if (outcome.kind === 'key-conflict') return outcome;
  if (outcome.kind === 'head-moved') return revisionConflict(environment, outcome);
  const { kind, curriculum, number, defects, defectCount } = outcome;
  const revision = await environment.store.reads.revisions.byNumber(curriculum, number);
  invariant(revision, `revision ${number} of ${curriculum} was published`);
  return { kind, revision, defects, defectCount };
}
