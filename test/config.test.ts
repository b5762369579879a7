import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

/** What is set, and either the settings that come of it or the sentences that refuse it. */
function check(environment: Record<string, string>, expected: object | string[]) {
  const result = readConfig(environment);
  if (Array.isArray(expected)) expect(result).toEqual({ kind: 'invalid', problems: expected });
  else expect(result).toMatchObject({ kind: 'config', config: expected });
}

it('needs no setting', () => {
  const result = readConfig({});
  expect(result).toEqual({
    kind: 'config',
    config: {
      databaseUrl: 'file:data/cairn.db',
      port: 4000,
      host: '127.0.0.1',
      publicUrl: null,
      corsOrigins: [],
      anonymousAccess: 'planning',
      seeds: expect.stringMatching(/(^|[\\/])seeds$/),
    },
  });
  expect(result.kind === 'config' && existsSync(result.config.seeds)).toBe(true);
});

it('takes an empty setting for none', () =>
  check({ PORT: '', HOST: ' ' }, { port: 4000, host: '127.0.0.1' }));

it('reads every setting', () =>
  check(
    {
      DATABASE_URL: 'postgres://cairn:secret@db.example/cairn',
      PORT: '0',
      HOST: '::',
      PUBLIC_URL: 'https://cairn.example/learn/',
      CORS_ORIGINS: 'https://learn.example, http://localhost:3000/',
      ANONYMOUS_ACCESS: 'catalogue',
      SEEDS: 'package.json',
    },
    {
      databaseUrl: 'postgres://cairn:secret@db.example/cairn',
      port: 0,
      host: '::',
      publicUrl: 'https://cairn.example/learn',
      corsOrigins: ['https://learn.example', 'http://localhost:3000'],
      anonymousAccess: 'catalogue',
      seeds: 'package.json',
    },
  ));

it('says all that is wrong at once', () =>
  check(
    {
      DATABASE_URL: 'mysql://root:secret@db.example/cairn',
      PORT: '70000',
      HOST: 'every where',
      PUBLIC_URL: 'cairn.example',
      CORS_ORIGINS: '* https://learn.example https://learn.example/page',
      ANONYMOUS_ACCESS: 'no',
      SEEDS: 'no-such-folder',
    },
    [
      'DATABASE_URL begins with `mysql:`: it must be `file:<path>` (SQLite) or `postgres://…`.',
      'PORT is `70000`: it must be a whole number from 0 to 65535.',
      'HOST is `every where`: it must be an address or a host name, such as `0.0.0.0`.',
      'PUBLIC_URL is `cairn.example`: it must be an address such as `https://cairn.example`.',
      'CORS_ORIGINS has `*`, `https://learn.example/page`: each must be the scheme and host of a site, such as `https://learn.example`.',
      'ANONYMOUS_ACCESS is `no`: it must be `planning`, `catalogue` or `none`.',
      'SEEDS is `no-such-folder`: there is no such file or folder.',
    ],
  ));

it.each(['http', '-1', '4e3', '40.5', '0x10'])('refuses %s as a port', (text) =>
  check({ PORT: text }, [`PORT is \`${text}\`: it must be a whole number from 0 to 65535.`]),
);

it('tells where a file is not named', () =>
  expect(readConfig({ DATABASE_URL: 'file:' })).toEqual({
    kind: 'invalid',
    problems: ['DATABASE_URL names no file after `file:`, such as `file:data/cairn.db`.'],
  }));

it.each(['data/cairn.db', 'file:', 'postgres:cairn'])('refuses %s as a database', (text) =>
  expect(readConfig({ DATABASE_URL: text }).kind).toBe('invalid'),
);

it.each(['localhost', 'cairn-1.internal', '::1', '192.168.0.1'])('listens on %s', (text) =>
  check({ HOST: text }, { host: text }),
);

it.each(['300.1.1.1', '-a', 'a..b', 'http://localhost'])('refuses to listen on %s', (text) =>
  expect(readConfig({ HOST: text }).kind).toBe('invalid'),
);
