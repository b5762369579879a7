import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curriculum, Skill } from '../../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../../src/curriculum/graph.ts';
import { resolveDocument } from '../../../src/curriculum/resolve-document.ts';
import { guidsOf } from '../../../src/exchange/curriculum/canvas/guids.ts';
import { outcomeColumns } from '../../../src/exchange/curriculum/canvas/write-outcomes.ts';
import { canvasExporter, canvasImporter } from '../../../src/exchange/curriculum/canvas.ts';
import { levelName } from '../../../src/exchange/curriculum/outline/lacks.ts';
import { tableRows } from '../../../src/exchange/text/read-table.ts';
import { soundDocument } from '../../support/documents.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

const settings = { curriculum: null, hoursByDefault: 4 };
const published = { curriculum: 'small', digest: '', publishedBy: 'a test', note: null };

function write(curriculum: Curriculum, number: number | null = null) {
  const built = CurriculumGraph.build(curriculum);
  if (built.kind !== 'graph') throw new Error('not sound');
  const revision = number === null ? null : { ...published, number, publishedAt: new Date(0) };
  const { files, remarks } = canvasExporter.write(built.graph, { revision, address: null });
  const [head, ...rows] = [...tableRows(files[0]!.text, ',')].map(({ cells }) => cells);
  return { text: files[0]!.text, remarks, head: head!, rows: rows.map(named) };

  function named(cells: readonly string[]) {
    const ratings = cells.slice(outcomeColumns.length);
    const values = Object.fromEntries(outcomeColumns.map((column, at) => [column, cells[at]!]));
    return { ...values, ratings } as Record<(typeof outcomeColumns)[number], string> & {
      ratings: string[];
    };
  }
}

function read(text: string) {
  const reading = canvasImporter.read([{ file: 'outcomes.csv', text }], settings);
  if (reading.kind === 'defective') return { defects: reading.defects, skills: [], told: [] };
  const { document, remarks } = reading;
  const told = remarks.map(({ kind, line, subject }) => `${kind} ${line} ${subject}`);
  return { ...reading, document, skills: document.skills!, told, defects: [] };
}

/** The columns as the documentation of Canvas has them. */
const head =
  'vendor_guid,object_type,title,description,display_name,calculation_method,calculation_int,workflow_state,parent_guids,ratings,,,,,';

function withSkill(more: Partial<Skill>, slug = 'css'): Curriculum {
  const small = smallCurriculum();
  const skills = small.skills.map((each) => (each.slug === slug ? { ...each, ...more } : each));
  return { ...small, skills };
}

