import { checkCurriculum } from '../actions/check-curriculum.ts';
import { publishLimits } from '../actions/publish-limits.ts';
import type { PublishResolvedResult } from '../actions/publish-resolved.ts';
import { publishText } from '../actions/publish-text.ts';
import { restoreRevision } from '../actions/restore-revision.ts';
import { differenceSince, type RevisionConflict } from '../actions/revision-conflict.ts';
import type { DefectiveText } from '../actions/text-input.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { DefectiveCurriculumType, DefectReportType } from './defect.ts';
import { CurriculumDifferenceType, shownDifference } from './difference.ts';
import { orForbid, type Permitted } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { CurriculumType } from './refs.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  RefusalType,
  refusedPlainly,
  UnknownNamesType,
} from './refusal.ts';
import { curriculumAt, RevisionType } from './revision.ts';

const publishCost = 1_000;

type Settled = Extract<PublishResolvedResult, { readonly kind: 'published' | 'unchanged' }>;

const CurriculumPublishedType =
  builder.objectRef<Unplaced<Settled, 'CurriculumPublished'>>('CurriculumPublished');

CurriculumPublishedType.implement({
  description: 'There is a new revision, the newest one.',
  fields: (t) => ({
    revision: t.field({
      type: RevisionType,
      description: 'The new revision.',
      resolve: ({ value }) => unplaced('Revision', value.revision),
    }),
    curriculum: t.field({
      type: CurriculumType,
      description: 'The curriculum as it is now.',
      resolve: ({ value }, _args, context) => curriculumAt(context, value.revision),
    }),
    warnings: t.field({
      type: DefectReportType,
      description: 'What is worth another look in it.',
      resolve: ({ value }) => value,
    }),
  }),
});

const CurriculumUnchangedType =
  builder.objectRef<Unplaced<Settled, 'CurriculumUnchanged'>>('CurriculumUnchanged');

CurriculumUnchangedType.implement({
  description: 'The newest revision says the same already, so that there is no new one.',
  fields: (t) => ({
    revision: t.field({
      type: RevisionType,
      description: 'The newest revision.',
      resolve: ({ value }) => unplaced('Revision', value.revision),
    }),
    curriculum: t.field({
      type: CurriculumType,
      description: 'The curriculum as it is.',
      resolve: ({ value }, _args, context) => curriculumAt(context, value.revision),
    }),
    warnings: t.field({
      type: DefectReportType,
      description: 'What is worth another look in it.',
      resolve: ({ value }) => value,
    }),
  }),
});

export const RevisionConflictType =
  builder.objectRef<Unplaced<RevisionConflict, 'RevisionConflict'>>('RevisionConflict');

RevisionConflictType.implement({
  description:
    'Another revision is the newest than the one that was expected; nothing was changed.',
  interfaces: [RefusalType],
  fields: (t) => ({
    expectedRevision: t.int({
      description: 'The number that was expected; 0 for none.',
      resolve: ({ value }) => value.expectedRevision,
    }),
    newest: t.field({
      type: RevisionType,
      nullable: true,
      description: 'The newest revision; null where there is no such curriculum.',
      resolve: ({ value }) => value.head && unplaced('Revision', value.head),
    }),
    revisionsSince: t.field({
      type: [RevisionType],
      description: `What was published after the one that was expected, newest first, at most ${publishLimits.revisionsSince}.`,
      extensions: expects(5),
      resolve: ({ value }) =>
        value.revisionsSince.map((revision) => unplaced('Revision', revision)),
    }),
    difference: t.field({
      type: CurriculumDifferenceType,
      nullable: true,
      description:
        'What the newest revision has otherwise than the one that was expected; null where there is only one of the two.',
      extensions: costs(publishCost),
      resolve: async ({ value }, _args, { environment, actor }) => {
        const compared = await differenceSince(environment, actor, value);
        return compared && shownDifference(compared);
      },
    }),
  }),
});

export const CurriculumFileInput = builder.inputType('CurriculumFileInput', {
  description: 'One file of a curriculum.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description:
        'Its name, by which its problems are told; one that ends in `.json` must be JSON.',
    }),
    text: t.string({ required: true, description: 'What stands in it.' }),
  }),
});

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

/** The fields by which an input holds a curriculum in the native format. */
export function textFields(t: InputFields) {
  return {
    text: t.string({
      description: 'The curriculum as one text, in YAML or JSON. Either this or `files`.',
    }),
    files: t.field({
      type: [CurriculumFileInput],
      description: 'The curriculum as several files, which are taken in order of their names.',
    }),
  };
}

/** The fields by which an input says how to publish. */
export function publishFields(t: InputFields) {
  return {
    note: t.string({
      description: `What is new, for whoever compares revisions, in at most ${publishLimits.note} characters.`,
    }),
    expectedRevision: t.int({
      description:
        'The number of the revision that you started from, 0 for a new curriculum: where another is the newest by now, nothing is published. Left out, any will do.',
    }),
    idempotencyKey: idempotencyKey(t),
  };
}

