import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import { OpenFailure } from '../../../src/store/open-failure.ts';
import { postgres } from '../../support/databases.ts';

const kind = postgres();

describe('refuses', () => {
  it('a server that is not there', async () => {
    const address = await kind.newAddress();
    await refuses(address.replace(/:\d+\//, ':1/'), "can't be reached: nothing answers there.");
  });

  it('a wrong password', async () => {
    const address = await kind.newAddress();
    await refuses(address.replace('stones', 'secret'), 'refuses the name or the password.');
  });

  it('an address without the password that is asked for', async () => {
    const address = await kind.newAddress();
    await refuses(address.replace(':stones', ''), 'asks for a password');
  });

  it('a database that is not there', async () => {
    const address = await kind.newAddress();
    await refuses(address.replace(/\w+$/, 'nowhere'), "/nowhere` doesn't exist.");
  });

  it('a name that may not make tables', async () => {
    const address = await kind.newAddress();
    await kind.execute(address, "create role guest login password 'secret'");
    await refuses(address.replace('cairn:stones', 'guest:secret'), 'has no right to.');
  });

  it('a database that was made by a newer version', async () => {
    const address = await kind.newAddress();
    await (await openStore(address)).close();
    await kind.execute(address, "insert into migrations values ('9999_more')");
    await refuses(address, 'was made by a newer version: it has `9999_more`');
  });

  it('a database that keeps only some scripts', async () => {
    const address = await kind.newAddress();
    await kind.execute(address, "create database latin template template0 encoding 'LATIN1'");
    await refuses(address.replace(/\w+$/, 'latin'), 'LATIN1');
  });
});

describe('a server that restarts', () => {
  it('fails what was under way, and answers again by itself', async () => {
    const { curricula } = kind.tables;
    const database = await kind.open(await kind.newAddress());
    onTestFinished(() => database.close());
    const add = database.transaction(async (db) => {
      await db.insert(curricula).values({ slug: 'half', head: 0, createdAt: new Date() });
      // Over a second connection, which is idle when it breaks.
      await database.ping();
      await kind.server().restart();
    });
    await expect(add).rejects.toThrow();
    await expect.poll(() => database.ping().then(() => 'up')).toBe('up');
    expect(await database.reads.select().from(curricula)).toEqual([]);
  });
});

describe('a transaction', () => {
  it('does not pass over the failure of a statement', async () => {
    const database = await kind.open(await kind.newAddress());
    onTestFinished(() => database.close());
    const { curricula } = kind.tables;
    const row = { slug: 'twice', head: 0, createdAt: new Date() };
    const add = database.transaction(async (db) => {
      await db.insert(curricula).values(row);
      await db
        .insert(curricula)
        .values(row)
        .catch(() => undefined);
    });
    await expect(add).rejects.toThrow('was passed over');
    expect(await database.reads.select().from(curricula)).toEqual([]);
  });
});

async function refuses(address: string, sentence: string): Promise<void> {
  const failure = await openStore(address).catch((error) => error);
  expect(failure).toBeInstanceOf(OpenFailure);
  expect(failure.message).toContain(sentence);
  expect(failure.message).not.toMatch(/secret|stones/);
}