describe('outcomes for Canvas', () => {
  const { text, head: columns, rows, remarks } = write(smallCurriculum());

  it('begin with the names of the columns, without a mark, and ratings last', () => {
    expect(text.startsWith('vendor_guid,')).toBe(true);
    expect(text).not.toContain('\r');
    expect(columns.slice(outcomeColumns.length)).toEqual(['ratings', '', '', '', '', '']);
    expect(columns.slice(0, outcomeColumns.length)).toEqual([...outcomeColumns]);
  });

  it('stand after the groups that they are in, and groups after theirs', () => {
    const seen = new Set<string>();
    for (const { vendor_guid, object_type, parent_guids } of rows) {
      const parents = parent_guids.split(' ').filter(Boolean);
      for (const parent of parents) expect(seen.has(parent)).toBe(true);
      expect(parents.length).toBeLessThanOrEqual(1);
      if (object_type === 'group') seen.add(vendor_guid);
    }
    const types = rows.map(({ object_type }) => object_type);
    expect(types.lastIndexOf('group')).toBeLessThan(types.indexOf('outcome'));
  });

  it('have guids without space and colon, each once', () => {
    const guids = rows.map(({ vendor_guid }) => vendor_guid);
    for (const guid of guids) expect(guid).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(guids).size).toBe(guids.length);
    expect(write(smallCurriculum(), 7).rows.map(({ vendor_guid }) => vendor_guid)).toEqual(
      expect.arrayContaining(guids),
    );
  });

  it('leave blank for groups what only outcomes have', () => {
    for (const row of rows.filter(({ object_type }) => object_type === 'group'))
      expect(
        [row.calculation_method, row.calculation_int, row.mastery_points, ...row.ratings].join(''),
      ).toBe('');
  });

  it('have ratings of fewer and fewer points, whole ones, down to none', () => {
    const functions = rows.find(({ display_name }) => display_name === 'functions')!;
    const [low, high] = smallCurriculum().levels;
    expect(functions.ratings).toEqual([
      ...['2', levelName(high!), '1', levelName(low!), '0', 'Not yet'],
    ]);
    expect(functions.mastery_points).toBe('1');
    for (const { ratings, object_type } of rows) {
      if (object_type === 'group') continue;
      const points = ratings.filter((_, index) => index % 2 === 0 && ratings[index] !== '');
      expect(points.map(Number)).toEqual([...points.map(Number)].sort((a, b) => b - a));
      for (const point of points) expect(point).toMatch(/^\d+$/);
    }
  });

  it('have the method and number that Canvas takes together', () => {
    for (const { calculation_method, calculation_int, object_type } of rows)
      if (object_type === 'outcome')
        expect([calculation_method, calculation_int]).toEqual(['latest', '']);
  });

  it('say in words what Canvas has no columns for, and tell so', () => {
    const django = rows.find(({ display_name }) => display_name === 'django')!;
    expect(django.description).toContain('Needs first: ');
    expect(django.description).toContain('Takes 12 h.');
    expect(remarks[0]!.message).toMatch(/hours, criteria, prerequisites with their alternatives/);
  });

  it('quote commas, quotation marks and lines', () => {
    const title = 'A, "B"';
    const again = write(withSkill({ title }));
    expect(again.text).toContain('"A, ""B"""');
    expect(again.rows.some((row) => row.title === title)).toBe(true);
  });

  it('call what was imported from Canvas as Canvas does', () => {
    const guidOf = (id: string) =>
      guidsOf(withSkill({ externalIds: { canvas: id } })).skills.get('css')!;
    expect(guidOf('97')).toBe('canvas_outcome:97');
    expect(guidOf('customid-9000')).toBe('customid-9000');
    expect(guidOf('has space')).toMatch(/^[0-9a-f-]{36}$/);
    const same = smallCurriculum();
    const skills = same.skills.map((skill) => ({ ...skill, externalIds: { canvas: '97' } }));
    expect(new Set(guidsOf({ ...same, skills }).skills.values()).size).toBe(skills.length);
  });

  it('take away what skills were called before, once there was a revision before', () => {
    const renamed = withSkill({ replaces: ['styles'] });
    expect(write(renamed, 1).rows.some(({ workflow_state }) => workflow_state === 'deleted')).toBe(
      false,
    );
    const deleted = write(renamed, 2).rows.filter(
      ({ workflow_state }) => workflow_state === 'deleted',
    );
    const before = guidsOf(withSkill({ slug: 'styles' })).skills.get('styles');
    expect(deleted.map((row) => [row.vendor_guid, row.display_name, row.parent_guids])).toEqual([
      [before, 'styles', ''],
      [expect.any(String), 'procedures', ''],
    ]);
  });
});

