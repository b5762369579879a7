import { exportCurriculum } from '../actions/export-curriculum.ts';
import type { Exported, ExportRemark } from '../exchange/curriculum/exporter.ts';
import { type ExporterName, exporterNamed, exporters } from '../exchange/curriculum/index.ts';
import type { SourceFile } from '../exchange/curriculum/native.ts';
import { countEntries } from './answer-budget.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { CurriculumType } from './refs.ts';

const ExportFormat = enumOf(
  'ExportFormat',
  'A format in which curricula can be written.',
  Object.fromEntries(
    exporters.map(({ name, description, mediaType }) => [
      name,
      `${description} Its media type is \`${mediaType}\`.`,
    ]),
  ) as Record<ExporterName, string>,
);

const ExportedFileType = builder.objectRef<SourceFile>('ExportedFile');

ExportedFileType.implement({
  description: 'One file of an export.',
  fields: (t) => ({
    name: t.string({ description: 'What to call it: `skills.csv`.', resolve: ({ file }) => file }),
    text: t.exposeString('text', { description: 'What stands in it.' }),
  }),
});

const ExportRemarkType = builder.objectRef<ExportRemark>('ExportRemark');

ExportRemarkType.implement({
  description: 'Something that the format cannot hold.',
  fields: (t) => ({
    subject: t.string({
      nullable: true,
      description: 'The slug of what it is about; null where it is about the whole.',
      resolve: ({ subject }) => subject,
    }),
    message: t.exposeString('message', { description: 'What the files lack or say otherwise.' }),
  }),
});

interface FormattedExport extends Exported {
  readonly format: ExporterName;
}

const CurriculumExportType = builder.objectRef<FormattedExport>('CurriculumExport');

CurriculumExportType.implement({
  description: 'A revision in a format of others.',
  fields: (t) => ({
    mediaType: t.string({
      description: 'Of each of the files.',
      resolve: ({ format }) => exporterNamed(format).mediaType,
    }),
    files: t.field({
      type: [ExportedFileType],
      description: 'The files, at least one.',
      extensions: expects(2),
      resolve: ({ files }) => [...files],
    }),
    remarks: t.field({
      type: [ExportRemarkType],
      description: 'All that the format cannot hold.',
      extensions: expects(50),
      resolve: ({ remarks }) => [...remarks],
    }),
  }),
});

/** About what it takes to write a revision down, counted in objects. */
const exportCost = 500;

builder.objectField(CurriculumType, 'export', (t) =>
  t.field({
    type: CurriculumExportType,
    description: 'The revision as files in a format of others, and what that format cannot hold.',
    extensions: costs(exportCost),
    args: {
      format: t.arg({ type: ExportFormat, required: true, description: 'Which format.' }),
    },
    resolve: async ({ published, value }, { format }, context) => {
      countEntries(context, value.skills.length + value.projects.length);
      const exported = await exportCurriculum(published, format, context.address);
      if (exported.kind !== 'exported') throw badInput(exported.message);
      return { ...exported, format };
    },
  }),
);
