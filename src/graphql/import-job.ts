import { importJobLimits } from '../actions/import-job-limits.ts';
import {
  appendToImport,
  type ChangeImportResult,
  cancelImport,
  findImport,
  listImports,
  refusalsOf,
  startImport,
} from '../actions/import-jobs.ts';
import { type ImportKindName, importKinds } from '../actions/import-kinds.ts';
import type { ImportJob, ImportRefusal, ImportState } from '../curriculum/import-job.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { NodeType } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';

const ImportKindType = enumOf<ImportKindName>(
  'ImportKind',
  'What is imported. Rows come as objects of JSON, one a line, or as CSV whose first row names the columns.',
  Object.fromEntries(importKinds.map(({ name, description }) => [name, description])) as Record<
    ImportKindName,
    string
  >,
);

const ImportStateType = enumOf<ImportState>('ImportState', 'How far an import has come.', {
  RECEIVING: 'Parts of it are still to come.',
  QUEUED: 'All of it is here; it is begun within seconds.',
  RUNNING: 'It is worked through.',
  DONE: 'It is through; rows that were not taken in are told.',
  FAILED: 'It could not be worked through; `message` says why.',
  CANCELLED: 'Somebody ended it, or its last part did not come within a day.',
});

const ImportRefusalType = builder.objectRef<ImportRefusal>('ImportRefusal');

ImportRefusalType.implement({
  description: 'A row that was not taken in, or something that did not come over as it was.',
  fields: (t) => ({
    row: t.exposeInt('row', {
      description: 'The line of the text where it begins, from 1; 0 where it has no place.',
    }),
    path: t.exposeString('path', { description: 'Which property; empty for all of it.' }),
    message: t.exposeString('message', { description: 'Why, as a sentence.' }),
  }),
});

const ImportRefusalConnection = builder.connectionObject(
  {
    type: ImportRefusalType,
    name: 'ImportRefusalConnection',
    description: 'A page of what was not taken in.',
  },
  { name: 'ImportRefusalEdge', description: 'Something that was not taken in, in a list.' },
);

type OwnImportJob = Unplaced<ImportJob, 'ImportJob'>;

const ImportJobType = builder.objectRef<OwnImportJob>('ImportJob');

ImportJobType.implement({
  description:
    'Something large that was handed in, and how far it has come. Rows are taken in some hundreds at a time, each once: where a server ends meanwhile, another goes on within half a minute.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('ImportJob', value.id),
    }),
    kind: t.field({
      type: ImportKindType,
      description: 'What is imported.',
      resolve: ({ value }) => value.kind as ImportKindName,
    }),
    state: t.field({
      type: ImportStateType,
      description: 'How far it has come.',
      resolve: ({ value }) => value.state,
    }),
    parts: t.int({
      description: 'How many parts have come.',
      resolve: ({ value }) => value.parts,
    }),
    total: t.int({
      nullable: true,
      description: 'How many rows there are; null before they are counted.',
      resolve: ({ value }) => value.total,
    }),
    processed: t.int({
      description: 'How many of them were looked at.',
      resolve: ({ value }) => value.processed,
    }),
    created: t.int({
      description: 'How many brought something new.',
      resolve: ({ value }) => value.created,
    }),
    updated: t.int({
      description: 'How many changed what was here.',
      resolve: ({ value }) => value.updated,
    }),
    unchanged: t.int({
      description: 'How many were here already.',
      resolve: ({ value }) => value.unchanged,
    }),
    rejected: t.int({
      description: 'How many were not taken in.',
      resolve: ({ value }) => value.rejected,
    }),
    errors: t.field({
      type: ImportRefusalConnection,
      description: `Why rows were not taken in, or not as they were; the first ${importJobLimits.refusals} of them.`,
      args: keyPageArguments,
      resolve: ({ value: { id } }, args, { environment }) => {
        const { read, count } = refusalsOf(environment, id);
        const keyOf = ({ number }: ImportRefusal) => String(number);
        const nodeOf = (refusal: ImportRefusal) => refusal;
        return keyPageOf({ name: `errors of ${id}`, keyOf, nodeOf, read, count }, args);
      },
    }),
    message: t.string({
      nullable: true,
      description:
        'Why it ended as it did, or what came of it as a whole; null where that is all told.',
      resolve: ({ value }) => value.message,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was handed in.',
      resolve: ({ value }) => value.createdAt,
    }),
    startedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was begun; null before.',
      resolve: ({ value }) => value.startedAt,
    }),
    finishedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: `When it ended; null before. It is kept for ${importJobLimits.keptMs / 86_400_000} days after it came.`,
      resolve: ({ value }) => value.finishedAt,
    }),
  }),
});

findsNode('ImportJob', async ({ environment, actor }, [id = '']) => {
  const job = await findImport(environment, actor, id);
  return job && unplaced('ImportJob', job);
});

builder.queryField('importJob', (t) =>
  t.field({
    type: ImportJobType,
    nullable: true,
    description:
      'How far an import has come, for whoever started it and for admins; null where there is none that you may know of. Ask every second or so.',
    args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
    resolve: async (_root, { id }, { environment, actor }) => {
      const job = await findImport(environment, actor, keyIn('ImportJob', 'id', id));
      return job && unplaced('ImportJob', job);
    },
  }),
);

