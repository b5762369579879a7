import type { CurriculumCompetency } from '../curriculum/evidence.ts';
import { lastWords } from '../curriculum/last-words.ts';
import type { Cohort } from '../curriculum/mentor.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { didYouMean } from '../util/did-you-mean.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import type { Environment } from './environment.ts';
import { cohortIn, forbidsCohort, invalid, unknownCohort } from './find-cohort.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { competencyName, type EvidenceInput, readEvidence } from './read-evidence.ts';
import { readBatch, writeBatch } from './record-evidence.ts';
import type { CompetencyInput } from './translate-competencies.ts';

export interface BaselineInput {
  readonly cohort: string;
  /** The lowest level where none is named; of the default curriculum where none is. */
  readonly knows: readonly CompetencyInput[];
}

export type DeclareBaselineResult =
  | {
      readonly kind: 'baseline-declared';
      readonly cohort: Cohort;
      /** How many learners are members. */
      readonly members: number;
      /** How many of them it says something new of. */
      readonly changed: number;
      /** How many pieces of evidence were recorded. */
      readonly recorded: number;
    }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Declares of everybody who is in a cohort now that they know something: evidence of the kind `DECLARED` with the source
 * `baseline:<cohort>`, which whatever is observed or confirmed outweighs. What is declared already stays as it is, so to
 * declare it again does no harm, and reaches those who joined since; by itself it reaches nobody who joins later, since
 * nobody said so of them.
 */
export function declareBaseline(
  environment: Environment,
  actor: Actor,
  input: BaselineInput,
): Promise<DeclareBaselineResult> {
  return changeBaseline(environment, actor, input, 'DECLARED');
}

/** Takes back what a baseline of a cohort said of those who are in it now. */
export function retractBaseline(
  environment: Environment,
  actor: Actor,
  input: BaselineInput,
): Promise<DeclareBaselineResult> {
  return changeBaseline(environment, actor, input, 'RETRACTION');
}

async function changeBaseline(
  environment: Environment,
  actor: Actor,
  { cohort: id, knows }: BaselineInput,
  kind: 'DECLARED' | 'RETRACTION',
): Promise<DeclareBaselineResult> {
  const refusal = (await forbidsCohort(environment, actor, id)) ?? refuseLength(knows);
  if (refusal) return refusal;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers declare nothing');
  const at = environment.now();
  const read = readCompetencies(environment, knows, at);
  if ('kind' in read) return read;
  return environment.store.write(async (writes): Promise<DeclareBaselineResult> => {
    const cohort = await cohortIn(writes, id);
    if (!cohort) return unknownCohort(id);
    const members = await writes.cohorts.members(id, { limit: cohortLimits.members });
    const ids = members.map((member) => member.id);
    const permitted = await permittedLearners(environment, actor, 'RECORD_EVIDENCE', ids);
    if (permitted.size < ids.length) return forbiddenLearner(actor, 'RECORD_EVIDENCE');
    const pieces = ids.length * read.length;
    if (pieces > cohortLimits.baselineEvidence)
      return invalid(
        'knows',
        `${read.length} competencies of ${ids.length} members are ${pieces} pieces of evidence; ${cohortLimits.baselineEvidence} are the most. Declare them in several steps.`,
      );
    await writes.learners.lock(ids);
    const items = await missingItems(writes, { cohort, ids, competencies: read, kind, at });
    const batch = readBatch(environment, null, at, items);
    const recordedBy = actor.name;
    const results = await writeBatch(writes, {
      ...batch,
      recordedBy,
      permitted: null,
      atomic: true,
    });
    const rejected = results.find((result) => result.status === 'REJECTED');
    if (rejected) return invalid('knows', rejected.problem.message);
    const changed = new Set(items.map(({ learner }) => learner.id)).size;
    return {
      kind: 'baseline-declared',
      cohort,
      members: ids.length,
      changed,
      recorded: items.length,
    };
  });
}

function refuseLength({ length }: readonly unknown[]): InvalidRequest | null {
  const most = cohortLimits.baseline;
  if (length > most)
    return invalid('knows', `\`knows\` has ${length} entries; ${most} are the most.`);
  return length === 0 ? invalid('knows', '`knows` is empty.') : null;
}

/** Each once. */
function readCompetencies(
  environment: Environment,
  knows: readonly CompetencyInput[],
  now: Date,
): readonly CurriculumCompetency[] | InvalidRequest {
  const problems = new ProblemList();
  const snapshot = environment.curricula.snapshot();
  const suggest = (name: string, _among: string, candidates: Iterable<string>) =>
    didYouMean(name, candidates);
  const grounds = { snapshot, now, handingIn: null, suggest };
  const found = new Map<string, CurriculumCompetency>();
  for (const [index, competency] of knows.entries()) {
    const input: EvidenceInput = {
      ...competency,
      learner: {},
      source: 'baseline',
      externalId: 'baseline',
      kind: 'DECLARED',
      occurredAt: now,
    };
    const read = readEvidence(grounds, input, `knows.${index}`);
    if (read.kind === 'problem') {
      const { path, message, suggestions } = read.problem;
      problems.add(path, message, suggestions);
    } else if (read.content.kind !== 'RETRACTION') {
      const { competency } = read.content;
      found.set(competencyName(competency), competency);
    }
  }
  return problems.refusal() ?? [...found.values()];
}

interface Baseline {
  readonly cohort: Cohort;
  readonly ids: readonly string[];
  readonly competencies: readonly CurriculumCompetency[];
  readonly kind: 'DECLARED' | 'RETRACTION';
  readonly at: Date;
}

/** What is to be recorded so that the baseline says it of all, or says it no more. */
async function missingItems(
  { evidence }: StoreWrites,
  { cohort, ids, competencies, kind, at }: Baseline,
): Promise<EvidenceInput[]> {
  const source = baselineSource(cohort);
  const said = await evidence.ofSource(ids, source);
  return ids.flatMap((id) => {
    const all = said.get(id)!;
    const standing = new Set(lastWords(all).map(({ externalId }) => externalId));
    // A clock that went back must not keep what is said now from being the last word.
    const latest = Math.max(Number(at), ...all.map(({ occurredAt }) => Number(occurredAt) + 1));
    const occurredAt = new Date(latest);
    return competencies.flatMap((competency): EvidenceInput[] => {
      const externalId = competencyName(competency);
      if (standing.has(externalId) === (kind === 'DECLARED')) return [];
      return [{ learner: { id }, source, externalId, kind, ...competency, occurredAt }];
    });
  });
}

/** Nobody else may speak under this name. */
export function baselineSource({ id }: Pick<Cohort, 'id'>): string {
  return `baseline:${id}`;
}
