import type { ExternalId } from '../curriculum/learner.ts';
import type {
  EvidenceFormat,
  PlatformOutcome,
  PlatformResult,
  ReadResult,
  ResultProblem,
  Showing,
} from '../exchange/evidence/evidence-format.ts';
import { type EvidenceFormatName, evidenceFormatNamed } from '../exchange/evidence/index.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { mailHash } from '../store/learners.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { idsNamed } from './external-ids.ts';
import { findCurriculum } from './find-curriculum.ts';
import { replanSoon } from './follow-roadmaps.ts';
import { learnerLimits } from './learner-limits.ts';
import { mayHandIn } from './may-hand-in.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import type { EvidenceInput } from './read-evidence.ts';
import { readBatch, writeBatch } from './record-evidence.ts';

export interface ImportEvidenceInput {
  readonly format: EvidenceFormatName;
  readonly text: string;
  /** The default one where it is left out. */
  readonly curriculum?: string | null | undefined;
  /** Under which name the platform speaks; the format's usual one where it is left out. */
  readonly source?: string | null | undefined;
  /** By which system learners have the ids that the platform gives; the format's usual one where it is left out. */
  readonly platformSystem?: string | null | undefined;
  /** The same for ids that the platform has from a student information system. */
  readonly recordsSystem?: string | null | undefined;
  /** When results came about that have no date; without it such results are told as problems. */
  readonly undatedAt?: Date | null | undefined;
  /** Whether nothing is to be stored, and only told what would be. */
  readonly dryRun?: boolean | null | undefined;
}

export type ImportEvidenceResult = EvidenceImport | UnknownNames | InvalidRequest | Forbidden;

/** What became of the results of a file. */
export interface EvidenceImport {
  readonly kind: 'evidence-imported';
  readonly dryRun: boolean;
  readonly counts: EvidenceCounts;
  /** Those with most results first, at most `listMax`. */
  readonly unknownLearners: readonly UnknownLearner[];
  readonly unknownLearnerCount: number;
  /** As the learners. */
  readonly unknownOutcomes: readonly UnknownOutcome[];
  readonly unknownOutcomeCount: number;
  /** Results that could not be used for other reasons, in the order of the file, at most `listMax`. */
  readonly problems: readonly ResultProblem[];
  readonly problemCount: number;
}

/** Of all results, what became of so many. */
export interface EvidenceCounts {
  created: number;
  /** Another version of the result was here. */
  updated: number;
  /** This very version was here. */
  unchanged: number;
  /** There is a newer version of the same result in the file, or it stands there twice. */
  repeated: number;
  /** Nothing was assessed yet. */
  unassessed: number;
  /** It can't be told whether the outcome is mastered. */
  withoutVerdict: number;
  ofUnknownLearners: number;
  ofUnknownOutcomes: number;
  unusable: number;
}

export interface UnknownLearner {
  /** What the platform calls the learner. */
  readonly title: string;
  readonly names: readonly ExternalId[];
  readonly resultCount: number;
}

export interface UnknownOutcome extends PlatformOutcome {
  readonly resultCount: number;
}

export const evidenceImportLimits = {
  /** Of unknown learners, of unknown outcomes and of problems that are told. */
  listMax: 100,
  /** Results that are recorded in one transaction. */
  batch: 500,
} as const;

/**
 * Records what a learning platform found, from a file in one of its formats: of learners and outcomes that are known here;
 * of all others it is told what is missing. The same file again changes nothing. For services with the scope, and for admins.
 */
export async function importEvidence(
  environment: Environment,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: ImportEvidenceInput,
  progress: (resultCount: number) => void = () => {},
): Promise<ImportEvidenceResult> {
  const forbidden = forbids(actor, 'SEND_STATEMENTS');
  if (forbidden) return forbidden;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers import nothing');
  const format = evidenceFormatNamed(input.format);
  const refusal = refuseSettings(input);
  if (refusal) return refusal;
  const found = await findCurriculum(environment, snapshot, {
    curriculum: input.curriculum,
    revision: null,
  });
  if (found.kind !== 'published') return found;
  const { source, systems } = usualOf(input, format);
  const reading = format.read(input.text, { systems, undatedAt: input.undatedAt ?? null });
  if (reading.kind === 'defective') return unreadable(reading.defects);
  const run = new ImportRun(environment, actor, {
    ...{ format, source, published: found.published },
    dryRun: input.dryRun ?? false,
  });
  let count = 0;
  for (const result of reading.results) {
    await run.take(result);
    count += 1;
    if (count % evidenceImportLimits.batch === 0) progress(count);
  }
  return run.end();
}

