import { setTimeout } from 'node:timers/promises';
import { eq, getTableColumns, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Requirement } from '../../src/curriculum/requirement.ts';
import type { Database } from '../../src/store/database.ts';
import type { Dialect } from '../../src/store/dialect.ts';
import { UniqueConflict } from '../../src/store/unique-conflict.ts';
import { canonicalJson } from '../../src/util/canonical-json.ts';
import { postgres, sqlite } from '../support/databases.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  const table = defineSamples(kind.dialect);
  let database: Database;

  beforeAll(async () => {
    const address = await kind.newAddress();
    database = await kind.open(address);
    await kind.execute(address, ddl(table));
  });
  afterEach(() => database.transaction((db) => db.delete(table)));
  afterAll(() => database.close());

  describe('gives back what was written:', () => {
    const samples: readonly [what: string, sample: Partial<Sample>][] = [
      ['text of any script', { text: 'Naïve 日本語 🪨 \u{10ffff} \u0001 "\'\\ \n\t' }],
      ['text that is empty', { text: '' }],
      ['text that is long', { text: 'é'.repeat(1_000_000) }],
      ['the greatest integer', { integer: Number.MAX_SAFE_INTEGER }],
      ['the least integer', { integer: Number.MIN_SAFE_INTEGER }],
      ['a tenth', { real: 0.1 }],
      ['a number of seventeen digits', { real: 1.2345678901234567e300 }],
      ['true', { flag: true }],
      ['false', { flag: false }],
      ['a millisecond', { instant: new Date('2026-11-22T08:49:07.925Z') }],
      ['a millisecond before 1970', { instant: new Date(-1) }],
      ['JSON of any script', { json: { z: ['日本', { a: 1 }], a: null, '': '🪨' } }],
      ['JSON with what text may not hold', { json: ['\0', '\ud800'] }],
      ['JSON that is null within', { json: [null] }],
      ['a word of a list', { choice: 'WATCH' }],
    ];
    it.each(samples)('%s', async (_, sample) => {
      await database.transaction((db) => db.insert(table).values({ id: 'a', ...sample }));
      const [row] = await database.reads.select().from(table);
      expect(row).toEqual({ ...nothing, id: 'a', ...sample });
    });

    it('requirements nested 2,000 deep', async () => {
      let deep: Requirement = { kind: 'competency', skill: 'loops', level: 'working' };
      for (let depth = 0; depth < 2000; depth += 1) deep = { kind: 'all-of', of: [deep] };
      await database.transaction((db) => db.insert(table).values({ id: 'a', json: deep }));
      const [row] = await database.reads.select().from(table);
      expect(canonicalJson(row?.json)).toBe(canonicalJson(deep));
    });
  });

  it.each([['\0'], ['\ud800'], ['x\udc00']])(
    'keeps no text that it would spoil: %j',
    async (text) => {
      const write = database.transaction((db) => db.insert(table).values({ id: 'a', text }));
      await expect(write).rejects.toThrow('This is a bug');
      expect(await database.reads.select().from(table)).toEqual([]);
    },
  );

  describe('a transaction', () => {
    it('that fails leaves nothing, whatever it waited for', async () => {
      const write = database.transaction(async (db) => {
        await db.insert(table).values({ id: 'a' });
        await setTimeout(5);
        await db.insert(table).values({ id: 'b' });
        throw new Error('changed its mind');
      });
      await expect(write).rejects.toThrow('changed its mind');
      expect(await database.reads.select().from(table)).toEqual([]);
    });

    it('that fails keeps no other from happening', async () => {
      const failing = database.transaction((db) => db.insert(table).values({ id: null! }));
      const good = database.transaction((db) => db.insert(table).values({ id: 'a' }));
      await expect(failing).rejects.toThrow();
      await good;
      expect(await database.reads.select().from(table)).toHaveLength(1);
    });

    it('takes turns with others for a row', async () => {
      await database.transaction((db) => db.insert(table).values({ id: 'turns', integer: 0 }));
      const take = (name: string) =>
        database.transaction(async (db) => {
          const turns = await db
            .update(table)
            .set({ integer: sql`${table.integer} + 1` })
            .where(eq(table.id, 'turns'))
            .returning();
          await setTimeout(5);
          await db.insert(table).values({ id: name, integer: turns[0]!.integer });
        });
      await Promise.all([take('a'), take('b'), take('c')]);
      const rows = await database.reads.select().from(table);
      expect(rows.map(({ integer }) => integer).sort()).toEqual([1, 2, 3, 3]);
    });

    it('is seen by nobody before it ends', async () => {
      const seen = () => database.reads.select().from(table);
      await database.transaction(async (db) => {
        await db.insert(table).values({ id: 'a' });
        expect(await db.select().from(table)).toHaveLength(1);
        expect(await seen()).toEqual([]);
      });
      expect(await seen()).toHaveLength(1);
    });

    it('names what must be unique', async () => {
      const add = (row: Partial<Sample> & { id: string }) =>
        database.transaction((db) => db.insert(table).values(row));
      await add({ id: 'a', choice: 'READ', integer: 1 });
      const sameKey = await add({ id: 'a' }).catch((error) => error);
      expect(sameKey).toBeInstanceOf(UniqueConflict);
      expect(sameKey).toMatchObject({ table: 'samples', columns: ['id'] });
      const samePair = await add({ id: 'b', choice: 'READ', integer: 1 }).catch((error) => error);
      expect(samePair).toMatchObject({ table: 'samples', columns: ['choice', 'integer'] });
    });

    it('adds only what is not there yet, where it says so', async () => {
      const add = () =>
        database.transaction((db) =>
          db.insert(table).values({ id: 'a' }).onConflictDoNothing().returning(),
        );
      expect([await add(), await add()]).toEqual([[{ ...nothing, id: 'a' }], []]);
    });

    it('refuses what refers to nothing', async () => {
      const write = database.transaction((db) =>
        db.insert(table).values({ id: 'a', of: 'nobody' }),
      );
      await expect(write).rejects.toThrow();
      expect(await database.reads.select().from(table)).toEqual([]);
    });
  });

  it('answers a ping, and not once it is closed', async () => {
    const other = await kind.open(await kind.newAddress());
    await other.ping();
    await other.close();
    await expect(other.ping()).rejects.toThrow();
    await expect(other.transaction(async () => 1)).rejects.toThrow();
  });
});

