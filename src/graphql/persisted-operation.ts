import { type GraphQLSchema, parse, validate } from 'graphql';
import {
  listOperations,
  type OperationStatus,
  operationLimits,
  type RegisteredOperation,
  registerOperations,
  removeOperations,
} from '../actions/register-operations.ts';
import type { PersistedOperation } from '../curriculum/persisted-operation.ts';
import { builder } from './builder.ts';
import { brokenLimits, tooManyTokens } from './document-limits.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { InvalidRequestType, refusedPlainly } from './refusal.ts';

const PersistedOperationType = builder.objectRef<PersistedOperation>('PersistedOperation');

PersistedOperationType.implement({
  description:
    'A document of GraphQL that is kept here: send its name as `documentId` in place of `query`, or its hash as Apollo clients do.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'What it is asked for by; `sha256:` and its hash asks for it, too.',
    }),
    sha256Hash: t.exposeString('hash', {
      description: 'SHA-256 of the document, in hexadecimal.',
    }),
    document: t.exposeString('document', { description: 'What it asks.' }),
    registeredAt: t.expose('registeredAt', {
      type: 'DateTime',
      description: 'Since when it is kept.',
    }),
  }),
});

const PersistedOperationConnection = builder.connectionObject(
  {
    type: PersistedOperationType,
    name: 'PersistedOperationConnection',
    description: 'A page of operations.',
  },
  { name: 'PersistedOperationEdge', description: 'An operation in a list.' },
);

builder.queryField('persistedOperations', (t) =>
  t.field({
    type: PersistedOperationConnection,
    description:
      'All operations that are asked for by name, in order of name. For services that register operations, and admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listOperations(environment, actor));
      return keyPageOf(
        {
          name: 'operations',
          // A cursor has no place for all that a name may have in it.
          keyOf: ({ name }) => Buffer.from(name).toString('base64url'),
          nodeOf: (operation: PersistedOperation) => operation,
          read: ({ after, limit }) =>
            read(after === undefined ? { limit } : { after: nameIn(after), limit }),
          count,
        },
        args,
      );
    },
  }),
);

function nameIn(key: string): string {
  return Buffer.from(key, 'base64url').toString().replaceAll('\0', '');
}

const OperationStatusType = enumOf<OperationStatus>(
  'OperationStatus',
  'What became of an operation that was handed in.',
  {
    CREATED: 'It is kept from now on.',
    REPLACED: 'It took the place of another document of that name.',
    UNCHANGED: 'It was kept before.',
  },
);

const RegisteredOperationType = builder.objectRef<RegisteredOperation>('RegisteredOperation');

RegisteredOperationType.implement({
  description: 'An operation, and what became of it.',
  fields: (t) => ({
    status: t.expose('status', { type: OperationStatusType, description: 'What became of it.' }),
    operation: t.expose('operation', {
      type: PersistedOperationType,
      description: 'The operation.',
    }),
  }),
});

interface OperationsRegistered {
  readonly type: 'OperationsRegistered';
  readonly operations: readonly RegisteredOperation[];
}

const OperationsRegisteredType = builder.objectRef<OperationsRegistered>('OperationsRegistered');

OperationsRegisteredType.implement({
  description: 'All of them are kept.',
  fields: (t) => ({
    operations: t.field({
      type: [RegisteredOperationType],
      description: 'In the order in which they were handed in.',
      resolve: ({ operations }) => [...operations],
    }),
  }),
});

const OperationInput = builder.inputType('OperationInput', {
  description: 'An operation to be kept.',
  fields: (t) => ({
    name: t.string({
      description: `What to ask for it by, at most ${operationLimits.name} characters; \`sha256:\` and its hash where it is left out. Another document of that name is replaced.`,
    }),
    document: t.string({
      required: true,
      description: `What it asks, at most ${operationLimits.document} characters; it is held to the limits of any document.`,
    }),
  }),
});

const RegisterOperationsInput = builder.inputType('RegisterOperationsInput', {
  description: 'Operations to be kept.',
  fields: (t) => ({
    operations: t.field({
      type: [OperationInput],
      required: true,
      description: `At most ${operationLimits.atOnce}.`,
    }),
  }),
});

const RegisterOperationsResult = builder.unionType('RegisterOperationsResult', {
  description: 'The operations, or why none was kept.',
  types: [OperationsRegisteredType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('registerOperations', (t) =>
  t.field({
    type: RegisterOperationsResult,
    description:
      'Keeps documents of GraphQL, all of them or none, so that they can be asked for by name, also by tokens that may ask nothing else. For services that register operations, and admins. May be sent again.',
    args: {
      input: t.arg({ type: RegisterOperationsInput, required: true, description: 'Which ones.' }),
    },
    resolve: async (_root, { input }, { environment, actor }, { schema }) => {
      const check = (document: string) => problemsOf(schema, document);
      const result = orForbid(
        await registerOperations(environment, actor, input.operations, check),
      );
      return result.kind === 'operations-registered'
        ? { type: 'OperationsRegistered' as const, operations: result.operations }
        : refusedPlainly(result);
    },
  }),
);

interface OperationsRemoved {
  readonly type: 'OperationsRemoved';
  readonly names: readonly string[];
}

const OperationsRemovedType = builder.objectRef<OperationsRemoved>('OperationsRemoved');

OperationsRemovedType.implement({
  description: 'They are kept no more.',
  fields: (t) => ({
    names: t.stringList({
      description: 'Those that were kept until now.',
      resolve: ({ names }) => [...names],
    }),
  }),
});

const RemoveOperationsInput = builder.inputType('RemoveOperationsInput', {
  description: 'Operations to be forgotten.',
  fields: (t) => ({
    names: t.stringList({
      required: true,
      description: `Their names, at most ${operationLimits.atOnce}.`,
    }),
  }),
});

const RemoveOperationsResult = builder.unionType('RemoveOperationsResult', {
  description: 'What was forgotten, or why nothing was.',
  types: [OperationsRemovedType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('removeOperations', (t) =>
  t.field({
    type: RemoveOperationsResult,
    description:
      'Forgets operations. Whoever still asks for them is told that they are not found. For services that register operations, and admins.',
    args: {
      input: t.arg({ type: RemoveOperationsInput, required: true, description: 'Which ones.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await removeOperations(environment, actor, input.names));
      return result.kind === 'operations-removed'
        ? { type: 'OperationsRemoved' as const, names: result.names }
        : refusedPlainly(result);
    },
  }),
);

/** What is wrong with a document, as whoever asked it would be told. */
export function problemsOf(schema: GraphQLSchema, text: string): string[] {
  const tooLong = tooManyTokens(text);
  if (tooLong) return [tooLong.message];
  try {
    const document = parse(text);
    const broken = brokenLimits(document);
    const errors =
      broken.length > 0 ? broken : validate(schema, document, undefined, { maxErrors: 5 });
    return errors.map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}
