import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { newId } from '../support/learners.ts';
import { type Ids, makeWorld } from '../support/rights-table.ts';
import { type Answer, type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

// What can be asked about people, asked wrongly: every answer is typed, and nothing is half written.

const server = testServer(() => [smallCurriculum()]);
let ids: Ids;
let admin: string;

beforeAll(async () => {
  const world = await makeWorld(server.environment());
  ids = world.ids;
  admin = (await world.secretOf('admin', []))!;
});

afterAll(() => expect(server.bugs).toEqual([]));

/** All that would show that something was written. */
async function state(): Promise<unknown> {
  const { reads } = server.environment().store;
  const everybody = { limit: 1_000 };
  const learners = (await reads.learners.page(everybody)).map(({ id }) => id);
  const cohorts = (await reads.cohorts.page(everybody)).map(({ id }) => id);
  const { tokens, mentors } = reads;
  const rows = [
    await reads.learnerChanges.head(),
    await reads.learners.page(everybody),
    [...(await reads.evidence.ofLearners(learners))],
    [...(await reads.learners.externalIds(learners))],
    await mentors.page(everybody),
    [...(await mentors.ofLearners(learners))],
    await reads.cohorts.page(everybody),
    [...(await reads.cohorts.ofLearners(learners))],
    [...(await reads.cohorts.mentors(cohorts))],
    [...(await reads.adoptedRoadmaps.ofLearners(learners))],
    (await tokens.page(everybody)).map(({ lastUsedAt: _, ...token }) => token),
  ];
  return JSON.parse(JSON.stringify(rows));
}

/** A place in an input where an id stands: `learners.0`. */
type Path = readonly (string | number)[];

function idPaths(type: GraphQLInputType, path: Path = []): Path[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return idPaths(nullable.ofType, [...path, 0]);
  if (isInputObjectType(nullable))
    return Object.values(nullable.getFields()).flatMap((field) =>
      path.length > 4 ? [] : idPaths(field.type, [...path, field.name]),
    );
  return getNamedType(nullable).name === 'ID' ? [path] : [];
}

/** The least that the type takes, with the field on the way to the path, which is given the value. */
function fill(type: GraphQLInputType, name: string, path: Path | null, value: unknown): unknown {
  const nullable = getNullableType(type);
  if (path?.length === 0) return value;
  if (isListType(nullable)) return [fill(nullable.ofType, name, path?.slice(1) ?? null, value)];
  if (isInputObjectType(nullable))
    return Object.fromEntries(
      Object.values(nullable.getFields()).flatMap((field) => {
        const isOnWay = path?.[0] === field.name;
        if (!isOnWay && !isNonNullType(field.type)) return [];
        const inner = fill(field.type, field.name, isOnWay ? path.slice(1) : null, value);
        return [[field.name, inner]];
      }),
    );
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  const scalar = getNamedType(nullable).name;
  if (scalar !== 'ID') return plain[scalar];
  const noun = name.replace(/s$/, '');
  return (ids as unknown as Record<string, string>)[noun] ?? typedId(capital(noun), [newId()]);
}

const plain: Json = {
  String: 'html',
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: '2027-01-01',
  DateTime: '2027-01-01T00:00:00Z',
  JSON: {},
};

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);

interface Attack {
  readonly what: string;
  readonly query: string;
  readonly variables: Json;
}

/** Every mutation, with everything at every place of an id that is not the id of what belongs there. */
function attacks(): Attack[] {
  return Object.values(schema.getMutationType()!.getFields()).flatMap((field) => {
    const [argument] = field.args;
    const items = '... on EvidenceRecorded { items { status problem { code path message } } }';
    const rest = `__typename ... on Refusal { message } ${field.name === 'recordEvidence' ? items : ''}`;
    const query = `mutation ($input: ${argument!.type}) { result: ${field.name}(input: $input) { ${rest} } }`;
    return idPaths(argument!.type).flatMap((path) =>
      wrongIds(String(path.filter((key) => typeof key === 'string').at(-1))).map(
        ([kind, value]) => ({
          what: `${field.name} ${path.join('.')}: ${kind}`,
          query,
          variables: { input: fill(argument!.type, 'input', path, value) },
        }),
      ),
    );
  });
}

