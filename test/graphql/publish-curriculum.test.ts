import { describe, expect, it } from 'vitest';
import { defectRules } from '../../src/curriculum/defect-rules.ts';
import { nativeJson, nativeYaml } from '../../src/exchange/curriculum/native/write-native.ts';
import { curriculum as drawn } from '../support/curricula.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { summarized } from '../support/summarized.ts';

const server = testServer(() => [smallCurriculum()]);

const said = `
  __typename
  ... on CurriculumPublished { revision { number digest publishedBy note } curriculum { revision title } warnings { count } }
  ... on CurriculumUnchanged { revision { number digest } }
  ... on RevisionConflict { message expectedRevision newest { number } revisionsSince { number note } difference { summary alterations { nodes { kind noun after { slug } } } } }
  ... on Refusal { message }
  ... on InvalidRequest { problems { path } }
`;
const publishes = `mutation ($input: PublishCurriculumInput!) { publishCurriculum(input: $input) {
  ${said}
  ... on DefectiveCurriculum { found { count defects { severity code path file line column message suggestions rule { title } } } }
} }`;
const restores = `mutation ($input: RestoreRevisionInput!) { restoreRevision(input: $input) { ${said} } }`;
const checks = `query ($input: CheckCurriculumInput!) { checkCurriculum(input: $input) {
  __typename
  ... on CurriculumSound { slug title digest warnings { count defects { code line path rule { mending } } } }
  ... on DefectiveCurriculum { message found { count defects { code } } }
  ... on InvalidRequest { problems { path message } }
} }`;

async function publish(input: Json, secret?: string): Promise<Json> {
  const by = secret ?? (await server.secretOf({ kind: 'AUTHOR' }));
  return (await server.read(publishes, { input }, by))['publishCurriculum'];
}

async function restore(input: Json): Promise<Json> {
  const secret = await server.secretOf({ kind: 'AUTHOR' });
  return (await server.read(restores, { input }, secret))['restoreRevision'];
}

async function check(input: Json): Promise<Json> {
  const secret = await server.secretOf({ kind: 'AUTHOR' });
  return (await server.read(checks, { input }, secret))['checkCurriculum'];
}

/** The text of a drawn curriculum by that slug. */
function textOf(slug: string, drawing: string, title = slug): string {
  return nativeYaml(summarized({ ...drawn(drawing), slug, title }));
}

