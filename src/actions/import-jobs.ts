import type { ImportJob, ImportRefusal } from '../curriculum/import-job.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { listed } from '../util/listed.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { importJobLimits } from './import-job-limits.ts';
import { type ImportKindName, importKindNamed } from './import-kinds.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList, textProblem } from './problem-list.ts';

export interface StartImportInput {
  readonly kind: ImportKindName;
  /** The first part, or all of it. */
  readonly text: string;
  /** Whether that is all; parts follow where it is not. */
  readonly isComplete: boolean;
  /** What is said of all of it, by name. */
  readonly options: Readonly<Record<string, string | null | undefined>>;
  readonly idempotencyKey?: string | null | undefined;
}

export type StartImportResult =
  | { readonly kind: 'import-started'; readonly job: ImportJob }
  | KeyConflict
  | Forbidden
  | InvalidRequest;

/** Takes in something large, which is worked through when all of it is here, and lets others look how far that has come. */
export async function startImport(
  environment: Environment,
  actor: Actor,
  input: StartImportInput,
): Promise<StartImportResult> {
  const kind = importKindNamed(input.kind)!;
  const forbidden = forbids(actor, kind.deed);
  if (forbidden) return forbidden;
  if (actor.kind === 'ANONYMOUS') return forbids(actor, 'MANAGE_TOKENS')!;
  const options = Object.fromEntries(
    Object.entries(input.options).filter((entry): entry is [string, string] => entry[1] != null),
  );
  const refusal = refuse(input, options, kind.options);
  if (refusal) return refusal;
  const at = environment.now();
  const job = newJob(newId(environment), at, actor, input.kind, options);
  const { text, isComplete, idempotencyKey = null } = input;
  const started = await keepResponse(
    environment,
    {
      owner: actor.name,
      key: idempotencyKey,
      payload: { startImport: input.kind, text, options, isComplete },
      at,
    },
    async ({ importJobs }): Promise<{ readonly job: string } | InvalidRequest> => {
      const open = await importJobs.openCount(actor.name);
      if (open >= importJobLimits.open) return tooMany(open);
      await importJobs.create(job);
      await importJobs.addPart(job, text);
      if (isComplete) await importJobs.queue(job.id);
      return { job: job.id };
    },
  );
  if ('kind' in started) return started;
  const found = await environment.store.reads.importJobs.byId(started.job);
  return { kind: 'import-started', job: found ?? job };
}

function newJob(
  id: string,
  createdAt: Date,
  actor: Exclude<Actor, { readonly kind: 'ANONYMOUS' }>,
  kind: string,
  options: Readonly<Record<string, string>>,
): ImportJob {
  const nothing = { parts: 0, characters: 0, total: null, message: null };
  const counts = { processed: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const times = { createdAt, startedAt: null, finishedAt: null };
  return { id, kind, options, actor, state: 'RECEIVING', ...nothing, ...counts, ...times };
}

function refuse(
  { text, isComplete, idempotencyKey }: StartImportInput,
  options: Readonly<Record<string, string>>,
  known: readonly string[],
): InvalidRequest | null {
  const problems = new ProblemList();
  checkPart(text, problems);
  if (isComplete && text.trim() === '') problems.add('text', '`text` is empty.');
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name))
      problems.add(
        name,
        `\`${name}\` is nothing that imports of this kind have; they have ${listed(known.map((each) => `\`${each}\``))}.`,
      );
    problems.checkText(name, value, importJobLimits.option);
  }
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  return problems.refusal();
}

/** What databases can't keep is refused; how a file is broken otherwise is told when it is read. */
function checkPart(text: string, problems: ProblemList): void {
  const problem = text.trim() === '' ? null : textProblem(text, importJobLimits.characters);
  if (problem) problems.add('text', `\`text\` ${problem}`);
}

function tooMany(open: number): InvalidRequest {
  return invalidAt(
    'kind',
    `${open} imports of yours are not over: wait for one to end, or cancel it.`,
  );
}

function invalidAt(path: string, message: string): InvalidRequest {
  return { kind: 'invalid-request', message, problems: [{ path, message, suggestions: [] }] };
}

export interface ImportPartInput {
  readonly job: string;
  /** The number of the part, from 2: the first came with the start. */
  readonly part: number;
  readonly text: string;
  readonly isComplete: boolean;
}

