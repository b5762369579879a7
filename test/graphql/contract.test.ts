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
import { describe, expect, it } from 'vitest';
import { printedSchema } from '../../src/graphql/print-schema.ts';
import { schema } from '../../src/graphql/schema.ts';
import { readExampleOperations } from '../../src/web/example-operations.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { testServer } from '../support/server.ts';
import { root } from '../support/sources.ts';

const server = testServer(async () => [await seedCurriculum()]);
const operations = await readExampleOperations();

describe('the schema', () => {
  it('is the one that schema/curriculum.graphql publishes', () => {
    const published = readFileSync(join(root, 'schema/curriculum.graphql'), 'utf8');
    expect(printedSchema(), changesSince(published)).toBe(published);
  });

  it('describes every type, field, argument and value in sentences', () =>
    expect(descriptions().filter(([, text]) => !/^[A-Z`].*[.:?]$/s.test(text ?? ''))).toEqual([]));
});

describe.each(operations)('the operation $name', ({ name, query, variables }) => {
  it('tells a newcomer first what it shows', () => {
    expect(query).toMatch(/^# [A-Z]/);
    const { definitions } = parse(query);
    expect(definitions.map(({ kind }) => kind)).toEqual(['OperationDefinition']);
  });

  it('answers as recorded', async () => {
    const answer = await server.ask(query, variables === null ? undefined : JSON.parse(variables));
    expect(answer.errors).toBeUndefined();
    await expect(`${JSON.stringify(answer, null, 2)}\n`).toMatchFileSnapshot(
      `recorded/${name}.json`,
    );
  });
});

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