function usualOf(
  { source, platformSystem, recordsSystem }: ImportEvidenceInput,
  { usual }: EvidenceFormat,
) {
  return {
    source: source ?? usual.source,
    systems: {
      platform: platformSystem ?? usual.systems.platform,
      records: recordsSystem ?? usual.systems.records,
    },
  };
}

function refuseSettings(input: ImportEvidenceInput): InvalidRequest | null {
  const problems = new ProblemList();
  problems.checkText('source', input.source, learnerLimits.source);
  problems.checkText('platformSystem', input.platformSystem, learnerLimits.system);
  problems.checkText('recordsSystem', input.recordsSystem, learnerLimits.system);
  return problems.refusal();
}

function unreadable(defects: readonly ResultProblem[]): InvalidRequest {
  const problems = new ProblemList();
  for (const { line, message } of defects.slice(0, evidenceImportLimits.listMax))
    problems.add(`text:${line}`, message);
  return problems.refusal()!;
}

/** A result that is to be evidence. */
interface Found {
  readonly result: PlatformResult;
  readonly showing: Extract<Showing, { readonly kind: 'shows' }>;
}

/** Gathers results into batches, and counts what becomes of them. */
class ImportRun {
  readonly #environment: Environment;
  readonly #actor: Exclude<Actor, { readonly kind: 'ANONYMOUS' }>;
  readonly #plan: RunPlan;
  readonly #show: (result: PlatformResult) => Showing;
  readonly #counts: EvidenceCounts = {
    ...{ created: 0, updated: 0, unchanged: 0, repeated: 0, unassessed: 0, withoutVerdict: 0 },
    ...{ ofUnknownLearners: 0, ofUnknownOutcomes: 0, unusable: 0 },
  };
  readonly #learners = new Tally<Omit<UnknownLearner, 'resultCount'>>();
  readonly #outcomes = new Tally<PlatformOutcome>();
  readonly #problems: ResultProblem[] = [];
  #batch: Found[] = [];

  constructor(
    environment: Environment,
    actor: Exclude<Actor, { readonly kind: 'ANONYMOUS' }>,
    plan: RunPlan,
  ) {
    this.#environment = environment;
    this.#actor = actor;
    this.#plan = plan;
    this.#show = plan.format.showing(plan.published.graph);
  }

  async take(read: ReadResult): Promise<void> {
    if (read.kind === 'unassessed') this.#counts.unassessed += 1;
    else if (read.kind === 'unclear') this.#tell(read);
    else {
      const showing = this.#show(read);
      if (showing.kind === 'no-verdict') this.#counts.withoutVerdict += 1;
      else if (showing.kind === 'unknown-outcome') {
        this.#counts.ofUnknownOutcomes += 1;
        this.#outcomes.add(JSON.stringify(Object.values(read.outcome)), () => read.outcome);
      } else this.#batch.push({ result: read, showing });
    }
    if (this.#batch.length === evidenceImportLimits.batch) await this.#record();
  }

  async end(): Promise<EvidenceImport> {
    await this.#record();
    const { listMax } = evidenceImportLimits;
    const learners = this.#learners.largest(listMax);
    const outcomes = this.#outcomes.largest(listMax);
    return {
      kind: 'evidence-imported',
      dryRun: this.#plan.dryRun,
      counts: this.#counts,
      unknownLearners: learners.map(([learner, resultCount]) => ({ ...learner, resultCount })),
      unknownLearnerCount: this.#learners.size,
      unknownOutcomes: outcomes.map(([outcome, resultCount]) => ({ ...outcome, resultCount })),
      unknownOutcomeCount: this.#outcomes.size,
      problems: [...this.#problems].sort((one, other) => one.line - other.line),
      problemCount: this.#counts.unusable,
    };
  }

  #tell({ line, message }: ResultProblem): void {
    this.#counts.unusable += 1;
    if (this.#problems.length < evidenceImportLimits.listMax)
      this.#problems.push({ line, message });
  }

  async #record(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const ids = await learnersOf(this.#environment, batch);
    const newest = new Map<string, Found & { readonly id: string }>();
    for (const [index, found] of batch.entries()) {
      const id = ids[index];
      const { learner, externalId, occurredAt } = found.result;
      if (id === null || id === undefined) {
        this.#counts.ofUnknownLearners += 1;
        const { title, names } = learner;
        this.#learners.add(JSON.stringify([names, learner.mail]), () => ({ title, names }));
        continue;
      }
      const key = JSON.stringify([id, externalId]);
      const other = newest.get(key);
      if (other) this.#counts.repeated += 1;
      if (!other || occurredAt >= other.result.occurredAt) newest.set(key, { ...found, id });
    }
    if (newest.size > 0) await this.#write([...newest.values()]);
  }

  async #write(found: readonly (Found & { readonly id: string })[]): Promise<void> {
    const { published, source, dryRun } = this.#plan;
    const curriculum = published.graph.curriculum.slug;
    const items = found.map(
      ({ id, result, showing }): EvidenceInput => ({
        learner: { id },
        source,
        externalId: result.externalId,
        kind: 'OBSERVED',
        curriculum,
        ...showing.competency,
        outcome: showing.outcome,
        score: result.score,
        occurredAt: result.occurredAt,
        data: result.data,
      }),
    );
    const environment = this.#environment;
    const batch = readBatch(environment, mayHandIn(this.#actor), environment.now(), items);
    const whose = { recordedBy: this.#actor.name, permitted: null, atomic: false };
    const recorded = await writeOrTry(environment, dryRun, (writes) =>
      writeBatch(writes, { ...batch, ...whose }),
    );
    const changed: string[] = [];
    for (const [index, item] of recorded.entries()) {
      const { line } = found[index]!.result;
      if (item.status === 'REJECTED') this.#tell({ line, message: item.problem.message });
      else this.#counts[statusCounts[item.status]] += 1;
      if (item.status === 'CREATED' || item.status === 'UPDATED') changed.push(item.learner);
    }
    if (!dryRun) await replanSoon(environment, changed);
  }
}

interface RunPlan {
  readonly format: EvidenceFormat;
  readonly source: string;
  readonly published: PublishedCurriculum;
  readonly dryRun: boolean;
}

const statusCounts = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
} as const satisfies Record<string, keyof EvidenceCounts>;

type Write<Result> = Parameters<Environment['store']['write']>[0] extends (
  writes: infer Writes,
) => unknown
  ? (writes: Writes) => Promise<Result>
  : never;

/** Does it in a transaction, which a trial takes back: so it tells exactly what would come of it. */
async function writeOrTry<Result>(
  { store }: Environment,
  isTrial: boolean,
  write: Write<Result>,
): Promise<Result> {
  if (!isTrial) return store.write(write);
  let tried: { readonly result: Result } | undefined;
  try {
    await store.write(async (writes) => {
      tried = { result: await write(writes) };
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return tried!.result;
}

class TakenBack extends Error {}

/** The id of the learner of each: by the first of its names that is known here, else by a mail address that one alone has. */
async function learnersOf(
  { store }: Environment,
  batch: readonly Found[],
): Promise<readonly (string | null)[]> {
  const { learners } = store.reads;
  const names = batch.flatMap(({ result }) => [...result.learner.names]);
  const byName = await idsNamed(learners, names);
  const hashes = batch.flatMap(({ result: { learner } }) =>
    learner.mail ? [mailHash(learner.mail)] : [],
  );
  const byMail = await learners.idsByMailHashes(hashes);
  let at = 0;
  return batch.map(({ result: { learner } }) => {
    const ids = byName.slice(at, at + learner.names.length);
    at += learner.names.length;
    const holders = learner.mail === null ? [] : (byMail.get(mailHash(learner.mail)) ?? []);
    return ids.find((id) => id !== null) ?? (holders.length === 1 ? holders[0]! : null);
  });
}

/** Counts things that may be very many by what they are called. */
class Tally<Thing> {
  readonly #counts = new Map<string, { readonly thing: Thing; count: number }>();

  get size(): number {
    return this.#counts.size;
  }

  add(key: string, thing: () => Thing): void {
    const known = this.#counts.get(key);
    if (known) known.count += 1;
    else this.#counts.set(key, { thing: thing(), count: 1 });
  }

  /** Those that came most often first, and of those that came as often those that came first. */
  largest(most: number): (readonly [Thing, number])[] {
    return [...this.#counts.values()]
      .sort((one, other) => other.count - one.count)
      .slice(0, most)
      .map(({ thing, count }) => [thing, count] as const);
  }
}
