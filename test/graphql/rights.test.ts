import { type GraphQLObjectType, isObjectType } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { type Scope, scopes } from '../../src/curriculum/token.ts';
import { schema } from '../../src/graphql/schema.ts';
import { readTypedId } from '../../src/util/typed-id.ts';
import { subscribe } from '../support/event-stream.ts';
import {
  type Asker,
  answerTypes,
  askers,
  type Ids,
  idsOfNobody,
  type Lacking,
  makeWorld,
  type OwnType,
  ownTypes,
  partTypes,
  publicTypes,
  type Rights,
  type Row,
  rows,
} from '../support/rights-table.ts';
import { type Answer, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

afterAll(() => expect(server.bugs).toEqual([]));

describe('the table of rights', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const rootFields = roots.flatMap((type) => (type ? fieldsOf(type) : []));
  const types = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && !roots.includes(type));
  // A page is had by whoever is given the list.
  const told = types.filter(({ name }) => !/(Connection|Edge)$/.test(name));

  it('has a row for all that can be asked, and for nothing else', () => {
    const fields = rows.map(({ field }) => field.split(' ')[0]!);
    // What is found by id is in the list of types.
    const all = [...new Set([...fields, 'Query.node'])].sort();
    expect(all).toEqual([...rootFields].sort());
  });

  it('knows of every type whose it is', () => {
    const known = [
      ...ownTypes.map(({ type }) => type),
      ...answerTypes,
      ...partTypes,
      ...publicTypes,
    ];
    expect(told.map(({ name }) => name).sort()).toEqual(known.sort());
  });

  it.each(ownTypes)('has every field of a $type', ({ type, fields }) =>
    expect(Object.keys(fields).sort()).toEqual(
      fieldsOf(schema.getType(type) as GraphQLObjectType)
        .map((field) => field.split('.')[1]!)
        .sort(),
    ),
  );
});

describe.each(rows)('$field', (row) => check(row));

describe.each(ownTypes)('a $type', (own) => {
  const { type, fields } = own;
  const plain = Object.values(fields).filter((one) => typeof one === 'string');
  describe('with what all have who may see it', () =>
    check(rowOf(own, `${type}.*`, plain.join(' '), own)));
  for (const [name, field] of Object.entries(fields))
    if (typeof field !== 'string')
      describe(name, () => check(rowOf(own, `${type}.${name}`, field.ask, field, name)));
});

describe('who may do it to anybody', () => {
  /** What admins ask of people who are not there. */
  const mutations = (ids: Ids) =>
    rows
      // Its answer is no union: it forbids.
      .filter(({ field }) => field.startsWith('Mutation.') && field !== 'Mutation.revokeFeeds')
      .map(({ field, ask }) => [field, ask(ids)] as const)
      .filter(([, query]) => query.includes(ids.learner) && query.includes('__typename'));

  it.each(mutations(idsOfNobody()))('is told that there is nobody: %s', async (_, query) => {
    const secret = await server.secretOf({ kind: 'ADMIN' });
    const { data, errors } = await server.ask(query, {}, secret);
    expect([errors, Object.values(data ?? {})]).toEqual([
      undefined,
      [{ __typename: 'UnknownNames' }],
    ]);
  });
});

function rowOf(own: OwnType, field: string, selection: string, rights: Rights, name?: string): Row {
  const { may, scope, admin = true, otherwise = 'FORBIDDEN' } = rights;
  return {
    ...{ field, may, scope, admin, otherwise },
    isKnownTo: own,
    ask: (ids) => own.reach(ids, selection),
    // Fields that stand beside the one that is forbidden are asked for by another row.
    told: (data) => [...own.at, ...(name ? [name] : [])].reduce((value, key) => value?.[key], data),
  };
}

