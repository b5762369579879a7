import { describe, expect, it } from 'vitest';
import { CurriculumGraph } from '../../../../src/curriculum/graph.ts';
import { resolveDocument } from '../../../../src/curriculum/resolve-document.ts';
import { caseImporter } from '../../../../src/exchange/curriculum/case.ts';
import { type DrawnPackage, drawnPackage, idOf } from '../../../support/case-packages.ts';
import { faultsOf } from '../../../support/case-schemas.ts';

const settings = { curriculum: null, hoursByDefault: 2 };

function readText(text: string) {
  return caseImporter.read([{ file: 'package.json', text }], settings);
}

/** What is read, which must be a curriculum. */
function read(drawn: DrawnPackage | object) {
  const value = 'items' in drawn ? drawnPackage(drawn as DrawnPackage) : drawn;
  if ('items' in drawn) expect(faultsOf('getCFPackage', value)).toEqual([]);
  const reading = readText(JSON.stringify(value, null, 1));
  if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects));
  const resolution = resolveDocument(reading.document);
  if (resolution.kind === 'defective') throw new Error(JSON.stringify(resolution.defects));
  expect(CurriculumGraph.build(resolution.curriculum).kind).toBe('graph');
  const skill = (id: string) => reading.document.skills!.find((each) => each.id === id)!;
  return { ...reading, skill };
}

function defects(drawn: DrawnPackage) {
  const reading = readText(JSON.stringify(drawnPackage(drawn), null, 1));
  return reading.kind === 'defective' ? reading.defects : [];
}

const tree = `
  count "Counts" type=Domain
  c1 "Counts to ten" < count
  c2 "Counts to a hundred" < count
  add "Adds" type=Domain
  a1 "Adds within ten" < add
  a2 "Adds within a hundred" < add`.replaceAll(' type=', ' CFItemType=');

describe('the tree', () => {
  it('makes areas of the groups at the top and skills of what has nothing under it', () => {
    const { document, skill } = read({ items: tree });
    expect(document.areas.map(({ id }) => id)).toEqual(['adds', 'counts']);
    expect(document.skills!.map(({ id, area }) => `${id} in ${area}`)).toEqual([
      ...['a1 in adds', 'a2 in adds', 'c1 in counts', 'c2 in counts'],
    ]);
    expect(skill('a1').externalIds).toEqual({ case: idOf('a1') });
    expect(skill('a1').sameAs).toEqual([`https://standards.example/items/${idOf('a1')}`]);
    expect(document.externalIds).toEqual({ case: idOf('document') });
  });

  it('says in a note where a skill stands that is deeper', () => {
    const { skill, remarks } = read({
      items: `${tree}\n deep "Deeper" < count\n leaf "Counts back" < deep\n loose "Loose"`,
    });
    expect(skill('leaf').notes).toContain('Group: Deeper');
    expect(skill('loose').area).toBe('general');
    expect(remarks.map(({ kind, subject }) => `${kind} ${subject}`)).toContain(
      'DEFAULTED CFItems[8]',
    );
  });

  it('puts a skill under the group where it stands first, and notes the others', () => {
    const { skill } = read({ items: tree, associations: 'c1 isChildOf add' });
    expect(skill('c1')).toMatchObject({ area: 'counts' });
    expect(skill('c1').notes).toContain('Also stands under: add');
  });

  it('that runs in a circle is refused with the circle', () => {
    const [defect] = defects({ items: 'x "X" < y\n y "Y" < z\n z "Z" < x\n w "W" < x' });
    expect(defect).toMatchObject({ code: 'cyclic-tree', file: 'package.json' });
    expect(defect?.message).toMatch(/`.` \(CFItems\[\d\]\) → `.` .* → `.` .* → `.`/);
  });
});