type Sample = ReturnType<typeof defineSamples>['$inferSelect'];

/** A column of every kind, which the tables of today needn't have. */
function defineSamples(dialect: Dialect) {
  const { table, text, integer, real, flag, instant, json, choice, uniqueIndex } = dialect;
  return table(
    'samples',
    {
      id: text('id').primaryKey(),
      text: text('text'),
      integer: integer('integer'),
      real: real('real'),
      flag: flag('flag'),
      instant: instant('instant'),
      json: json<unknown>('json'),
      choice: choice('choice', ['READ', 'WATCH']),
      of: text('of'),
    },
    (row) => [uniqueIndex('samples_choice_integer').on(row.choice, row.integer)],
  );
}

const nothing: Omit<Sample, 'id'> = {
  text: null,
  integer: null,
  real: null,
  flag: null,
  instant: null,
  json: null,
  choice: null,
  of: null,
};

/** What drizzle-kit would write for the table, were it one of ours. */
function ddl(table: ReturnType<typeof defineSamples>): string {
  const columns = Object.values(getTableColumns(table)).map(
    (column) => `"${column.name}" ${column.getSQLType()}${constraints[column.name] ?? ''}`,
  );
  return `create table samples (${columns.join(', ')});
    create unique index samples_choice_integer on samples ("choice", "integer");`;
}

const constraints: Readonly<Record<string, string>> = {
  id: ' primary key not null',
  of: ' references curricula (slug)',
};
