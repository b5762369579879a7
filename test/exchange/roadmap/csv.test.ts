import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csv } from '../../../src/exchange/roadmap/csv.ts';
import type { Milestone, Step } from '../../../src/planner/roadmap.ts';
import { plainLine } from '../../../src/util/plain-line.ts';
import { arbitraryTitles, withTitles } from '../../support/arbitrary-titles.ts';
import { curriculum } from '../../support/curricula.ts';
import { rendered } from '../../support/rendering.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

const dated = {
  goals: 'backend-developer',
  projects: 'ONE_PER_MILESTONE',
  hoursPerWeek: 5,
  startOn: '2027-01-04',
} as const;

/** Rows by the names of the columns, with what keeps spreadsheets from calculating taken off again. */
function read(text: string): Record<string, string>[] {
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [
        name,
        cell.replace(/^'(?=['\s]*[=+\-@＝＋－＠])/, ''),
      ]),
    ),
  );
}

function rowOf(step: Step, milestone: Milestone): Record<string, string> {
  const { timing } = step;
  return {
    position: `${step.position}`,
    milestone: plainLine(milestone.title),
    key: step.key,
    kind: step.subject.kind === 'project' ? 'PROJECT' : 'COMPETENCY',
    title: plainLine(step.title),
    hours: `${step.hours}`,
    hoursBefore: `${step.hoursBefore}`,
    week: `${timing?.week ?? ''}`,
    startsOn: timing?.startsOn ?? '',
    endsOn: timing?.endsOn ?? '',
    slackHours: `${timing?.slackHours ?? ''}`,
    isCritical: `${timing?.isCritical ?? ''}`,
    after: step.after.map(({ key }) => key).join(' '),
    why: plainLine(step.why),
  };
}

it('tells of every step what there is to tell, whatever the titles', () =>
  fc.assert(
    fc.property(arbitraryTitles, fc.boolean(), (titles, isDated) => {
      const wanted = isDated ? dated : { goals: dated.goals };
      const { roadmap, text } = rendered(csv, withTitles(smallCurriculum(), titles), wanted);
      expect(read(text)).toEqual(
        roadmap.milestones.flatMap((milestone) =>
          milestone.steps.map((step) => rowOf(step, milestone)),
        ),
      );
    }),
    { numRuns: 100 },
  ));

it.each([
  ['=1+1', "'=1+1"],
  ['  @SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ["'=1", "''=1"],
  ['＝1+1', "'＝1+1"],
  ["'quoted'", "'quoted'"],
  ['a=1', 'a=1'],
])('keeps spreadsheets from calculating %s', (title, cell) => {
  const [row] = parse(rendered(csv, withTitles(curriculum('a'), [title]), { goals: 'a' }).text, {
    columns: true,
    bom: true,
  }) as { title: string }[];
  expect(row!.title).toBe(cell);
});

it('begins and ends lines as Excel expects', () => {
  const { text } = rendered(csv, 'a; b: a', { goals: 'b' });
  expect(text.startsWith('\ufeffposition,milestone,key,')).toBe(true);
  expect(text.match(/\r\n/g)).toHaveLength(3);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});
