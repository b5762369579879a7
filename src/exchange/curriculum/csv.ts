import { readCsv } from './csv/read-csv.ts';
import { looksLikeTable } from './csv/tables.ts';
import { writeCsv } from './csv/write-csv.ts';
import type { Exporter } from './exporter.ts';
import type { Importer } from './importer.ts';

const name = 'CSV';
const title = 'Tables of skills and prerequisites';

export const csvImporter = {
  name,
  title,
  description:
    'Two tables as spreadsheets save them: skills (`id`, `title`, `area`, `summary`, `level`, `hours` …) and prerequisites (`skill`, `needs`, `kind`, `group` …).',
  fileExtensions: ['csv', 'tsv'],
  recognizes: (files) => files.some(looksLikeTable),
  read: readCsv,
} as const satisfies Importer;

export const csvExporter = {
  name,
  title,
  description:
    'Two tables for spreadsheets: skills, a row for each of their levels, and prerequisites, a row for each. Projects, career paths and advice have no place in them.',
  mediaType: 'text/csv',
  write: ({ curriculum }) => writeCsv(curriculum),
} as const satisfies Exporter;
