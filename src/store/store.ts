import { activityMappingReads, activityMappingWrites } from './activity-mappings.ts';
import { adoptedRoadmapReads, adoptedRoadmapWrites, markDue } from './adopted-roadmaps.ts';
import { cohortReads, cohortWrites } from './cohorts.ts';
import { credentialIssuerReads, credentialIssuerWrites } from './credential-issuers.ts';
import { credentialReads, credentialWrites } from './credentials.ts';
import { curriculumReads, curriculumWrites } from './curricula.ts';
import type { Database, Reads, Writes } from './database.ts';
import { evidenceReads, evidenceWrites } from './evidence.ts';
import { generalChangeReads, type NoteGeneralChange } from './general-changes.ts';
import { idempotencyKeyReads, idempotencyKeyWrites } from './idempotency-keys.ts';
import { importJobReads, importJobWrites } from './import-jobs.ts';
import {
  type AddedChange,
  isOfLearner,
  learnerChangeReads,
  learnerChangeWrites,
  writeChanges,
} from './learner-changes.ts';
import { learnerReads, learnerWrites } from './learners.ts';
import { mentorReads, mentorWrites } from './mentors.ts';
import { noteReads, noteWrites } from './notes.ts';
import { persistedOperationReads, persistedOperationWrites } from './persisted-operations.ts';
import { placementReads, placementWrites } from './placements.ts';
import { revisionReads } from './revisions.ts';
import { rosterReads, rosterWrites } from './rosters.ts';
import { statementActorReads, statementActorWrites } from './statement-actors.ts';
import { statementReadingReads, statementReadingWrites } from './statement-readings.ts';
import { statementReads, statementWrites } from './statements.ts';
import type { Tables } from './tables.ts';
import { tokenReads, tokenWrites } from './tokens.ts';
import { webhookDeliveryReads, webhookDeliveryWrites } from './webhook-deliveries.ts';
import { webhookEndpointReads, webhookEndpointWrites } from './webhook-endpoints.ts';
import { webhookEventReads, webhookEventWrites } from './webhook-events.ts';

/** Where everything lives that outlives the process: a noun each, with what may be asked and what may be done. */
export interface Store {
  readonly reads: StoreReads;
  /** Where a thread may open it once more, password included; null where nobody else can. */
  readonly address: string | null;
  /**
   * Runs the work in one transaction: all of it happens when the promise resolves, none of it when it rejects. Rejects
   * with `StoreBusy` where other writes took too long; the work must not call `write` again.
   */
  write<Result>(work: (writes: StoreWrites) => Promise<Result>): Promise<Result>;
  /**
   * Calls the listener after each write of this process that changed anything others follow, until the function that it returns is
   * called. A hint: what other processes write makes no call.
   */
  onChange(listener: () => void): () => void;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Waits for the writes under way, then lets go of the database; to close again does nothing. */
  close(): Promise<void>;
}

export type StoreReads = ReturnType<typeof storeReads>;
export type StoreWrites = ReturnType<typeof storeWrites>;

