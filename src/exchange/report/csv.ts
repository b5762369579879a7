import { stringify } from 'csv-stringify/sync';
import { type Cell, spreadsheetCell } from '../text/spreadsheet-cell.ts';
import type { CohortReport, MemberReport, ReportFormat } from './report.ts';

/** RFC 4180, after a byte order mark, without which Excel takes UTF-8 for something else. */
export const csv = {
  name: 'CSV',
  mediaType: 'text/csv',
  fileExtension: 'csv',
  description:
    "One row for each member, for spreadsheets. A cell that a spreadsheet would take for a formula begins with `'`.",
  write: ({ from, to, members }: CohortReport) =>
    stringify(
      members.map((member) =>
        Object.values(columns).map((cell) => spreadsheetCell(cell(member, { from, to }))),
      ),
      { header: true, columns: Object.keys(columns), bom: true, record_delimiter: 'windows' },
    ),
} as const satisfies ReportFormat;

type Week = Pick<CohortReport, 'from' | 'to'>;

/** By the name of the column. */
const columns: Readonly<Record<string, (member: MemberReport, week: Week) => Cell>> = {
  from: (_member, { from }) => from,
  to: (_member, { to }) => to,
  name: ({ name }) => name,
  shareDone: ({ shareDone }) => shareDone,
  hoursDone: ({ hoursDone }) => hoursDone,
  hoursLeft: ({ hoursLeft }) => hoursLeft,
  stepsInWeek: ({ doneInWeek }) => doneInWeek.length,
  hoursInWeek: ({ hoursInWeek }) => hoursInWeek,
  doneInWeek: ({ doneInWeek }) => doneInWeek.join('; '),
  stalledSince: ({ stalledSince }) => stalledSince,
  daysAhead: ({ daysAhead }) => daysAhead,
  expectedFinishOn: ({ expectedFinishOn }) => expectedFinishOn,
  next: ({ next }) => next.map(({ title }) => title).join('; '),
  blockedBy: ({ next }) => next[0]?.block ?? null,
};