describe('prerequisites', () => {
  it('between groups hold between all that is under them', () => {
    const { skill, document } = read({ items: tree, associations: 'count precedes add' });
    expect(skill('a1').requires).toEqual(['c1', 'c2']);
    expect(skill('a2').requires).toEqual(['c1', 'c2']);
    expect(document.skills!.flatMap(({ requires = [] }) => requires)).toHaveLength(4);
  });

  it('from a skill to a group and from a group to a skill hold as well, each once', () => {
    const { skill } = read({
      items: tree,
      associations: 'c1 precedes add\n count precedes a2\n c1 precedes a2',
    });
    expect([skill('a1').requires, skill('a2').requires]).toEqual([['c1'], ['c1', 'c2']]);
  });

  it('leave out what comes before itself, and say so', () => {
    const { skill, remarks } = read({ items: tree, associations: 'c1 precedes count' });
    expect([skill('c1').requires, skill('c2').requires]).toEqual([undefined, ['c1']]);
    expect(remarks.some(({ message }) => message.includes('before itself'))).toBe(true);
  });

  it('with an end outside of the package are told and left out', () => {
    const { document, remarks } = read({ items: tree, associations: '<x9> precedes c1' });
    expect(document.skills!.some(({ requires }) => requires)).toBe(false);
    expect(remarks.find(({ kind }) => kind === 'EXTERNAL')).toMatchObject({
      subject: 'CFAssociations[4]',
      message: expect.stringContaining('`x9`'),
    });
  });

  it('that are soft are recommendations, with their reasons', () => {
    const { skill } = read({
      items: tree,
      associations: 'c1 ext:recommendedBefore a1 notes=It_helps.\n c2 precedes a2 notes=Of_course.',
    });
    expect(skill('a1')).toMatchObject({ recommends: ['c1'], because: { c1: 'It helps.' } });
    expect(skill('a2')).toMatchObject({ requires: ['c2'], because: { c2: 'Of course.' } });
  });

  it('in a grouping that says so are alternatives', () => {
    const { skill } = read({
      items: `${tree}\n c3 "Counts back" < count`,
      associations: `
        c1 precedes a1 group=g mode=anyOf
        c2 precedes a1 group=g mode=anyOf
        c1 precedes a2 group=h mode=atLeast count=2
        c2 precedes a2 group=h mode=atLeast count=2
        c3 precedes a2 group=h mode=atLeast count=2`,
    });
    expect(skill('a1').requires).toEqual([{ anyOf: ['c1', 'c2'] }]);
    expect(skill('a2').requires).toEqual([{ atLeast: 2, of: ['c1', 'c2', 'c3'] }]);
  });

  it('that run in a circle are refused with the circle and what makes it', () => {
    const found = defects({
      items: tree,
      associations: 'count precedes add\n a1 precedes c2\n a2 precedes a1\n a1 precedes a2',
    });
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const { code, message, line } of found) {
      expect([code, line > 1]).toEqual(['cycle', true]);
      expect(message).toMatch(/circle: `[^`]*` → .*CFAssociations\[\d+\].*ext:recommendedBefore/);
    }
  });

  it('of large groups are written without what follows from others', () => {
    const items = (prefix: string) =>
      Array.from({ length: 30 }, (_, at) => `${prefix}${at} "${prefix}${at}" < ${prefix}`).join(
        '\n',
      );
    const chain = (prefix: string) =>
      Array.from({ length: 29 }, (_, at) => `${prefix}${at} precedes ${prefix}${at + 1}`).join(
        '\n',
      );
    const { document, skill } = read({
      items: `p "P"\n q "Q"\n ${items('p')}\n ${items('q')}`,
      associations: `${chain('p')}\n ${chain('q')}\n p precedes q`,
    });
    expect(skill('q0').requires).toEqual(['p29']);
    expect(document.skills!.flatMap(({ requires = [] }) => requires)).toHaveLength(29 + 29 + 1);
  });
});

describe('other associations', () => {
  it('make career paths of what is called so', () => {
    const { document, remarks } = read({
      items: `${tree}\n job "Clerk" CFItemType=Career_Path\n none "Nothing" CFItemType=Career_Path`,
      associations: 'count isPartOf job\n a1 isPartOf job',
    });
    expect(document.careerPaths).toMatchObject([{ id: 'job', requires: ['a1', 'c1', 'c2'] }]);
    expect(
      remarks.some(({ kind, message }) => kind === 'DROPPED' && message.includes('Nothing')),
    ).toBe(true);
  });

  it('make a scale of levels', () => {
    const { document, skill } = read({
      items: `${tree}\n hi "High"\n lo "Low"\n mid "Middle"`,
      associations: `lo precedes mid\n mid precedes hi
        c1 hasSkillLevel lo\n c1 hasSkillLevel hi\n c2 hasSkillLevel mid`,
    });
    expect(document.levels).toMatchObject([{ id: 'low' }, { id: 'middle' }, { id: 'high' }]);
    expect(skill('c1').hours).toEqual({ low: 2, middle: 2, high: 2 });
    expect(skill('c2').hours).toEqual({ middle: 2 });
    expect(skill('a1').hours).toEqual({ low: 2 });
  });

  it('become addresses, earlier names, resources and notes', () => {
    const { document, skill, remarks } = read({
      items: `${tree}\n old "Old counting"`,
      associations: `c1 exactMatchOf <e1>\n old replacedBy c1\n <gone> replacedBy c2
        c1 exemplar <film>\n c1 isRelatedTo a1\n c1 ext:odd <z>\n count isRelatedTo add`,
    });
    expect(skill('c1').sameAs).toContain(`https://standards.example/items/${idOf('e1')}`);
    expect([skill('c1').replaces, skill('c2').replaces]).toEqual([['old'], ['gone']]);
    expect(document.skills!.map(({ id }) => id)).not.toContain('old');
    expect(skill('c1').resources).toMatchObject([{ title: 'film', kind: 'REFERENCE' }]);
    expect(skill('c1').notes!.join('\n')).toMatch(/Related to: .*`a1`.*; z \(https/);
    const dropped = remarks.filter(({ kind }) => kind === 'DROPPED').map(({ subject }) => subject);
    expect(dropped).toContain('CFAssociations[10]');
  });
});

describe('what was replaced', () => {
  it('counts for what stands for it in the end, through others', () => {
    const { skill, document } = read({
      items: `${tree}\n o1 "Old"\n o2 "Older"`,
      associations: 'o2 replacedBy o1\n o1 replacedBy c1',
    });
    expect(skill('c1').replaces).toEqual(['o1', 'o2']);
    expect(document.skills).toHaveLength(4);
  });

  it('counts for a career path, too, from wherever it was', () => {
    const { document, remarks } = read({
      items: `${tree}\n job "Clerk" CFItemType=Career_Path\n old "Scribe" CFItemType=Career_Path`,
      associations: 'c1 isPartOf job\n old replacedBy job\n <gone> replacedBy job',
    });
    expect(document.careerPaths).toMatchObject([{ id: 'job', replaces: ['gone', 'old'] }]);
    expect(remarks.filter(({ kind }) => kind === 'EXTERNAL')).toEqual([]);
  });

  it('stays where nothing that stays stands for it, and says by what it was', () => {
    const { skill } = read({
      items: `${tree}\n o1 "Old"\n o2 "Older"`,
      associations: 'o2 replacedBy o1\n o1 replacedBy o2\n c1 replacedBy <z>',
    });
    expect(skill('o1').notes).toContain('Replaced by: `o2`');
    expect(skill('c1').notes!.join()).toContain('Replaced by: z (https');
  });
});

describe('what it says', () => {
  it('is kept whole, in notes where there is no field', () => {
    const long = 'Reads and writes numbers. '.repeat(200).trim();
    const value = drawnPackage({ items: tree });
    Object.assign(value.CFItems[1]!, {
      fullStatement: long,
      conceptKeywords: ['ten', 'count'],
      educationLevel: ['KG'],
      notes: 'First.',
      language: 'en_US',
    });
    const { skill, remarks } = read(value);
    const { summary, notes = [], title } = skill('c1');
    expect([summary, ...notes].join(' ').startsWith(long)).toBe(true);
    expect(notes).toEqual(
      expect.arrayContaining(['First.', 'Keywords: ten, count', 'Education level: KG']),
    );
    expect([title.length <= 90, title.endsWith('…')]).toEqual([true, true]);
    expect(remarks.some(({ message }) => message.includes('`language`'))).toBe(true);
  });

  it('names whose it is', () => {
    const document = { publisher: 'A press', description: 'For schools.', version: '2' };
    expect(read({ items: tree, document }).document.summary).toBe(
      'For schools.\n\nBy: A ministry. Published by: A press. Version: 2.',
    );
  });

  it('is told apart where it is called the same, whatever the order', () => {
    const items =
      'x "Same thing" abbreviatedStatement=Same\n y "Same thing" abbreviatedStatement=Same';
    const ids = read({ items }).document.skills!.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.every((id) => id.startsWith('same-5c0ffee0'))).toBe(true);
  });
});