export type ChangeImportResult =
  | { readonly kind: 'import-job'; readonly job: ImportJob }
  | UnknownNames
  | InvalidRequest;

/** Adds the next part of what is imported. A part that came before may be sent again. */
export async function appendToImport(
  environment: Environment,
  actor: Actor,
  { job: id, part, text, isComplete }: ImportPartInput,
): Promise<ChangeImportResult> {
  const own = await findImport(environment, actor, id);
  if (!own) return unknownImport(id);
  const problems = new ProblemList();
  checkPart(text, problems);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  return environment.store.write(async ({ importJobs }): Promise<ChangeImportResult> => {
    const job = await importJobs.lock(id);
    if (!job) return unknownImport(id);
    if (part <= job.parts && job.state !== 'RECEIVING') return { kind: 'import-job', job };
    if (job.state !== 'RECEIVING')
      return invalidAt('importJob', `No parts are taken any more: the import is ${job.state}.`);
    if (part <= job.parts) {
      if ((await importJobs.part(id, part)) !== text)
        return invalidAt('part', `Part ${part} has come already, and was another.`);
    } else {
      const wrong = refusePart(job, part, text);
      if (wrong) return wrong;
      await importJobs.addPart(job, text);
    }
    if (isComplete) await importJobs.queue(id);
    return { kind: 'import-job', job: (await importJobs.byId(id))! };
  });
}

function refusePart(job: ImportJob, part: number, text: string): InvalidRequest | null {
  const { parts, characters } = importJobLimits;
  if (part !== job.parts + 1)
    return invalidAt('part', `\`part\` is ${part}: part ${job.parts + 1} comes next.`);
  if (part > parts) return invalidAt('part', `At most ${parts} parts are taken.`);
  const sum = job.characters + text.length;
  return sum > characters
    ? invalidAt('text', `With this part it is ${sum} characters; ${characters} are the most.`)
    : null;
}

/** Ends an import before it is through. What was taken in stays. */
export async function cancelImport(
  environment: Environment,
  actor: Actor,
  id: string,
): Promise<ChangeImportResult> {
  const own = await findImport(environment, actor, id);
  if (!own) return unknownImport(id);
  const at = environment.now();
  const message = 'It was cancelled; what was taken in before stays.';
  return environment.store.write(async ({ importJobs }) => {
    await importJobs.cancel(id, { message, at });
    const job = await importJobs.byId(id);
    return job ? { kind: 'import-job', job } : unknownImport(id);
  });
}

/** Imports are for whoever started them, and for admins; null where there is none that the actor may know of. */
export async function findImport(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  id: string,
): Promise<ImportJob | null> {
  if (actor.kind === 'ANONYMOUS' || !isUuid(id)) return null;
  const job = await store.reads.importJobs.byId(id);
  const isOwn = job !== null && (actor.kind === 'ADMIN' || job.actor.name === actor.name);
  return isOwn ? job : null;
}

export interface ImportJobList {
  readonly kind: 'import-job-list';
  /** The newest first. */
  readonly read: (page: {
    readonly after?: string;
    readonly limit: number;
  }) => Promise<ImportJob[]>;
  readonly count: () => Promise<number>;
}

/** All imports for admins, for others their own. */
export function listImports(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): ImportJobList | Forbidden {
  if (actor.kind === 'ANONYMOUS') return forbids(actor, 'MANAGE_TOKENS')!;
  const owner = actor.kind === 'ADMIN' ? null : actor.name;
  const { importJobs } = store.reads;
  return {
    kind: 'import-job-list',
    read: (page) => importJobs.page(owner, page),
    count: () => importJobs.count(owner),
  };
}

/** Why rows of a job, which the actor may see, were not taken in. */
export function refusalsOf({ store }: Pick<Environment, 'store'>, job: string) {
  const { importJobs } = store.reads;
  return {
    read: ({
      after,
      limit,
    }: {
      readonly after?: string;
      readonly limit: number;
    }): Promise<ImportRefusal[]> =>
      importJobs.refusals(job, {
        after: Math.min(Number.parseInt(after ?? '0', 10) || 0, 1e9),
        limit,
      }),
    count: () => importJobs.refusalCount(job),
  };
}

function unknownImport(id: string): UnknownNames {
  const name = id.slice(0, 200);
  const message = `There is no import \`${name}\` of yours.`;
  return { kind: 'unknown-names', message, names: [{ path: 'importJob', name, suggestions: [] }] };
}
