import { describe, expect, it } from 'vitest';
import { readImport } from '../../../src/actions/read-import.ts';
import type { SkillDocument } from '../../../src/curriculum/document.ts';
import { csvExporter, csvImporter } from '../../../src/exchange/curriculum/csv.ts';
import { remarksMax } from '../../../src/exchange/curriculum/importing/remark-list.ts';
import { delimiterOf, tableRows } from '../../../src/exchange/text/read-table.ts';
import { graph } from '../../support/curricula.ts';

const settings = { curriculum: 'demo', hoursByDefault: 4 };

function filesOf(skills: string, prerequisites?: string) {
  const files = [{ file: 'skills.csv', text: skills }];
  return prerequisites === undefined
    ? files
    : [...files, { file: 'prerequisites.csv', text: prerequisites }];
}

function read(skills: string, prerequisites?: string) {
  const reading = csvImporter.read(filesOf(skills, prerequisites), settings);
  if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects));
  const remarks = reading.remarks
    .map(({ file, line, kind, message }) => `${file}:${line} ${kind} ${message}`)
    // Most tables here name no area; that it is told has a test of its own.
    .filter((line) => !line.includes('Rows that name no area'));
  const byId = new Map(reading.document.skills!.map((skill) => [skill.id, skill]));
  return { ...reading, told: remarks, skill: (id: string): SkillDocument => byId.get(id)! };
}

function defectsOf(skills: string, prerequisites?: string): string[] {
  const reading = readImport(filesOf(skills, prerequisites), 'CSV', settings);
  if (reading.kind !== 'defective') return [];
  return reading.problems.map(({ file, line, code }) => `${file}:${line} ${code}`);
}

/** What `c` needs by rows of prerequisites. */
function needs(columns: string, ...rows: string[]) {
  const { skill, told } = read('id,hours\na,1\nb,1\nc,1\nd,1\n', [columns, ...rows].join('\n'));
  return { requires: skill('c').requires ?? [], skill: skill('c'), told };
}

describe('a table', () => {
  const plain = read('id,title,hours\na,Äpfel,1.5\n').document;

  it.each([
    ['semicolons', 'id;title;hours\na;Äpfel;1,5\n'],
    ['tabs', 'id\ttitle\thours\na\tÄpfel\t1.5'],
    ['a byte order mark and CRLF', '\ufeffid,title,hours\r\na,Äpfel,1.5\r\n'],
    ['a line for Excel', '\ufeffsep=;\r\nid;title;hours\r\na;Äpfel;1,5\r\n'],
    ['old line ends', 'id,title,hours\ra,Äpfel,1.5\r'],
    ['quotes', '"id","title","hours"\n"a","Äpfel","1.5"\n'],
    ['other names and another order', 'Estimated Hours,SKILL_ID,Skill-Name\n1.5 h,a,Äpfel\n'],
    ['minutes', 'id,title,duration\na,Äpfel,90 min\n'],
    ['empty lines and columns', '\n\nid,title,,hours\n,,,\n\na,Äpfel,,1.5\n'],
  ])('is read with %s', (_name, text) => expect(read(text).document).toEqual(plain));

  it('keeps commas, quotes and lines in quotes', () =>
    expect(read('id,title,summary\na,"B, ""c""","One.\nTwo."\n').skill('a')).toMatchObject({
      title: 'B, "c"',
      summary: 'One.\nTwo.',
    }));

  it('takes a quotation mark that is never closed for a letter, and tells so', () => {
    const { skill, told } = read('id,title\na,"Never\nb,Fine\n');
    expect([skill('a').title, skill('b').title]).toEqual(['"Never', 'Fine']);
    expect(told[0]).toMatch(/^skills.csv:2 CHANGED A quotation mark in this row is never closed/);
  });

  it('knows the line of every row, however many lines a cell has', () => {
    const rows = [...tableRows('a,b\r\n"1\r\n2",x\r\n\r\n3,y', ',')];
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, '1\r\n2', 'x'],
      [5, '3', 'y'],
    ]);
  });

  it('is divided by what stands most often in its first line, outside of quotes', () => {
    expect(delimiterOf('"a,b,c";d')).toBe(';');
    expect(delimiterOf('a')).toBe(',');
  });
});