export function createStore(
  database: Database,
  tables: Tables,
  address: string | null = null,
): Store {
  const underWay = new Set<Promise<unknown>>();
  const listeners = new Set<() => void>();
  let closed: Promise<void> | undefined;
  return {
    reads: storeReads(database.reads, tables),
    address,
    write(work) {
      let isNews = false;
      const write = database.transaction(async (db) => {
        const changes: AddedChange[] = [];
        const result = await work(storeWrites(db, tables, changes));
        await markDue(db, tables, changes.filter(isOfLearner));
        await writeChanges(db, tables, changes);
        isNews = changes.length > 0;
        return result;
      });
      underWay.add(write);
      return write
        .then((result) => {
          if (isNews) for (const tell of listeners) tell();
          return result;
        })
        .finally(() => underWay.delete(write));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ping: () => database.ping(),
    close() {
      closed ??= Promise.allSettled(underWay).then(() => database.close());
      return closed;
    },
  };
}

/** All that may be asked of a database with these tables. */
export function storeReads(db: Reads, tables: Tables) {
  return {
    curricula: curriculumReads(db, tables),
    revisions: revisionReads(db, tables),
    learners: learnerReads(db, tables),
    evidence: evidenceReads(db, tables),
    mentors: mentorReads(db, tables),
    cohorts: cohortReads(db, tables),
    notes: noteReads(db, tables),
    placements: placementReads(db, tables),
    adoptedRoadmaps: adoptedRoadmapReads(db, tables),
    learnerChanges: learnerChangeReads(db, tables),
    generalChanges: generalChangeReads(db, tables),
    persistedOperations: persistedOperationReads(db, tables),
    importJobs: importJobReads(db, tables),
    tokens: tokenReads(db, tables),
    idempotencyKeys: idempotencyKeyReads(db, tables),
    statements: statementReads(db, tables),
    statementActors: statementActorReads(db, tables),
    statementReadings: statementReadingReads(db, tables),
    activityMappings: activityMappingReads(db, tables),
    credentialIssuers: credentialIssuerReads(db, tables),
    credentials: credentialReads(db, tables),
    webhookEndpoints: webhookEndpointReads(db, tables),
    webhookEvents: webhookEventReads(db, tables),
    webhookDeliveries: webhookDeliveryReads(db, tables),
    rosters: rosterReads(db, tables),
  };
}

function storeWrites(db: Writes, tables: Tables, changes: AddedChange[]) {
  const reads = storeReads(db, tables);
  const note: NoteGeneralChange = (change) => changes.push(change);
  return {
    curricula: { ...reads.curricula, ...curriculumWrites(db, tables, note) },
    revisions: reads.revisions,
    learners: { ...reads.learners, ...learnerWrites(db, tables, note) },
    evidence: { ...reads.evidence, ...evidenceWrites(db, tables) },
    mentors: { ...reads.mentors, ...mentorWrites(db, tables, note) },
    cohorts: { ...reads.cohorts, ...cohortWrites(db, tables, note) },
    notes: { ...reads.notes, ...noteWrites(db, tables) },
    placements: { ...reads.placements, ...placementWrites(db, tables) },
    adoptedRoadmaps: { ...reads.adoptedRoadmaps, ...adoptedRoadmapWrites(db, tables) },
    learnerChanges: { ...reads.learnerChanges, ...learnerChangeWrites(changes) },
    generalChanges: reads.generalChanges,
    importJobs: { ...reads.importJobs, ...importJobWrites(db, tables) },
    persistedOperations: {
      ...reads.persistedOperations,
      ...persistedOperationWrites(db, tables),
    },
    tokens: { ...reads.tokens, ...tokenWrites(db, tables) },
    idempotencyKeys: { ...reads.idempotencyKeys, ...idempotencyKeyWrites(db, tables) },
    statements: { ...reads.statements, ...statementWrites(db, tables) },
    statementActors: { ...reads.statementActors, ...statementActorWrites(db, tables) },
    statementReadings: { ...reads.statementReadings, ...statementReadingWrites(db, tables) },
    activityMappings: { ...reads.activityMappings, ...activityMappingWrites(db, tables) },
    credentialIssuers: { ...reads.credentialIssuers, ...credentialIssuerWrites(db, tables) },
    credentials: { ...reads.credentials, ...credentialWrites(db, tables) },
    webhookEndpoints: { ...reads.webhookEndpoints, ...webhookEndpointWrites(db, tables) },
    webhookEvents: { ...reads.webhookEvents, ...webhookEventWrites(db, tables) },
    webhookDeliveries: { ...reads.webhookDeliveries, ...webhookDeliveryWrites(db, tables) },
    rosters: { ...reads.rosters, ...rosterWrites(db, tables, note) },
  };
}
