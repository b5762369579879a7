import { createHash } from 'node:crypto';
import type { WebhookEventData } from '../curriculum/webhook.ts';
import {
  type RosterFormatName,
  rosterFormatNamed,
  rosterFormats,
} from '../exchange/roster/index.ts';
import type { Roster, RosterFile, RowProblems } from '../exchange/roster/roster.ts';
import { rosterLimits } from '../exchange/roster/roster-limits.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import {
  type DefectiveRoster,
  type Departure,
  planRoster,
  type RosterPlan,
} from './plan-roster.ts';
import { ProblemList } from './problem-list.ts';
import {
  type RosterChange,
  type RosterCounts,
  rosterChanges,
  rosterCounts,
} from './roster-changes.ts';
import { runInSlices } from './run-in-slices.ts';
import { tryAgain } from './try-again.ts';
import { writeRoster } from './write-roster.ts';

export interface ImportRosterInput {
  /** The first of the catalog where it is left out. */
  readonly format?: RosterFormatName | null | undefined;
  readonly files: readonly RosterFile[];
  /** What is to be said of how the files came. */
  readonly remarks?: RowProblems | undefined;
  /** Tells this school from others, in place of what the files say. */
  readonly source?: string | null | undefined;
  /** Whether only to tell what would be done. */
  readonly dryRun?: boolean | null | undefined;
  /** Whether it may be most of those who are there that leave. */
  readonly force?: boolean | null | undefined;
  /** Under it a repetition is answered as the first time was. */
  readonly idempotencyKey?: string | null | undefined;
  /** How many changes to list at the most; all where it is left out. */
  readonly listed?: number | undefined;
  readonly progress?: ((stage: string) => void) | undefined;
}

export interface RosterImported {
  readonly kind: 'roster-imported';
  /** The system under which learners, mentors and cohorts have the school's ids as external ids. */
  readonly source: string;
  readonly isDryRun: boolean;
  readonly counts: RosterCounts;
  readonly changes: readonly RosterChange[];
  readonly departures: RosterPlan['departures'];
  readonly remarks: RowProblems;
}

/** More would leave than a roster may bring about by itself: it may have been cut off. Nothing was changed. */
export interface MassDeparture {
  readonly kind: 'mass-departure';
  readonly message: string;
  readonly learners: Departure;
  readonly mentors: Departure;
}

export type ImportRosterResult =
  | RosterImported
  | (DefectiveRoster & { readonly message: string })
  | MassDeparture
  | KeyConflict
  | Forbidden
  | InvalidRequest;

/** Of those who are there by rosters of a source so many may leave at once, unless whoever brings it insists. */
const departureShareMax = 0.2;

/**
 * Brings learners, mentors and cohorts to what a school says of itself: all of it in one transaction, or nothing. What
 * somebody here did stays; nobody is erased, and a cohort whose class is no more is left without those who came by it.
 */
