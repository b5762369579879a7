import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolveDocument } from '../../../../src/curriculum/resolve-document.ts';
import { writePackage } from '../../../../src/exchange/curriculum/case/write-package.ts';
import { caseImporter } from '../../../../src/exchange/curriculum/case.ts';
import { drawnPackage } from '../../../support/case-packages.ts';
import { curriculum } from '../../../support/curricula.ts';
import { runToEnd } from '../../../support/run-to-end.ts';

const foreign = drawnPackage({
  items: `
    g "Group" CFItemType=Domain
    a "Alpha" < g
    b "Beta" < g
    h "Higher" < g
    c "Gamma" < h
    job "Clerk" CFItemType=Career_Path
    lo "Low"
    hi "High"`,
  associations: `
    a precedes h\n b precedes c group=k mode=anyOf\n a precedes c group=k mode=anyOf
    h isPartOf job\n a hasSkillLevel lo\n a hasSkillLevel hi\n lo precedes hi
    a exactMatchOf <x>\n <y> replacedBy b\n a ext:recommendedBefore b notes=Why.\n a exemplar <z>`,
});

const own = runToEnd(
  writePackage(curriculum('%area\na 3; a@2; b 2: a | c ~ c; c; !p 3: b & a ~ a; $w: b & a@2'), {
    revision: null,
    address: 'https://cairn.example',
  }),
);

const ids = [...foreign.CFItems, ...own.CFItems].map(({ identifier }) => identifier);

/** What others write in place of something else, by mistake or not. */
const junk = fc.oneof(
  fc.constantFrom(null, '', ' ', 0, -1, 1e300, true, [], {}, [[]], '__proto__', 'constructor'),
  fc.constantFrom(...ids),
  fc.constantFrom(
    'precedes',
    'isChildOf',
    'isPartOf',
    'hasSkillLevel',
    'replacedBy',
    'Career Path',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('x'.repeat(10_000), 'two\nlines', '\u0000', '\ud800', '🪨'.repeat(2_500)),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A package in which some values, wherever they are, are others, are missing, or stand twice. */
function broken(whole: object): fc.Arbitrary<string> {
  const places = placesIn(whole);
  const change = fc.tuple(
    fc.nat({ max: places.length - 1 }),
    fc.constantFrom('put', 'take', 'twice'),
    junk,
  );
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    const copy = structuredClone(whole);
    for (const [place, how, value] of changes) alter(copy, places[place]!, how, value);
    return JSON.stringify(copy);
  });
}

function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function alter(root: object, path: readonly string[], how: string, value: unknown): void {
  let at = root as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    if (typeof at[key] !== 'object' || at[key] === null) return;
    at = at[key] as Record<string, unknown>;
  }
  const key = path.at(-1)!;
  if (how === 'put') at[key] = value;
  else if (how === 'take') delete at[key];
  else if (Array.isArray(at)) at.push(structuredClone(at[Number(key)]));
}

function read(text: string) {
  return caseImporter.read([{ file: 'p.json', text }], { curriculum: 'any', hoursByDefault: 1 });
}

it('a broken package of others becomes a curriculum whose names resolve, or is refused with a place', () =>
  fc.assert(
    fc.property(broken(foreign), (text) => {
      const reading = read(text);
      if (reading.kind === 'document') {
        const resolved = resolveDocument(reading.document);
        expect(resolved.kind === 'defective' ? resolved.defects : []).toEqual([]);
        for (const remark of reading.remarks) expect(remark).toMatchObject({ file: 'p.json' });
      } else {
        // What was read leniently has the shape that it must have.
        const codes = [
          'not-a-package',
          'too-large',
          'duplicate-identifier',
          'cyclic-tree',
          'cycle',
        ];
        for (const { code } of reading.defects) expect(codes).toContain(code);
      }
    }),
    { numRuns: 300 },
  ));

it('a broken package of ours is read or refused, and breaks nothing', () =>
  fc.assert(
    fc.property(broken(own), (text) => {
      const reading = read(text);
      if (reading.kind === 'document') resolveDocument(reading.document);
      else expect(reading.defects.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  ));
