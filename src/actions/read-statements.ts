import type { ActivityMapping } from '../curriculum/activity-mapping.ts';
import {
  type Candidate,
  candidatesOf,
  mappingFor,
  meaningOf,
  showingOf,
  usualMeanings,
  voids,
} from '../exchange/evidence/xapi/meaning.ts';
import type { Statement } from '../exchange/evidence/xapi/statement.ts';
import type { StatementReading } from '../store/statement-readings.ts';
import type { KeptStatement } from '../store/statements.ts';
import type { StoreWrites } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import type { Environment } from './environment.ts';
import { replanSoon } from './follow-roadmaps.ts';
import { learnerLimits } from './learner-limits.ts';
import { linkActors } from './link-actors.ts';
import { type Restated, restateEvidence } from './restate-evidence.ts';
import { activityKey, hashOf } from './statement-keys.ts';

/** So many statements are read in one transaction. */
const pageSize = 250;

/** So many competencies may one activity show. */
export const competenciesMax = 10;

/** So many statements about one thing by one actor are looked at together. */
const threadMax = 5_000;

/** So many pages are read while whoever sent statements waits for the answer. */
const soonMax = 8;

/** Reads what a source just sent, as far as that is done soon; what fails here is tried again by `followStatements`. */
export async function readStatementsSoon(environment: Environment, source?: string): Promise<void> {
  try {
    for (let page = 0; page < soonMax; page += 1)
      if (!(await readSomeStatements(environment, source))) return;
  } catch {
    // They are still to be read.
  }
}

/**
 * Reads a page of statements that are still to be read, in one transaction with the evidence that they are and with how far
 * reading came: nothing is read twice to any effect, or forgotten, wherever a process ends. Tells whether there was any.
 */
export async function readSomeStatements(
  environment: Environment,
  source?: string,
): Promise<boolean> {
  const { reads } = environment.store;
  if ((await reads.statementActors.due(1)).length > 0) await linkActors(environment);
  const waiting = await reads.statementReadings.next(source);
  if (!waiting) return false;
  const changed = await environment.store.write(async (writes) => {
    await writes.statementReadings.lock();
    const reading = await writes.statementReadings.next(source);
    return reading ? readPage(environment, writes, reading) : [];
  });
  await replanSoon(environment, changed);
  return true;
}

/** The ids of the learners of whom there is something new. */
async function readPage(
  environment: Environment,
  writes: StoreWrites,
  reading: StatementReading,
): Promise<string[]> {
  const page = await pageOf(writes, reading);
  const last = page.at(-1);
  const { statementReadings } = writes;
  if (last) await statementReadings.advance(reading.id, last.sequence);
  if (reading.kind !== 'NEW' && page.length < pageSize) await statementReadings.finish(reading.id);
  return last ? keepEvidence(environment, writes, reading, page) : [];
}

function pageOf(
  { statements }: StoreWrites,
  { kind, source, term, after }: StatementReading,
): Promise<KeptStatement[]> {
  const limits = { after, limit: pageSize };
  if (kind === 'ACTIVITY') return statements.ofActivity(source, term, limits);
  if (kind === 'ACTOR') return statements.ofActor(source, term, limits);
  return statements.after(source, after, pageSize);
}

/** A statement with what it says. */
interface Read {
  readonly row: KeptStatement;
  readonly statement: Statement;
  readonly candidates: readonly Candidate[];
  readonly mapping: ActivityMapping | null;
}

async function keepEvidence(
  environment: Environment,
  writes: StoreWrites,
  { kind, source, formerLearner }: StatementReading,
  page: readonly KeptStatement[],
): Promise<string[]> {
  // Nothing was ever shown where nothing means anything; what did is read again for its own sake.
  if (kind === 'NEW' && (await writes.activityMappings.count()) === 0) return [];
  const first = await readAll(writes, page);
  const all = await withOthers(writes, source, first);
  const actors = all.flatMap(({ row }) => row.actor ?? []);
  const learners = await writes.statementActors.learnersOf(source, actors);
  const isRetracted = await retractedAmong(writes, source, all);
  const fresh = new Set(kind === 'NEW' ? first : []);
  const things = all.flatMap((read): Thing[] => {
    // Of what is new nothing can be here yet.
    const places = fresh.has(read) ? (read.mapping?.competencies.length ?? 0) : competenciesMax;
    const learner = read.row.actor === null ? undefined : learners.get(read.row.actor);
    return [
      ...(formerLearner && formerLearner !== learner ? thingsOf(read, formerLearner, null) : []),
      ...(learner === undefined
        ? []
        : thingsOf(read, learner, isRetracted(read) ? null : read.mapping, places)),
    ];
  });
  const standing = await restateEvidence(
    environment,
    writes,
    things.map((thing) => ({ ...thing, source })),
  );
  return things.flatMap(({ learner }, index) => (standing[index]!.isNew ? [learner] : []));
}

