import { describe, expect, it } from 'vitest';
import { canvasResults } from '../../../src/exchange/evidence/canvas-results/canvas-results.ts';
import { numberIn, timeIn } from '../../../src/exchange/evidence/canvas-results/values.ts';
import type { ReadResult } from '../../../src/exchange/evidence/evidence-format.ts';

const settings = { systems: { platform: 'canvas', records: 'sis' }, undatedAt: null };

function read(text: string, more: Partial<typeof settings> | { undatedAt: Date } = {}) {
  const reading = canvasResults.read(text, { ...settings, ...more });
  if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects));
  return [...reading.results];
}

function defects(text: string) {
  const reading = canvasResults.read(text, settings);
  return reading.kind === 'defective' ? reading.defects : [];
}

/** The columns of the account report, in its order. */
const head =
  'student name,student id,student sis id,assessment title,assessment id,assessment type,submission date,submission score,learning outcome name,learning outcome id,attempt,outcome score,assessment question,assessment question id,learning outcome friendly name,learning outcome points possible,learning outcome mastery score,learning outcome mastered,learning outcome rating,learning outcome rating points';
const ada =
  '"Lovelace, Ada",3,S-3,"Essay, first",53,assignment,2026-02-01T00:00:00-06:00,8,Functions,97,1,2,,,functions,3,1,1,Working,2';

const page = {
  outcome_results: [
    {
      id: 42,
      score: 2,
      possible: 4,
      mastery: true,
      percent: 0.5,
      submitted_or_assessed_at: '2026-02-01T06:00:00Z',
      links: { user: '3', learning_outcome: '97', alignment: 'assignment_53' },
    },
  ],
  linked: {
    outcomes: [
      {
        id: 97,
        title: 'Functions',
        display_name: 'functions',
        vendor_guid: 'g-97',
        mastery_points: 1,
        ratings: [
          { description: 'Not yet', points: 0 },
          { description: 'Advanced', points: 3 },
          { description: 'Working', points: 2 },
          { description: 'Foundation', points: 1 },
        ],
      },
    ],
    users: [{ id: '3', name: 'Ada', sis_user_id: 'S-3', login_id: 'ada@example.org' }],
    alignments: [{ id: 'assignment_53', name: 'Essay' }],
  },
};

describe('the report of an account', () => {
  it('is read with the columns that Canvas gives it', () => {
    expect(read(`${head}\n${ada}\n`)).toEqual([
      {
        kind: 'result',
        line: 2,
        externalId: '97/assignment/53/',
        learner: {
          names: [
            { system: 'canvas', externalId: '3' },
            { system: 'sis', externalId: 'S-3' },
          ],
          mail: null,
          title: 'Lovelace, Ada',
        },
        outcome: { id: '97', guid: null, code: 'functions', title: 'Functions' },
        score: 2 / 3,
        isMastered: true,
        rating: 'Working',
        occurredAt: new Date('2026-02-01T06:00:00Z'),
        data: {
          outcome: 'Functions',
          rating: 'Working',
          points: 2,
          possible: 3,
          isMastered: true,
          work: 'Essay, first',
          attempt: 1,
        },
      },
    ]);
  });

  it('is the same with a mark at its begin, other line ends and other delimiters', () => {
    const plain = read(`${head}\n${ada}\n`);
    expect(read(`\ufeff${head}\r\n${ada}\r\n`)).toEqual(plain);
    const semicolons = `${head}\n${ada}`
      .replace(/"[^"]*"|,/g, (part) => (part === ',' ? ';' : part))
      .toString();
    expect(read(semicolons)).toEqual(plain);
  });

  it('tells work that nobody assessed from what has no learner, outcome, date or number', () => {
    const row = (cells: Record<string, string>) =>
      head
        .split(',')
        .map((column) => cells[column] ?? '')
        .join(',');
    const fine = {
      'student id': '3',
      'learning outcome id': '97',
      'outcome score': '2',
      'learning outcome mastery score': '1',
      'submission date': '2026-02-01',
    };
    const rows = [
      fine,
      { ...fine, 'outcome score': '' },
      { ...fine, 'student id': '' },
      { ...fine, 'learning outcome id': '' },
      { ...fine, 'submission date': '' },
      { ...fine, 'submission date': '2026-02-31' },
      { ...fine, 'outcome score': 'two' },
    ];
    const text = [head, ...rows.map(row)].join('\n');
    const results = read(text);
    expect(results.map(({ kind }) => kind)).toEqual([
      ...['result', 'unassessed', 'unclear', 'unclear', 'unclear', 'unclear', 'unclear'],
    ]);
    expect(results[0]).toMatchObject({ isMastered: true, score: null });
    expect(messages(results)).toEqual([
      [4, 'It does not say whose result it is.'],
      [5, 'It does not say which outcome it is about.'],
      [6, 'It has no date. Say on which day results without one came about.'],
      [7, '`2026-02-31` is no date, such as 2026-05-01T10:00:00Z.'],
      [8, 'The `outcome score` of this row is no number.'],
    ]);
    const undatedAt = new Date('2026-03-01T00:00:00Z');
    expect(read(text, { undatedAt })[4]).toMatchObject({ kind: 'result', occurredAt: undatedAt });
  });

  it('calls results the same whatever the outcome is called by now', () => {
    const renamed = ada.replace('Functions', 'Procedures').replace(',functions,', ',procedures,');
    const [before, after] = [ada, renamed].map((row) => read(`${head}\n${row}`)[0]);
    expect(after).toMatchObject({ externalId: (before as { externalId: string }).externalId });
  });

  it('has learners who are called by their mail address in the records', () => {
    const [result] = read(`${head}\n${ada.replace('S-3', 'ada@example.org')}`);
    expect(result).toMatchObject({ learner: { mail: 'ada@example.org' } });
  });

  it.each([
    ['student id,learning outcome id\n3,97', /no column `outcome score`/],
    ['a,b\n1,2', /no column `student id`, `learning outcome id` and `outcome score`/],
    ['', /no column/],
    [`${head}\0`, /UTF-16/],
  ])('is not what begins otherwise: %#', (text, message) => {
    expect(defects(text)).toEqual([{ line: 1, message: expect.stringMatching(message) }]);
  });

  it('tells rows that a quotation mark swallows', () => {
    const [first] = read(`${head}\n"Ada,3\n${ada}`);
    expect(first).toEqual({
      kind: 'unclear',
      line: 2,
      message: 'The quotation marks of this row do not fit together.',
    });
  });
});

