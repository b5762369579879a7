import { createHash } from 'node:crypto';
import { contentText, type EvidenceContent } from '../curriculum/evidence.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { NewEvidence, Recording } from '../store/evidence.ts';
import type { StoreWrites } from '../store/store.ts';
import { didYouMean } from '../util/did-you-mean.ts';
import type { Environment } from './environment.ts';
import { describeUnknown, type LearnerName, learnerIds } from './find-learner.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { dayMs, learnerLimits } from './learner-limits.ts';
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
  /** The id of whoever hands it in, which is kept with each piece. */
  readonly recordedBy: string;
  /** Under it a repetition is answered as the first time was, and does nothing. */
  readonly idempotencyKey?: string | null | undefined;
}

export type RecordEvidenceResult =
  | { readonly kind: 'evidence-recorded'; readonly items: readonly RecordedItem[] }
  | KeyConflict
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
  input: RecordEvidenceInput,
): Promise<RecordEvidenceResult> {
  const refusal = refuseBatch(input);
  if (refusal) return refusal;
  const { items, recordedBy, idempotencyKey } = input;
  const recordedAt = environment.now();
  const snapshot = environment.curricula.snapshot();
  const grounds = { snapshot, now: recordedAt, suggest: suggestFor(suggestedMax) };
  const read = items.map((item, index) => readEvidence(grounds, item, `items.${index}`));
  const payload = { action: 'recordEvidence', items };
  return keepResponse(
    environment,
    { owner: recordedBy, key: idempotencyKey ?? null, payload, at: recordedAt },
    async (writes): Promise<RecordEvidenceResult> => ({
      kind: 'evidence-recorded',
      items: await record(writes, { items, read, recordedAt, recordedBy }),
    }),
  );
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
  readonly recordedBy: string;
}

async function record(writes: StoreWrites, batch: Batch): Promise<RecordedItem[]> {
  const { items, read, ...by } = batch;
  const ids = await learnerIds(
    writes.learners,
    items.map(({ learner }) => learner),
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
  const recordings = (await writes.evidence.record(sound, by)).values();
  const results = problems.map((problem, index): RecordedItem => {
    if (problem) return { status: 'REJECTED', problem };
    return { ...recordings.next().value!, learner: ids[index]! };
  });
  noteChanges(writes, results, by.recordedAt);
  return results;
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
