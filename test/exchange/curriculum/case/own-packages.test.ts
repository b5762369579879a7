import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../../../src/curriculum/curriculum.ts';
import { resolveDocument } from '../../../../src/curriculum/resolve-document.ts';
import { toDocument } from '../../../../src/curriculum/to-document.ts';
import type { CasePackage } from '../../../../src/exchange/curriculum/case/package.ts';
import { writePackage } from '../../../../src/exchange/curriculum/case/write-package.ts';
import { caseExporter, caseImporter } from '../../../../src/exchange/curriculum/case.ts';
import { canonicalJson } from '../../../../src/util/canonical-json.ts';
import { faultsOf } from '../../../support/case-schemas.ts';
import { curriculum, graph } from '../../../support/curricula.ts';
import { soundDocument } from '../../../support/documents.ts';
import { randomCurriculum } from '../../../support/random-curricula.ts';
import { runToEnd } from '../../../support/run-to-end.ts';
import { seedCurriculum } from '../../../support/seeds.ts';

const address = 'https://cairn.example';
const revision = {
  curriculum: 'any',
  number: 3,
  digest: 'd',
  publishedAt: new Date('2027-03-01T09:30:00Z'),
  publishedBy: 'test',
  note: null,
};

function written(from: Curriculum, where: string | null = address): CasePackage {
  return runToEnd(writePackage(from, { revision, address: where })) as CasePackage;
}

function read(value: unknown) {
  const reading = caseImporter.read([{ file: 'package.json', text: JSON.stringify(value) }], {
    curriculum: null,
    hoursByDefault: 2,
  });
  if (reading.kind === 'defective') throw new Error(JSON.stringify(reading.defects));
  const resolution = resolveDocument(reading.document);
  if (resolution.kind === 'defective') throw new Error(JSON.stringify(resolution.defects));
  return { curriculum: resolution.curriculum, remarks: reading.remarks };
}

function same(one: Curriculum, other: Curriculum): void {
  expect(canonicalJson(toDocument(one))).toBe(canonicalJson(toDocument(other)));
}

/** Texts of several lines, and ids of systems, which random documents have no such of. */
const more = fc.record({
  externalIds: fc.constantFrom(
    {},
    { case: '7c1f1b9e-52f1-4ff1-9b0d-6a3d1a0a9b11' },
    { case: 'd0000000-0000-0000-0000-000000000000', moodle: 'CS 1' },
  ),
  notes: fc.array(fc.constantFrom('Keywords: a, b', 'One\n\ntwo.', '`x`'), { maxLength: 2 }),
  replaces: fc.subarray(['gone-before', 'long-gone']),
  because: fc.constantFrom('Since it helps.', 'Weil es\nhilft 🪨'),
});

const anyCurriculum = fc.tuple(soundDocument, more).map(([document, { because, ...rest }]) => {
  const [first, ...others] = document.skills!;
  const recommended = first!.recommends?.[0]?.split('@')[0];
  const reasons = recommended === undefined ? {} : { because: { [recommended]: because } };
  const resolution = resolveDocument({
    ...document,
    externalIds: rest.externalIds.moodle ? {} : rest.externalIds,
    skills: [{ ...first!, ...rest, ...reasons }, ...others],
  });
  if (resolution.kind === 'defective') throw new Error(JSON.stringify(resolution.defects));
  return resolution.curriculum;
});

