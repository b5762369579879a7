import { describe, expect, it } from 'vitest';
import { curriculum } from '../support/curricula.ts';
import { testServer } from '../support/server.ts';

const server = testServer(() => {
  const drawn = curriculum('%area; a 1; b 2: a; c 3: a | b; !work 4: c');
  const said = <Item>(items: readonly Item[]) =>
    items.map((item) => ({ ...item, summary: 'Said.' }));
  return [{ ...drawn, skills: said(drawn.skills), projects: said(drawn.projects) }];
});

const importing = `mutation($input: ImportCurriculumInput!) {
  importCurriculum(input: $input) {
    __typename
    ... on CurriculumImported {
      format slug title document isNewRevision revision { number publishedBy note }
      report { count byKind { kind count } remarks { kind file line subject message } }
      warnings { count }
    }
    ... on DefectiveCurriculum { found { count defects { file line code message } } }
    ... on RevisionConflict { expectedRevision newest { number } }
    ... on Refusal { message }
    ... on InvalidRequest { problems { path } }
  }
}`;

const skills = { name: 'skills.csv', text: 'id,title,hours\nx,X,1\nY Y,Y,2\n' };
const prerequisites = { name: 'prerequisites.csv', text: 'skill,needs\nY Y,x\nx,nothing\n' };
const settings = { curriculum: 'imported' };

let author: string | null = null;
async function ask(input: object, secret?: string) {
  author ??= await server.secretOf({ kind: 'AUTHOR', title: 'Ann' });
  const { importCurriculum } = await server.read(importing, { input }, secret ?? author);
  return importCurriculum;
}

describe('importing over the API', () => {
  it('tells the format, the report and the curriculum, and stores nothing unless asked', async () => {
    const imported = await ask({ files: [skills, prerequisites], settings });
    expect(imported).toMatchObject({
      __typename: 'CurriculumImported',
      format: 'CSV',
      slug: 'imported',
      isNewRevision: false,
      revision: null,
      report: {
        byKind: [
          { kind: 'CHANGED', count: 1 },
          { kind: 'DEFAULTED', count: 1 },
          { kind: 'EXTERNAL', count: 1 },
        ],
      },
    });
    expect(imported.report.remarks[0]).toMatchObject({
      file: 'prerequisites.csv',
      line: 3,
      kind: 'EXTERNAL',
    });
    expect(imported.document).toContain(
      'notes: ["Needs nothing, which is not in this curriculum."]',
    );
    const { curriculum: found } = await server.read('{ curriculum(slug: "imported") { slug } }');
    expect(found).toBe(null);
  });

  it('publishes where asked, once, and not over what somebody else published', async () => {
    const input = {
      files: [skills],
      settings: { curriculum: 'published' },
      publish: true,
      note: 'First',
      expectedRevision: 0,
      idempotencyKey: 'k',
    };
    const published = await ask(input);
    expect(published).toMatchObject({
      isNewRevision: true,
      revision: { number: 1, note: 'First' },
    });
    expect(await ask(input)).toEqual(published);
    const { idempotencyKey: _key, ...again } = input;
    expect(await ask(again)).toMatchObject({
      __typename: 'RevisionConflict',
      newest: { number: 1 },
    });
    expect(await ask({ ...again, expectedRevision: 1 })).toMatchObject({
      isNewRevision: false,
      revision: { number: 1 },
    });
    const { skill } = await server.read(
      '{ skill(slug: "y-y", curriculum: "published") { externalIds { system externalId } } }',
    );
    expect(skill.externalIds).toEqual([{ system: 'csv', externalId: 'Y Y' }]);
  });

  it('tells of a circle by its row', async () => {
    const circle = { ...prerequisites, text: 'skill,needs\nx,Y Y\nY Y,x\n' };
    const refused = await ask({ files: [skills, circle], settings, publish: true });
    expect(refused.__typename).toBe('DefectiveCurriculum');
    expect(refused.found.defects).toEqual([
      { file: 'prerequisites.csv', line: 2, code: 'cycle', message: expect.any(String) },
    ]);
  });

  it('tells what is wrong with what is asked', async () => {
    expect(await ask({ files: [{ name: 'a', text: 'b' }] })).toMatchObject({
      problems: [{ path: 'format' }],
    });
    const both = { curriculum: 'No Id', hoursByDefault: 0.05 };
    expect(await ask({ files: [skills], settings: both })).toMatchObject({
      problems: [{ path: 'settings.curriculum' }, { path: 'settings.hoursByDefault' }],
    });
    expect(await ask({ files: [] })).toMatchObject({ problems: [{ path: 'files' }] });
    const two = [skills, { name: 'native.yaml', text: 'curriculum: a\n' }];
    expect((await ask({ files: two })).message).toMatch(/`NATIVE` .* and `CSV`/);
  });

  it('is for authors', async () => {
    const secret = await server.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] });
    const { errors } = await server.ask(importing, { input: { files: [skills] } }, secret);
    expect(errors![0]!.extensions).toMatchObject({
      code: 'FORBIDDEN',
      requiredScope: 'curricula:write',
    });
  });
});

describe('exporting over the API', () => {
  const exporting = `query($format: ExportFormat!) {
    curriculum(slug: "drawn") { digest export(format: $format) { mediaType files { name text } remarks { subject message } } }
  }`;

  it('gives the files, and what they lack', async () => {
    const { curriculum: drawn } = await server.read(exporting, { format: 'CSV' });
    const { mediaType, files, remarks } = drawn.export;
    expect([mediaType, ...files.map(({ name }: { name: string }) => name)]).toEqual([
      'text/csv',
      'skills.csv',
      'prerequisites.csv',
    ]);
    expect(files[1].text).toContain('c,foundation,a,foundation,required,1,');
    expect(remarks[0]).toEqual({
      subject: null,
      message: '1 project is left out: the tables have skills and prerequisites only.',
    });
  });

  it('says in a CASE package where this server answers for each of its items', async () => {
    const { curriculum: drawn } = await server.read(exporting, { format: 'CASE' });
    const { CFDocument, CFItems } = JSON.parse(drawn.export.files[0].text);
    for (const { identifier, uri } of [CFDocument, ...CFItems.slice(0, 3)]) {
      expect(uri).toBe(`${server.url()}/uri/${identifier}`);
      expect((await (await fetch(uri)).json()).identifier).toBe(identifier);
    }
    const { remarks } = drawn.export;
    expect(JSON.stringify(remarks)).not.toContain('There is no address');
  });

  it.each(['YAML', 'JSON'])('gives the same digest again when published, as %s', async (format) => {
    const { curriculum: drawn } = await server.read(exporting, { format });
    expect(drawn.export.remarks).toEqual([]);
    const { checkCurriculum } = await server.read(
      'query($files: [CurriculumFileInput!]!) { checkCurriculum(input: { files: $files }) { ... on CurriculumSound { digest } } }',
      { files: drawn.export.files },
      author!,
    );
    expect(checkCurriculum.digest).toBe(drawn.digest);
  });
});