describe('outcomes of Canvas', () => {
  const fine = `${head}
a,group,Parent group,parent group description,G-1,,,active,,,,,,,
b,group,Child group,,G-1.1,,,active,a,,,,,,
c,outcome,Learning Standard,outcome description,LS-100,decaying_average,40,active,a b,3,Excellent,2,Better,1,Good
`;

  it('become skills of the groups that they are in', () => {
    const { document, skills, told } = read(fine) as Extract<
      ReturnType<typeof read>,
      { document: unknown }
    >;
    expect(document).toMatchObject({
      curriculum: 'parent-group',
      title: 'Parent group',
      summary: 'parent group description',
      externalIds: { canvas: 'a' },
      areas: [{ id: 'child-group', title: 'Child group', externalIds: { canvas: 'b' } }],
    });
    expect(skills).toEqual([
      {
        id: 'learning-standard',
        title: 'Learning Standard',
        area: 'child-group',
        summary: 'outcome description',
        hours: 4,
        externalIds: { canvas: 'c' },
        notes: [
          'In Canvas it is in Parent group, too.',
          'Ratings in Canvas: 3 Excellent, 2 Better, 1 Good.',
          'Canvas adds its results up by: decaying_average 40.',
        ],
      },
    ]);
    expect(told).toEqual(['NOTED 4 c', 'DEFAULTED 4 hours']);
  });

  it('are the same with a mark, other line ends and columns in another order', () => {
    const expected = JSON.stringify(read(fine).skills);
    expect(JSON.stringify(read(`\ufeff${fine.replaceAll('\n', '\r\n')}`).skills)).toBe(expected);
    const moved = fine
      .split('\n')
      .map((line) => line.replace(/^([^,]*),([^,]*),(.*)$/, '$2,$1,$3'))
      .join('\n');
    expect(JSON.stringify(read(moved).skills)).toBe(expected);
  });

  it('have levels where ratings from mastery on are one scale', () => {
    const columns = 'vendor_guid,object_type,title,parent_guids,mastery_points,ratings,,,,,';
    const { skills, document } = read(`${columns}
g,group,G,,,,,,,,
x,outcome,X,g,3,4,Exceeds mastery,3,Mastery,0,No evidence
y,outcome,Y,g,3,3,Mastery,2,Near,,
`) as Extract<ReturnType<typeof read>, { document: unknown }>;
    expect(document.levels).toEqual(['mastery', 'exceeds-mastery']);
    expect(skills.map(({ hours }) => hours)).toEqual([{ mastery: 4, 'exceeds-mastery': 4 }, 4]);
    expect(skills[0]!.notes).toEqual([
      'Ratings in Canvas: 4 Exceeds mastery, 3 Mastery, 0 No evidence; mastered from 3 on.',
    ]);
    const other = read(`${columns}
g,group,G,,,,,,,,
x,outcome,X,g,3,4,Exceeds mastery,3,Mastery,,
y,outcome,Y,g,3,3,Met,,,,
`) as Extract<ReturnType<typeof read>, { document: unknown }>;
    expect(other.document.levels).toEqual(['foundation']);
    expect(other.told).toContain('CHANGED 4 y');
  });

  it('are read whatever stands first, where Canvas would refuse them', () => {
    const lines = fine.trim().split('\n');
    const upsideDown = [lines[0], lines[3], lines[2], lines[1]].join('\n');
    expect(read(upsideDown).skills).toEqual(read(fine).skills);
  });

  it('tell by row what is wrong with them', () => {
    const { told, skills } = read(`${head.replace('description', 'colour')}
a,group,A,,,,,,,,,,,,
a,outcome,Again,,,,,,,,,,,,
,outcome,No guid,,,,,,,,,,,,
d,standard,Neither,,,,,,,,,,,,
e,outcome,Deleted,,,,,deleted,a,,,,,,
f g,outcome,Space,,,,,,a,,,,,,
h,outcome,Nowhere,,,,,,zzz,,,,,,
i,outcome,In an outcome,,,,,,h,,,,,,
j,outcome,Ratings,,,,,,a,x,Bad,2,Good,,
`);
    expect(told.filter((one) => !/hours|NOTED|DEFAULTED/.test(one))).toEqual([
      'DROPPED 1 columns',
      'DROPPED 3 a',
      'DROPPED 4 line 4',
      'DROPPED 5 d',
      'DROPPED 6 e',
      'CHANGED 7 f g',
      'EXTERNAL 8 h',
      'CHANGED 9 i',
      'DROPPED 10 j',
    ]);
    expect(skills.map(({ title }) => title)).toEqual([
      'Space',
      'Nowhere',
      'In an outcome',
      'Ratings',
    ]);
  });

  it('whose groups are in each other are refused', () => {
    const { defects } = read(`${head}
a,group,A,,,,,,b,,,,,,
b,group,B,,,,,,a,,,,,,
`);
    expect(defects).toMatchObject([{ code: 'cyclic-tree', line: 2 }]);
  });

  it('lack what Canvas asks for', () => {
    expect(read('vendor_guid,title\na,b').defects).toMatchObject([
      { code: 'missing-key', message: expect.stringContaining('`object_type`, `parent_guids`') },
    ]);
    expect(read(head).defects).toMatchObject([{ code: 'too-few' }]);
    expect(read(`${head}\n\0`).defects).toMatchObject([{ code: 'unprintable-text', line: 2 }]);
  });

  it('may be very many, wrong in each row', () => {
    const { defects, told } = read(`${head}\n${'a,outcome,A\n'.repeat(60_000)}`);
    expect(defects).toEqual([]);
    expect(told.length).toBeLessThan(2_010);
  });
});

describe('outcomes that came from here', () => {
  it('are read back with the levels and names that they had', () =>
    fc.assert(
      fc.property(soundDocument, fc.integer({ min: 1, max: 3 }), (document, revision) => {
        const resolution = resolveDocument(document);
        if (resolution.kind === 'defective') return;
        const { curriculum } = resolution;
        if (CurriculumGraph.build(curriculum).kind !== 'graph') return;
        const { skills } = read(write(curriculum, revision).text);
        expect(skills.map(({ id, area }) => [id, area])).toEqual(
          curriculum.skills.map(({ slug, area }) => [slug, area]),
        );
        // Guids that are not of our making, such as those of a framework, are kept.
        const isOurs = new Map(
          curriculum.skills.map(({ slug, externalIds }) => [slug, !('case' in externalIds)]),
        );
        const named = skills.filter(({ externalIds }) => externalIds !== undefined);
        expect(named.filter(({ id }) => isOurs.get(id))).toEqual([]);
        expect(skills.every(({ notes }) => notes === undefined)).toBe(true);
      }),
      { numRuns: 40 },
    ));

  it('keep the numbers of Canvas', () => {
    const { skills } = read(write(withSkill({ externalIds: { canvas: '97' } })).text);
    expect(skills.find(({ id }) => id === 'css')!.externalIds).toEqual({ canvas: '97' });
  });
});