describe('a package that we wrote', () => {
  it('is read as the curriculum that it was written from, whatever that has', () =>
    fc.assert(
      fc.property(anyCurriculum, (from) => {
        const { curriculum, remarks } = read(written(from));
        same(curriculum, from);
        expect(remarks).toEqual([]);
      }),
      { numRuns: 80 },
    ));

  it('is as the published schema has it, whatever it was written from', () =>
    fc.assert(
      fc.property(anyCurriculum, (from) => {
        expect(faultsOf('getCFPackage', written(from))).toEqual([]);
        expect(faultsOf('getCFPackage', written(from, null))).toEqual([]);
      }),
      { numRuns: 40 },
    ));

  it('of the seeds is read as the seeds', async () => {
    const seeds = await seedCurriculum();
    same(read(written(seeds)).curriculum, seeds);
  });

  it('of random curricula brings alternatives back intact', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = randomCurriculum(seed, 14);
      const from = JSON.parse(
        JSON.stringify(random).replaceAll('"summary":""', '"summary":"Any."'),
      );
      same(read(written(from)).curriculum, from);
    }
  });

  it('is the same whatever the order of what is in it', () => {
    const from = randomCurriculum(5, 14);
    const titled = JSON.parse(JSON.stringify(from).replaceAll('"summary":""', '"summary":"Any."'));
    const { CFItems, CFAssociations, CFDefinitions, ...rest } = written(titled);
    const turned = {
      ...rest,
      CFItems: [...CFItems].reverse(),
      CFAssociations: [...CFAssociations].reverse(),
      CFDefinitions: {
        ...CFDefinitions,
        CFAssociationGroupings: [...CFDefinitions.CFAssociationGroupings].reverse(),
      },
    };
    same(read(turned).curriculum, titled);
  });

  it('takes requirements and conditions that are nested thousands deep', () => {
    let requires: Curriculum['careerPaths'][number]['requires'] = {
      kind: 'all-of',
      of: [{ kind: 'competency', skill: 'a', level: 'foundation' }],
    };
    for (let depth = 0; depth < 3_000; depth++) requires = { kind: 'any-of', of: [requires] };
    let when: Curriculum['advice'][number]['when'] = { kind: 'goal', slug: 'a' };
    for (let depth = 0; depth < 3_000; depth++) when = { kind: 'not', of: when };
    const from = curriculum('a; $w: a');
    const deep: Curriculum = {
      ...from,
      skills: from.skills.map((skill) => ({ ...skill, summary: 'Any.' })),
      careerPaths: from.careerPaths.map((path) => ({
        ...path,
        summary: 'Any.',
        requires: { kind: 'all-of', of: [requires] },
      })),
      advice: [{ slug: 'deep', title: 'Deep', says: 'Mind.', when }],
    };
    same(read(written(deep)).curriculum, deep);
  });
});

describe('addresses of the same skill', () => {
  it('are URIs by the letter, and come back as they were', () => {
    const [a] = curriculum('a').skills;
    const sameAs = ['urn:x:[1]#a#b', 'https://x.example/100%?q=ä|{b}', 'https://x.example/%C3%A4'];
    const from = { ...curriculum('a'), skills: [{ ...a!, summary: 'Any.', sameAs }] };
    expect(faultsOf('getCFPackage', written(from))).toEqual([]);
    expect(read(written(from)).curriculum.skills[0]?.sameAs).toEqual(sameAs);
  });
});

describe('identifiers', () => {
  it('are those that were imported, where the standard allows them', () => {
    const from = curriculum('a; b: a');
    const [a, b] = from.skills;
    const [valid, nil] = [
      '7c1f1b9e-52f1-4ff1-9b0d-6a3d1a0a9b11',
      '00000000-0000-0000-0000-000000000000',
    ];
    const idsOf = (one: string, other: string) => {
      const skills = [
        { ...a!, externalIds: { case: one } },
        { ...b!, externalIds: { case: other } },
      ];
      const { CFItems } = written({ ...from, skills });
      return CFItems.filter(({ CFItemType }) => CFItemType === 'Skill').map(
        ({ identifier }) => identifier,
      );
    };
    expect(idsOf(valid, nil)[0]).toBe(valid);
    expect(idsOf(valid, nil)[1]).not.toBe(nil);
    const [first, second] = idsOf(valid, valid);
    expect([first, second === valid]).toEqual([valid, false]);
  });

  it('are the same on every machine', () => {
    const { CFDocument, CFItems } = written(curriculum('a'));
    expect(CFDocument.identifier).toBe('0d5daf0c-0746-5d2a-a536-6e31dd6be105');
    expect(CFItems.find(({ humanCodingScheme }) => humanCodingScheme === 'a')?.identifier).toBe(
      'f5459648-287f-5343-aece-612e14965744',
    );
  });
});

