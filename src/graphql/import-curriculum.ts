import { type ImportedCurriculum, importCurriculum } from '../actions/import-curriculum.ts';
import { importLimits } from '../actions/import-limits.ts';
import type { ImportRemark } from '../exchange/curriculum/importer.ts';
import { type ImporterName, importers, importRemarkKinds } from '../exchange/curriculum/index.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { DefectiveCurriculumType, DefectReportType } from './defect.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { type Unplaced, unplaced } from './placed.ts';
import {
  CurriculumFileInput,
  defective,
  publishFields,
  RevisionConflictType,
} from './publish-curriculum.ts';
import { InvalidRequestType, KeyConflictType, refusedPlainly } from './refusal.ts';
import { RevisionType } from './revision.ts';

const ImportFormat = enumOf(
  'ImportFormat',
  'A format in which curricula can be read.',
  Object.fromEntries(importers.map(({ name, description }) => [name, description])) as Record<
    ImporterName,
    string
  >,
);

const ImportRemarkKind = enumOf<ImportRemark['kind']>(
  'ImportRemarkKind',
  'What became of something that did not come over as it was.',
  {
    DROPPED: 'It is nowhere in the curriculum.',
    CHANGED: 'It is there otherwise than it was.',
    DEFAULTED: 'The files did not say it, so that something was taken for it.',
    EXTERNAL: 'It leads to something that is not in the files.',
    NOTED: 'It became a note on a skill.',
  },
);

const ImportRemarkType = builder.objectRef<ImportRemark>('ImportRemark');

ImportRemarkType.implement({
  description: 'Something that did not come over as it was.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ImportRemarkKind, description: 'What became of it.' }),
    file: t.exposeString('file', { description: 'In which file it stands.' }),
    line: t.exposeInt('line', { description: 'In which line of the file, from 1.' }),
    column: t.exposeInt('column', { description: 'In which column of the line, from 1.' }),
    subject: t.exposeString('subject', {
      description:
        'What it is about, in the words of the format, as in `concepts[3]`, or the id of an item.',
    }),
    message: t.exposeString('message', {
      description: 'What happened and what would mend it, in a sentence or two.',
    }),
  }),
});

interface CountedRemarks {
  readonly kind: ImportRemark['kind'];
  readonly count: number;
}

const ImportRemarkCountType = builder.objectRef<CountedRemarks>('ImportRemarkCount');

ImportRemarkCountType.implement({
  description: 'How many remarks there are of one kind.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ImportRemarkKind, description: 'Which kind.' }),
    count: t.exposeInt('count', { description: 'How many; never 0.' }),
  }),
});

const ImportReportType = builder.objectRef<readonly ImportRemark[]>('ImportReport');

ImportReportType.implement({
  description: 'All that did not come over as it was. What it does not name came over.',
  fields: (t) => ({
    count: t.int({
      description: 'How many remarks there are.',
      resolve: (remarks) => remarks.length,
    }),
    byKind: t.field({
      type: [ImportRemarkCountType],
      description: 'How many there are of each kind.',
      extensions: expects(importRemarkKinds.length),
      resolve: countsOf,
    }),
    remarks: t.field({
      type: [ImportRemarkType],
      description: 'All of them, in the order of the files, or those of some kinds.',
      args: {
        kinds: t.arg({
          type: [ImportRemarkKind],
          description: 'Of which kinds; all where it is left out.',
        }),
      },
      extensions: expects(50),
      resolve: (remarks, { kinds }) =>
        remarks.filter(({ kind }) => kinds == null || kinds.includes(kind)),
    }),
  }),
});

function countsOf(remarks: readonly ImportRemark[]): CountedRemarks[] {
  return importRemarkKinds
    .map((kind) => ({ kind, count: remarks.filter((remark) => remark.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

const CurriculumImportedType =
  builder.objectRef<Unplaced<ImportedCurriculum, 'CurriculumImported'>>('CurriculumImported');

CurriculumImportedType.implement({
  description: 'A sound curriculum was made of the files.',
  fields: (t) => ({
    format: t.field({
      type: ImportFormat,
      description: 'The format that the files are in.',
      resolve: ({ value }) => value.format,
    }),
    slug: t.string({
      description: 'Which curriculum it is.',
      resolve: ({ value }) => value.read.curriculum.slug,
    }),
    title: t.string({
      description: 'What people call it.',
      resolve: ({ value }) => value.read.curriculum.title,
    }),
    document: t.string({
      description:
        'The curriculum in the native format as YAML, for authors to go on from; `publishCurriculum` takes it.',
      resolve: ({ value }) => value.read.text,
    }),
    report: t.field({
      type: ImportReportType,
      description: 'What did not come over as it was.',
      resolve: ({ value }) => value.read.remarks,
    }),
    warnings: t.field({
      type: DefectReportType,
      description: 'What is worth another look in the curriculum, with its place in the files.',
      resolve: ({ value }) => value.read,
    }),
    isNewRevision: t.boolean({
      description:
        'Whether it was published as a new revision; false where nothing was to be published, or the newest revision says the same already.',
      resolve: ({ value }) => value.publication?.kind === 'published',
    }),
    revision: t.field({
      type: RevisionType,
      nullable: true,
      description: 'The revision that says it; null where nothing was to be published.',
      resolve: ({ value }) => value.publication && unplaced('Revision', value.publication.revision),
    }),
  }),
});

const ImportSettingsInput = builder.inputType('ImportSettingsInput', {
  description: 'What the files may not say by themselves.',
  fields: (t) => ({
    curriculum: t.string({
      description: 'The slug of the curriculum; made from the files where it is left out.',
    }),
    hoursByDefault: t.float({
      description: `For skills of which nobody says how long they take, a multiple of 0.1; ${importLimits.hoursByDefault} where it is left out.`,
    }),
  }),
});

const ImportCurriculumInput = builder.inputType('ImportCurriculumInput', {
  description: 'Files of which a curriculum is to be made.',
  fields: (t) => ({
    files: t.field({ type: [CurriculumFileInput], required: true, description: 'The files.' }),
    format: t.field({
      type: ImportFormat,
      description: 'Which format they are in; told by what stands in them where it is left out.',
    }),
    settings: t.field({
      type: ImportSettingsInput,
      description: 'What the files may not say by themselves.',
    }),
    publish: t.boolean({
      defaultValue: false,
      description: 'Whether it becomes the next revision; else nothing is stored.',
    }),
    ...publishFields(t),
  }),
});

const ImportCurriculumResult = builder.unionType('ImportCurriculumResult', {
  description: 'The curriculum with a report, or why there is none.',
  types: [
    CurriculumImportedType,
    DefectiveCurriculumType,
    RevisionConflictType,
    KeyConflictType,
    InvalidRequestType,
  ],
  resolveType: ({ type }) => type,
});

/** As much as a publish. */
const importCost = 1_000;

builder.mutationField('importCurriculum', (t) =>
  t.field({
    type: ImportCurriculumResult,
    description:
      'Makes a curriculum of files that others wrote, with a report of all that did not come over as it was, and publishes it where that is wanted. For authors, and services with `curricula:write`.',
    extensions: costs(importCost),
    args: {
      input: t.arg({
        type: ImportCurriculumInput,
        required: true,
        description: 'Which files, and what to do with them.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await importCurriculum(environment, actor, input));
      switch (result.kind) {
        case 'imported':
          return unplaced('CurriculumImported', result);
        case 'defective':
          return defective(result);
        case 'revision-conflict':
          return unplaced('RevisionConflict', result);
        default:
          return refusedPlainly(result);
      }
    },
  }),
);