function wrongIds(name: string): [string, unknown][] {
  const noun = name.replace(/s$/, '');
  const others = ['learner', 'cohort'].filter((other) => other !== noun);
  return [
    ['nothing', ''],
    ['no id', 'x'],
    ['characters that are in no id', '\u0000💥\ud800'],
    ['a long text', 'A'.repeat(20_000)],
    ...others.map((other): [string, unknown] => [
      `the id of a ${other}`,
      (ids as unknown as Record<string, string>)[other],
    ]),
    ['the id of nobody', typedId(capital(noun), [newId()])],
    ['an id with more to it', typedId(capital(noun), [newId(), '1', '2'])],
    ['an id of something that can be no key', typedId(capital(noun), ['x'])],
  ];
}

const expected = ['BAD_USER_INPUT', 'FORBIDDEN', 'GRAPHQL_VALIDATION_FAILED'];

/** Whether whoever sent it can tell what was wrong. */
function isTyped({ data, errors }: Answer): boolean {
  if (errors) return errors.every(({ extensions }) => expected.includes(extensions?.['code']));
  const { result } = data!;
  const type = schema.getType(result.__typename);
  if (result.items) return result.items.every((item: Json) => item['problem'] !== null);
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Refusal');
}

it('no mutation takes a wrong id, or writes anything before it refuses it', async () => {
  const before = await state();
  const all = attacks();
  expect(new Set(all.map(({ what }) => what.split(' ')[0])).size).toBeGreaterThan(20);
  const surprises: string[] = [];
  for (const { what, query, variables } of all) {
    const answer = await server.ask(query, variables, admin);
    // Whoever is to go and isn't there, or can't be, stays away.
    const isGone = /^(remove|release).*s\.0: (the|an) id/.test(what) && !answer.errors;
    if (!isTyped(answer) && !isGone)
      surprises.push(`${what}: ${JSON.stringify(answer).slice(0, 300)}`);
  }
  expect(surprises).toEqual([]);
  expect(await state()).toEqual(before);
});

