import { setImmediate } from 'node:timers/promises';
import type { ImportJob, ImportRefusal } from '../curriculum/import-job.ts';
import { readRows } from '../exchange/rows/read-rows.ts';
import { RowValues } from '../exchange/rows/row-values.ts';
import type { ImportLease, ImportProgress } from '../store/import-jobs.ts';
import { StoreBusy } from '../store/store-busy.ts';
import { typedId } from '../util/typed-id.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { importJobLimits } from './import-job-limits.ts';
import type { ImportRow, ImportRun, RowsKind, WholeKind } from './import-kind.ts';
import { importKindNamed } from './import-kinds.ts';

/**
 * Works one waiting import through to its end, or for as long as `isOver` says nothing else; tells whether there was one.
 * One process at a time works on each. Rows are taken in together with the note that they were, so that whoever goes on
 * where another was killed begins at the next.
 */
export async function runSomeImport(
  environment: Environment,
  isOver: () => boolean = () => false,
): Promise<boolean> {
  const { store } = environment;
  const now = environment.now();
  const [job] = await store.reads.importJobs.waiting(now, 1);
  if (!job) return false;
  const lease = { job: job.id, name: newId(environment) };
  const isTaken = await store.write(({ importJobs }) =>
    importJobs.take(lease, now, leaseEnd(environment)),
  );
  if (!isTaken) return true;
  const runner = new ImportRunner(environment, lease, job, isOver);
  try {
    await runner.run();
  } catch (error) {
    if (error instanceof LeaseLost) return true;
    // A database that is busy is tried again when the lease is over; whatever else this is won't be better then.
    if (!(error instanceof StoreBusy)) await runner.fail(ourFault).catch(() => undefined);
    throw error;
  }
  return true;
}

const ourFault = 'Something went wrong on our side. What was taken in before stays.';

/** Removes imports that were over long ago, and gives up those whose parts never came. */
export async function tidyImports({
  store,
  now,
}: Pick<Environment, 'store' | 'now'>): Promise<void> {
  const at = now();
  const before = (ms: number) => new Date(Number(at) - ms);
  const { olderThan } = store.reads.importJobs;
  const ended = ['DONE', 'FAILED', 'CANCELLED'] as const;
  const old = await olderThan(before(importJobLimits.keptMs), ended, tidiedAtOnce);
  const left = await olderThan(before(importJobLimits.receivingMs), ['RECEIVING'], tidiedAtOnce);
  if (old.length + left.length === 0) return;
  await store.write(async ({ importJobs }) => {
    await importJobs.remove(old);
    for (const id of left)
      await importJobs.cancel(id, { message: 'Its last part did not come within a day.', at });
  });
}

const tidiedAtOnce = 100;

function leaseEnd({ now }: Pick<Environment, 'now'>): Date {
  return new Date(Number(now()) + importJobLimits.leaseMs);
}

/** Another process works on the job by now, or it was cancelled: what was under way is taken back. */
class LeaseLost extends Error {}

class ImportRunner {
  readonly #environment: Environment;
  readonly #lease: ImportLease;
  readonly #run: ImportRun;
  readonly #isOver: () => boolean;
  #refusals: number;

  constructor(environment: Environment, lease: ImportLease, job: ImportJob, isOver: () => boolean) {
    this.#environment = environment;
    this.#lease = lease;
    this.#isOver = isOver;
    const actor = job.actor as Exclude<Actor, { readonly kind: 'ANONYMOUS' }>;
    this.#run = { environment, actor, job };
    this.#refusals = 0;
  }

  async run(): Promise<void> {
    const { job } = this.#run;
    const { importJobs } = this.#environment.store.reads;
    this.#refusals = await importJobs.refusalCount(job.id);
    const kind = importKindNamed(job.kind);
    if (!kind) return this.fail(`\`${job.kind}\` is imported no more.`);
    const text = await importJobs.text(job.id);
    if (kind.reads === 'WHOLE') return this.#takeWhole(kind, text);
    await this.#takeRows(kind, text);
  }

  async fail(message: string): Promise<void> {
    await this.#finish('FAILED', message);
  }

