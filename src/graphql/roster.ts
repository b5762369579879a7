import type {
  ImportRosterResult,
  MassDeparture,
  RosterImported,
} from '../actions/import-roster.ts';
import { importRosterArchive } from '../actions/import-roster-archive.ts';
import {
  type RosterChange,
  type RosterChangeKind,
  rosterChangeSays,
} from '../actions/roster-changes.ts';
import { type RosterFormatName, rosterFormats } from '../exchange/roster/index.ts';
import type { RowProblem } from '../exchange/roster/roster.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { orForbid, type Permitted } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { forgetAll } from './loaders.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { InvalidRequestType, KeyConflictType, RefusalType, refusedPlainly } from './refusal.ts';

const RosterFormatType = enumOf(
  'RosterFormat',
  'A format in which schools say who is in which class.',
  Object.fromEntries(rosterFormats.map(({ name, description }) => [name, description])) as Record<
    RosterFormatName,
    string
  >,
);

const RosterChangeKindType = enumOf<RosterChangeKind>(
  'RosterChangeKind',
  'What a roster changes.',
  {
    COHORT_CREATED: 'A class became a cohort.',
    COHORT_RETITLED: 'The cohort of a class got another title.',
    LEARNER_CREATED: 'Somebody became a learner.',
    LEARNER_UPDATED: 'The name, mail address or external ids of a learner are otherwise.',
    MENTOR_CREATED: 'Somebody became a mentor.',
    MENTOR_UPDATED: 'The name, mail address or external ids of a mentor are otherwise.',
    LEARNER_LEFT: 'A learner left the cohort of a class.',
    LEARNER_JOINED: 'A learner joined the cohort of a class.',
    MENTOR_LEFT: 'A mentor looks after the cohort of a class no longer.',
    MENTOR_JOINED: 'A mentor looks after the cohort of a class.',
    LEARNER_RELEASED: 'A mentor looks after a learner personally no longer.',
    LEARNER_ENTRUSTED: 'A mentor looks after a learner personally.',
  },
);

const RowProblemType = builder.objectRef<RowProblem>('RowProblem');

RowProblemType.implement({
  description: 'What is to be said of a row of a file.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'Which file.' }),
    line: t.exposeInt('line', {
      nullable: true,
      description: 'Which line, from 1; null where the file as a whole is meant.',
    }),
    column: t.exposeString('column', {
      nullable: true,
      description: 'Which column; null where the row as a whole is meant.',
    }),
    message: t.exposeString('message', { description: 'What there is to say, as a sentence.' }),
  }),
});

const RosterChangeType = builder.objectRef<RosterChange>('RosterChange');

RosterChangeType.implement({
  description: 'One thing that a roster changes.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RosterChangeKindType, description: 'What sort of change.' }),
    learner: t.exposeString('learner', {
      nullable: true,
      description: 'What the school calls the learner; null where none is meant.',
    }),
    mentor: t.exposeString('mentor', {
      nullable: true,
      description: 'What the school calls the mentor; null where none is meant.',
    }),
    class: t.exposeString('class', {
      nullable: true,
      description: 'What the school calls the class; null where none is meant.',
    }),
    says: t.string({ description: 'The same as a sentence.', resolve: rosterChangeSays }),
  }),
});

interface CountedKind {
  readonly kind: RosterChangeKind;
  readonly count: number;
}

const RosterChangeCountType = builder.objectRef<CountedKind>('RosterChangeCount');

RosterChangeCountType.implement({
  description: 'How often a roster changes something of a kind.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RosterChangeKindType, description: 'Which kind.' }),
    count: t.exposeInt('count', { description: 'How often.' }),
  }),
});

/** So many changes and remarks are listed. */
const listedMax = 100;

const RosterImportedType =
  builder.objectRef<Unplaced<RosterImported, 'RosterImported'>>('RosterImported');

RosterImportedType.implement({
  description: 'Learners, mentors and cohorts are as the school says, or would be.',
  fields: (t) => ({
    dryRun: t.boolean({
      description: 'Whether nothing was stored, and this is only what would be done.',
      resolve: ({ value }) => value.isDryRun,
    }),
    system: t.string({
      description:
        'The system in which learners, mentors and cohorts have the ids of the school as external ids.',
      resolve: ({ value }) => value.source,
    }),
    counts: t.field({
      type: [RosterChangeCountType],
      description: 'How much changes, by kinds of which there is any.',
      extensions: expects(12),
      resolve: ({ value }) =>
        Object.entries(value.counts)
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => ({ kind: kind as RosterChangeKind, count })),
    }),
    changes: t.field({
      type: [RosterChangeType],
      description: `What changes, in the order of its kinds: the first ${listedMax} of it.`,
      extensions: expects(listedMax),
      resolve: ({ value }) => [...value.changes],
    }),
    remarks: t.field({
      type: [RowProblemType],
      description: 'What was read otherwise than it is written, or left out: the first of it.',
      extensions: expects(10),
      resolve: ({ value }) => [...value.remarks.listed],
    }),
    remarkCount: t.int({
      description: 'How many remarks there are.',
      resolve: ({ value }) => value.remarks.count,
    }),
  }),
});