function check(row: Row): void {
  it('is for those whom the table names', async () => {
    const shared = row.isOnce ? null : await makeWorld(server.environment());
    const [expected, actual]: [Record<string, string>, Record<string, string>] = [{}, {}];
    for (const visitor of visitorsOf(row)) {
      const { name, asker } = visitor;
      const world = shared ?? (await makeWorld(server.environment()));
      const secret = await world.secretOf(asker, visitor.scopes);
      const answer = await ask(row.ask(world.ids), secret);
      expected[name] = outcomeFor(visitor, row);
      actual[name] = outcomeOf(answer, row);
      if (actual[name] === 'FORBIDDEN') expectScope(visitor, answer);
      if (expected[name] === 'yes') continue;
      if (row.isKnownTo && outcomeFor(visitor, row.isKnownTo) === 'yes') continue;
      const nobody = idsOfNobody();
      const missing = await ask(row.ask(nobody), secret);
      expect(withoutIds(missing, nobody), name).toEqual(withoutIds(answer, world.ids));
    }
    expect(actual).toEqual(expected);
  });
}

/** The answer, or the first of a stream. */
async function ask(query: string, secret: string | undefined): Promise<Answer> {
  if (!query.startsWith('subscription')) return server.ask(query, undefined, secret);
  const stream = await subscribe(server.url(), { query, secret });
  const [first] = await stream.until(1);
  stream.drop();
  await stream.ended;
  return first!;
}

interface Visitor {
  readonly name: Asker | Lacking;
  readonly asker: Asker;
  readonly scopes: readonly Scope[];
}

/** Everybody once; of services one with what the row needs, and for each scope that it needs one with all others. */
function visitorsOf(row: Row): Visitor[] {
  const needed = neededFor(row);
  return askers.flatMap((asker): Visitor[] => {
    if (asker !== 'unscoped') return [{ name: asker, asker, scopes: needed }];
    return (row.scope === null || row.scope === 'any' ? [] : needed).map((scope) => {
      const others = scopes.filter((one) => one !== scope);
      return { name: `without ${scope}`, asker, scopes: others };
    });
  });
}

/** Where no service may, it is tried by one with all scopes; where any may, by one with a scope that is for something else. */
function neededFor({ scope }: Rights): readonly Scope[] {
  if (scope === null) return scopes;
  if (scope === 'any') return ['curricula:write'];
  return typeof scope === 'string' ? [scope] : scope;
}

function outcomeFor({ name, asker, scopes: given }: Visitor, rights: Rights): string {
  const { may, scope, admin = true, otherwise = {} } = rights;
  const denied =
    typeof otherwise === 'string'
      ? otherwise
      : (otherwise[name] ?? otherwise[asker] ?? 'FORBIDDEN');
  const isServed =
    scope === 'any' || (scope !== null && neededFor(rights).every((one) => given.includes(one)));
  const isAllowed = { admin, scoped: isServed, unscoped: isServed }[asker as string];
  return (isAllowed ?? may.some((one) => one === asker)) ? 'yes' : denied;
}

/** `yes`, `null`, the code of an error, or the type of a refusal that has nothing to do with who asks. */
function outcomeOf({ data, errors }: Answer, { told }: Row): string {
  if (errors) return errors.map(({ extensions }) => extensions?.['code']).join();
  const value = told ? told(data) : Object.values(data ?? {})[0];
  if (value === null || value === undefined) return 'null';
  const type = schema.getType(value.__typename);
  const isRefusal =
    isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Refusal');
  return isRefusal ? JSON.stringify(value) : 'yes';
}

/** Services are told which scope they would need, and nobody else is told anything. */
function expectScope({ name }: Visitor, { errors }: Answer): void {
  const [, missing = null] = /^without (.*)$/.exec(name) ?? [];
  expect([name, errors![0]!.extensions!['requiredScope']]).toEqual([name, missing]);
}

/** An answer as it would be whatever the ids are: who may not know whether something exists can't tell. */
function withoutIds(answer: Answer, ids: Ids): string {
  const named = Object.values(ids).flatMap((id: string) => [id, ...readTypedId(id)!.keys]);
  return named
    .filter((name) => name.length > 1)
    .reduce((text, name) => text.replaceAll(name, '…'), JSON.stringify(answer));
}

function fieldsOf(type: GraphQLObjectType): string[] {
  return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
}
