import { basename, relative, sep } from 'node:path';
import { operator } from '../actions/actor.ts';
import { readFiles } from '../actions/read-files.ts';
import {
  type OperationInput,
  type RegisteredOperation,
  registerOperations,
} from '../actions/register-operations.ts';
import type { SourceFile } from '../exchange/curriculum/native.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { counted } from '../util/counted.ts';
import { invariant } from '../util/invariant.ts';
import { plainLine } from '../util/plain-line.ts';
import { command } from './command.ts';
import { drawProblems } from './draw-refusal.ts';

export const operations = command({
  name: 'operations',
  summary: 'Keep operations of GraphQL, so that clients ask for them by name.',
  operands: '<path>',
  operandCount: [1, 1],
  options: { json: { says: 'Print what became of each as JSON.' } },
  about: [
    '<path> is a file or a folder. A file `skills/html.graphql` in it is one document, named `skills/html`. A file in JSON, named as such, lists many: as Relay\'s compiler writes them, `{ "<id>": "<document>" }`, or as a manifest of persisted queries of Apollo. All of them are kept in the database that DATABASE_URL names, or none; a document under a name that there is already takes its place.',
    'Clients send the name as `documentId` in place of `query`. A token that was made with `--persisted-operations-only` may ask nothing else.',
    'Exit codes: 0 where all are kept; 1 where one is wrong, or the database is at fault; 2 where the command line is wrong or there is nothing to read.',
  ],
  examples: ['cairn operations schema/operations', 'cairn operations persisted-queries.json'],
  run: async ({ values, operands }, { terminal, open, schemas }) => {
    const [path] = operands as [string];
    const found = await readFiles(path, { fileExtensions: ['graphql', 'gql'] });
    if (found.kind === 'unreadable') {
      terminal.tell(drawProblems([found.message], terminal.tellLook));
      return 2;
    }
    const inputs = found.files.flatMap((file) => operationsIn(path, file));
    if (inputs.includes(null)) {
      const says = 'lists no operations: it is to be an object of documents by their names.';
      terminal.tell(drawProblems([`\`${plainLine(path)}\` ${says}`], terminal.tellLook));
      return 1;
    }
    const wanted = inputs.filter((input) => input !== null);
    const check = await schemas.documentCheck();
    const result = await registerOperations(await open(), operator, wanted, check);
    invariant(result.kind !== 'forbidden', 'whoever runs this may do everything');
    if (result.kind === 'invalid-request') {
      terminal.tell(drawProblems(problemTexts(result, wanted), terminal.tellLook));
      return 1;
    }
    await terminal.print(values.json ? inJson(result.operations) : inLines(result.operations));
    return 0;
  },
});

/** Each problem with the name of the operation that has it. */
function problemTexts({ problems }: InvalidRequest, inputs: readonly OperationInput[]): string[] {
  return problems.map(({ path, message }) => {
    const name = inputs[Number(path.split('.')[1])]?.name;
    return name ? `\`${plainLine(name)}\`: ${message}` : message;
  });
}

function inJson(registered: readonly RegisteredOperation[]): string {
  const list = registered.map(({ status, operation: { name, hash } }) => ({
    name,
    sha256Hash: hash,
    status,
  }));
  return JSON.stringify(list, null, 2);
}

function inLines(registered: readonly RegisteredOperation[]): string {
  const lines = registered.map(({ status, operation }) => `${verbs[status]} ${operation.name}`);
  return [...lines, `${counted(registered.length, 'operation')} kept.`].join('\n');
}

const verbs = { CREATED: 'new      ', REPLACED: 'replaced ', UNCHANGED: 'as before' } as const;

/** The path of a file below the folder that was named, without how it ends. */
function nameOf(root: string, file: string): string {
  const below = relative(root, file).replaceAll(sep, '/');
  return (below === '' ? basename(file) : below).replace(/\.[^.]+$/, '');
}

/** What a file has; null where it is in JSON and lists nothing. */
function operationsIn(root: string, { file, text }: SourceFile): (OperationInput | null)[] {
  if (!file.endsWith('.json')) return [{ name: nameOf(root, file), document: text.trim() }];
  return operationsListed(text) ?? [null];
}

/** What a list of operations in JSON has, as Relay's compiler or Apollo's tools write it; null where it is none. */
function operationsListed(text: string): OperationInput[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { operations: manifest } = value as { readonly operations?: unknown };
  const pairs: [unknown, unknown][] = Array.isArray(manifest)
    ? manifest.map((each) => [each?.id, each?.body])
    : Object.entries(value);
  const isText = (part: unknown): part is string => typeof part === 'string';
  if (!pairs.every(([name, document]) => isText(name) && isText(document))) return null;
  return pairs.map(([name, document]) => ({ name: String(name), document: String(document) }));
}
