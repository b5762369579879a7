import {
  type EvidenceCounts,
  type EvidenceImport,
  evidenceImportLimits,
  importEvidence,
  type UnknownLearner,
  type UnknownOutcome,
} from '../actions/import-evidence.ts';
import { learnerLimits } from '../actions/learner-limits.ts';
import type { ResultProblem } from '../exchange/evidence/evidence-format.ts';
import { type EvidenceFormatName, evidenceFormats } from '../exchange/evidence/index.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { ExternalIdType } from './external-id.ts';
import { orForbid } from './forbidden.ts';
import { forgetAll } from './loaders.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';

const EvidenceFormatType = enumOf(
  'EvidenceFormat',
  'A format in which learning platforms tell what they found of learners.',
  Object.fromEntries(evidenceFormats.map(({ name, description }) => [name, description])) as Record<
    EvidenceFormatName,
    string
  >,
);

const EvidenceImportCountsType = builder.objectRef<EvidenceCounts>('EvidenceImportCounts');

EvidenceImportCountsType.implement({
  description: 'What became of the results of a file; together they are all of them.',
  fields: (t) => ({
    created: t.exposeInt('created', { description: 'How many were recorded.' }),
    updated: t.exposeInt('updated', {
      description: 'How many were recorded as a further version of what was here.',
    }),
    unchanged: t.exposeInt('unchanged', { description: 'How many were here already.' }),
    repeated: t.exposeInt('repeated', {
      description: 'How many stand in the file again, or in a newer version.',
    }),
    unassessed: t.exposeInt('unassessed', {
      description: 'How many are places for a result where nothing was assessed yet.',
    }),
    withoutVerdict: t.exposeInt('withoutVerdict', {
      description: 'Of how many it can not be told whether the outcome is mastered.',
    }),
    ofUnknownLearners: t.exposeInt('ofUnknownLearners', {
      description: 'How many are of learners whom nobody here is known to be.',
    }),
    ofUnknownOutcomes: t.exposeInt('ofUnknownOutcomes', {
      description: 'How many are about outcomes that no skill is known to be.',
    }),
    unusable: t.exposeInt('unusable', {
      description: 'How many could not be used for other reasons; `problems` says which.',
    }),
  }),
});

const UnknownResultLearner = builder.objectRef<UnknownLearner>('UnknownResultLearner');

UnknownResultLearner.implement({
  description: 'Somebody of whom there are results, and whom nobody here is known to be.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What the platform calls them.' }),
    externalIds: t.field({
      type: [ExternalIdType],
      description:
        'By which of these they would be known: give one to the learner, and import again.',
      extensions: expects(2),
      resolve: ({ names }) => [...names],
    }),
    resultCount: t.exposeInt('resultCount', { description: 'How many results are theirs.' }),
  }),
});

const UnknownResultOutcome = builder.objectRef<UnknownOutcome>('UnknownResultOutcome');

UnknownResultOutcome.implement({
  description: 'An outcome of the platform that no skill is known to be.',
  fields: (t) => ({
    platformId: t.exposeString('id', {
      nullable: true,
      description:
        'By which the platform knows it: as an external id of a skill it would be known here.',
    }),
    guid: t.exposeString('guid', {
      nullable: true,
      description: 'By which whoever wrote it knows it.',
    }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'The short name that it has beside its title.',
    }),
    title: t.exposeString('title', { nullable: true, description: 'Its title.' }),
    resultCount: t.exposeInt('resultCount', { description: 'How many results are about it.' }),
  }),
});

const ResultProblemType = builder.objectRef<ResultProblem>('ResultProblem');

ResultProblemType.implement({
  description: 'Why a result could not be used.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'Where in the file it begins, from 1.' }),
    message: t.exposeString('message', { description: 'What is wrong, as a sentence.' }),
  }),
});

interface EvidenceImported {
  readonly type: 'EvidenceImported';
  readonly report: EvidenceImport;
}

const EvidenceImportedType = builder.objectRef<EvidenceImported>('EvidenceImported');
const { listMax } = evidenceImportLimits;

EvidenceImportedType.implement({
  description: 'The file was read; what is known here was recorded, and what is not is told.',
  fields: (t) => ({
    dryRun: t.boolean({
      description: 'Whether nothing was stored, and this is only what would be.',
      resolve: ({ report }) => report.dryRun,
    }),
    counts: t.field({
      type: EvidenceImportCountsType,
      description: 'What became of the results.',
      resolve: ({ report }) => report.counts,
    }),
    unknownLearners: t.field({
      type: [UnknownResultLearner],
      description: `Learners who are unknown here, at most ${listMax}, those with most results first.`,
      extensions: expects(10),
      resolve: ({ report }) => [...report.unknownLearners],
    }),
    unknownLearnerCount: t.int({
      description: 'How many learners are unknown here.',
      resolve: ({ report }) => report.unknownLearnerCount,
    }),
    unknownOutcomes: t.field({
      type: [UnknownResultOutcome],
      description: `Outcomes that are unknown here, at most ${listMax}, those with most results first.`,
      extensions: expects(10),
      resolve: ({ report }) => [...report.unknownOutcomes],
    }),
    unknownOutcomeCount: t.int({
      description: 'How many outcomes are unknown here.',
      resolve: ({ report }) => report.unknownOutcomeCount,
    }),
    problems: t.field({
      type: [ResultProblemType],
      description: `Results that could not be used for other reasons, at most ${listMax}, in the order of the file.`,
      extensions: expects(10),
      resolve: ({ report }) => [...report.problems],
    }),
  }),
});

const ImportEvidenceInput = builder.inputType('ImportEvidenceInput', {
  description: 'A file in which a learning platform tells what it found.',
  fields: (t) => ({
    format: t.field({
      type: EvidenceFormatType,
      required: true,
      description: 'The format that the file is in.',
    }),
    text: t.string({ required: true, description: 'The whole file, as text.' }),
    curriculum: t.string({
      description:
        'The slug of the curriculum that the results are about; the default one where it is left out.',
    }),
    source: t.string({
      description: `Under which name the platform speaks, at most ${learnerLimits.source} characters; that of the format where it is left out, as in \`canvas\`. Give each of several installations a name of its own.`,
    }),
    platformSystem: t.string({
      description:
        'The system in which learners have the ids that the platform gives as external ids; `canvas` for Canvas where it is left out.',
    }),
    recordsSystem: t.string({
      description:
        'The system in which learners have the ids of a student information system as external ids; `sis` where it is left out.',
    }),
    undatedAt: t.field({
      type: 'DateTime',
      description:
        'When results came about that have no date; without it they are told as problems.',
    }),
    dryRun: t.boolean({
      defaultValue: false,
      description: 'Whether to store nothing, and only tell what would be stored.',
    }),
  }),
});

const ImportEvidenceResultType = builder.unionType('ImportEvidenceResult', {
  description: 'What became of the results, or why the file as such was refused.',
  types: [EvidenceImportedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('importEvidence', (t) =>
  t.field({
    type: ImportEvidenceResultType,
    description:
      'Records what a learning platform found of learners, from a file in one of its formats. The same file again changes nothing. For services with the scope `evidence:write`, and for admins.',
    extensions: costs(200),
    args: {
      input: t.arg({ type: ImportEvidenceInput, required: true, description: 'The file.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, loaders }) => {
      const result = orForbid(await importEvidence(environment, curricula, actor, input));
      forgetAll(loaders);
      if (result.kind !== 'evidence-imported') return refusedPlainly(result);
      return { type: 'EvidenceImported' as const, report: result };
    },
  }),
);
