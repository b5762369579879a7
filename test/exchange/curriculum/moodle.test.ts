import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curriculum, Skill } from '../../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../../src/curriculum/graph.ts';
import { resolveDocument } from '../../../src/curriculum/resolve-document.ts';
import { frameworkColumns } from '../../../src/exchange/curriculum/moodle/columns.ts';
import { fitting, frameworkId } from '../../../src/exchange/curriculum/moodle/id-numbers.ts';
import { moodleExporter, moodleImporter } from '../../../src/exchange/curriculum/moodle.ts';
import { inOrder } from '../../../src/exchange/curriculum/outline/level-order.ts';
import { tableRows } from '../../../src/exchange/text/read-table.ts';
import { curriculum as drawn } from '../../support/curricula.ts';
import { soundDocument } from '../../support/documents.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

const settings = { curriculum: null, hoursByDefault: 4 };
const published = { curriculum: 'small', digest: '', publishedBy: 'a test', note: null };

function write(curriculum: Curriculum, number: number | null = 3) {
  const built = CurriculumGraph.build(curriculum);
  if (built.kind !== 'graph') throw new Error('not sound');
  const revision = number === null ? null : { ...published, number, publishedAt: new Date(0) };
  const { files, remarks } = moodleExporter.write(built.graph, { revision, address: null });
  const [head, ...rows] = [...tableRows(files[0]!.text, ',')].map(({ cells }) => cells);
  return { text: files[0]!.text, remarks, head: head!, rows: rows.map(named) };
}

function named(cells: readonly string[]) {
  const [parent, id, title, description, format, scale, configuration] = cells as string[];
  const [, , , , , , , ruleType, outcome, rule, references, exported, isFramework, taxonomy] =
    cells as string[];
  return {
    ...{ parent, id, title, description, format, scale, configuration, ruleType, outcome },
    ...{ rule, references, exported, isFramework, taxonomy },
  } as Record<string, string>;
}

function read(text: string, curriculum: string | null = null) {
  const reading = moodleImporter.read([{ file: 'framework.csv', text }], {
    ...settings,
    curriculum,
  });
  if (reading.kind === 'defective')
    return { defects: reading.defects, document: null, skills: [], told: [] };
  const { document, remarks } = reading;
  const told = remarks.map(({ kind, line, subject }) => `${kind} ${line} ${subject}`);
  return { document, skills: document.skills!, told, defects: [] };
}

function withSkill(more: Partial<Skill>, slug = 'css'): Curriculum {
  const small = smallCurriculum();
  const skills = small.skills.map((each) => (each.slug === slug ? { ...each, ...more } : each));
  return { ...small, skills };
}

/** What a file that Moodle wrote looks like, in German, with what stands between cells in Germany. */
const head =
  'Übergeordnete ID,ID-Nummer,Kurzbezeichnung,Beschreibung,Format,Skala,Skalenkonfiguration,Regeltyp,Regelergebnis,Regelkonfiguration,Verweise,Export-ID,Ist Rahmen,Taxonomie';
const framework =
  ',FW-1,Digital skills,"<p>All <b>of it</b> &amp; more</p>",1,"Nicht,Ja","[{""scaleid"":""2""}]",,,,,,1,"domain,practice,behaviour,competency"';
const fine = `${head}
${framework}
,S-D,Safety,<p>Being safe</p>,1,,,core_competency\\competency_rule_all,0,null,,,,
S-D,S-D-1,"Passwords, keys","<p>Choosing
them</p>",1,,,,0,null,"S-D-2,S%2C3",41,,
S-D,S-D-2,Backups,,1,,,,0,null,S-D-1,42,,
S-D-2,"S,3",Restoring,• bullets,1,,,,0,null,,43,,
,L-1,Lonely,,1,,,,0,null,nobody,44,,
`;

