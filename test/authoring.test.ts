import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { publishCurriculum } from '../src/actions/publish-curriculum.ts';
import { readCurriculum } from '../src/actions/read-curriculum.ts';
import { curriculumJsonSchema } from '../src/exchange/curriculum/json-schema.ts';
import { testServer } from './support/server.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const readme = await readFile('README.md', 'utf8');

/** By heading, what stands under it, up to the next one. Lines of code may look like headings and are none. */
const sections = new Map<string, string>();
let [heading, isCode] = ['', false];
for (const line of readme.split('\n')) {
  if (line.startsWith('```')) isCode = !isCode;
  if (!isCode && /^#+ /.test(line)) heading = line.replace(/^#+ /, '');
  else sections.set(heading, `${sections.get(heading) ?? ''}${line}\n`);
}

/** The first block of a language under a heading. */
function blockOf(heading: string, language: string): string {
  return (
    new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(sections.get(heading) ?? '')?.[1] ??
    ''
  );
}

type Entry = { readonly id: string; readonly replaces?: readonly string[] };
type Document = Readonly<Record<string, readonly Entry[]>>;

/** The document with the entries of a recipe in the place of those of the same ids, and of those that they replace. */
function applied(document: Document, recipe: Document): Document {
  const changed = Object.entries(recipe).map(([list, entries]) => {
    const gone = new Set(entries.flatMap(({ id, replaces = [] }) => [id, ...replaces]));
    return [list, [...(document[list] ?? []).filter(({ id }) => !gone.has(id)), ...entries]];
  });
  return { ...document, ...Object.fromEntries(changed) };
}

const recipes = ['Add an alternative', 'Rename a skill', 'Split a skill', 'Merge skills'] as const;

describe.skipIf(!sections.has(recipes[0]))('the recipes for authors', () => {
  const server = testServer(() => []);

  it('work as written, one after the other, and learners keep what they know', async () => {
    const file = join(await temporaryFolder(), 'bakery.yaml');
    const publish = async (document: Document) => {
      await writeFile(file, stringify(document));
      const reading = await readCurriculum(file);
      if (reading.kind !== 'curriculum') throw new Error(JSON.stringify(reading));
      expect(reading.warnings).toEqual([]);
      await publishCurriculum(server.environment(), {
        ...{ curriculum: reading.curriculum, publishedBy: 'test', note: null },
      });
    };
    let bakery = parse(blockOf('Write a curriculum of your own', 'yaml')) as Document;
    await publish(bakery);
    const secret = await server.secretOf({ kind: 'ADMIN' });
    const { createLearner } = await server.read(newLearner, {}, secret);
    const show = (skill: string) =>
      server.read(record, { learner: createLearner.id, skill }, secret);
    await show('dough');
    await show('bread');
    const known = async () => {
      const { learner } = await server.read(knows, { id: createLearner.id }, secret);
      return learner.knows.map((each: Known) => each.competency.text).sort();
    };
    expect(await known()).toEqual(['Bread', 'Dough']);
    const expected: Record<(typeof recipes)[number], readonly string[]> = {
      'Add an alternative': ['Bread', 'Dough'],
      'Rename a skill': ['Dough', 'Loaves', 'Yeast'],
      'Split a skill': ['Kneading', 'Loaves', 'Resting', 'Yeast'],
      'Merge skills': ['Kneading', 'Leavening', 'Loaves', 'Resting'],
    };
    for (const heading of recipes) {
      bakery = applied(bakery, parse(blockOf(heading, 'yaml')));
      await publish(bakery);
      expect([heading, await known()]).toEqual([heading, expected[heading]]);
      if (heading === 'Add an alternative') await show('yeast');
    }
  });

  it('have a schema for editors that knows their names', async () => {
    const file = join(await temporaryFolder(), 'bakery.yaml');
    const bakery = blockOf('Write a curriculum of your own', 'yaml');
    await writeFile(file, bakery);
    const reading = await readCurriculum(file);
    if (reading.kind !== 'curriculum') throw new Error(JSON.stringify(reading));
    const ajv = new Ajv2020({ strictRequired: false }).addVocabulary(['enumDescriptions']);
    const check = ajv.compile(curriculumJsonSchema(reading.curriculum));
    expect(check(parse(bakery))).toBe(true);
    expect(check(parse(bakery.replace('[dough]', '[duogh]')))).toBe(false);
    const editor = 'Let your editor help';
    expect(blockOf(editor, 'sh')).toContain('cairn schema --json-schema --curriculum bakery.yaml');
    const [schemaFile] = Object.keys(JSON.parse(blockOf(editor, 'json'))['yaml.schemas']);
    expect(blockOf(editor, 'sh')).toContain(`> ${schemaFile!.replace('./', '')}`);
    expect(blockOf(editor, 'yaml')).toContain(`$schema=${schemaFile}`);
  });
});

interface Known {
  readonly competency: { readonly text: string };
}

const newLearner =
  'mutation { createLearner(input: { name: "Ada" }) { ... on LearnerCreated { id } ... on Refusal { message } } }';
const record = `mutation ($learner: ID!, $skill: String!) {
  recordEvidence(input: { items: [{ learner: $learner, kind: OBSERVED, source: "test", externalId: $skill, skill: $skill }] }) {
    ... on EvidenceRecorded { items { status } } ... on Refusal { message }
  }
}`;
const knows = 'query ($id: ID!) { learner(id: $id) { knows { competency { text } } } }';
