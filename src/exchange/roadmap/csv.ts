import { stringify } from 'csv-stringify/sync';
import type { Milestone, Step } from '../../planner/roadmap.ts';
import { type Cell, spreadsheetCell } from '../text/spreadsheet-cell.ts';
import type { RoadmapFormat } from './format.ts';

/** RFC 4180, after a byte order mark, without which Excel takes UTF-8 for something else. */
export const csv = {
  name: 'CSV',
  mediaType: 'text/csv',
  fileExtension: 'csv',
  description:
    "One row for each step, for spreadsheets. A cell that a spreadsheet would take for a formula begins with `'`.",
  needsDates: false,
  write: ({ milestones }) =>
    stringify(
      milestones.flatMap((milestone) => milestone.steps.map((step) => rowOf(step, milestone))),
      { header: true, columns: Object.keys(columns), bom: true, record_delimiter: 'windows' },
    ),
} as const satisfies RoadmapFormat;

/** By the name of the column; names and what they mean are the API's, where it has them. */
const columns: Readonly<Record<string, (step: Step, milestone: Milestone) => Cell>> = {
  position: ({ position }) => position,
  milestone: (_step, { title }) => title,
  key: ({ key }) => key,
  kind: ({ subject }) => (subject.kind === 'project' ? 'PROJECT' : 'COMPETENCY'),
  title: ({ title }) => title,
  hours: ({ hours }) => hours,
  hoursBefore: ({ hoursBefore }) => hoursBefore,
  week: ({ timing }) => timing?.week ?? null,
  startsOn: ({ timing }) => timing?.startsOn ?? null,
  endsOn: ({ timing }) => timing?.endsOn ?? null,
  slackHours: ({ timing }) => timing?.slackHours ?? null,
  isCritical: ({ timing }) => (timing === null ? null : String(timing.isCritical)),
  after: ({ after }) => after.map(({ key }) => key).join(' '),
  why: ({ why }) => why,
};

function rowOf(step: Step, milestone: Milestone): Cell[] {
  return Object.values(columns).map((cell) => spreadsheetCell(cell(step, milestone)));
}