describe('skills', () => {
  it('become slugs, and what they were called is kept', () => {
    const { skill, told } = read(
      'id,title\nC# Basics,C sharp\nc++,C plus plus\n日本,Japan\nA,A\na,Another\n',
    );
    expect(skill('c-sharp-basics').externalIds).toEqual({ csv: 'C# Basics' });
    expect(skill('c-plus-plus').externalIds).toEqual({ csv: 'c++' });
    expect(skill('skill').externalIds).toEqual({ csv: '日本' });
    expect(skill('a').externalIds).toEqual({ csv: 'A' });
    expect(skill('a-2').title).toBe('Another');
    expect(told.filter((line) => line.includes('CHANGED The id'))).toHaveLength(5);
  });

  it('have as many levels as rows, lowest first by what the words mean', () => {
    const { document, skill, told } = read(
      'id,level,hours,criteria\na,Advanced,3,\na,Beginner,1,"does it\nsays how"\nb,beginner,2,\n',
    );
    expect(document.levels).toEqual(['beginner', 'advanced']);
    expect(skill('a').hours).toEqual({ beginner: 1, advanced: 3 });
    expect(skill('a').criteria).toEqual({ beginner: ['does it', 'says how'] });
    expect(told).toEqual([
      expect.stringMatching(/DEFAULTED The levels are, lowest first, `beginner`, `advanced`/),
    ]);
  });

  it('have the levels in the order of their ranks, where these are said', () =>
    expect(read('id,level,rank\na,x,2\na,y,1\n').document.levels).toEqual(['y', 'x']));

  it('get the hours by default for a level that nobody names between two others', () => {
    const { skill, told } = read('id,level,rank,hours\na,one,1,1\na,three,3,2\nb,two,2,5\n');
    expect(skill('a').hours).toEqual({ one: 1, two: 4, three: 2 });
    expect(told).toHaveLength(2);
  });

  it('that stand twice count once, with the row told', () => {
    const { document, told } = read('id,title\na,One\na,Two\n');
    expect(document.skills).toHaveLength(1);
    expect(told.at(-1)).toMatch(/^skills.csv:3 DROPPED `a` stands in line 2 already/);
  });

  it('keep as notes what stands in columns that nobody knows', () => {
    const { skill, told } = read('id,Owner,title\na,Ann,A\nb,,B\n');
    expect([skill('a').notes, skill('b').notes]).toEqual([['Owner: Ann'], undefined]);
    expect(told[0]).toMatch(/^skills.csv:1 NOTED .*`Owner`/);
  });

  it('belong to areas in the order of the rows, those that name none to one of their own', () => {
    const { document, remarks } = read('id,area\na,Web Pages\nb,\nc,web-pages\n');
    expect(document.areas).toEqual([
      { id: 'web-pages', title: 'Web Pages' },
      { id: 'general', title: 'General' },
    ]);
    expect(document.skills!.map(({ area }) => area)).toEqual(['web-pages', 'general', 'web-pages']);
    expect(remarks.map(({ line, message }) => `${line} ${message}`)).toContain(
      '3 Rows that name no area belong to the area `general`.',
    );
  });

  it('tell what was cut, rounded or left out', () => {
    const { skill, told } = read(
      `id,title,hours,sameAs\na,${'x'.repeat(300)},0.26,nowhere\nb,B,many,https://example.org/b\n,,3,\n`,
    );
    expect(skill('a')).toMatchObject({ title: `${'x'.repeat(199)}…`, hours: 0.3 });
    expect(skill('b')).toMatchObject({ hours: 4, sameAs: ['https://example.org/b'] });
    expect(told.map((line) => line.slice(0, 40))).toEqual([
      expect.stringMatching('skills.csv:2 CHANGED The title had 300'),
      expect.stringMatching('skills.csv:2 DROPPED `nowhere` is no ad'),
      expect.stringMatching('skills.csv:2 CHANGED `0.26` is 0.3 h no'),
      expect.stringMatching('skills.csv:3 CHANGED `many` is no numbe'),
      expect.stringMatching('skills.csv:3 DEFAULTED 1 skill without '),
      expect.stringMatching('skills.csv:4 DROPPED The row has neithe'),
    ]);
  });
});

