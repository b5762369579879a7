import { createHash } from 'node:crypto';
import { contentText, type EvidenceContent } from '../curriculum/evidence.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { NewEvidence, Recording } from '../store/evidence.ts';
import type { StoreWrites } from '../store/store.ts';
import { didYouMean } from '../util/did-you-mean.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { describeUnknown, type LearnerName, learnerIds, orSelf } from './find-learner.ts';
import { replanSoon } from './follow-roadmaps.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { dayMs, learnerLimits } from './learner-limits.ts';
import { type HandingIn, mayHandIn } from './may-hand-in.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import {
  type EvidenceGrounds,
  type EvidenceInput,
  type EvidenceProblem,
  type ReadEvidence,
  readEvidence,
} from './read-evidence.ts';

export interface RecordEvidenceInput {
  readonly items: readonly EvidenceInput[];
  /** Whether one item that is rejected rejects all. */
  readonly atomic?: boolean | null | undefined;
  /** Under it a repetition is answered as the first time was, and does nothing. */
  readonly idempotencyKey?: string | null | undefined;
}

export type RecordEvidenceResult =
  | { readonly kind: 'evidence-recorded'; readonly items: readonly RecordedItem[] }
  | KeyConflict
  | Forbidden
  /** Nothing was recorded, since the batch as such is wrong. */
  | InvalidRequest;

/** What became of an item; the items are in the order in which they were handed in. */
export type RecordedItem =
  | (Recording & { readonly learner: string })
  | { readonly status: 'REJECTED'; readonly problem: EvidenceProblem };

/**
 * Records what is sound of a batch of evidence, in one transaction, and says of the rest what is wrong with it. To hand in
 * the same again does no harm: what is here already is left as it is.
 */
export async function recordEvidence(
  environment: Environment,
  actor: Actor,
  input: RecordEvidenceInput,
): Promise<RecordEvidenceResult> {
  const refusal = (await refuseActor(environment, actor)) ?? refuseBatch(input);
  if (refusal) return refusal;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers hand in no evidence');
  const { idempotencyKey } = input;
  const items = input.items.map((item) => ({ ...item, learner: orSelf(actor, item.learner) }));
  const atomic = input.atomic ?? false;
  const at = environment.now();
  const permitted = await permittedAmong(environment, actor, items);
  const batch = readBatch(environment, mayHandIn(actor), at, items);
  const result = await keepResponse(
    environment,
    {
      owner: actor.name,
      key: idempotencyKey ?? null,
      payload: { action: 'recordEvidence', items, atomic },
      at,
    },
    async (writes): Promise<RecordEvidenceResult> => ({
      kind: 'evidence-recorded',
      items: await writeBatch(writes, { ...batch, recordedBy: actor.name, permitted, atomic }),
    }),
  );
  if (result.kind === 'evidence-recorded') await replanSoon(environment, learnersIn(result.items));
  return result;
}

function learnersIn(items: readonly RecordedItem[]): string[] {
  return items.flatMap((item) =>
    item.status === 'CREATED' || item.status === 'UPDATED' ? [item.learner] : [],
  );
}

/** Whoever may hand in evidence of nobody is told so at once, others item by item. */
async function refuseActor(environment: Environment, actor: Actor): Promise<Forbidden | null> {
  if (actor.kind === 'LEARNER' || actor.kind === 'MENTOR') return null;
  const permitted = await permittedLearners(environment, actor, 'RECORD_EVIDENCE', ['anybody']);
  return permitted.size > 0 ? null : forbiddenLearner(actor, 'RECORD_EVIDENCE');
}

/** The ids of those learners of the items of whom the actor may hand in evidence. */
async function permittedAmong(
  environment: Environment,
  actor: Actor,
  items: readonly EvidenceInput[],
): Promise<ReadonlySet<string>> {
  const names = items.map(({ learner }) => learner);
  const ids = await learnerIds(environment.store.reads.learners, names);
  const known = [...new Set(ids.filter((id) => id !== null))];
  return permittedLearners(environment, actor, 'RECORD_EVIDENCE', known);
}

/** Reads a batch before its transaction begins, as far as that goes. */
export function readBatch(
  environment: Environment,
  handingIn: HandingIn | null,
  recordedAt: Date,
  items: readonly EvidenceInput[],
): Pick<Batch, 'items' | 'read' | 'recordedAt'> {
  const snapshot = environment.curricula.snapshot();
  const grounds = { snapshot, now: recordedAt, handingIn, suggest: suggestFor(suggestedMax) };
  const read = items.map((item, index) => readEvidence(grounds, item, `items.${index}`));
  return { items, read, recordedAt };
}

/** Of a batch so many names get suggestions: in a large curriculum each takes milliseconds. */
const suggestedMax = 20;

function suggestFor(most: number): EvidenceGrounds['suggest'] {
  const suggested = new Map<string, readonly string[]>();
  return (name, among, candidates) => {
    const key = `${among} ${name}`;
    const known = suggested.get(key);
    if (known || suggested.size === most) return known ?? [];
    const found = didYouMean(name, candidates);
    suggested.set(key, found);
    return found;
  };
}