describe('the same package', () => {
  it('is the very same document, whatever the order of what is in it', () => {
    const drawn = {
      items: `${tree}\n job "Clerk" CFItemType=Career_Path\n hi "High"\n lo "Low"`,
      associations: `count precedes add\n a1 isPartOf job\n c2 isPartOf job group=g mode=anyOf
        c1 isPartOf job group=g mode=anyOf\n c1 hasSkillLevel lo\n a1 hasSkillLevel hi
        c1 isRelatedTo a2\n c1 isRelatedTo <z>\n c1 exactMatchOf <y>\n c1 exactMatchOf <x>`,
    };
    const value = drawnPackage(drawn);
    const turned = {
      ...value,
      CFItems: [...value.CFItems].reverse(),
      CFAssociations: [...value.CFAssociations].reverse(),
    };
    expect(read(value).document).toEqual(read(drawn).document);
    expect(read(turned).document).toEqual(read(drawn).document);
  });
});

describe('a package that is not as it should be', () => {
  it('is read as far as it can be: version 1.0, nulls, texts for links, no definitions', () => {
    const value = drawnPackage({ items: tree, associations: 'c1 precedes a1' });
    const messy = {
      ...value,
      CFDefinitions: [],
      CFDocument: { ...value.CFDocument, CFPackageURI: 'https://standards.example/p' },
      CFItems: value.CFItems.map((item) => ({
        ...item,
        CFDocumentURI: { title: 'x', uri: 'y', identifier: 'z' },
        CFItemAssociationURI: 'https://standards.example/i',
        educationalLevel: 'KG',
        conceptKeywords: null,
        lastChangeDateTime: '2018-03-01 21:01:43',
      })),
      CFAssociations: [
        ...value.CFAssociations.map((each) => ({
          ...each,
          sequenceNumber: null,
          originNodeURI: (each['originNodeURI'] as { uri: string }).uri,
        })),
        { associationType: 'precedes', originNodeURI: null },
        'nonsense',
      ],
    };
    const { skill, remarks } = read(messy);
    expect(skill('a1').requires).toEqual(['c1']);
    expect(skill('a1').notes).toContain('Education level: KG');
    expect(remarks.filter(({ message }) => message.includes('associates nothing'))).toHaveLength(2);
    expect(remarks.some(({ message }) => message.includes('`CFItemAssociationURI`'))).toBe(true);
  });

  it('is recognised by what it has in it', () => {
    const text = JSON.stringify(drawnPackage({ items: tree }));
    const recognizes = (file: string, text: string) => caseImporter.recognizes([{ file, text }]);
    expect(recognizes('any.json', text)).toBe(true);
    expect(recognizes('any.json', '{"CFItems": [], "CFDocument": {}}')).toBe(true);
    expect(recognizes('any.json', '{"concepts":[]}')).toBe(false);
  });

  it('is refused where it is none, in a sentence', () => {
    const message = (text: string) => {
      const reading = readText(text);
      return reading.kind === 'defective' ? reading.defects[0]?.message : reading.kind;
    };
    expect(message('{"CFDocuments":[]}')).toContain('a list of frameworks');
    expect(message('{}')).toContain('CFDocument');
    expect(message('[1]')).toContain('CFDocument');
    expect(message('')).toContain('empty');
    expect(message('{"CFDocument": {')).toContain('expected');
    expect(message('<html>')).toContain('expected');
  });

  it('is refused where one identifier stands for two, and not where it says the same twice', () => {
    const value = drawnPackage({ items: tree });
    const [, first] = value.CFItems;
    const twice = { ...value, CFItems: [...value.CFItems, { ...first }] };
    expect(
      read(twice).remarks.some(
        ({ kind, subject }) => kind === 'DROPPED' && subject === 'CFItems[6]',
      ),
    ).toBe(true);
    const other = { ...value, CFItems: [...value.CFItems, { ...first, fullStatement: 'Other' }] };
    const reading = readText(JSON.stringify(other));
    expect(reading.kind === 'defective' && reading.defects[0]).toMatchObject({
      code: 'duplicate-identifier',
    });
  });
});