describe('an author', () => {
  it('publishes a text as the next revision, in their own name', async () => {
    const secret = await server.secretOf({ kind: 'AUTHOR' });
    const { tokens } = await server.read(
      '{ tokens(first: 100) { nodes { id } } }',
      {},
      await server.secretOf({ kind: 'ADMIN' }),
    );
    const input = { text: textOf('own', 'a; b: a; $path: b'), note: 'The first.' };
    const published = await publish(input, secret);
    expect(published).toMatchObject({
      __typename: 'CurriculumPublished',
      revision: { number: 1, note: 'The first.' },
      curriculum: { revision: 1, title: 'own' },
      warnings: { count: 0 },
    });
    const ids = tokens.nodes.map(({ id }: Json) => Buffer.from(id, 'base64').toString());
    expect(ids).toContain(`Token:${published['revision'].publishedBy}`);
    const { curriculum } = await server.read('{ curriculum(slug: "own") { revision digest } }');
    expect(curriculum).toEqual({ revision: 1, digest: published['revision'].digest });
  });

  it('publishes YAML, JSON and several files alike', async () => {
    const value = summarized(smallCurriculum('alike'));
    const [yaml, json] = [nativeYaml(value), nativeJson(value)];
    const { revision } = await publish({ text: yaml });
    const again = { __typename: 'CurriculumUnchanged', revision: { number: 1 } };
    expect(await publish({ text: json })).toMatchObject(again);
    const document = JSON.parse(json);
    const { skills, ...rest } = document;
    const files = [
      { name: 'skills.json', text: JSON.stringify({ skills }) },
      { name: 'heading.yaml', text: JSON.stringify(rest) },
    ];
    const unchanged = await publish({ files });
    expect(unchanged).toMatchObject(again);
    expect(unchanged['revision'].digest).toBe(revision.digest);
  });

  it('is told all that is wrong, with its place, and nothing changes', async () => {
    const text = `curriculum: small
title: Small
levels: [low]
areas: [{ id: a, title: A }]
skills:
  - { id: one, title: One, area: a, summary: s, hours: 0, requires: [tow] }
  - { id: two, title: Two, area: b, summary: s, hours: 1 }
`;
    const before = await server.read('{ curriculum { revision } }');
    const result = await publish({ text });
    expect(result['__typename']).toBe('DefectiveCurriculum');
    expect(result['message']).toMatch(/^3 things are wrong .* at text:6:\d+: /);
    expect(
      result['found'].defects.map(
        ({ severity, code, path, file, line, suggestions, rule }: Json) =>
          `${severity} ${file}:${line} ${code} ${path} ${suggestions} ${rule.title}`,
      ),
    ).toEqual([
      'ERROR text:6 bad-hours skills.0.hours  Hours that cannot be',
      'ERROR text:6 unknown-skill skills.0.requires.0 two A skill that is not there',
      'ERROR text:7 unknown-area skills.1.area a An area that is not there',
    ]);
    expect(await server.read('{ curriculum { revision } }')).toEqual(before);
  });

  it('is told of the first thousand problems how many there are', async () => {
    const skill = (index: number) => ({
      id: `s${index}`,
      title: 'S',
      area: 'b',
      summary: 's',
      hours: 0,
    });
    const skills = Array.from({ length: 2_000 }, (_, index) => skill(index));
    const heading = { curriculum: 'many', title: 'Many', levels: ['low'] };
    const areas = [{ id: 'a', title: 'A' }];
    const { found, message } = await publish({
      text: JSON.stringify({ ...heading, areas, skills }),
    });
    expect(found.count).toBe(4_000);
    expect(found.defects).toHaveLength(1_000);
    expect(message).toMatch(/^More than 1000 things/);
  });

  it.each([
    [{}, ['text']],
    [{ text: 'a', files: [] }, ['text', 'files']],
    [
      {
        files: [
          { name: 'a', text: '' },
          { name: 'a', text: '' },
        ],
      },
      ['files.1.name'],
    ],
    [{ files: [{ name: 'a\0', text: '' }] }, ['files.0.name']],
    [{ text: 'a', note: 'n'.repeat(1_001), expectedRevision: -1 }, ['note', 'expectedRevision']],
    [{ text: 'a', note: '\ud800' }, ['note']],
  ])('who asks for it wrongly is told all of that: %j', async (input, paths) => {
    const result = await publish(input);
    expect(result['__typename']).toBe('InvalidRequest');
    expect(result['problems'].map(({ path }: Json) => path)).toEqual(paths);
  });

  it('may be a service with the scope, and no other', async () => {
    const input = { text: textOf('served', 'a; $path: a') };
    const scoped = await server.secretOf({ kind: 'SERVICE', scopes: ['curricula:write'] });
    expect(await publish(input, scoped)).toMatchObject({ __typename: 'CurriculumPublished' });
    const unscoped = await server.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] });
    const { errors } = await server.ask(publishes, { input }, unscoped);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      requiredScope: 'curricula:write',
    });
  });
});

describe('a publisher who expects a revision', () => {
  it('is told what was published meanwhile, where another is the newest', async () => {
    await publish({ text: textOf('moved', 'a'), note: 'one' });
    await publish({ text: textOf('moved', 'a; b'), note: 'two' });
    await publish({ text: textOf('moved', 'a; b; c'), note: 'three' });
    const wanted = { text: textOf('moved', 'a; d'), expectedRevision: 1 };
    expect(await publish(wanted)).toEqual({
      __typename: 'RevisionConflict',
      message: expect.stringContaining('`moved` is at revision 3, where revision 1 was expected'),
      expectedRevision: 1,
      newest: { number: 3 },
      revisionsSince: [
        { number: 3, note: 'three' },
        { number: 2, note: 'two' },
      ],
      difference: {
        summary: expect.stringContaining('2 skills'),
        alterations: {
          nodes: [
            { kind: 'ADDED', noun: 'SKILL', after: [{ slug: 'b' }] },
            { kind: 'ADDED', noun: 'SKILL', after: [{ slug: 'c' }] },
          ],
        },
      },
    });
    expect(await publish({ ...wanted, expectedRevision: 3 })).toMatchObject({
      revision: { number: 4 },
    });
  });

  it('finds none of what is not there yet', async () => {
    const wanted = { text: textOf('nowhere', 'a'), expectedRevision: 2 };
    expect(await publish(wanted)).toMatchObject({
      __typename: 'RevisionConflict',
      newest: null,
      revisionsSince: [],
      difference: null,
    });
    expect(await server.read('{ curriculum(slug: "nowhere") { slug } }')).toEqual({
      curriculum: null,
    });
  });

  it('is alone in publishing over it, of all who come at once', async () => {
    await publish({ text: textOf('raced', 'a') });
    const results = await Promise.all(
      ['b', 'c', 'd', 'e'].map((name) =>
        publish({ text: textOf('raced', `a; ${name}`), expectedRevision: 1 }),
      ),
    );
    const names = results.map(({ __typename }) => __typename).sort();
    expect(names).toEqual([
      'CurriculumPublished',
      'RevisionConflict',
      'RevisionConflict',
      'RevisionConflict',
    ]);
    const { curriculum } = await server.read(
      '{ curriculum(slug: "raced") { revision revisions { totalCount } } }',
    );
    expect(curriculum).toEqual({ revision: 2, revisions: { totalCount: 2 } });
  });
});

