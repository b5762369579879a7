import { lintPublished } from '../actions/lint-published.ts';
import { findRevision, listRevisions } from '../actions/list-revisions.ts';
import { type NativeNotation, writeDocument } from '../actions/write-document.ts';
import type { Revision } from '../curriculum/revision.ts';
import { countEntries } from './answer-budget.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { costs } from './cost.ts';
import { placedCurriculum } from './curriculum.ts';
import { DefectReportType } from './defect.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { findsNode, globalId } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { CurriculumType, NodeType, type PlacedCurriculum } from './refs.ts';

export type OwnRevision = Unplaced<Revision, 'Revision'>;

/** About what it takes to compile a revision, or to write it down, counted in objects. */
const compileCost = 500;

const CurriculumSizeType = builder
  .objectRef<Record<'areas' | 'skills' | 'projects' | 'careerPaths' | 'advice', number>>(
    'CurriculumSize',
  )
  .implement({
    description: 'How much there is in a revision.',
    fields: (t) => ({
      areas: t.exposeInt('areas', { description: 'How many areas.' }),
      skills: t.exposeInt('skills', { description: 'How many skills.' }),
      projects: t.exposeInt('projects', { description: 'How many projects.' }),
      careerPaths: t.exposeInt('careerPaths', { description: 'How many career paths.' }),
      advice: t.exposeInt('advice', { description: 'How many pieces of advice.' }),
    }),
  });

export const RevisionType = builder.objectRef<OwnRevision>('Revision');

RevisionType.implement({
  description: 'One published state of a curriculum. It never changes.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('Revision', value.curriculum, String(value.number)),
    }),
    number: t.int({
      description: 'From 1, without gaps.',
      resolve: ({ value }) => value.number,
    }),
    digest: t.string({
      description: 'SHA-256 of what was published, in hexadecimal: equal for equal curricula.',
      resolve: ({ value }) => value.digest,
    }),
    publishedAt: t.field({
      type: 'DateTime',
      description: 'When it was published.',
      resolve: ({ value }) => value.publishedAt,
    }),
    publishedBy: t.string({
      description: 'Who published it: `seeds`, `command-line`, or whoever else it was.',
      resolve: ({ value }) => value.publishedBy,
    }),
    note: t.string({
      nullable: true,
      description: 'What the publisher said of it.',
      resolve: ({ value }) => value.note,
    }),
    size: t.field({
      type: CurriculumSizeType,
      description: 'How much there is in it.',
      resolve: async ({ value }, _args, { loaders }) => {
        const sizes = await loaders.curriculumSizes.load(value.curriculum);
        return sizes!(value.number);
      },
    }),
    curriculum: t.field({
      type: CurriculumType,
      description: 'The curriculum as it was then.',
      extensions: costs(compileCost),
      resolve: ({ value }, _args, context) => curriculumAt(context, value),
    }),
  }),
});

findsNode('Revision', async ({ environment }, [curriculum = '', number = '']) => {
  const revision = await findRevision(environment, curriculum, number);
  return revision && unplaced('Revision', revision);
});

export async function curriculumAt(
  { environment }: Context,
  { curriculum, number }: Revision,
): Promise<PlacedCurriculum> {
  const published = await environment.curricula.at(curriculum, number);
  if (published) return placedCurriculum(published);
  throw badInput(
    `Revision ${number} of \`${curriculum}\` can't be read yet. Ask again in a moment.`,
  );
}

const RevisionConnection = builder.connectionObject(
  { type: RevisionType, name: 'RevisionConnection', description: 'A page of revisions.' },
  { name: 'RevisionEdge', description: 'A revision in a list.' },
);

const NativeNotationType = enumOf<NativeNotation>(
  'NativeNotation',
  'How the native format is written down.',
  {
    YAML: 'For people, who write it so; what is small stands on one line.',
    JSON: 'For programs.',
  },
);

builder.objectFields(CurriculumType, (t) => ({
  revisions: t.field({
    type: RevisionConnection,
    description: 'All its revisions, the newest first, whichever this one is.',
    args: keyPageArguments,
    resolve: ({ value }, args, { environment }) =>
      keyPageOf(
        {
          name: `revisions ${value.slug}`,
          keyOf: ({ number }) => String(number),
          nodeOf: (revision) => unplaced('Revision', revision),
          ...listRevisions(environment, value.slug),
        },
        args,
      ),
  }),
  document: t.string({
    description:
      'The whole revision in the native format, to go on from: publishing it gives the same digest again.',
    extensions: costs(compileCost),
    args: {
      notation: t.arg({
        type: NativeNotationType,
        description: 'How to write it down; YAML where it is left out.',
      }),
    },
    resolve: async ({ published, value }, { notation }, context) => {
      countEntries(context, value.skills.length + value.projects.length);
      const written = await writeDocument(published, notation ?? 'YAML');
      if (written.kind !== 'document') throw badInput(written.message);
      return written.text;
    },
  }),
  lint: t.field({
    type: DefectReportType,
    description:
      'What is worth another look in this revision, by rule: what `cairn validate` tells of it. For authors.',
    extensions: costs(compileCost),
    resolve: async ({ published }, _args, { actor }) => {
      const found = orForbid(await lintPublished(actor, published));
      if (found.kind !== 'linted') throw badInput(found.message);
      return found;
    },
  }),
}));