describe('a hostile package', () => {
  it('with names that objects have of themselves is read as any other', () => {
    const text = JSON.stringify(drawnPackage({ items: tree, associations: 'c1 precedes a1' }))
      .replaceAll('"notes"', '"__proto__"')
      .replaceAll('"c1"', '"constructor"')
      .replace('"creator"', '"__proto__":{"x":1},"creator"');
    const reading = readText(text);
    expect(reading.kind === 'document' && reading.document.skills!.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['constructor', 'a1']),
    );
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('that is nested without end, or has texts without end, is read or refused in bounded time', () => {
    const deep = `${'{"CFDocument":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(readText(deep).kind).toBe('defective');
    const value = drawnPackage({ items: tree });
    Object.assign(value.CFItems[1]!, {
      fullStatement: 'x'.repeat(3_000_000),
      notes: '\u0000\ud800 y '.repeat(300_000),
      abbreviatedStatement: 'Long '.repeat(100_000),
      conceptKeywords: Array.from({ length: 50_000 }, (_, at) => `k${at}`),
    });
    const { skill, remarks } = read(value);
    expect(
      skill('long-long-long-long-long-long-long-long-long-long-long-long').notes!.length,
    ).toBeLessThanOrEqual(100);
    expect(remarks.some(({ message }) => message.includes('cut off'))).toBe(true);
  });

  it('of very many values or items is refused before it takes memory', () => {
    const reading = readText(`{"CFDocument":{},"CFItems":[${'[],'.repeat(2_100_000)}1]}`);
    expect(reading.kind === 'defective' && reading.defects[0]).toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('values'),
    });
    const many = readText(`{"CFDocument":{},"CFItems":[${'1,'.repeat(100_001)}1]}`);
    expect(many.kind === 'defective' && many.defects[0]?.code).toBe('too-large');
  });

  it('whose groups before groups would make millions of prerequisites is refused, with what makes them', () => {
    const items = (prefix: string) =>
      Array.from({ length: 1_100 }, (_, at) => `${prefix}${at} "${prefix}${at}" < ${prefix}`).join(
        '\n',
      );
    const [defect] = defects({
      items: `p "P"\n q "Q"\n ${items('p')}\n ${items('q')}`,
      associations: 'p precedes q',
    });
    expect(defect).toMatchObject({ code: 'too-large' });
    expect(defect?.message).toContain('CFAssociations[2200]');
  });
});
