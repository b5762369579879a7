import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { publishDemo } from '../../src/actions/publish-demo.ts';
import { printedSchema } from '../../src/graphql/print-schema.ts';
import { schema } from '../../src/graphql/schema.ts';
import {
  type Dashboard,
  type ExampleOperation,
  readExampleOperations,
} from '../../src/web/example-operations.ts';
import { subscribe } from '../support/event-stream.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { testServer } from '../support/server.ts';
import { root } from '../support/sources.ts';

const server = testServer(async () => [await seedCurriculum()]);
const operations = await readExampleOperations();
let mentor: Dashboard;

beforeAll(async () => {
  const demo = await publishDemo(server.environment());
  mentor = { secret: demo!.people[0]!.secret, cohort: demo!.cohort };
}, 60_000);

describe('the schema', () => {
  it('is the one that schema/curriculum.graphql publishes', () => {
    const published = readFileSync(join(root, 'schema/curriculum.graphql'), 'utf8');
    expect(printedSchema(), changesSince(published)).toBe(published);
  });

  it('describes every type, field, argument and value in sentences', () =>
    expect(descriptions().filter(([, text]) => !/^[A-Z`].*[.:?]$/s.test(text ?? ''))).toEqual([]));
});

const answered = operations.filter(({ query }) => !isSubscription(query));
const ofMentors = answered.filter(({ headers }) => headers !== null);

it.each(operations)('the operation $name tells a newcomer first what it shows', ({ query }) => {
  expect(query).toMatch(/^# [A-Z]/);
  const { definitions } = parse(query);
  expect(definitions.map(({ kind }) => kind)).toEqual(['OperationDefinition']);
});

describe.each(answered)('the operation $name', ({ name, query, headers }) => {
  it('answers as recorded', async () => {
    const { variables } = await filledIn(name);
    const values = variables === null ? undefined : JSON.parse(variables);
    const answer = await server.ask(query, values, headers === null ? undefined : mentor.secret);
    expect(answer.errors).toBeUndefined();
    await expect(`${JSON.stringify(answer, null, 2)}\n`).toMatchFileSnapshot(
      `recorded/${name}.json`,
    );
  });
});

describe.each(ofMentors)('the operation $name', ({ name, query }) => {
  it('is for mentors alone', async () => {
    const { variables } = await filledIn(name);
    const answer = await server.ask(query, variables === null ? undefined : JSON.parse(variables));
    // A stranger sees nobody's mentees, and is told so or gets nothing.
    const told = answer.errors?.map(({ extensions }) => extensions?.['code']) ?? [];
    expect([told, answer.data?.['viewer']?.mentor ?? null]).toEqual([
      name.endsWith('the-morning-look') ? [] : ['FORBIDDEN'],
      null,
    ]);
  });
});

it('the live stream tells a mentor of what is confirmed', async () => {
  const [live, confirm] = [
    await filledIn('mentor/6-the-live-stream'),
    await filledIn('mentor/5-confirm-what-you-saw'),
  ];
  const query = live.query
    .replace('($cohort: ID!)', '')
    .replace('$cohort', JSON.stringify(mentor.cohort));
  const stream = await subscribe(server.url(), { query, secret: mentor.secret });
  const { input } = JSON.parse(confirm.variables!);
  const another = { input: { ...input, skill: 'loops' } };
  await server.read(confirm.query, another, mentor.secret);
  const [first] = await stream.until(1);
  stream.drop();
  expect(first!.data?.['cohortActivity']).toMatchObject({
    kind: 'EVIDENCE_RECORDED',
    learner: { name: 'Emil Novak' },
  });
});

function isSubscription(query: string): boolean {
  return /^subscription/m.test(query);
}

/** With what GraphiQL's tabs have in the demo. */
async function filledIn(name: string): Promise<ExampleOperation> {
  const all = await readExampleOperations(undefined, mentor);
  return all.find((operation) => operation.name === name)!;
}

/** What becomes of clients that were written for the published schema. */
function changesSince(published: string): string {
  const before = buildSchema(published);
  const changes = [
    ...findBreakingChanges(before, schema).map(({ description }) => `breaking: ${description}`),
    ...findDangerousChanges(before, schema).map(({ description }) => `dangerous: ${description}`),
  ];
  return [
    'The schema is another than schema/curriculum.graphql.',
    ...(changes.length > 0 ? changes : ['No client will mind.']),
    'To publish it: npm run --silent cairn -- schema > schema/curriculum.graphql',
  ].join('\n');
}

function descriptions(): [string, string | null | undefined][] {
  const described: [string, string | null | undefined][] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    described.push([type.name, type.description]);
    if (isEnumType(type))
      for (const value of type.getValues())
        described.push([`${type.name}.${value.name}`, value.description]);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      described.push([`${type.name}.${field.name}`, field.description]);
      for (const argument of 'args' in field ? field.args : [])
        described.push([`${type.name}.${field.name}.${argument.name}`, argument.description]);
    }
  }
  return described;
}
