import { foldText } from '../../../util/fold-text.ts';
import { listed } from '../../../util/listed.ts';
import { delimiterOf, type TableRow, tableRows } from '../../text/read-table.ts';
import type { EvidenceReading, EvidenceSettings, ReadResult } from '../evidence-format.ts';
import { type ResultParts, resultOf } from './result-of.ts';
import { numberIn, said } from './values.ts';

/** The columns of the report by what they are called in it, folded. Those of other reports and of people's own are left out. */
const columns = {
  userId: ['student id'],
  recordId: ['student sis id'],
  userName: ['student name'],
  mail: ['student email', 'email'],
  outcomeId: ['learning outcome id'],
  guid: ['vendor guid', 'learning outcome vendor guid'],
  code: ['learning outcome friendly name'],
  title: ['learning outcome name'],
  points: ['outcome score'],
  possible: ['learning outcome points possible'],
  masteryPoints: ['learning outcome mastery score'],
  mastered: ['learning outcome mastered'],
  rating: ['learning outcome rating'],
  time: ['submission date', 'assessment date'],
  workId: ['assessment id', 'assignment id'],
  workType: ['assessment type'],
  workTitle: ['assessment title', 'assignment title'],
  questionId: ['assessment question id'],
  attempt: ['attempt'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Column = keyof typeof columns;

/** Reads the report of an account: a row for each result, or for each piece of work that may have one. */
export function readReport(text: string, settings: EvidenceSettings): EvidenceReading {
  const rows = () => tableRows(text, delimiterOf(text));
  const [head] = rows();
  const at = columnsOf(head?.cells ?? []);
  const lacking = lackingOf(at);
  if (lacking.length > 0) {
    const message = `This is no report of outcome results: it has no column ${listed(lacking)}. Ask Canvas for the report "Outcome Results" in English.`;
    return { kind: 'defective', defects: [{ line: head?.line ?? 1, message }] };
  }
  return { kind: 'results', results: { [Symbol.iterator]: () => resultsIn(rows(), at, settings) } };
}

function columnsOf(cells: readonly string[]): ReadonlyMap<Column, number> {
  const names = new Map<string, Column>();
  for (const column of Object.keys(columns) as Column[])
    for (const name of columns[column]) names.set(name, column);
  const at = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const column = names.get(foldText(cell.slice(0, 200)));
    if (column !== undefined && !at.has(column)) at.set(column, index);
  }
  return at;
}

/** What must be there: who, what, and how it went, each in one way or another. */
function lackingOf(at: ReadonlyMap<Column, number>): string[] {
  const needed: readonly (readonly Column[])[] = [
    ['userId', 'recordId', 'mail'],
    ['outcomeId', 'guid', 'code', 'title'],
    ['points', 'mastered', 'rating'],
  ];
  return needed
    .filter((ways) => !ways.some((column) => at.has(column)))
    .map((ways) => `\`${columns[ways[0]!][0]}\``);
}

function* resultsIn(
  rows: Iterable<TableRow>,
  at: ReadonlyMap<Column, number>,
  settings: EvidenceSettings,
): Generator<ReadResult, void> {
  let isFirst = true;
  for (const row of rows) {
    if (!isFirst) yield readRow(row, at, settings);
    isFirst = false;
  }
}

function readRow(
  { line, cells, fault }: TableRow,
  at: ReadonlyMap<Column, number>,
  settings: EvidenceSettings,
): ReadResult {
  if (fault !== null)
    return {
      kind: 'unclear',
      line,
      message: 'The quotation marks of this row do not fit together.',
    };
  const cell = (column: Column) => said(cells[at.get(column) ?? -1]);
  const mastered = cell('mastered');
  const parts: ResultParts = {
    line,
    // The report does not say what the result itself is called: there is one for each of these.
    externalId: [
      cell('outcomeId') ?? cell('guid') ?? cell('code') ?? cell('title'),
      ...[cell('workType'), cell('workId'), cell('questionId')],
    ]
      .map((part) => part ?? '')
      .join('/'),
    userId: cell('userId'),
    recordId: cell('recordId'),
    mail: cell('mail'),
    userTitle: cell('userName'),
    outcome: {
      id: cell('outcomeId'),
      guid: cell('guid'),
      code: cell('code'),
      title: cell('title'),
    },
    points: numberIn(cell('points')),
    possible: numberIn(cell('possible')),
    share: null,
    masteryPoints: numberIn(cell('masteryPoints')),
    isMastered: mastered === null ? null : /^(1|true|yes)$/i.test(mastered),
    rating: cell('rating'),
    time: cell('time'),
    data: { work: cell('workTitle'), attempt: numberIn(cell('attempt')) },
  };
  if (cell('points') !== null && parts.points === null)
    return { kind: 'unclear', line, message: 'The `outcome score` of this row is no number.' };
  return resultOf(parts, settings);
}