it('two authors who expect nothing both publish, one after the other', async () => {
  const texts = ['b', 'c', 'd', 'e'].map((name) => textOf('queued', `a; ${name}`, name));
  const results = await Promise.all(texts.map((text) => publish({ text })));
  const numbers = results.map(({ revision }) => revision.number);
  expect([...numbers].sort()).toEqual([1, 2, 3, 4]);
  for (const [index, number] of numbers.entries()) {
    const { curriculum } = await server.read(
      `{ curriculum(slug: "queued", revision: ${number}) { title document } }`,
    );
    expect(curriculum.document).toBe(texts[index]);
  }
});

describe('a request that is repeated', () => {
  it('publishes once, and is answered alike', async () => {
    const secret = await server.secretOf({ kind: 'AUTHOR' });
    const input = { text: textOf('repeated', 'a; b'), idempotencyKey: 'k', expectedRevision: 0 };
    const answers = await Promise.all([1, 2, 3].map(() => publish(input, secret)));
    answers.push(await publish(input, secret));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ __typename: 'CurriculumPublished' });
    const other = { ...input, text: textOf('repeated', 'a; c') };
    expect(await publish(other, secret)).toMatchObject({ __typename: 'KeyConflict' });
    const restoring = { curriculum: 'repeated', revision: 1, idempotencyKey: 'k' };
    const { restoreRevision } = await server.read(restores, { input: restoring }, secret);
    expect(restoreRevision).toMatchObject({ __typename: 'KeyConflict' });
  });

  it('is told the same conflict again, though the head has moved on', async () => {
    const secret = await server.secretOf({ kind: 'AUTHOR' });
    await publish({ text: textOf('stale', 'a') });
    const input = { text: textOf('stale', 'b'), idempotencyKey: 's', expectedRevision: 0 };
    const first = await publish(input, secret);
    expect(first).toMatchObject({ newest: { number: 1 } });
    await publish({ text: textOf('stale', 'c') });
    expect(await publish(input, secret)).toEqual(first);
  });
});