type Defective = Extract<ImportRosterResult, { kind: 'defective-roster' }>;

const DefectiveRosterType =
  builder.objectRef<Unplaced<Defective, 'DefectiveRoster'>>('DefectiveRoster');

DefectiveRosterType.implement({
  description: 'Something is wrong with the roster itself; nothing was changed.',
  interfaces: [RefusalType],
  fields: (t) => ({
    problems: t.field({
      type: [RowProblemType],
      description: `What is wrong with it, row by row: the first ${listedMax} of it.`,
      extensions: expects(10),
      resolve: ({ value }) => [...value.problems.listed],
    }),
    problemCount: t.int({
      description: 'How much is wrong with it.',
      resolve: ({ value }) => value.problems.count,
    }),
  }),
});

const MassDepartureType =
  builder.objectRef<Unplaced<MassDeparture, 'MassDeparture'>>('MassDeparture');

MassDepartureType.implement({
  description:
    'So many would have no cohort any more that the roster may have been cut off; nothing was changed. With `force` it is done all the same.',
  interfaces: [RefusalType],
  fields: (t) => ({
    learnerCount: t.int({
      description: 'How many learners are in cohorts by rosters of the school.',
      resolve: ({ value }) => value.learners.present,
    }),
    learnersLeavingCount: t.int({
      description: 'How many of them would be in none.',
      resolve: ({ value }) => value.learners.leaving,
    }),
    mentorCount: t.int({
      description: 'How many mentors look after cohorts by rosters of the school.',
      resolve: ({ value }) => value.mentors.present,
    }),
    mentorsLeavingCount: t.int({
      description: 'How many of them would look after none.',
      resolve: ({ value }) => value.mentors.leaving,
    }),
  }),
});

const ImportRosterResultType = builder.unionType('ImportRosterResult', {
  description: 'What a roster changed, or why nothing was.',
  types: [
    ...[RosterImportedType, DefectiveRosterType, MassDepartureType],
    ...[InvalidRequestType, KeyConflictType],
  ],
  resolveType: ({ type }) => type,
});

const RosterFileInput = builder.inputType('RosterFileInput', {
  description: 'A file of a roster.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name, such as `users.csv`.' }),
    text: t.string({ required: true, description: 'What is in it.' }),
  }),
});

const ImportRosterInputType = builder.inputType('ImportRosterInput', {
  description: 'What a school says of its classes: either as an archive or as files.',
  fields: (t) => ({
    format: t.field({
      type: RosterFormatType,
      defaultValue: rosterFormats[0].name,
      description: 'What it is.',
    }),
    archive: t.string({
      description:
        'A zip archive in Base64. With the rest of the request it may have 16 MB; what is larger is for `cairn roster`.',
    }),
    files: t.field({
      type: [RosterFileInput],
      description: 'The files themselves; those that no roster needs are left aside.',
    }),
    source: t.string({
      description:
        'Tells this school from others, in place of what the roster calls the system that it is from.',
    }),
    dryRun: t.boolean({
      defaultValue: false,
      description: 'Whether to store nothing, and only to tell what would be done.',
    }),
    force: t.boolean({
      defaultValue: false,
      description: 'Whether it may be that most of those who are there leave.',
    }),
    idempotencyKey: idempotencyKey(t),
  }),
});

builder.mutationField('importRoster', (t) =>
  t.field({
    type: ImportRosterResultType,
    description:
      'Brings learners, mentors and cohorts to what a school says of its classes: all of it, or nothing. Classes become cohorts, students members, teachers and aides mentors; agents of a student look after that one learner. Who is no longer in a whole roster leaves the cohorts that rosters brought; nobody is erased, and what was done here stays. For admins and services with `rosters:write`.',
    extensions: costs(1_000),
    args: {
      input: t.arg({ type: ImportRosterInputType, required: true, description: 'The roster.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const result = orForbid(
        await importRosterArchive(environment, actor, {
          ...input,
          archive: input.archive == null ? null : Buffer.from(input.archive, 'base64'),
          files: input.files?.map(({ name, text }) => ({ file: name, text })),
          listed: listedMax,
        }),
      );
      forgetAll(loaders);
      return shown(result);
    },
  }),
);

function shown(result: Permitted<ImportRosterResult>) {
  switch (result.kind) {
    case 'roster-imported':
      return unplaced('RosterImported', result);
    case 'defective-roster':
      return unplaced('DefectiveRoster', result);
    case 'mass-departure':
      return unplaced('MassDeparture', result);
    default:
      return refusedPlainly(result);
  }
}
