import { looksLikeOutcomes, readOutcomes } from './canvas/read-outcomes.ts';
import { writeOutcomes } from './canvas/write-outcomes.ts';
import type { Exporter } from './exporter.ts';
import type { Importer } from './importer.ts';

const name = 'CANVAS';
const title = 'Canvas outcomes';

/** Outcomes and their groups as Canvas takes them in bulk. */
export const canvasImporter = {
  name,
  title,
  description:
    'Outcomes and outcome groups of Canvas as CSV, as its page of outcomes exports them. Groups at the top become areas, outcomes skills.',
  fileExtensions: ['csv'],
  recognizes: (files) => files.length === 1 && looksLikeOutcomes(files[0]!.text),
  read: readOutcomes,
} as const satisfies Importer;

export const canvasExporter = {
  name,
  title,
  description:
    'Outcomes and outcome groups as CSV for the page of outcomes of Canvas, or its outcome imports: an outcome for each skill, with ratings for its levels. Read in again, it updates what is there.',
  mediaType: 'text/csv',
  write: ({ curriculum }, context) => writeOutcomes(curriculum, context),
} as const satisfies Exporter;
