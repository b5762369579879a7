import { getIntrospectionQuery } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { limits } from '../../src/graphql/limits.ts';
import { type Answer, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

/** What a query is refused with: the code of each error. */
async function check(query: string, codes: string[], variables?: Record<string, unknown>) {
  const answer = await server.ask(query, variables);
  expect(codesOf(answer)).toEqual(codes);
  expect(answer.data ?? null).toBeNull();
  return answer.errors!.map(({ message }) => message).join('\n');
}

function codesOf({ errors = [] }: Answer): string[] {
  return errors.map(({ extensions }) => extensions?.['code']);
}

afterAll(async () => {
  expect(await server.read('{ viewer { kind } }')).toEqual({ viewer: { kind: 'ANONYMOUS' } });
  expect(server.bugs).toEqual([]);
});

describe('a document', () => {
  const nested = (depth: number) =>
    `{ skill(slug: "html") { ${'area { skills { nodes { '.repeat(depth)} slug ${'} } } '.repeat(depth)} } }`;

  it('may be 12 levels deep and no deeper', async () => {
    const twelve =
      '{ skill(slug: "css") { requires { ...A } } } fragment A on AllOf { of { ...B } } fragment B on Competency { skill { requires { ...C } } } fragment C on AllOf { of { ... on Competency { skill { requires { ... on AllOf { of { ... on Competency { skill { requires { __typename } } } } } } } } } }';
    expect((await server.ask(twelve)).errors).toBeUndefined();
    expect(await check(nested(4), ['TOO_DEEP'])).toBe(
      'The document is 14 levels deep: at most 12 are allowed.',
    );
  });

  it('has at most so many aliases, directives, operations and fragments', async () => {
    const times = (count: number, part: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => part(index)).join(' ');
    const viewer = (inner: string) => `{ viewer { ${inner} } }`;
    await check(viewer(times(limits.aliases + 1, (index) => `a${index}: kind`)), [
      'TOO_MANY_ALIASES',
    ]);
    await check(viewer(times(limits.aliases + 1, (index) => `a${index}: __typename`)), [
      'TOO_MANY_ALIASES',
    ]);
    await check(viewer(times(limits.directives + 1, () => 'kind @skip(if: false)')), [
      'TOO_MANY_DIRECTIVES',
    ]);
    await check(viewer(`kind ${times(limits.directives + 1, (index) => `@d${index}`)}`), [
      'TOO_MANY_DIRECTIVES',
    ]);
    await check(
      times(limits.operations + 1, (index) => `query Q${index} { viewer { kind } }`),
      ['TOO_MANY_OPERATIONS'],
    );
    await check(
      `{ viewer { kind } } ${times(limits.fragments + 1, (index) => `fragment F${index} on Viewer { kind }`)}`,
      ['TOO_MANY_FRAGMENTS'],
    );
    const aliased = await server.ask(viewer(times(limits.aliases, (index) => `a${index}: kind`)));
    expect(aliased.errors).toBeUndefined();
  });

  it('asks at most ten fields of the root, those in fragments included', async () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, index) => `a${index}: viewer { kind }`).join(' ');
    expect((await server.ask(`{ ${fields(10)} }`)).errors).toBeUndefined();
    await check(`{ ${fields(11)} }`, ['TOO_MANY_ROOT_FIELDS']);
    await check(`{ viewer { kind } ...F } fragment F on Query { ${fields(10)} }`, [
      'TOO_MANY_ROOT_FIELDS',
    ]);
  });

  it('has at most a thousand words and signs', async () => {
    const words = (count: number) => `{ nodes(ids: [${'"x" '.repeat(count - 12)}]) { id } }`;
    await check(words(1_000), ['BAD_USER_INPUT']);
    expect(await check(words(1_001), ['TOO_MANY_TOKENS'])).toMatch(/more than 1000 words/);
    await check(`${'{'.repeat(50_000)}`, ['TOO_MANY_TOKENS']);
  });

  it('is told of every limit that it breaks', () =>
    check(
      `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: viewer { kind }`).join(' ')} }`,
      ['TOO_MANY_ALIASES', 'TOO_MANY_ROOT_FIELDS'],
    ));

  it('that cannot be read or does not fit the schema is refused with its place', async () => {
    await check('{ viewer { kind ', ['GRAPHQL_PARSE_FAILED']);
    await check('', ['GRAPHQL_PARSE_FAILED']);
    await check('{ viewer { nope } }', ['GRAPHQL_VALIDATION_FAILED']);
    await check('mutation { x }', ['GRAPHQL_VALIDATION_FAILED']);
    await check('subscription { x }', ['GRAPHQL_VALIDATION_FAILED']);
    await check('{ skill(slug: 5) { slug } }', ['GRAPHQL_VALIDATION_FAILED']);
    await check('fragment F on Viewer { kind }', ['OPERATION_RESOLUTION_FAILURE']);
    await check('query A { viewer { kind } } query B { viewer { kind } }', [
      'OPERATION_RESOLUTION_FAILURE',
    ]);
  });

  it('whose fragments go in circles, or multiply, is refused at once', async () => {
    const message = await check(
      '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
      ['GRAPHQL_VALIDATION_FAILED'],
    );
    expect(message).toMatch(/Cannot spread fragment "A" within itself/);
    const doubling = Array.from(
      { length: 29 },
      (_, index) =>
        `fragment F${index} on Skill { area { skills { nodes { ...F${index + 1} ...F${index + 1} } } } }`,
    );
    const started = performance.now();
    const answer = await server.ask(
      `{ skill(slug: "html") { ...F0 } } ${doubling.join(' ')} fragment F29 on Skill { slug }`,
    );
    expect(codesOf(answer)).toEqual(['TOO_DEEP']);
    const wide = Array.from(
      { length: 29 },
      (_, index) => `fragment F${index} on Skill { ...F${index + 1} ...F${index + 1} }`,
    );
    await server.ask(
      `{ skill(slug: "html") { ...F0 } } ${wide.join(' ')} fragment F29 on Skill { slug }`,
    );
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('the cost of a query', () => {
  const pages =
    'query ($n: Int) { skills(first: $n) { nodes { requiredBy(first: $n) { nodes { requiredBy(first: $n) { nodes { slug } } } } } } }';

  it('goes by the variables that came', async () => {
    expect((await server.ask(pages, { n: 5 })).errors).toBeUndefined();
    expect(await check(pages, ['TOO_COSTLY'], { n: 100 })).toMatch(
      /The query may come to \d+ objects: at most 10000 are allowed/,
    );
    expect((await server.ask(pages, { n: 6 })).errors).toBeUndefined();
  });

  it('goes by defaults, of variables and of pages', async () => {
    await check(pages.replace('$n: Int', '$n: Int = 100'), ['TOO_COSTLY']);
    await check(pages, ['TOO_COSTLY'], { n: 30 });
    const unsaid = pages
      .replace('($n: Int) ', '')
      .replaceAll('(first: $n)', '')
      .replace('{ slug }', '{ requiredBy { nodes { slug } } }');
    await check(unsaid, ['TOO_COSTLY']);
  });

  it('counts a list that is asked for under many names', async () => {
    const names = Array.from(
      { length: 10 },
      (_, index) =>
        `a${index}: skills(last: 100) { nodes { prerequisites { kind } levels { hours } area { slug } side { slug } } }`,
    );
    await check(`{ ${names.join(' ')} }`, ['TOO_COSTLY']);
  });

  it('counts steps that lead to steps', () =>
    check(
      '{ planRoadmap(input: { goals: [{ skill: "django" }] }) { ... on Roadmap { steps { after { unlocks { after { unlocks { after { key } } } } } } } } }',
      ['TOO_COSTLY'],
    ));

  it('lets a whole catalogue page through, with all that belongs to it', async () => {
    const page =
      '{ skills(first: 100) { nodes { slug area { title } levels { level { slug } criteria } prerequisites { kind competency { skill { slug } } } resources { title } } } }';
    expect((await server.ask(page)).errors).toBeUndefined();
  });
});

describe('a question about the schema', () => {
  it('is answered, as every tool asks it', async () => {
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      schemaDescription: true,
      directiveIsRepeatable: true,
      oneOf: true,
    });
    const { __schema } = await server.read(query);
    expect(__schema.types.length).toBeGreaterThan(50);
  });

  it('is refused where it goes in circles', async () => {
    await check(
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      ['GRAPHQL_VALIDATION_FAILED'],
    );
    const circles = Array.from(
      { length: 9 },
      (_, index) => `a${index}: __schema { types { fields { type { fields { name } } } } }`,
    );
    await check(`{ ${circles.join(' ')} }`, ['TOO_COSTLY']);
    await check(`{ __type(name: "Skill") ${'{ ofType '.repeat(16)} { name } ${'}'.repeat(16)} }`, [
      'TOO_DEEP',
    ]);
  });
});

describe('an argument', () => {
  it('that asks for no page or too large a one is refused', async () => {
    expect(await check('{ skills(first: 0) { totalCount } }', ['BAD_USER_INPUT'])).toBe(
      '`first` is 0: it must be from 1 to 100.',
    );
    await check('{ skills(first: 101) { totalCount } }', ['BAD_USER_INPUT']);
    await check('{ skills(last: -1) { totalCount } }', ['BAD_USER_INPUT']);
    await check('{ skills(first: 2, last: 2) { totalCount } }', ['BAD_USER_INPUT']);
    await check('{ skills(first: 99999999999) { totalCount } }', ['GRAPHQL_VALIDATION_FAILED']);
  });

  it('that is no cursor of the list is refused', async () => {
    const { skills } = await server.read('{ skills(first: 1) { pageInfo { endCursor } } }');
    const foreign = skills.pageInfo.endCursor;
    await check(
      'query ($c: String) { careerPaths(after: $c) { totalCount } }',
      ['BAD_USER_INPUT'],
      { c: foreign },
    );
    await check(
      'query ($c: String) { skills(orderBy: { field: TITLE }, before: $c) { totalCount } }',
      ['BAD_USER_INPUT'],
      { c: foreign },
    );
    for (const c of ['', 'x', '💥', 'bnVsbA', 'W10', `${foreign}AAAA`, 'A'.repeat(50_000)])
      await check('query ($c: String) { skills(after: $c) { totalCount } }', ['BAD_USER_INPUT'], {
        c,
      });
  });

  it('that is an id of nobody is null, and one that is none is said to be', async () => {
    const id = (text: string) => Buffer.from(text).toString('base64');
    const read = (ids: string[]) =>
      server.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(
      await read([id('Skill:small/nobody'), id('Area:small/html'), id('Skill:gone/html')]),
    ).toEqual({
      data: { nodes: [null, null, null] },
    });
    const wrong = [
      '',
      'x',
      id('Viewer:small/html'),
      id('Skill:small'),
      id('__proto__:small/x'),
      id('Skill:small/../x'),
      '💥',
    ];
    const answer = await read([id('Skill:small/html'), ...wrong]);
    expect(answer.data!['nodes'].map(Boolean)).toEqual([true, ...wrong.map(() => false)]);
    expect(codesOf(answer)).toEqual(wrong.map(() => 'BAD_USER_INPUT'));
    await check('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', ['BAD_USER_INPUT'], {
      ids: Array(101).fill(id('Skill:small/html')),
    });
  });

  it('that is too long to search by is refused', async () => {
    await check('query ($t: String!) { search(text: $t) { totalCount } }', ['BAD_USER_INPUT'], {
      t: 'x'.repeat(101),
    });
    await check(
      'query ($t: String!) { skills(filter: { text: $t }) { totalCount } }',
      ['BAD_USER_INPUT'],
      { t: 'x'.repeat(101) },
    );
  });

  it('of the wrong shape is refused, however deep or long it is', async () => {
    const query = 'query ($input: PlanRoadmapInput!) { planRoadmap(input: $input) { __typename } }';
    const lists = [null, { nope: 1 }, ...Array(5_000).fill({ skill: 5 })];
    // Written by hand, since what is so deep can't be written by a library.
    const deep = `${'['.repeat(5_000)}"x"${']'.repeat(5_000)}`;
    for (const goals of [deep, '"x"', '5', 'null', '[null]', JSON.stringify(lists)]) {
      const { body } = await server.send({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(query)},"variables":{"input":{"goals":${goals}}}}`,
      });
      const answer = JSON.parse(body.toString());
      expect(answer.data ?? null).toBeNull();
      expect(answer.errors!.length).toBeLessThanOrEqual(51);
    }
  });

  it('with strange characters finds nothing and breaks nothing', async () => {
    for (const slug of [
      '\u0000',
      '\ud800',
      '__proto__',
      'constructor',
      '../..',
      "'; drop table skills",
      '💥',
      '\u202e',
    ])
      expect(
        await server.read(
          'query ($s: String!) { skill(slug: $s) { slug } search(text: $s) { totalCount } }',
          { s: slug },
        ),
      ).toEqual({
        skill: null,
        search: { totalCount: 0 },
      });
  });
});