describe('a framework for Moodle', () => {
  const small = smallCurriculum();
  const { text, head: columns, rows } = write(small);
  const [whole, ...competencies] = rows;
  const row = (id: string) => competencies.find((one) => one.id === id)!;

  it('has fourteen columns, without a mark, and a first row that names them', () => {
    expect(columns).toEqual([...frameworkColumns]);
    expect(columns).toHaveLength(14);
    expect(text.startsWith('Parent id number,')).toBe(true);
    expect(text).not.toContain('\r');
    for (const cells of parse(text)) expect(cells).toHaveLength(14);
  });

  it('is one row with a scale and a configuration that PHP can change', () => {
    expect(whole).toMatchObject({
      parent: '',
      id: 'small@3',
      title: 'Small small',
      format: '1',
      scale: 'Not yet competent,Competent',
      isFramework: '1',
      taxonomy: 'domain,skill,level,competency',
    });
    expect(JSON.parse(whole!.configuration!)[0]).toEqual({ scaleid: '2' });
    expect(competencies.every(({ isFramework }) => isFramework === '')).toBe(true);
  });

  it('holds areas, in them skills, and in skills of several levels these', () => {
    const seen = new Set(['']);
    for (const { parent, id } of competencies) {
      expect(seen.has(parent!)).toBe(true);
      seen.add(id!);
    }
    const [low, high] = small.levels.map(({ slug }) => slug);
    expect(row('functions').parent).toBe('basics');
    expect(row(`functions@${low}`).parent).toBe('functions');
    expect(row(`functions@${high}`).parent).toBe('functions');
    expect(competencies.some(({ parent }) => parent === 'css')).toBe(false);
  });

  it('inherits the scale and has rules that do nothing', () => {
    for (const { scale, configuration, ruleType, outcome, rule } of competencies)
      expect([scale, configuration, ruleType, outcome, rule]).toEqual(['', '', '', '0', 'null']);
  });

  it('refers to what is needed, whatever way it is needed in, and says the way in words', () => {
    const [low, high] = small.levels.map(({ slug }) => slug);
    expect(row('fastapi').references!.split(',').sort()).toEqual(['css', 'html', 'http']);
    expect(row('django').references!.split(',').sort()).toEqual([
      `functions@${high}`,
      'html',
      'http',
    ]);
    expect(row(`functions@${low}`).references).toBe('variables,html');
    expect(row('fastapi').description).toMatch(/Needs first: .* or /);
  });

  it('escapes the comma of an id', () => {
    const again = write(withSkill({ externalIds: { moodle: 'a,b' } })).rows;
    expect(again.find(({ id }) => id === 'fastapi')!.references).toContain('a%2Cb');
  });

  it('is another one for each revision', () => {
    expect(write(small, 4).rows[0]!.id).toBe('small@4');
    expect(write(small, null).rows[0]!.id).toBe('small@draft');
    expect(frameworkId('x'.repeat(100), 12)).toHaveLength(100);
    expect(frameworkId('x'.repeat(100), 12)).toMatch(/x@12$/);
  });

  it('has ids and names that Moodle need not cut, each id once', () => {
    const long = 'a'.repeat(100);
    const { rows, remarks } = write(
      drawn(`%a\n${long} 1\n${long}@2 1\n${'b'.repeat(100)} 1`) satisfies Curriculum,
    );
    const ids = rows.map(({ id }) => id!);
    for (const { id, title } of rows) {
      expect(id!.length).toBeLessThanOrEqual(100);
      expect(title!.length).toBeLessThanOrEqual(100);
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(remarks.map(({ subject }) => subject)).toContain(long);
  });

  it('tells ids apart that begin alike, and those that PHP takes for one number', () => {
    const long = 'a'.repeat(120);
    expect(fitting(`${long}b`)).not.toBe(fitting(`${long}c`));
    expect(fitting(`${long}b`)).toHaveLength(100);
    expect([fitting('7'), fitting('007'), fitting('1e3'), fitting('7a')]).toEqual([
      ...['7#', '007#', '1e3#', '7a'],
    ]);
  });

  it('tells what Moodle and PHP would make of names', () => {
    const titled = (title: string) => {
      const { rows, remarks } = write(withSkill({ title }));
      const told = remarks.some(({ subject }) => subject === 'css');
      return [rows.find(({ id }) => id === 'css')!.title, told];
    };
    expect(titled('List<T>')).toEqual(['List‹T›', true]);
    expect(titled('C:\\')).toEqual(['C:＼', true]);
    expect(titled('A \\"B"')).toEqual(['A ＼"B"', true]);
    expect(titled('x'.repeat(150))).toEqual([`${'x'.repeat(99)}…`, true]);
    expect(titled('Plain, "fine"')).toEqual(['Plain, "fine"', false]);
  });

  it('tells of titles with space around them, and of what else is read back otherwise', () => {
    const subjects = (curriculum: Curriculum) =>
      write(curriculum).remarks.map(({ subject }) => subject);
    const [title, summary] = [' Space ', 'Three\n\n\nlines'];
    const others = { case: 'x' };
    expect(subjects(smallCurriculum()).filter((subject) => subject === 'css')).toEqual([]);
    for (const more of [{ title }, { summary }, { externalIds: others }, { replaces: ['old'] }])
      expect(subjects(withSkill(more))).toContain('css');
    for (const more of [{ title }, { summary }, { externalIds: others }])
      expect(
        subjects({
          ...smallCurriculum(),
          areas: smallCurriculum().areas.map((area) => ({ ...area, ...more })),
        }),
      ).toContain('basics');
  });

  it('tells where no skill says which level is below which', () => {
    const both = drawn('%a\nx 1\nx@2 1\ny 1');
    const order = /order of the levels/;
    const isTold = (curriculum: Curriculum) =>
      write(curriculum).remarks.some(({ message }) => order.test(message));
    expect(isTold(both)).toBe(false);
    const apart = both.skills.map((skill) => ({ ...skill, levels: skill.levels.slice(-1) }));
    expect(isTold({ ...both, skills: apart })).toBe(true);
  });

  it('has no cell in which PHP finds another end than RFC 4180', () => {
    const hostile = withSkill({ title: 'T\\"', summary: 'S\\', notes: ['"\\"', '\\'] });
    for (const { description, title } of write(hostile).rows) {
      expect(description).not.toContain('"');
      expect(description).not.toMatch(/\\$/);
      expect(title).not.toMatch(/\\("|$)/);
    }
  });
});

describe('a framework of Moodle', () => {
  it('is known by its places, whatever its columns are called', () => {
    const recognized = (text: string) => moodleImporter.recognizes([{ file: 'f.csv', text }]);
    expect(recognized(fine)).toBe(true);
    expect(recognized(fine.replace(framework, framework.replace(',1,"domain', ',,"domain')))).toBe(
      false,
    );
    expect(recognized('id,title\n1,2')).toBe(false);
  });

  it('becomes areas and skills, with notes on where they stand and what relates to them', () => {
    const { document, skills, told } = read(fine);
    expect(document).toMatchObject({
      curriculum: 'digital-skills',
      title: 'Digital skills',
      summary: 'All of it & more',
      externalIds: { moodle: 'FW-1' },
      levels: ['foundation'],
      areas: [
        { id: 'safety', title: 'Safety', summary: 'Being safe', externalIds: { moodle: 'S-D' } },
        { id: 'lonely', title: 'Lonely' },
      ],
    });
    expect(skills).toEqual([
      {
        id: 'passwords-keys',
        title: 'Passwords, keys',
        area: 'safety',
        summary: 'Choosing them',
        hours: 4,
        externalIds: { moodle: 'S-D-1' },
        notes: ['Moodle calls it: practice.', 'Related in Moodle: Backups; Restoring.'],
      },
      {
        id: 'restoring',
        title: 'Restoring',
        area: 'safety',
        summary: '• bullets',
        hours: 4,
        externalIds: { moodle: 'S,3' },
        notes: ['In Moodle it stands in: Backups', 'Moodle calls it: behaviour.'],
      },
    ]);
    expect(told).toEqual(
      [
        ...['DROPPED 3 S-D', 'NOTED 4 S-D-1', 'DEFAULTED 4 hours'],
        ...[
          'CHANGED 6 S-D-2',
          'DROPPED 6 S-D-2',
          'DROPPED 6 S-D-2',
          'NOTED 7 S,3',
          'EXTERNAL 8 L-1',
        ],
      ].sort((one, other) => Number(one.split(' ')[1]) - Number(other.split(' ')[1])),
    );
  });

  it('has skills at the top, too, where Moodle does not call these domains', () => {
    const { document, skills } = read(fine.replace('"domain,', '"competency,'));
    expect(document!.areas.map(({ id }) => id)).toEqual(['safety', 'digital-skills']);
    expect(skills.find(({ id }) => id === 'lonely')).toMatchObject({ area: 'digital-skills' });
  });

  it('is the same with a mark, other line ends and other delimiters', () => {
    const expected = JSON.stringify(read(fine).document);
    expect(JSON.stringify(read(`\ufeff${fine.replace(/\n(?!them)/g, '\r\n')}`).document)).toBe(
      expected,
    );
    const semicolons = fine.replace(/"(?:[^"]|"")*"|,/g, (part) => (part === ',' ? ';' : part));
    expect(JSON.stringify(read(semicolons).document)).toBe(expected);
  });

  it('keeps what Moodle would leave out in silence, and tells', () => {
    const { skills, told } = read(`${head}
${framework.replace('domain', 'competency')}
,,No id,,1,,,,0,null,,,,
,N-1,,About,1,,,,0,null,,,,
,,,Nothing,1,,,,0,null,,,,
zzz,O-1,Orphan,,1,,,,0,null,,,,
O-1,O-2,Of an orphan,,1,,,,0,null,,,,
,N-1,Again,,1,,,,0,null,,,,
`);
    expect(skills.map(({ title }) => title)).toEqual(['No id', 'N-1', 'Of an orphan']);
    expect(told.filter((one) => /DROPPED|CHANGED/.test(one))).toEqual([
      ...['CHANGED 3 No id', 'CHANGED 4 N-1', 'DROPPED 5 line 5', 'CHANGED 6 O-1', 'DROPPED 8 N-1'],
    ]);
  });

  it('with parents in a circle is refused', () => {
    const { defects } = read(`${head}
${framework}
b,a,A,,1,,,,0,null,,,,
a,b,B,,1,,,,0,null,,,,
`);
    expect(defects).toMatchObject([{ code: 'cyclic-tree', line: 3 }]);
  });

  it.each([
    ['without a framework', `${head}\n,a,A,,1,,,,0,null,,,,`, 'missing-key', 1],
    ['of too few columns', 'a,b\n1,2', 'missing-key', 1],
    ['of nothing', '', 'missing-key', 1],
    ['of a framework alone', `${head}\n${framework}`, 'too-few', 2],
    ['that is no text', `${head}\n${framework}\n\0`, 'unprintable-text', 3],
  ])('%s is refused', (_what, text, code, line) => {
    expect(read(text).defects).toMatchObject([{ code, line }]);
  });

  it('may be very long, very deep and wrong in each row', () => {
    const many = `${head}\n${framework}\n${'x,y,z,,1,,,,0,null,,,,\n'.repeat(60_000)}`;
    expect(read(many).told.length).toBeLessThan(2_010);
    const deep = Array.from(
      { length: 20_000 },
      (_, at) => `${at || ''},${at + 1},t,,1,,,,0,null,,,,`,
    );
    const chain = read(`${head}\n${framework}\n${deep.join('\n')}`);
    expect(chain.skills).toHaveLength(1);
    const huge = `${head}\n${framework}\n,a,${'t'.repeat(2_000_000)},${'<p>'.repeat(500_000)},1`;
    expect(read(huge.replace('domain', 'competency')).skills[0]!.title).toHaveLength(200);
  });
});

describe('a framework that came from here', () => {
  it('is read back with the areas, skills and levels that it had', () =>
    fc.assert(
      fc.property(soundDocument, (document) => {
        const resolution = resolveDocument(document);
        if (resolution.kind === 'defective') return;
        const { curriculum } = resolution;
        if (CurriculumGraph.build(curriculum).kind !== 'graph') return;
        const { text, remarks } = write(curriculum);
        const { skills, document: again } = read(text);
        const told = new Set(remarks.map(({ subject }) => subject));
        expect(again!.curriculum).toBe(curriculum.slug);
        expect(again!.areas.map(({ id }) => id)).toEqual(curriculum.areas.map(({ slug }) => slug));
        const levelsOf = (hours: number | Record<string, number>) =>
          typeof hours === 'number' ? [again!.levels[0]] : Object.keys(hours);
        const read_ = new Map(skills.map((skill) => [skill.id, skill]));
        for (const { slug, levels, area } of curriculum.skills) {
          const skill = read_.get(slug);
          expect(skill?.area).toBe(area);
          if (told.has(slug)) continue;
          expect(levelsOf(skill!.hours)).toEqual(levels.map(({ level }) => level));
          expect(skill!.notes).toBeUndefined();
          expect(skill!.externalIds).toBeUndefined();
        }
      }),
      { numRuns: 40 },
    ));
});

describe('levels', () => {
  it.each([
    [['a b', 'b c'], 'a b c'],
    [['b c', 'a b'], 'a b c'],
    [['b', 'a'], 'b a'],
    [['a b', 'b a'], 'a b'],
    [[], ''],
  ])('of %j are in the order %s', (lists, order) => {
    expect(inOrder(lists.map((list) => list.split(' '))).join(' ')).toBe(order);
  });
});