describe('prerequisites', () => {
  it('are all needed, each with its reason', () => {
    const { skill, told } = needs('skill,needs,because', 'c,a,Comes first.', 'c,b,');
    expect(skill).toMatchObject({ requires: ['a', 'b'], because: { a: 'Comes first.' } });
    expect(told).toEqual([]);
  });

  it('of one group are alternatives', () =>
    expect(needs('skill,needs,group', 'c,a,x', 'c,d,', 'c,b,x').requires).toEqual([
      { anyOf: ['a', 'b'] },
      'd',
    ]));

  it('of one option are needed together', () =>
    expect(needs('skill,needs,group,option', 'c,a,1,1', 'c,b,1,1', 'c,d,1,').requires).toEqual([
      { anyOf: [{ allOf: ['a', 'b'] }, 'd'] },
    ]));

  it('of a group are as many as it says, or all where it has fewer', () => {
    const columns = 'skill,needs,group,at least';
    expect(needs(columns, 'c,a,1,2', 'c,b,1,', 'c,d,1,2').requires).toEqual([
      { atLeast: 2, of: ['a', 'b', 'd'] },
    ]);
    const many = needs(columns, 'c,a,1,3', 'c,b,1,3');
    expect(many.requires).toEqual([{ atLeast: 2, of: ['a', 'b'] }]);
    expect(many.told[0]).toMatch(/CHANGED 3 of the group are needed, but it has 2 only/);
  });

  it('may be recommended', () =>
    expect(needs('to,from,type', 'c,a,soft', 'c,b,hard').skill).toMatchObject({
      requires: ['b'],
      recommends: ['a'],
    }));

  it('that lead out of the table become notes', () => {
    const { skill, told } = needs('skill,needs', 'c,z', 'y,a', 'c,c', 'c,a', 'c,a');
    expect(skill).toMatchObject({
      requires: ['a'],
      notes: ['Needs z, which is not in this curriculum.'],
    });
    expect(told.map((line) => line.slice(0, 42))).toEqual([
      expect.stringMatching('prerequisites.csv:2 EXTERNAL There is no s'),
      expect.stringMatching('prerequisites.csv:3 DROPPED There is no sk'),
      expect.stringMatching('prerequisites.csv:4 DROPPED Nothing can ne'),
      expect.stringMatching('prerequisites.csv:6 DROPPED The same prere'),
    ]);
  });

  it('name skills by id, title or slug, and levels that are there', () => {
    const { skill, told } = read(
      'id,title,level,rank\nX 1,The First,low,1\nX 1,,high,2\nb,Second,low,1\nb,,high,2\n',
      'skill,level,needs,needsLevel\nb,,the first,high\nb,high,x-1,\nb,high,X 1,expert\n',
    );
    expect(skill('b')).toMatchObject({ requires: ['x-1@high'], requiresAt: { high: ['x-1'] } });
    expect(told).toEqual([
      expect.stringMatching(/^prerequisites.csv:4 CHANGED `x-1` has no level `expert`/),
      expect.stringMatching(/^prerequisites.csv:4 DROPPED The same prerequisite/),
      expect.stringMatching(/^skills.csv:2 CHANGED The id `X 1` is `x-1` now/),
      expect.stringMatching(/^skills.csv:2 DEFAULTED 4 levels without hours/),
    ]);
  });

  it('may stand beside the skill', () =>
    expect(read('id,requires\na,\nb,\nc,"a; b | a"\n').skill('c').requires).toEqual([
      'a',
      { anyOf: ['b', 'a'] },
    ]));

  it('that make a circle are told by their row', () => {
    const skills = 'id\na\nb\nc\n';
    expect(defectsOf(skills, 'skill,needs\nc,a\na,b\nb,a\n')).toEqual([
      'prerequisites.csv:3 cycle',
    ]);
    expect(defectsOf(skills, 'skill,needs,group\na,b,1\nb,a,\na,c,1\n')).toEqual([]);
    expect(defectsOf('id,requires\na,b\nb,a\n')).toEqual(['skills.csv:2 cycle']);
  });
});

describe('what is no such table', () => {
  it.each([
    ['nothing', '', 'skills.csv:1 missing-key'],
    ['other columns', 'vendor_guid,object_type\n1,2\n', 'skills.csv:1 missing-key'],
    ['no rows', 'id,title\n', 'skills.csv:1 too-few'],
    ['UTF-16 that somebody took for UTF-8', 'id\nb\0a\0', 'skills.csv:2 unprintable-text'],
  ])('is refused: %s', (_name, text, defect) => expect(defectsOf(text)).toEqual([defect]));

  it('tells lost letters by their row', () =>
    expect(read('id,title\na,Stra\ufffde\n').told[0]).toMatch(
      /^skills.csv:2 CHANGED The title has `�`/,
    ));
});

it('says of a million rows that lead nowhere what fits in a report, and how many there are more', () => {
  const rows = Array.from({ length: 300_000 }, (_, index) => `x${index},y${index}`).join('\n');
  const { remarks } = read('id,hours,area\na,1,b\n', `skill,needs\n${rows}\n`);
  expect(remarks).toHaveLength(remarksMax + 1);
  expect(remarks.at(-1)!.message).toMatch(/^There are 298000 more remarks of this kind/);
});

it('writes tables that spreadsheets take for text', () => {
  const drawn = graph('%area; a 1; b 2: a');
  const { curriculum } = drawn;
  const skills = curriculum.skills.map((skill) => ({
    ...skill,
    title: '=1+1',
    summary: '@x',
    notes: ['-2'],
  }));
  const { files } = csvExporter.write(graph({ ...curriculum, skills }));
  expect(files[0]!.text.startsWith('\ufeffid,title')).toBe(true);
  expect(files[0]!.text).toContain("\r\na,'=1+1,area,area,'@x,");
  const back = csvImporter.read(files, settings);
  expect(back.kind === 'document' && back.document.skills![0]).toMatchObject({
    title: '=1+1',
    summary: '@x',
    notes: ['-2'],
  });
});

it('tells of lists that are too long for one skill what it leaves out', () => {
  const columns = Array.from({ length: 150 }, (_, index) => `column ${index}`);
  const { skill, told } = read(`id,hours,${columns.join()}\na,1,${columns.join()}\n`);
  expect(skill('a').notes).toHaveLength(100);
  expect(told.at(-1)).toMatch(/^skills.csv:2 DROPPED Only the first 100 of 150 notes are kept/);
  const sides = Array.from({ length: 60 }, (_, index) => `s${index},1,side ${index}`).join('\n');
  const many = read(`id,hours,side\n${sides}\n`);
  expect(many.document.sides).toHaveLength(50);
  expect(many.told).toHaveLength(10);
});