describe('a batch of evidence', () => {
  const mutation = `mutation ($items: [EvidenceItemInput!]!) { recordEvidence(input: { items: $items }) {
    __typename ... on Refusal { message }
    ... on EvidenceRecorded { items { status problem { code path } } } } }`;
  const record = async (items: readonly Json[]) =>
    (await server.read(mutation, { items }, admin))['recordEvidence'] as Json;

  it('is told of each item by itself what is wrong with it, and records none of those', async () => {
    const good = { learner: ids.learner, kind: 'OBSERVED', source: 'lms', skill: 'html' };
    const before = await state();
    const wrong: readonly [Json, string, string][] = [
      [{ learner: typedId('Learner', [newId()]) }, 'UNKNOWN_LEARNER', 'learner'],
      [{ skill: 'htlm' }, 'UNKNOWN_SKILL', 'skill'],
      [{ skill: '__proto__' }, 'UNKNOWN_SKILL', 'skill'],
      [{ level: 'wizard' }, 'UNKNOWN_LEVEL', 'level'],
      [{ curriculum: 'nowhere' }, 'UNKNOWN_CURRICULUM', 'curriculum'],
      [{ occurredAt: '2999-01-01T00:00:00Z' }, 'IN_THE_FUTURE', 'occurredAt'],
      [{ occurredAt: '1999-01-01T00:00:00Z' }, 'BEFORE_LEARNER', 'occurredAt'],
      [{ score: 2 }, 'INVALID', 'score'],
      [{ source: '' }, 'INVALID', 'source'],
      [{ externalId: 'x'.repeat(501) }, 'INVALID', 'externalId'],
      [{ note: '\u0000' }, 'INVALID', 'note'],
    ];
    const items = wrong.map(([item], index) => ({ ...good, externalId: String(index), ...item }));
    expect((await record(items))['items']).toEqual(
      wrong.map(([, code, field], index) => ({
        status: 'REJECTED',
        problem: { code, path: `items.${index}.${field}` },
      })),
    );
    expect(await state()).toEqual(before);
    const twice = { ...good, externalId: 'twice' };
    const { items: results } = await record([twice, { ...twice, skill: 'css' }]);
    expect(results.map(({ status }: Json) => status)).toEqual(['CREATED', 'REJECTED']);
    expect(results[1].problem.code).toBe('TWICE_IN_BATCH');
  });

  it('that is too large is refused whole', async () => {
    const service = await server.secretOf({ kind: 'SERVICE', scopes: ['evidence:write'] });
    const before = await state();
    const item = { learner: ids.learner, kind: 'DECLARED', skill: 'html' };
    const small = { kind: 'DECLARED', skill: 'html' };
    expect((await record(Array(501).fill(small)))['__typename']).toBe('InvalidRequest');
    const far = await server.ask(mutation, { items: Array(20_000).fill(item) }, service);
    expect(far.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BODY_TOO_LARGE']);
    expect(await state()).toEqual(before);
  });
});

describe('a cursor', () => {
  /** Lists of people, and of what is theirs; one entry of each at least, so that there is a cursor. */
  const lists = (): Readonly<Record<string, (page: string) => string>> => ({
    learners: (page) => `{ learners${page} }`,
    mentors: (page) => `{ mentors${page} }`,
    cohorts: (page) => `{ cohorts${page} }`,
    tokens: (page) => `{ tokens${page} }`,
    evidence: (page) => `{ learner(id: "${ids.learner}") { evidence${page} } }`,
    changes: (page) => `{ learner(id: "${ids.learner}") { changes${page} } }`,
    members: (page) => `{ cohort(id: "${ids.cohort}") { members${page} } }`,
  });

  it('of another list, or of nobody, is refused wherever one is taken', async () => {
    const cursors = new Map<string, string>();
    for (const [name, list] of Object.entries(lists())) {
      const query = list('(first: 1) { pageInfo { endCursor } }');
      const text = JSON.stringify(await server.read(query, {}, admin));
      cursors.set(name, text.match(/"endCursor":"([^"]+)"/)?.[1] ?? name);
    }
    expect(new Set(cursors.values()).size).toBe(cursors.size);
    for (const [name, list] of Object.entries(lists()))
      for (const [other, cursor] of [...cursors, ['none', ''], ['noise', 'A'.repeat(5_000)]]) {
        const query = list(`(first: 1, after: "${cursor}") { edges { cursor } }`);
        const { errors } = await server.ask(query, {}, admin);
        const codes = errors?.map(({ extensions }) => extensions?.['code']);
        expect([name, other, codes]).toEqual([
          name,
          other,
          name === other ? undefined : ['BAD_USER_INPUT'],
        ]);
      }
  });
});

describe('a mentor', () => {
  it('who is none gets nobody to look after, and no cohort', async () => {
    const before = await state();
    const learner = Buffer.from(ids.learner, 'base64').toString().split(':')[1]!;
    for (const mentor of [typedId('Mentor', [learner]), typedId('Mentor', [newId()])])
      for (const mutation of [
        `entrustLearners(input: { mentor: "${mentor}", learners: ["${ids.learner}"] })`,
        `addCohortMentors(input: { cohort: "${ids.cohort}", mentors: ["${ids.mentor}", "${mentor}"] })`,
        `createToken(input: { kind: MENTOR, title: "a", mentor: "${mentor}" })`,
      ]) {
        const answer = await server.read(
          `mutation { result: ${mutation} { __typename } }`,
          {},
          admin,
        );
        expect([mutation, answer['result']]).toEqual([mutation, { __typename: 'UnknownNames' }]);
      }
    expect(await state()).toEqual(before);
  });
});