describe('what the API answers', () => {
  it('is read with the outcomes and users that it names', () => {
    expect(read(JSON.stringify(page))).toEqual([
      {
        kind: 'result',
        line: 1,
        externalId: 'result/42',
        learner: {
          names: [
            { system: 'canvas', externalId: '3' },
            { system: 'sis', externalId: 'S-3' },
          ],
          mail: 'ada@example.org',
          title: 'Ada',
        },
        outcome: { id: '97', guid: 'g-97', code: 'functions', title: 'Functions' },
        score: 0.5,
        isMastered: true,
        rating: 'Working',
        occurredAt: new Date('2026-02-01T06:00:00Z'),
        data: {
          outcome: 'Functions',
          rating: 'Working',
          points: 2,
          possible: 4,
          isMastered: true,
          work: 'Essay',
        },
      },
    ]);
  });

  it('may be several pages, of which any names what the others speak of', () => {
    const { linked, ...bare } = page;
    const pages = [bare, { outcome_results: [], linked }];
    expect(read(JSON.stringify(pages))).toEqual(read(JSON.stringify([page])));
  });

  it('may be without what it links to', () => {
    const { linked, ...bare } = page;
    expect(read(`\ufeff${JSON.stringify(bare, null, 1)}`)).toMatchObject([
      { kind: 'result', line: 3, outcome: { id: '97', guid: null }, rating: null, score: 0.5 },
    ]);
  });

  it('is not taken where its numbers have lost digits', () => {
    const text = JSON.stringify(page).replace('"user":"3"', '"user":10000000000000003');
    expect(messages(read(text))[0]![1]).toMatch(/too large to be read exactly/);
  });

  it.each([
    ['{', /./],
    ['[]', /no list `outcome_results`/],
    ['[1]', /no list `outcome_results`/],
    ['{"outcome_results":{}}', /no list `outcome_results`/],
    ['{"rollups":[]}', /rollups/],
    ['['.repeat(20_000), /./],
  ])('is not what begins otherwise: %#', (text, message) => {
    expect(defects(text)).toEqual([
      { line: expect.any(Number), message: expect.stringMatching(message) },
    ]);
  });

  it('may be strange in each place', () => {
    const strange = [null, 1, 'text', [], {}, { id: {} }, { links: 3, score: [] }];
    const results = read(
      JSON.stringify({ outcome_results: strange, linked: { users: [null, 3] } }),
    );
    expect(results.every(({ kind }) => kind !== 'result')).toBe(true);
  });
});

describe('values', () => {
  it.each([
    ['2', 2],
    ['2.50', 2.5],
    ['-1', -1],
    ['1e3', 1000],
    ['0x10', null],
    ['', null],
    ['NaN', null],
    ['Infinity', null],
    ['9'.repeat(20), null],
  ])('takes %s for the number %s', (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  it.each([
    ['2026-02-01T00:00:00-06:00', '2026-02-01T06:00:00.000Z'],
    ['2026-02-01 00:00:00 UTC', '2026-02-01T00:00:00.000Z'],
    ['2026-02-01', '2026-02-01T00:00:00.000Z'],
    ['2026-02-01T00:00:00.123456789+0100', '2026-01-31T23:00:00.123Z'],
    ['01.02.2026', undefined],
    ['2026-13-01', undefined],
    ['2026-02-30', undefined],
    ['2026-02-01T25:00', undefined],
  ])('takes %s for the time %s', (text, time) => {
    expect(timeIn(text)?.toISOString()).toBe(time);
  });
});

function messages(results: readonly ReadResult[]) {
  return results.flatMap((result) =>
    result.kind === 'unclear' ? [[result.line, result.message] as const] : [],
  );
}