export async function importRoster(
  environment: Environment,
  actor: Actor,
  input: ImportRosterInput,
): Promise<ImportRosterResult> {
  const refusal = forbids(actor, 'IMPORT_ROSTERS') ?? refuse(input);
  if (refusal) return refusal;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers import no rosters');
  input.progress?.('Reading the roster …');
  const format = rosterFormatNamed(input.format ?? rosterFormats[0].name);
  const reading = await runInSlices(format.read(input.files));
  if (reading.kind === 'defective')
    return defective({ kind: 'defective-roster', problems: reading.problems });
  const { roster } = reading;
  const code = input.source?.trim() ?? roster.code;
  const system = format.name.toLowerCase();
  const source = code === null ? system : `${system}:${code}`;
  const at = environment.now();
  const asked: Asked = { ...input, source, roster, at };
  const told = (plan: RosterPlan) => toldOf(plan, asked, reading.remarks);
  input.progress?.('Comparing it with what is there …');
  const preview = await planRoster(environment, environment.store.reads, asked);
  const hindrance = hindranceOf(preview, asked);
  if (hindrance) return hindrance;
  invariant(preview.kind === 'roster-plan', 'what is not hindered is a plan');
  if (input.dryRun || (preview.isNothing && !input.idempotencyKey)) return told(preview);
  input.progress?.('Writing …');
  const repeatable = {
    owner: actor.name,
    key: input.idempotencyKey ?? null,
    payload: { importRoster: digestOf(input, source) },
    at,
  };
  for (;;) {
    try {
      return await tryAgain(() =>
        keepResponse(environment, repeatable, async (writes): Promise<ImportRosterResult> => {
          if (preview.isNothing) return told(preview);
          return write(environment, writes, asked, told);
        }),
      );
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

interface Asked extends Omit<ImportRosterInput, 'source'> {
  readonly source: string;
  readonly roster: Roster;
  readonly at: Date;
}

/** Somebody was erased between the plan and its deed. */
class Overtaken extends Error {}

async function write(
  environment: Environment,
  writes: StoreWrites,
  asked: Asked,
  told: (plan: RosterPlan) => RosterImported,
): Promise<ImportRosterResult> {
  await writes.rosters.lock(asked.source, asked.at);
  const plan = await planRoster(environment, writes, asked);
  const hindrance = hindranceOf(plan, asked);
  if (hindrance) return hindrance;
  invariant(plan.kind === 'roster-plan', 'what is not hindered is a plan');
  if (!(await writeRoster(writes, plan, asked.at))) throw new Overtaken();
  const result = told(plan);
  await writes.webhookEvents.add({
    ...{ id: newId(environment), type: 'roster.synced', learner: null },
    ...{ data: syncedData(result), at: asked.at },
  });
  return result;
}

function syncedData({ source, counts }: RosterImported): WebhookEventData['roster.synced'] {
  return {
    source,
    cohortsCreated: counts.COHORT_CREATED,
    learnersCreated: counts.LEARNER_CREATED,
    learnersJoined: counts.LEARNER_JOINED,
    learnersLeft: counts.LEARNER_LEFT,
  };
}

function refuse({ source, idempotencyKey }: ImportRosterInput): InvalidRequest | null {
  const problems = new ProblemList();
  problems.checkText('source', source, rosterLimits.code);
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  return problems.refusal();
}

function hindranceOf(
  plan: RosterPlan | DefectiveRoster,
  { force }: Asked,
): (DefectiveRoster & { readonly message: string }) | MassDeparture | null {
  if (plan.kind === 'defective-roster') return defective(plan);
  const { learners, mentors } = plan.departures;
  if (force || !(isMass(learners) || isMass(mentors))) return null;
  const whom = [
    departing(learners, 'learners who are in cohorts', 'would be in none'),
    departing(mentors, 'mentors who look after cohorts', 'would look after none'),
  ].join('');
  const share = `${departureShareMax * 100} %`;
  const message = `${whom}More than ${share} at once are taken for a roster that was cut off: nothing was changed. Where it is meant so, import it again and force it.`;
  return { kind: 'mass-departure', message, learners, mentors };
}

/** A single person may always go. */
function isMass({ present, leaving }: Departure): boolean {
  return leaving > Math.max(1, present * departureShareMax);
}

function departing(departure: Departure, whom: string, what: string): string {
  const { present, leaving } = departure;
  return isMass(departure)
    ? `Of the ${present} ${whom} by rosters of this school, ${leaving} ${what}. `
    : '';
}

function defective(roster: DefectiveRoster): DefectiveRoster & { readonly message: string } {
  const { listed, count } = roster.problems;
  const [first] = listed;
  invariant(first, 'what is defective has a problem');
  const place = first.line === null ? `\`${first.file}\`` : `\`${first.file}\`, line ${first.line}`;
  const message =
    count === 1
      ? `${place}: ${first.message} Nothing was changed.`
      : `${count} things are wrong with this roster, and nothing was changed. The first, in ${place}: ${first.message}`;
  return { ...roster, message };
}

function toldOf(
  plan: RosterPlan,
  { source, dryRun, listed, remarks: ofFiles }: Asked,
  ofRows: RowProblems,
): RosterImported {
  const changes = rosterChanges(plan);
  const lists = [ofFiles, ofRows, plan.remarks].filter((list) => list !== undefined);
  return {
    kind: 'roster-imported',
    source,
    isDryRun: dryRun ?? false,
    counts: rosterCounts(changes),
    changes: listed === undefined ? changes : changes.slice(0, listed),
    departures: plan.departures,
    remarks: {
      listed: lists.flatMap((list) => list.listed),
      count: lists.reduce((sum, { count }) => sum + count, 0),
    },
  };
}

/** By which the same request is known; the files are too large to be held against each other. */
function digestOf({ files, force, dryRun }: ImportRosterInput, source: string): string {
  const digest = createHash('sha256');
  digest.update(JSON.stringify([source, force ?? false, dryRun ?? false]));
  for (const { file, text } of [...files].sort((one, two) => (one.file < two.file ? -1 : 1)))
    digest.update(JSON.stringify([file, text.length])).update(text);
  return digest.digest('hex');
}