function refuseBatch({ items, idempotencyKey }: RecordEvidenceInput): InvalidRequest | null {
  const problems = new ProblemList();
  const most = learnerLimits.evidenceItems;
  if (items.length > most)
    problems.add(
      'items',
      `\`items\` has ${items.length} entries; ${most} are the most. Hand them in as several batches.`,
    );
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  return problems.refusal();
}

interface Batch {
  readonly items: readonly EvidenceInput[];
  readonly read: readonly ReadEvidence[];
  readonly recordedAt: Date;
  /** The id of whoever hands it in, which is kept with each piece. */
  readonly recordedBy: string;
  /** The others are as good as unknown; null where all are permitted. */
  readonly permitted: ReadonlySet<string> | null;
  readonly atomic: boolean;
}

/** Records a batch that was read, as a part of a transaction that may do more. */
export async function writeBatch(writes: StoreWrites, batch: Batch): Promise<RecordedItem[]> {
  const { items, read, permitted, atomic, recordedAt, recordedBy } = batch;
  const names = items.map(({ learner }) => learner);
  const ids = (await learnerIds(writes.learners, names)).map((id) =>
    id !== null && (permitted?.has(id) ?? true) ? id : null,
  );
  const learners = await writes.learners.lock(ids.filter((id) => id !== null));
  const things = new Set<string>();
  const sound: NewEvidence[] = [];
  const problems = read.map((one, index): EvidenceProblem | null => {
    if (one.kind === 'problem') return one.problem;
    const { content } = one;
    const learner = learners.get(ids[index] ?? '');
    const path = `items.${index}`;
    const problem = learner
      ? (tooEarly(learner, content, path) ?? twice(things, learner, content, path))
      : unknown(items[index]!.learner, path);
    if (learner && !problem)
      sound.push({ learner: learner.id, digest: digestOf(content), content });
    return problem;
  });
  const first = problems.findIndex((problem) => problem !== null);
  if (atomic && first !== -1) return rejectAll(problems, first);
  const by = { recordedAt, recordedBy };
  const recordings = (await writes.evidence.record(sound, by)).values();
  const results = problems.map((problem, index): RecordedItem => {
    if (problem) return { status: 'REJECTED', problem };
    return { ...recordings.next().value!, learner: ids[index]! };
  });
  noteChanges(writes, results, recordedAt);
  return results;
}

function rejectAll(problems: readonly (EvidenceProblem | null)[], first: number): RecordedItem[] {
  const message = `Nothing of this batch was recorded, since item ${first} was rejected.`;
  return problems.map((problem, index): RecordedItem => {
    const path = `items.${index}`;
    const other = { code: 'BATCH_REJECTED', path, message, suggestions: [] } as const;
    return { status: 'REJECTED', problem: problem ?? other };
  });
}

function unknown(name: LearnerName, path: string): EvidenceProblem {
  const { message } = describeUnknown(name);
  return { code: 'UNKNOWN_LEARNER', path: `${path}.learner`, message, suggestions: [] };
}

/** To the day: days may come without a time of day, and from any time zone. */
function tooEarly({ since }: Learner, { occurredAt }: EvidenceContent, path: string) {
  if (Number(occurredAt) >= Number(since) - dayMs) return null;
  return {
    code: 'BEFORE_LEARNER',
    path: `${path}.occurredAt`,
    message: `It occurred on ${dayOf(occurredAt)}, and evidence of this learner goes back to ${dayOf(since)}. Where the learner began earlier, set \`since\`.`,
    suggestions: [],
  } as const;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Which of two is meant to be the newer can't be told from their order. */
function twice(
  things: Set<string>,
  { id }: Learner,
  { source, externalId }: EvidenceContent,
  path: string,
) {
  const thing = JSON.stringify([id, source, externalId]);
  if (!things.has(thing)) {
    things.add(thing);
    return null;
  }
  return {
    code: 'TWICE_IN_BATCH',
    path: `${path}.externalId`,
    message: `An item before this one has the external id \`${externalId}\` too. Hand in another version in another batch.`,
    suggestions: [],
  } as const;
}

function digestOf(content: EvidenceContent): string {
  return createHash('sha256').update(contentText(content)).digest('hex');
}

/** One change for each learner of whom there is something new. */
function noteChanges(
  { learnerChanges }: StoreWrites,
  results: readonly RecordedItem[],
  at: Date,
): void {
  const numbers = new Map<string, number[]>();
  for (const result of results) {
    if (result.status === 'REJECTED' || result.status === 'UNCHANGED') continue;
    const { learner, number } = result;
    numbers.set(learner, [...(numbers.get(learner) ?? []), number]);
  }
  for (const [learner, evidence] of numbers)
    learnerChanges.add({
      learner,
      kind: 'EVIDENCE_RECORDED',
      roadmap: null,
      what: { evidence },
      cause: null,
      at,
    });
}