const PublishCurriculumInput = builder.inputType('PublishCurriculumInput', {
  description: 'A curriculum to be published.',
  fields: (t) => ({ ...textFields(t), ...publishFields(t) }),
});

/** What can come of publishing, whatever it was made of. */
export const publishedTypes = [
  CurriculumPublishedType,
  CurriculumUnchangedType,
  RevisionConflictType,
  KeyConflictType,
  InvalidRequestType,
] as const;

const PublishCurriculumResult = builder.unionType('PublishCurriculumResult', {
  description: 'The revision, or why there is no new one.',
  types: [...publishedTypes, DefectiveCurriculumType],
  resolveType: ({ type }) => type,
});

builder.mutationField('publishCurriculum', (t) =>
  t.field({
    type: PublishCurriculumResult,
    description:
      'Publishes a curriculum in the native format as its next revision, in one piece; or tells every problem of it, and nothing is changed. Which curriculum it is the text says. For authors, and services with `curricula:write`.',
    extensions: costs(publishCost),
    args: {
      input: t.arg({
        type: PublishCurriculumInput,
        required: true,
        description: 'What to publish.',
      }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await publishText(environment, actor, input));
      return result.kind === 'defective' ? defective(result) : shownPublished(result);
    },
  }),
);

/** Hands what came of publishing on to the type that shows it. */
export function shownPublished(result: Permitted<PublishResolvedResult>) {
  switch (result.kind) {
    case 'published':
      return unplaced('CurriculumPublished', result);
    case 'unchanged':
      return unplaced('CurriculumUnchanged', result);
    case 'revision-conflict':
      return unplaced('RevisionConflict', result);
    default:
      return refusedPlainly(result);
  }
}

/** Hands a text of which no curriculum can be made on to the type that shows it. */
export function defective(text: DefectiveText) {
  return unplaced('DefectiveCurriculum', text);
}

const RestoreRevisionInput = builder.inputType('RestoreRevisionInput', {
  description: 'A revision to be brought back.',
  fields: (t) => ({
    curriculum: t.string({ required: true, description: 'The slug of the curriculum.' }),
    revision: t.int({ required: true, description: 'The number of the revision.' }),
    ...publishFields(t),
  }),
});

const RestoreRevisionResult = builder.unionType('RestoreRevisionResult', {
  description: 'The revision that says what the earlier one said, or why there is none.',
  types: [...publishedTypes, UnknownNamesType],
  resolveType: ({ type }) => type,
});

builder.mutationField('restoreRevision', (t) =>
  t.field({
    type: RestoreRevisionResult,
    description:
      'Publishes what an earlier revision said as the next one. Nothing is taken away: what was published since stays to be read. For authors, and services with `curricula:write`.',
    extensions: costs(publishCost),
    args: {
      input: t.arg({ type: RestoreRevisionInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await restoreRevision(environment, actor, input));
      return result.kind === 'unknown-names' ? refusedPlainly(result) : shownPublished(result);
    },
  }),
);

interface Checked {
  readonly type: 'CurriculumSound';
  readonly value: Extract<Awaited<ReturnType<typeof checkCurriculum>>, { kind: 'curriculum' }>;
}

const CurriculumSoundType = builder.objectRef<Checked>('CurriculumSound');

CurriculumSoundType.implement({
  description: 'The text is a sound curriculum, and can be published.',
  fields: (t) => ({
    slug: t.string({
      description: 'Which curriculum it is.',
      resolve: ({ value }) => value.curriculum.slug,
    }),
    title: t.string({
      description: 'What people call it.',
      resolve: ({ value }) => value.curriculum.title,
    }),
    digest: t.string({
      description: 'SHA-256 of it, which equals that of a revision that says the same.',
      resolve: ({ value }) => value.digest,
    }),
    warnings: t.field({
      type: DefectReportType,
      description: 'What is worth another look in it.',
      resolve: ({ value }) => value,
    }),
  }),
});

const CheckCurriculumInput = builder.inputType('CheckCurriculumInput', {
  description: 'A curriculum to be checked.',
  fields: textFields,
});

const CheckCurriculumResult = builder.unionType('CheckCurriculumResult', {
  description: 'What there is to say of a text.',
  types: [CurriculumSoundType, DefectiveCurriculumType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.queryField('checkCurriculum', (t) =>
  t.field({
    type: CheckCurriculumResult,
    description:
      'Tells all that is wrong with a curriculum in the native format, or worth another look: what `cairn validate` tells, and what the history of its names does. Nothing is stored. For authors, and services with `curricula:write`.',
    extensions: costs(publishCost),
    args: {
      input: t.arg({ type: CheckCurriculumInput, required: true, description: 'What to check.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor }) => {
      const result = orForbid(await checkCurriculum(environment, curricula, actor, input));
      if (result.kind === 'defective') return defective(result);
      if (result.kind !== 'curriculum') return refusedPlainly(result);
      return { type: 'CurriculumSound' as const, value: result };
    },
  }),
);