describe('what others changed in it', () => {
  const from = curriculum('%area\na 3\nb 2: a | c\nc');

  it('counts, where standard fields have it', () => {
    const value = written(from);
    const items = value.CFItems.map((item) =>
      item.humanCodingScheme === 'a' ? { ...item, abbreviatedStatement: 'Letters' } : item,
    );
    const { curriculum: changed } = read({ ...value, CFItems: items });
    expect(changed.skills[0]?.title).toBe('Letters');
  });

  it('leaves a need out that was taken out, and takes one in that was put in', () => {
    const value = written(from);
    const [first, ...rest] = value.CFAssociations.filter(
      ({ associationType }) => associationType === 'precedes',
    );
    const kept = value.CFAssociations.filter((each) => each !== first);
    const needs = read({ ...value, CFAssociations: kept }).curriculum.skills[1]?.levels[0]
      ?.requires;
    expect(JSON.stringify(needs)).not.toContain(`"${first!.originNodeURI.title}"`);
    expect(rest).toHaveLength(1);
    const added = {
      ...first!,
      identifier: 'f2f2c1a4-0c5a-4f7e-8a3e-1b7a0f0a1c11',
      originNodeURI: first!.destinationNodeURI,
      destinationNodeURI: value.CFItems.find(({ humanCodingScheme }) => humanCodingScheme === 'c')!,
    };
    const { CFAssociationGroupingURI: _, extensions: __, ...plain } = added;
    const more = { ...value, CFAssociations: [...value.CFAssociations, plain] };
    expect(JSON.stringify(read(more).curriculum.skills[2]?.levels[0]?.requires)).toContain('"b"');
  });

  it('is left out and told where it stands in itself, or leads out of the package', () => {
    const value = written(curriculum('a; b: a | (c & (a | c)); c'));
    const { CFAssociationGroupings: groups } = value.CFDefinitions;
    const [outer, inner] = groups;
    const extension = {
      ...(outer!.extensions!['cairn:group'] as object),
      parent: inner!.identifier,
    };
    const circular = [{ ...outer!, extensions: { 'cairn:group': extension } }, ...groups.slice(1)];
    const definitions = { ...value.CFDefinitions, CFAssociationGroupings: circular };
    const items = value.CFItems.filter(({ humanCodingScheme }) => humanCodingScheme !== 'a');
    const { remarks, curriculum: left } = read({
      ...value,
      CFDefinitions: definitions,
      CFItems: items,
    });
    expect(new Set(remarks.map(({ kind }) => kind))).toEqual(new Set(['DROPPED', 'EXTERNAL']));
    expect(left.skills.map(({ slug }) => slug)).toEqual(['b', 'c']);
  });

  it('makes a skill of an item that was put in, and says so', () => {
    const value = written(from);
    const added = {
      identifier: 'f2f2c1a4-0c5a-4f7e-8a3e-1b7a0f0a1c11',
      fullStatement: 'Reads a map.',
      abbreviatedStatement: 'Maps',
      uri: 'https://elsewhere.example/1',
      lastChangeDateTime: '2027-01-01T00:00:00Z',
    };
    const { curriculum: changed, remarks } = read({ ...value, CFItems: [...value.CFItems, added] });
    expect(changed.skills.map(({ slug }) => slug)).toEqual(['a', 'b', 'c', 'maps']);
    expect(remarks.map(({ kind }) => kind)).toEqual(['DEFAULTED', 'DEFAULTED']);
  });
});

describe('the exporter', () => {
  it('writes the same text each time, and says what others will not see', () => {
    const context = { revision: null, address: null };
    const [one, other] = [0, 1].map(() => caseExporter.write(graph('a; b: a | c; c'), context));
    expect(one).toEqual(other);
    expect(one!.remarks.map(({ subject }) => subject)).toEqual(['b', null, null, null]);
  });
});