describe('a revision', () => {
  it('is listed, read, and gives back its document', async () => {
    const drawings = ['a', 'a; b: a; $path: b', 'b; !thing 3 : b'];
    const texts = drawings.map((drawing) => textOf('listed', drawing));
    for (const [index, text] of texts.entries())
      await publish({ text, note: `Number ${index + 1}` });
    const { curriculum } = await server.read(
      `{ curriculum(slug: "listed") { revisions(first: 2) { totalCount pageInfo { hasNextPage endCursor }
        nodes { id number note size { areas skills projects careerPaths advice } curriculum { skills { totalCount } } } } } }`,
    );
    const { totalCount, pageInfo, nodes } = curriculum.revisions;
    expect(totalCount).toBe(3);
    expect(nodes.map(({ id, ...rest }: Json) => rest)).toEqual([
      {
        number: 3,
        note: 'Number 3',
        size: { areas: 1, skills: 1, projects: 1, careerPaths: 0, advice: 0 },
        curriculum: { skills: { totalCount: 1 } },
      },
      {
        number: 2,
        note: 'Number 2',
        size: { areas: 1, skills: 2, projects: 0, careerPaths: 1, advice: 0 },
        curriculum: { skills: { totalCount: 2 } },
      },
    ]);
    const rest = await server.read(
      `{ curriculum(slug: "listed") { revisions(after: "${pageInfo.endCursor}") { nodes { number } pageInfo { hasNextPage } } }
        node(id: "${nodes[1].id}") { ... on Revision { number curriculum { revision } } } }`,
    );
    expect(rest).toEqual({
      curriculum: { revisions: { nodes: [{ number: 1 }], pageInfo: { hasNextPage: false } } },
      node: { number: 2, curriculum: { revision: 2 } },
    });
    for (const [index, text] of texts.entries()) {
      const { read } = await server.read(
        `{ read: curriculum(slug: "listed", revision: ${index + 1}) { revision note yaml: document json: document(notation: JSON) } }`,
      );
      expect(read).toMatchObject({ revision: index + 1, note: `Number ${index + 1}`, yaml: text });
      expect(await check({ text: read.json })).toMatchObject({
        digest: (await check({ text })).digest,
      });
    }
  });

  it('that is not there is null', async () => {
    const ids = ['small/99', 'small/x', 'nothing/1'].map((keys) =>
      Buffer.from(`Revision:${keys}`).toString('base64'),
    );
    const read = await server.read(
      `{ a: curriculum(revision: 99) { slug } b: curriculum(revision: 0) { slug } c: curriculum(revision: -1) { slug }
        ${ids.map((id, index) => `n${index}: node(id: "${id}") { id }`).join(' ')} }`,
    );
    expect(Object.values(read)).toEqual([null, null, null, null, null, null]);
  });

  it('leaves the ids of what is in it as they are', async () => {
    await publish({ text: textOf('kept', 'a') });
    await publish({ text: textOf('kept', 'a 2; b') });
    const of = (revision: number) =>
      server.read(
        `{ curriculum(slug: "kept", revision: ${revision}) { id skills(first: 1) { nodes { id hours } } } }`,
      );
    const [one, two] = [await of(1), await of(2)];
    expect(one['curriculum'].id).toBe(two['curriculum'].id);
    expect(one['curriculum'].skills.nodes[0].id).toBe(two['curriculum'].skills.nodes[0].id);
    expect(one['curriculum'].skills.nodes[0].hours).toBe(1);
    expect(two['curriculum'].skills.nodes[0].hours).toBe(2);
  });

  it('is brought back as the next one, and not where it is what there is', async () => {
    const [first, second] = [textOf('back', 'a'), textOf('back', 'a; b')];
    const { revision } = await publish({ text: first });
    await publish({ text: second });
    const input = { curriculum: 'back', revision: 1, expectedRevision: 2 };
    expect(await restore(input)).toMatchObject({
      __typename: 'CurriculumPublished',
      revision: { number: 3, digest: revision.digest, note: 'Brings back revision 1.' },
      curriculum: { revision: 3 },
    });
    expect(await restore({ curriculum: 'back', revision: 1 })).toMatchObject({
      __typename: 'CurriculumUnchanged',
      revision: { number: 3 },
    });
    expect(await restore(input)).toMatchObject({ __typename: 'RevisionConflict' });
    const { curriculum } = await server.read('{ curriculum(slug: "back") { document } }');
    expect(curriculum.document).toBe(first);
  });

  it('that never was is not brought back', async () => {
    for (const revision of [0, -1, 99])
      expect(await restore({ curriculum: 'small', revision })).toMatchObject({
        __typename: 'InvalidRequest',
        problems: [{ path: 'revision' }],
      });
    expect(await restore({ curriculum: 'smal', revision: 1 })).toMatchObject({
      __typename: 'UnknownNames',
    });
  });
});

describe('a check', () => {
  it('tells what is worth another look, and stores nothing', async () => {
    const text = textOf('checked', 'a; b: a; c: a & b; $path: c');
    expect(await check({ text })).toMatchObject({
      __typename: 'CurriculumSound',
      slug: 'checked',
      warnings: {
        count: 1,
        defects: [
          {
            code: 'implied-prerequisite',
            line: expect.any(Number),
            path: 'skills.c.requires.0',
            rule: { mending: defectRules['implied-prerequisite'].mending },
          },
        ],
      },
    });
    const { curriculum } = await server.read('{ curriculum(slug: "checked") { slug } }');
    expect(curriculum).toBeNull();
  });

  it('tells what keeps it from being published', async () => {
    expect(await check({ text: 'curriculum: [' })).toMatchObject({
      __typename: 'DefectiveCurriculum',
    });
    expect(await check({ text: textOf('circle', 'a: b; b: a') })).toMatchObject({
      message: expect.stringContaining('can never be learned'),
      found: { count: 1, defects: [{ code: 'cycle' }] },
    });
    expect(await check({})).toMatchObject({ __typename: 'InvalidRequest' });
  });
});