async function readAll(
  { activityMappings }: StoreWrites,
  rows: readonly KeptStatement[],
): Promise<Read[]> {
  const read = rows.map((row) => {
    const statement: Statement = JSON.parse(row.statement);
    return { row, statement, candidates: candidatesOf(statement) };
  });
  const keys = new Map<string, string>();
  for (const { candidates } of read)
    for (const { iri } of candidates) if (!keys.has(iri)) keys.set(iri, activityKey(iri));
  const mappings = await activityMappings.byActivities([...keys.values()]);
  return read.map((each) => ({
    ...each,
    mapping: mappingFor(each.candidates, (iri) => mappings.get(keys.get(iri)!)),
  }));
}

/** Adds those that the read ones take back: what is voided, and what was done before to the same object. */
async function withOthers(
  writes: StoreWrites,
  source: string,
  first: readonly Read[],
): Promise<Read[]> {
  const rows = new Map(first.map(({ row }) => [row.sequence, row]));
  const voided = first.flatMap(({ statement }) => voids(statement) ?? []);
  const targets = [...(await writes.statements.byIds(source, voided)).values()];
  const others = targets.filter(({ sequence }) => !rows.has(sequence));
  const read = [...first, ...(await readAll(writes, others))];
  const pairs = pairsOf(read.filter(retracts));
  if (pairs.length === 0) return read;
  const known = new Set(read.map(({ row }) => row.sequence));
  const before = await writes.statements.ofPairs(source, pairs, { limit: threadMax });
  return [
    ...read,
    ...(await readAll(
      writes,
      before.filter(({ sequence }) => !known.has(sequence)),
    )),
  ];
}

/** Whether it takes back what was done to its object, or would if it weren't voided. */
function retracts({ statement, mapping }: Read): boolean {
  return mapping !== null && meaningOf(statement.verb.id, mapping) === 'RETRACTION';
}

function pairsOf(read: readonly Read[]): (readonly [string, string])[] {
  const pairs = new Map<string, readonly [string, string]>();
  for (const { row } of read)
    if (row.actor !== null && row.object !== null) pairs.set(pairKey(row), [row.actor, row.object]);
  return [...pairs.values()];
}

function pairKey({ actor, object }: Pick<KeptStatement, 'actor' | 'object'>): string {
  return `${actor} ${object}`;
}

/** Tells of a statement whether its actor lost later what it shows, whichever of the two came first. */
async function retractedAmong(
  writes: StoreWrites,
  source: string,
  read: readonly Read[],
): Promise<(one: Read) => boolean> {
  const mapped = read.filter(({ mapping }) => mapping !== null);
  const verbs = new Set(
    Object.keys(usualMeanings).filter((verb) => usualMeanings[verb] === 'RETRACTION'),
  );
  for (const { mapping } of mapped)
    for (const [verb, meaning] of Object.entries(mapping!.verbs))
      if (meaning === 'RETRACTION') verbs.add(verb);
  const rows = await writes.statements.ofPairs(source, pairsOf(mapped), {
    verbs: [...verbs].map(hashOf),
    limit: threadMax,
  });
  const last = new Map<string, number>();
  for (const one of await readAll(writes, rows)) {
    if (one.row.isVoided || !retracts(one)) continue;
    const key = pairKey(one.row);
    last.set(key, Math.max(last.get(key) ?? 0, Number(one.row.occurredAt)));
  }
  return ({ row }) => (last.get(pairKey(row)) ?? -1) >= Number(row.occurredAt);
}

type Thing = Omit<Restated, 'source'>;

/** One for each competency that the statement may show or have shown; `mapping` is null where it shows none by now. */
function thingsOf(
  { row, statement }: Read,
  learner: string,
  mapping: ActivityMapping | null,
  places: number = competenciesMax,
): Thing[] {
  const occurredAt = new Date(Math.min(Number(row.occurredAt), Number(row.storedAt)));
  const { recordedBy } = row;
  const showing = mapping ? showingOf(statement, mapping) : { kind: 'nothing' as const };
  const isThere = showing.kind === 'finding' && !row.isVoided;
  return Array.from({ length: places }, (_, place) => {
    const competency = isThere ? mapping?.competencies[place] : undefined;
    const says = competency && {
      kind: 'OBSERVED' as const,
      ...competency,
      outcome: showing.kind === 'finding' ? showing.outcome : null,
      score: showing.kind === 'finding' ? showing.score : null,
      note: showing.kind === 'finding' && showing.isWaived ? 'Waived.' : null,
      data: dataOf(statement),
    };
    // The first goes by the id of the statement, the others by their place besides.
    const externalId = place === 0 ? row.id : `${row.id}#${place + 1}`;
    return { learner, externalId, occurredAt, recordedBy, says: says ?? null };
  });
}

/** The statement as it is kept, or what matters of it where that is too long for evidence. */
function dataOf(statement: Statement): unknown {
  if (canonicalJson(statement).length <= learnerLimits.data) return statement;
  const { id, verb, object, result, timestamp } = statement;
  const brief = {
    id,
    verb: verb.id,
    object: object['id'] ?? null,
    score: result?.score,
    timestamp,
  };
  return canonicalJson(brief).length <= learnerLimits.data ? brief : null;
}
