import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import {
  type ActivityMapping,
  type VerbMeaning,
  verbMeanings,
} from '../../../curriculum/activity-mapping.ts';

/** A mapping as a table says it: what it leaves out is as usual. */
export interface ListedMapping {
  /** Of the first row that speaks of the activity, from 1. */
  readonly line: number;
  readonly activity: string;
  readonly competencies: readonly {
    readonly curriculum: string | null;
    readonly skill: string;
    readonly level: string | null;
  }[];
  readonly leastRatio: number | null;
  readonly completionCounts: boolean;
  readonly partsCount: boolean;
  readonly verbs: Readonly<Record<string, VerbMeaning>>;
}

export interface TableProblem {
  readonly line: number;
  readonly message: string;
}

export type ReadMappings =
  | { readonly kind: 'mappings'; readonly mappings: readonly ListedMapping[] }
  | { readonly kind: 'unreadable'; readonly problems: readonly TableProblem[] };

const columns = [
  'activity',
  'curriculum',
  'skill',
  'level',
  'leastRatio',
  'completionCounts',
  'partsCount',
  'verbs',
] as const;
type Column = (typeof columns)[number];

/** So many rows has a table at the most, and so many problems of it are told. */
const rowsMax = 5_000;
const toldMax = 50;

/**
 * Mappings as CSV by RFC 4180: a row for each competency of each activity. Addresses stand as they are, for programs; verbs
 * that mean something else than usually stand as `address=MEANING`, with spaces between them.
 */
export function writeMappings(mappings: readonly ActivityMapping[]): string {
  const rows = mappings.flatMap((mapping) =>
    mapping.competencies.map(({ curriculum, skill, level }) => [
      mapping.iri,
      curriculum,
      skill,
      level,
      mapping.leastRatio ?? '',
      String(mapping.completionCounts),
      String(mapping.partsCount),
      Object.keys(mapping.verbs)
        .sort()
        .map((verb) => `${verb}=${mapping.verbs[verb]}`)
        .join(' '),
    ]),
  );
  return stringify(rows, { header: true, columns: [...columns], record_delimiter: 'windows' });
}

/** Reads such a table; columns may stand in any order, and only `activity` and `skill` must be there. */
export function readMappings(text: string): ReadMappings {
  const problems: TableProblem[] = [];
  const rows = rowsOf(text, problems);
  const found = new Map<string, ListedMapping>();
  for (const { record, line } of rows) {
    const row = readRow(record, line, problems);
    if (!row) continue;
    const before = found.get(row.activity);
    found.set(
      row.activity,
      before ? { ...before, competencies: [...before.competencies, ...row.competencies] } : row,
    );
    if (before && settingsOf(before) !== settingsOf(row))
      problems.push({
        line,
        message: `Line ${before.line} says otherwise of \`${row.activity.slice(0, 200)}\`: \`leastRatio\`, \`completionCounts\`, \`partsCount\` and \`verbs\` belong to the activity, so all of its rows say the same.`,
      });
  }
  if (problems.length > 0) return { kind: 'unreadable', problems: problems.slice(0, toldMax) };
  return { kind: 'mappings', mappings: [...found.values()] };
}

function settingsOf({ leastRatio, completionCounts, partsCount, verbs }: ListedMapping): string {
  const list = Object.keys(verbs).sort();
  return JSON.stringify([
    leastRatio,
    completionCounts,
    partsCount,
    list.map((verb) => [verb, verbs[verb]]),
  ]);
}

type Cells = Readonly<Partial<Record<string, string>>>;

interface Row {
  readonly line: number;
  readonly record: Cells;
}

function rowsOf(text: string, problems: TableProblem[]): readonly Row[] {
  try {
    const rows: unknown = parse(text, {
      bom: true,
      columns: (names: string[]) => names.map(columnMeant),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      to: rowsMax + 1,
    });
    const found = (rows as { record: Cells; info: { lines: number } }[]).map(
      ({ record, info }) => ({
        record,
        line: info.lines,
      }),
    );
    if (found.length > rowsMax)
      problems.push({
        line: rowsMax + 2,
        message: `There are more than ${rowsMax} rows: send several tables.`,
      });
    const missing = ['activity', 'skill'].filter((name) => found[0] && !(name in found[0].record));
    for (const name of missing)
      problems.push({ line: 1, message: `No column is called \`${name}\`.` });
    return missing.length > 0 ? [] : found.slice(0, rowsMax);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines = 1 } = error as CsvError & { readonly lines?: number };
    problems.push({
      line: lines,
      message: 'This is no CSV: a quotation mark is missing or stands in the middle of a cell.',
    });
    return [];
  }
}

/** In whatever case it is written. */
function columnMeant(name: string): Column | string {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  return columns.find((column) => column.toLowerCase() === plain) ?? name;
}

function readRow(record: Cells, line: number, problems: TableProblem[]): ListedMapping | null {
  const before = problems.length;
  const tell = (message: string) => void problems.push({ line, message });
  const cell = (name: Column) => record[name] || null;
  const flag = (name: Column): boolean => {
    const text = (cell(name) ?? 'false').toLowerCase();
    if (!['true', 'false', 'yes', 'no', '1', '0'].includes(text))
      tell(`\`${name}\` is \`${text.slice(0, 50)}\`: it must be true or false.`);
    return ['true', 'yes', '1'].includes(text);
  };
  const [activity, skill, ratio] = [cell('activity'), cell('skill'), cell('leastRatio')];
  if (activity === null) tell('`activity` is empty.');
  if (skill === null) tell('`skill` is empty.');
  if (ratio !== null && !/^(0(\.\d+)?|1(\.0+)?|\.\d+)$/.test(ratio))
    tell(`\`leastRatio\` is \`${ratio.slice(0, 50)}\`: it must be from 0 to 1.`);
  const found = {
    line,
    activity: activity ?? '',
    competencies: [{ curriculum: cell('curriculum'), skill: skill ?? '', level: cell('level') }],
    leastRatio: ratio === null ? null : Number(ratio),
    completionCounts: flag('completionCounts'),
    partsCount: flag('partsCount'),
    verbs: verbsIn(cell('verbs') ?? '', tell),
  };
  return problems.length === before ? found : null;
}

function verbsIn(text: string, tell: (message: string) => void): Record<string, VerbMeaning> {
  const entries = text.split(/\s+/).filter(Boolean);
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const [, verb, word] = /^(.+)=(\w+)$/.exec(entry) ?? [];
      const meaning = verbMeanings.find((each) => each === word?.toUpperCase());
      if (verb && meaning) return [[verb, meaning]];
      tell(
        `\`verbs\` has \`${entry.slice(0, 100)}\`: it must read \`address=MEANING\`, with one of ${verbMeanings.join(', ')}.`,
      );
      return [];
    }),
  );
}