it('a request that publishes ends on what there was when it began', async () => {
  const slug = 'held';
  await publish({ text: textOf(slug, 'a; b: a; $path: b') });
  const secret = await server.secretOf({ kind: 'ADMIN' });
  const input = { text: textOf(slug, 'a; c: a; $path: c') };
  const create = (skill: string) =>
    `createLearner(input: { curriculum: "${slug}", prefers: ["${skill}"] }) { __typename }`;
  const asked = `mutation ($input: PublishCurriculumInput!) {
    publishCurriculum(input: $input) { ... on CurriculumPublished { curriculum { revision } } }
    old: ${create('b')} new: ${create('c')}
  }`;
  expect(await server.read(asked, { input }, secret)).toEqual({
    publishCurriculum: { curriculum: { revision: 2 } },
    old: { __typename: 'LearnerCreated' },
    new: { __typename: 'InvalidRequest' },
  });
  expect(await server.read(`mutation { ${create('c')} }`, {}, secret)).toEqual({
    createLearner: { __typename: 'LearnerCreated' },
  });
});

it('what only the history tells is told of a text, with its place, before it is published, and after', async () => {
  const text = (skills: string[]) => `curriculum: remembered
title: Remembered
levels: [low]
areas: [{ id: a, title: A }]
skills:
${skills.map((skill) => `  - { ${skill}, area: a, summary: s, hours: 1 }`).join('\n')}
careerPaths: [{ id: path, title: Path, summary: s, requires: [one] }]
`;
  await publish({ text: text(['id: old, title: Old', 'id: one, title: One']) });
  await publish({
    text: text(['id: new, title: New, replaces: [old]', 'id: one, title: One, requires: [new]']),
  });
  const next = text([
    'id: new, title: New, replaces: [odl]',
    'id: old, title: Other',
    'id: one, title: One, requires: [new, old]',
  ]);
  const { warnings } = await check({ text: next });
  const places = warnings.defects.map(({ code, line, path }: Json) => `${code} ${line} ${path}`);
  expect(places).toEqual(['never-there 6 skills.new.replaces.0', 'name-reused 7 skills.old.id']);
  const secret = await server.secretOf({ kind: 'AUTHOR' });
  const warned = '{ warnings { count defects { code line file } } }';
  const expected = {
    count: 2,
    defects: [
      { code: 'never-there', line: 6, file: 'text' },
      { code: 'name-reused', line: 7, file: 'text' },
    ],
  };
  for (const [field, type] of [
    ['query: previewCurriculum', 'CurriculumPreview'],
    ['mutation: publishCurriculum', 'CurriculumPublished'],
  ] as const) {
    const [kind, name] = field.split(': ');
    const input = `${name![0]!.toUpperCase()}${name!.slice(1)}Input`;
    const asked = `${kind} ($input: ${input}!) { it: ${name}(input: $input) { ... on ${type} ${warned} } }`;
    const { it: told } = await server.read(asked, { input: { text: next } }, secret);
    expect(told, name).toEqual({ warnings: expected });
  }
  const restored = await server.read(
    `mutation { restoreRevision(input: { curriculum: "remembered", revision: 3 }) { ... on CurriculumUnchanged ${warned} } }`,
    {},
    secret,
  );
  expect(restored['restoreRevision'].warnings.defects).toContainEqual({
    ...{ code: 'never-there', line: null, file: null },
  });
});

it('what is published is linted as what is checked', async () => {
  const text = textOf('linted', 'a; b: a; c: a & b; d; $path: c');
  await publish({ text });
  const secret = await server.secretOf({ kind: 'AUTHOR' });
  const lint = 'lint { count defects { severity code path line message } }';
  const { curriculum } = await server.read(
    `{ curriculum(slug: "linted") { ${lint} } }`,
    {},
    secret,
  );
  const { warnings } = await check({ text });
  expect(curriculum.lint.count).toBe(warnings.count);
  expect(curriculum.lint.defects.map(({ code }: Json) => code).sort()).toEqual(
    warnings.defects.map(({ code }: Json) => code).sort(),
  );
  expect(curriculum.lint.defects[0]).toMatchObject({ severity: 'WARNING', line: null });
});

it('the rules are told with what they mean', async () => {
  const { defectRules: rules } = await server.read(
    '{ defectRules { code title meaning mending } }',
  );
  expect(rules).toEqual(Object.entries(defectRules).map(([code, rule]) => ({ code, ...rule })));
});

it('no error was ours', () => expect(server.bugs).toEqual([]));
