import { parse } from 'csv-parse/sync';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { csv } from '../../../src/exchange/report/csv.ts';
import { markdown } from '../../../src/exchange/report/markdown.ts';
import type { CohortReport, MemberReport } from '../../../src/exchange/report/report.ts';

const ada: MemberReport = {
  name: 'Ada',
  shareDone: 0.419,
  hoursDone: 41.9,
  hoursLeft: 58.1,
  doneInWeek: ['Variables', 'Functions'],
  hoursInWeek: 6,
  stalledSince: null,
  daysAhead: 2,
  expectedFinishOn: '2027-06-30',
  next: [
    { title: 'HTTP', block: null },
    { title: 'Flask', block: 'It needs HTTP first.' },
  ],
};

const bob: MemberReport = {
  ...ada,
  name: 'Bob',
  doneInWeek: [],
  hoursInWeek: 0,
  stalledSince: '2027-02-01',
  expectedFinishOn: null,
};

const report: CohortReport = {
  cohort: 'Spring',
  curriculum: 'Python on the web',
  from: '2027-03-01',
  to: '2027-03-07',
  members: [ada, bob],
  progress: 'Half of the 2 learners with a roadmap have done 41 % of it or more.',
  bottlenecks: ['All 2 learners still lack HTTP.'],
  groups: [],
  workshop: null,
};

describe('a report as Markdown', () => {
  it('tells who moved, who is stuck, what is next and what would help', () => {
    expect(markdown.write(report)).toBe(`# Spring: 1 Mar to 7 Mar 2027

Python on the web. Half of the 2 learners with a roadmap have done 41 % of it or more.

## Who moved (1 of 2)

- **Ada**: Variables and Functions (2 steps, 6 h); 41 % of the roadmap is done

## Who is stuck

- **Bob**: since 1 Feb 2027, at HTTP

## What is next

- **Ada**: HTTP, then Flask; done by 30 Jun 2027 at this pace
- **Bob**: HTTP, then Flask

## What holds them up

- All 2 learners still lack HTTP.

## Who can learn together

No two have the same step before them.

## The next workshop

Nothing would help several at once.
`);
  });

  it('says so where there is nothing to tell', () => {
    const empty = { ...report, members: [], bottlenecks: [] };
    const text = markdown.write(empty);
    for (const says of ['Nobody did a step.', 'Nobody is.', 'Nothing is planned.'])
      expect(text).toContain(says);
  });

  it('shows names as they are, whatever is in them', async () => {
    const name = '<script>alert(1)</script> [a](javascript:b) **c** | d\n# e `f`';
    const hostile = { ...report, cohort: name, members: [{ ...ada, name, doneInWeek: [name] }] };
    const html = await marked.parse(markdown.write(hostile));
    expect(html).not.toMatch(/<script|<a |<code|<h1>e/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; [a](javascript:b) **c** | d # e `f`',
    );
  });
});

describe('a report as CSV', () => {
  it('has a row for each member', () => {
    const rows = parse(csv.write(report), { bom: true, columns: true });
    expect(rows).toMatchObject([
      {
        from: '2027-03-01',
        name: 'Ada',
        shareDone: '0.419',
        stepsInWeek: '2',
        doneInWeek: 'Variables; Functions',
        stalledSince: '',
        next: 'HTTP; Flask',
        blockedBy: '',
      },
      { name: 'Bob', stalledSince: '2027-02-01', stepsInWeek: '0' },
    ]);
  });

  it('has no formula in it', () => {
    const name = '=HYPERLINK("https://example.org")\r\n,"';
    const members = [
      { ...ada, name, doneInWeek: ['+1', '@a'], next: [{ title: '-1', block: null }] },
    ];
    const [row] = parse(csv.write({ ...report, members }), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    expect(row).toMatchObject({
      name: `'=HYPERLINK("https://example.org") ,"`,
      doneInWeek: "'+1; @a",
      next: "'-1",
    });
  });
});