  async #takeRows(kind: RowsKind, text: string): Promise<void> {
    const done = this.#run.job.processed;
    if (this.#run.job.total === null)
      await this.#advance({ ...noProgress, total: await countRows(text) });
    let pending = new PendingRows();
    let index = 0;
    for (const row of readRows(text)) {
      index += 1;
      if (index <= done) continue;
      if (row.kind === 'unreadable') pending.refuse(row.line, row.message);
      else {
        const next = { line: row.line, values: new RowValues(row.values) };
        const key = kind.keyOf(next);
        if (pending.has(key)) {
          await this.#takeIn(kind, pending);
          pending = new PendingRows();
        }
        pending.add(key, next);
      }
      if (pending.count < importJobLimits.rowsAtOnce) continue;
      await this.#takeIn(kind, pending);
      pending = new PendingRows();
      if (this.#isOver()) return this.#letGo();
      await setImmediate();
    }
    if (pending.count > 0) await this.#takeIn(kind, pending);
    await this.#finish('DONE', null);
  }

  /** Takes rows in, and notes it, in one transaction. */
  async #takeIn(kind: RowsKind, { rows, refused, count }: PendingRows): Promise<void> {
    const batch = await kind.batch(this.#run, rows);
    const { store } = this.#environment;
    const numbered = this.#refusals;
    this.#refusals = await store.write(async (writes) => {
      const outcomes = await batch.write(writes);
      const counts = { created: 0, updated: 0, unchanged: 0, rejected: refused.length };
      const refusals = refused.map(({ line, message }) => ({ row: line, path: '', message }));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'REJECTED') {
          counts.rejected += 1;
          refusals.push({ row: rows[index]!.line, path: outcome.path, message: outcome.message });
        } else counts[statusCounts[outcome.status]] += 1;
      }
      refusals.sort((left, right) => left.row - right.row);
      const kept = numberFrom(numbered, refusals);
      const progress = { ...counts, processed: count, refusals: kept };
      const until = leaseEnd(this.#environment);
      if (!(await writes.importJobs.advance(this.#lease, progress, until))) throw new LeaseLost();
      return numbered + kept.length;
    });
    await batch.settle();
  }

  /** Takes a text in that makes sense as a whole only, and keeps others away while that takes long. */
  async #takeWhole(kind: WholeKind, text: string): Promise<void> {
    const renewal = setInterval(() => {
      this.#advance(noProgress).catch(() => undefined);
    }, importJobLimits.leaseMs / 3);
    try {
      const outcome = await kind.take(this.#run, text);
      const problems = outcome.problems.map(({ line, ...problem }) => ({ row: line, ...problem }));
      const refusals = numberFrom(this.#refusals, problems);
      const counts =
        outcome.kind === 'taken'
          ? outcome.counts
          : { created: 0, updated: 0, unchanged: 0, rejected: 0 };
      const processed = Object.values(counts).reduce((sum, some) => sum + some, 0);
      await this.#advance({ ...counts, processed, total: processed, refusals });
      await this.#finish(outcome.kind === 'taken' ? 'DONE' : 'FAILED', outcome.message);
    } finally {
      clearInterval(renewal);
    }
  }

  async #advance(progress: ImportProgress): Promise<void> {
    const until = leaseEnd(this.#environment);
    const isOurs = await this.#environment.store.write(({ importJobs }) =>
      importJobs.advance(this.#lease, progress, until),
    );
    if (!isOurs) throw new LeaseLost();
  }

  /** Lets another process go on at once. */
  async #letGo(): Promise<void> {
    await this.#environment.store.write(({ importJobs }) =>
      importJobs.advance(this.#lease, noProgress, new Date(0)),
    );
  }

  async #finish(state: 'DONE' | 'FAILED', message: string | null): Promise<void> {
    const at = this.#environment.now();
    const told = message === null ? null : message.slice(0, messageMax);
    const { id, kind } = this.#run.job;
    const event = newId(this.#environment);
    await this.#environment.store.write(async ({ importJobs, webhookEvents }) => {
      const isEnded = await importJobs.finish(this.#lease, { state, message: told, at });
      if (!isEnded || state !== 'FAILED') return;
      const data = { kind, importJob: typedId('ImportJob', [id]), message: told ?? '' };
      await webhookEvents.add({ id: event, type: 'import.failed', learner: null, data, at });
    });
  }
}

const messageMax = 1_000;

const noProgress: ImportProgress = {
  processed: 0,
  ...{ created: 0, updated: 0, unchanged: 0, rejected: 0 },
  refusals: [],
};

const statusCounts = { CREATED: 'created', UPDATED: 'updated', UNCHANGED: 'unchanged' } as const;

/** Rows that are taken in together, of which no two are about the same thing. */
class PendingRows {
  readonly rows: ImportRow[] = [];
  readonly refused: { readonly line: number; readonly message: string }[] = [];
  readonly #keys = new Set<string>();

  get count(): number {
    return this.rows.length + this.refused.length;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  add(key: string, row: ImportRow): void {
    this.#keys.add(key);
    this.rows.push(row);
  }

  refuse(line: number, message: string): void {
    this.refused.push({ line, message });
  }
}

/** As many as there is room for, on from those that there are. */
function numberFrom(
  before: number,
  refusals: readonly Omit<ImportRefusal, 'number'>[],
): ImportRefusal[] {
  return refusals
    .slice(0, Math.max(0, importJobLimits.refusals - before))
    .map((refusal, index) => ({
      ...refusal,
      number: before + index + 1,
      path: refusal.path.slice(0, 200),
      message: refusal.message.slice(0, messageMax),
    }));
}

async function countRows(text: string): Promise<number> {
  let count = 0;
  for (const _row of readRows(text)) {
    count += 1;
    if (count % 5_000 === 0) await setImmediate();
  }
  return count;
}
