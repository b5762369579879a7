import type { Evidence } from '../curriculum/evidence.ts';
import { lastWords } from '../curriculum/last-words.ts';
import type { Learner } from '../curriculum/learner.ts';
import { thingOf } from '../store/evidence.ts';
import type { StoreWrites } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import type { Environment } from './environment.ts';
import { dayMs } from './learner-limits.ts';
import type { EvidenceInput } from './read-evidence.ts';
import { type RecordedItem, readBatch, writeBatch } from './record-evidence.ts';

/** What a source calls a piece of evidence, and what it is to say by now. */
export interface Restated {
  readonly learner: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: Date;
  readonly recordedBy: string;
  /** Null where there is to be nothing. */
  readonly says: Omit<EvidenceInput, 'learner' | 'source' | 'externalId' | 'occurredAt'> | null;
}

/** The number of the piece that says so by now, and whether it is a new one; the number is null where there is nothing. */
export interface Standing {
  readonly number: number | null;
  readonly isNew: boolean;
}

/**
 * Records what is to be said otherwise than it was so far, each thing once, and tells in the same order what stands. A
 * source that is said anew to have meant something else is believed, whatever it said before for the same time.
 */
export async function restateEvidence(
  environment: Environment,
  writes: StoreWrites,
  things: readonly Restated[],
): Promise<readonly Standing[]> {
  const known = await writes.evidence.ofThings(things);
  const changes = new Map<Restated, EvidenceInput>();
  const standing = new Map<Restated, number | null>();
  for (const thing of things) {
    const versions = known.get(thingOf(thing.learner, thing)) ?? [];
    const change = changeTo(thing, versions);
    if (change) changes.set(thing, change);
    else standing.set(thing, thing.says ? lastWords(versions)[0]!.number : null);
  }
  if (changes.size > 0) await reachBack(writes, [...changes.values()], environment.now());
  const recorded = await record(environment, writes, changes);
  return things.map((thing) => {
    const item = recorded.get(thing);
    if (!item || item.status === 'REJECTED')
      return { number: standing.get(thing) ?? null, isNew: false };
    return { number: thing.says ? item.number : null, isNew: item.status !== 'UNCHANGED' };
  });
}

async function record(
  environment: Environment,
  writes: StoreWrites,
  changes: ReadonlyMap<Restated, EvidenceInput>,
): Promise<ReadonlyMap<Restated, RecordedItem>> {
  const recorded = new Map<Restated, RecordedItem>();
  const byRecorder = new Map<string, Restated[]>();
  for (const thing of changes.keys()) {
    const things = byRecorder.get(thing.recordedBy) ?? [];
    things.push(thing);
    byRecorder.set(thing.recordedBy, things);
  }
  for (const [recordedBy, things] of byRecorder) {
    const items = things.map((thing) => changes.get(thing)!);
    const batch = readBatch(environment, null, environment.now(), items);
    const about = { ...batch, recordedBy, permitted: null, atomic: false };
    for (const [index, item] of (await writeBatch(writes, about)).entries())
      recorded.set(things[index]!, item);
  }
  return recorded;
}

/**
 * What there is to record so that a thing says what it should; null where it does already. Where something else was said
 * before for that time, it is a moment later, since the last word counts.
 */
function changeTo(
  { learner, source, externalId, occurredAt, says }: Restated,
  versions: readonly Evidence[],
): EvidenceInput | null {
  const [standing] = lastWords(versions);
  if (says ? standing && isSaid(standing, says) : !standing) return null;
  const moment = Number(occurredAt);
  const latest = Math.max(-1, ...versions.map((version) => Number(version.occurredAt)));
  const at = new Date(says ? Math.max(moment, latest + 1) : Math.max(moment, latest));
  const name = { learner: { id: learner }, source, externalId, occurredAt: at };
  return says ? { ...name, ...says } : { ...name, kind: 'RETRACTION' };
}

function isSaid(
  { competency, outcome, score, note, data }: Exclude<Evidence, { kind: 'RETRACTION' }>,
  says: NonNullable<Restated['says']>,
): boolean {
  const { curriculum, skill, level } = competency;
  const said = { curriculum, skill, level, outcome, score, note, data };
  const { kind, ...wanted } = says;
  return canonicalJson(said) === canonicalJson({ ...said, ...wanted });
}

/** Learners began at the latest when they first showed something elsewhere. */
async function reachBack(
  { learners, learnerChanges }: StoreWrites,
  items: readonly EvidenceInput[],
  at: Date,
): Promise<void> {
  const earliest = new Map<string, number>();
  for (const { learner, occurredAt } of items) {
    const id = learner.id!;
    earliest.set(id, Math.min(earliest.get(id) ?? Number.POSITIVE_INFINITY, Number(occurredAt)));
  }
  const locked = await learners.lock([...earliest.keys()]);
  for (const learner of locked.values()) {
    const first = earliest.get(learner.id)!;
    if (first >= Number(learner.since) - dayMs) continue;
    const moved: Learner = { ...learner, since: new Date(first), updatedAt: at };
    await learners.update(moved);
    const what = { fields: ['since'] };
    const kind = 'LEARNER_UPDATED';
    learnerChanges.add({ learner: learner.id, kind, roadmap: null, what, cause: null, at });
  }
}
