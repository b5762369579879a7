import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
      identityProvider: null,
      xapiDefaultVersion: '1.0.3',
      caseToken: null,
      rateLimits: { pointsPerMinute: 10_000_000, strangersPointsPerMinute: 5_000_000 },
      privateWebhooks: false,
      seeds: expect.stringMatching(/(^|[\\/])seeds$/),
      demo: true,
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
      XAPI_DEFAULT_VERSION: '2.0.0',
      PRIVATE_WEBHOOKS: 'on',
      SEEDS: 'package.json',
    },
    {
      databaseUrl: 'postgres://cairn:secret@db.example/cairn',
      port: 0,
      host: '::',
      publicUrl: 'https://cairn.example/learn',
      corsOrigins: ['https://learn.example', 'http://localhost:3000'],
      anonymousAccess: 'catalogue',
      xapiDefaultVersion: '2.0.0',
      privateWebhooks: true,
      seeds: 'package.json',
      demo: false,
    },
  ));

it.each<[demo: boolean, settings: Record<string, string>]>([
  [true, { NODE_ENV: 'development' }],
  [false, { DEMO: 'off' }],
  [false, { HOST: '0.0.0.0' }],
  [true, { HOST: '0.0.0.0', DEMO: 'on' }],
  [false, { DEMO: 'on', NODE_ENV: 'production' }],
  [false, { DEMO: 'on', DATABASE_URL: 'postgres://cairn@db.example/cairn' }],
])('has a demo where nobody can be real: %s', (demo, settings) => check(settings, { demo }));

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
      DEMO: 'maybe',
    },
    [
      'DATABASE_URL begins with `mysql:`: it must be `file:<path>` (SQLite) or `postgres://…`.',
      'PORT is `70000`: it must be a whole number from 0 to 65535.',
      'HOST is `every where`: it must be an address or a host name, such as `0.0.0.0`.',
      'PUBLIC_URL is `cairn.example`: it must be an address such as `https://cairn.example`.',
      'CORS_ORIGINS has `*`, `https://learn.example/page`: each must be the scheme and host of a site, such as `https://learn.example`.',
      'ANONYMOUS_ACCESS is `no`: it must be `planning`, `catalogue` or `none`.',
      'SEEDS is `no-such-folder`: there is no such file or folder.',
      'DEMO is `maybe`: it must be `on` or `off`.',
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

describe('an identity provider', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const jwk = publicKey.export({ format: 'jwk' });
  const pinned = { JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'cairn' };
  const address = 'https://login.example/keys';

  it('is trusted with learners and mentors, and signs by usual algorithms', () =>
    check(
      { ...pinned, JWT_KEYS: address },
      {
        identityProvider: {
          issuer: 'https://login.example',
          audiences: ['cairn'],
          keys: { kind: 'url', url: new URL(address) },
          algorithms: ['RS256', 'ES256'],
          kinds: ['LEARNER', 'MENTOR'],
        },
      },
    ));

  it('is trusted with what the operator says', () =>
    check(
      {
        ...pinned,
        JWT_AUDIENCE: 'cairn, learn',
        JWT_KEYS: 'http://localhost:8080/keys',
        JWT_ALGORITHMS: 'PS256 EdDSA',
        JWT_KINDS: 'admin,service',
      },
      {
        identityProvider: {
          audiences: ['cairn', 'learn'],
          algorithms: ['PS256', 'EdDSA'],
          kinds: ['SERVICE', 'ADMIN'],
        },
      },
    ));

  it.each([
    ['in PEM', pem],
    ['in PEM on one line', pem.replaceAll('\n', '\\n')],
    ['as a JWK', JSON.stringify(jwk)],
    ['as a set', JSON.stringify({ keys: [jwk] })],
  ])('may have its key given %s', (_, JWT_KEYS) =>
    check(
      { ...pinned, JWT_KEYS },
      { identityProvider: { keys: { kind: 'keys', keys: [{ kty: 'EC', x: jwk.x, y: jwk.y }] } } },
    ),
  );

  it.each([
    ['keys that can be changed on their way', 'http://login.example/keys', 'must begin with'],
    ['a private key', secret, 'holds a key that is secret: only public ones belong here.'],
    ['a private JWK', JSON.stringify(privateKey.export({ format: 'jwk' })), 'holds a key that'],
    ['a shared secret', '{"kty":"oct","k":"c2VjcmV0"}', 'holds a key that is secret'],
    ['no key', '{"keys":[]}', 'has no key.'],
    ['what is none', 'secret', 'is neither'],
    ['what is none as JSON', '{"kty":"RSA"}', 'is neither'],
    ['what is no JSON', '{', 'is neither'],
  ])('is not trusted with %s', (_, JWT_KEYS, problem) => {
    const result = readConfig({ ...pinned, JWT_KEYS });
    const problems = result.kind === 'invalid' ? result.problems : [];
    expect(problems).toEqual([expect.stringContaining(`JWT_KEYS ${problem}`)]);
    for (const part of [jwk.x!, secret.split('\n')[1]!, 'c2VjcmV0'])
      expect(problems.join()).not.toContain(part);
  });

  it('signs by nothing that whoever checks could sign by', () =>
    check({ ...pinned, JWT_KEYS: address, JWT_ALGORITHMS: 'RS256,HS256,none', JWT_KINDS: 'root' }, [
      'JWT_ALGORITHMS has `HS256`, `none`: each must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519.',
      'JWT_KINDS has `root`: each must be one of LEARNER, MENTOR, SERVICE, AUTHOR, ADMIN.',
    ]));

  it('is pinned down or not there', () => {
    check({ JWT_ISSUER: 'https://login.example' }, [
      'JWT_AUDIENCE and JWT_KEYS must be set too: tokens of an identity provider count only where the issuer, the audience and the keys are known.',
    ]);
    check({ JWT_KINDS: 'ADMIN', JWT_KEYS: address, JWT_AUDIENCE: 'cairn' }, [
      'JWT_ISSUER must be set too: tokens of an identity provider count only where the issuer, the audience and the keys are known.',
    ]);
  });
});