const ImportJobConnection = builder.connectionObject(
  { type: ImportJobType, name: 'ImportJobConnection', description: 'A page of imports.' },
  { name: 'ImportJobEdge', description: 'An import in a list.' },
);

builder.queryField('importJobs', (t) =>
  t.field({
    type: ImportJobConnection,
    description: 'Your imports, for admins those of everybody, the newest first.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listImports(environment, actor));
      const nodeOf = (job: ImportJob) => unplaced('ImportJob', job);
      return keyPageOf({ name: 'imports', keyOf: ({ id }) => id, nodeOf, read, count }, args);
    },
  }),
);

const StartImportInput = builder.inputType('StartImportInput', {
  description: `Something large to be imported: in one text as long as a request may be, or in parts, at most ${importJobLimits.characters} characters on all.`,
  fields: (t) => ({
    kind: t.field({ type: ImportKindType, required: true, description: 'What it is.' }),
    text: t.string({
      required: true,
      description: 'All of it, or its first part. A part may end anywhere, also amid a row.',
    }),
    isComplete: t.boolean({
      defaultValue: true,
      description: 'False where parts follow, with `appendToImport`.',
    }),
    format: t.string({ description: 'In which format it is; see `kind`.' }),
    source: t.string({ description: 'The source of evidence that says none; see `kind`.' }),
    system: t.string({ description: 'The system of external ids that say none; see `kind`.' }),
    curriculum: t.string({ description: 'The slug of a curriculum; see `kind`.' }),
    note: t.string({ description: 'What is new in a revision; see `kind`.' }),
    idempotencyKey: idempotencyKey(t),
  }),
});

const ImportStartedType = builder.objectRef<Unplaced<ImportJob, 'ImportStarted'>>('ImportStarted');

ImportStartedType.implement({
  description: 'It was taken in, or its first part was.',
  fields: (t) => ({
    importJob: t.field({
      type: ImportJobType,
      description: 'The import.',
      resolve: ({ value }) => unplaced('ImportJob', value),
    }),
  }),
});

const StartImportResult = builder.unionType('StartImportResult', {
  description: 'The import, or why there is none.',
  types: [ImportStartedType, InvalidRequestType, KeyConflictType],
  resolveType: ({ type }) => type,
});

builder.mutationField('startImport', (t) =>
  t.field({
    type: StartImportResult,
    description: `Imports something large, in the background. At most ${importJobLimits.open} imports of yours may be under way. For services with the scope that each of it would need by itself, for authors of curricula, and for admins; it goes on with the rights that you have now. To import the same again does no harm.`,
    args: {
      input: t.arg({ type: StartImportInput, required: true, description: 'What to import.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const { kind, text, isComplete, idempotencyKey, ...options } = input;
      const wanted = { kind, text, isComplete: isComplete ?? true, options, idempotencyKey };
      const result = orForbid(await startImport(environment, actor, wanted));
      return result.kind === 'import-started'
        ? unplaced('ImportStarted', result.job)
        : refusedPlainly(result);
    },
  }),
);

const ImportChangedType = builder.objectRef<Unplaced<ImportJob, 'ImportChanged'>>('ImportChanged');

ImportChangedType.implement({
  description: 'It is done.',
  fields: (t) => ({
    importJob: t.field({
      type: ImportJobType,
      description: 'The import.',
      resolve: ({ value }) => unplaced('ImportJob', value),
    }),
  }),
});

const ChangeImportResultType = builder.unionType('ChangeImportResult', {
  description: 'The import, or why nothing was changed.',
  types: [ImportChangedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

function changed(result: ChangeImportResult) {
  return result.kind === 'import-job'
    ? unplaced('ImportChanged', result.job)
    : refusedPlainly(result);
}

const AppendToImportInput = builder.inputType('AppendToImportInput', {
  description: 'The next part of what is imported.',
  fields: (t) => ({
    importJob: t.id({ required: true, description: 'Of which import.' }),
    part: t.int({
      required: true,
      description: 'Its number, from 2 on: one that came already may be sent again.',
    }),
    text: t.string({ required: true, description: 'The part.' }),
    isComplete: t.boolean({ defaultValue: false, description: 'True with the last part.' }),
  }),
});

const CancelImportInput = builder.inputType('CancelImportInput', {
  description: 'An import to be ended.',
  fields: (t) => ({ importJob: t.id({ required: true, description: 'Which one.' }) }),
});

builder.mutationFields((t) => ({
  appendToImport: t.field({
    type: ChangeImportResultType,
    description: 'Hands in the next part of an import. For whoever started it, and admins.',
    args: {
      input: t.arg({ type: AppendToImportInput, required: true, description: 'The part.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const { importJob, part, text, isComplete } = input;
      const job = keyIn('ImportJob', 'importJob', importJob);
      const added = { job, part, text, isComplete: isComplete ?? false };
      return changed(await appendToImport(environment, actor, added));
    },
  }),
  cancelImport: t.field({
    type: ChangeImportResultType,
    description:
      'Ends an import before it is through; what was taken in stays. One that is over stays as it is. For whoever started it, and admins.',
    args: {
      input: t.arg({ type: CancelImportInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const job = keyIn('ImportJob', 'importJob', input.importJob);
      return changed(await cancelImport(environment, actor, job));
    },
  }),
}));
