import type { Exporter } from './exporter.ts';
import type { Importer } from './importer.ts';
import { looksLikeFramework, readFramework } from './moodle/read-framework.ts';
import { writeFramework } from './moodle/write-framework.ts';

const name = 'MOODLE';
const title = 'Moodle competency framework';

/** Competency frameworks as Moodle exports and imports them. */
export const moodleImporter = {
  name,
  title,
  description:
    'A competency framework as CSV, as Moodle exports it in any language. Competencies at the top that hold others become areas, those that hold none become skills.',
  fileExtensions: ['csv'],
  recognizes: (files) => files.length === 1 && looksLikeFramework(files[0]!.text),
  read: readFramework,
} as const satisfies Importer;

export const moodleExporter = {
  name,
  title,
  description:
    'A competency framework as CSV for "Import competency framework" of Moodle: areas, skills and, under skills with several, levels. Moodle makes a new framework of it each time.',
  mediaType: 'text/csv',
  write: ({ curriculum }, context) => writeFramework(curriculum, context),
} as const satisfies Exporter;
