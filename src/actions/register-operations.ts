import { createHash } from 'node:crypto';
import type { PersistedOperation } from '../curriculum/persisted-operation.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList, textProblem } from './problem-list.ts';
import { tryAgain } from './try-again.ts';

/** How many operations there may be, and how long. */
export const operationLimits = {
  all: 5_000,
  atOnce: 1_000,
  name: 200,
  /** Characters of one document. */
  document: 20_000,
} as const;

export interface OperationInput {
  /** `sha256:` and its hash where it is left out. */
  readonly name?: string | null | undefined;
  readonly document: string;
}

export type OperationStatus = 'CREATED' | 'REPLACED' | 'UNCHANGED';

export interface RegisteredOperation {
  readonly status: OperationStatus;
  readonly operation: PersistedOperation;
}

export type RegisterOperationsResult =
  | { readonly kind: 'operations-registered'; readonly operations: readonly RegisteredOperation[] }
  | Forbidden
  | InvalidRequest;

/** What is wrong with a document of GraphQL, as sentences: for whoever knows the schema to tell. */
export type CheckDocument = (document: string) => readonly string[];

/** Keeps documents, all of them or none, so that they can be asked for by name. */
export async function registerOperations(
  environment: Pick<Environment, 'store' | 'now'>,
  actor: Actor,
  inputs: readonly OperationInput[],
  check: CheckDocument,
): Promise<RegisterOperationsResult> {
  const forbidden = forbids(actor, 'REGISTER_OPERATIONS');
  if (forbidden) return forbidden;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers register no operations');
  const refusal = refuse(inputs, check);
  if (refusal) return refusal;
  const registeredAt = environment.now();
  const wanted = inputs.map(({ name, document }): PersistedOperation => {
    const hash = hashOfDocument(document);
    return { name: name ?? hashName(hash), hash, document, registeredBy: actor.name, registeredAt };
  });
  return tryAgain(() =>
    environment.store.write(async ({ persistedOperations }): Promise<RegisterOperationsResult> => {
      const before = await persistedOperations.byNames(wanted.map(({ name }) => name));
      const operations = wanted.map((operation): RegisteredOperation => {
        const kept = before.get(operation.name);
        if (kept?.hash === operation.hash) return { status: 'UNCHANGED', operation: kept };
        return { status: kept ? 'REPLACED' : 'CREATED', operation };
      });
      const created = operations.filter(({ status }) => status === 'CREATED').length;
      const count = (await persistedOperations.count()) + created;
      if (created > 0 && count > operationLimits.all) return tooMany(count);
      const changed = operations.filter(({ status }) => status !== 'UNCHANGED');
      await persistedOperations.remove(changed.map(({ operation }) => operation.name));
      await persistedOperations.add(changed.map(({ operation }) => operation));
      return { kind: 'operations-registered', operations };
    }),
  );
}

function refuse(inputs: readonly OperationInput[], check: CheckDocument): InvalidRequest | null {
  const problems = new ProblemList();
  const { atOnce } = operationLimits;
  if (inputs.length === 0) problems.add('operations', '`operations` is empty.');
  if (inputs.length > atOnce)
    problems.add(
      'operations',
      `\`operations\` has ${inputs.length} entries; ${atOnce} are the most.`,
    );
  const seen = new Set<string>();
  for (const [index, { name, document }] of inputs.slice(0, atOnce).entries()) {
    const path = `operations.${index}`;
    const text = textProblem(document, operationLimits.document);
    if (text) problems.add(`${path}.document`, `\`document\` ${text}`);
    else for (const problem of check(document)) problems.add(`${path}.document`, problem);
    const known = name ?? hashName(hashOfDocument(document));
    if (name != null && !isName(name, document)) problems.add(`${path}.name`, wrongName);
    if (seen.has(known)) problems.add(`${path}.name`, 'This name is here twice: name it once.');
    seen.add(known);
  }
  return problems.refusal();
}

/** A name that looks like a hash is that of the document. */
function isName(name: string, document: string): boolean {
  if (name.length > operationLimits.name || !/^[\w.:@/-]+$/.test(name)) return false;
  return !name.startsWith('sha256:') || name === hashName(hashOfDocument(document));
}

const wrongName = `A name has 1 to ${operationLimits.name} letters, digits and \`_ . : @ / -\`; one that begins with \`sha256:\` goes on with the SHA-256 of the document.`;

function tooMany(count: number): InvalidRequest {
  const message = `At most ${operationLimits.all} operations are kept, and with these it would be ${count}. Remove some first.`;
  return {
    kind: 'invalid-request',
    message,
    problems: [{ path: 'operations', message, suggestions: [] }],
  };
}

export type RemoveOperationsResult =
  | { readonly kind: 'operations-removed'; readonly names: readonly string[] }
  | Forbidden
  | InvalidRequest;

/** Forgets operations by name; names of none are passed over. */
export async function removeOperations(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  names: readonly string[],
): Promise<RemoveOperationsResult> {
  const problems = new ProblemList();
  const { atOnce } = operationLimits;
  if (names.length > atOnce)
    problems.add('names', `\`names\` has ${names.length} entries; ${atOnce} are the most.`);
  const refusal = forbids(actor, 'REGISTER_OPERATIONS') ?? problems.refusal();
  if (refusal) return refusal;
  const wanted = [...new Set(names)].filter((name) => textProblem(name, 1_000) === null);
  const removed = await store.write(({ persistedOperations }) =>
    persistedOperations.remove(wanted),
  );
  return { kind: 'operations-removed', names: removed.sort() };
}

export interface OperationList {
  readonly kind: 'operation-list';
  readonly read: (page: {
    readonly after?: string;
    readonly limit: number;
  }) => Promise<PersistedOperation[]>;
  readonly count: () => Promise<number>;
}

/** All that are kept, in order of name. */
export function listOperations(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
): OperationList | Forbidden {
  const { persistedOperations } = store.reads;
  return (
    forbids(actor, 'REGISTER_OPERATIONS') ?? {
      kind: 'operation-list',
      read: (page) => persistedOperations.page(page),
      count: () => persistedOperations.count(),
    }
  );
}

/** What a document is known by. */
export function hashOfDocument(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

/** The name of a document that was given none. */
export function hashName(hash: string): string {
  return `sha256:${hash}`;
}
