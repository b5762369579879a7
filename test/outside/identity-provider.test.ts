import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { base64url, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { identityProvider, type ProviderSettings } from '../../src/outside/identity-provider.ts';
import { KeysUnavailable } from '../../src/outside/key-sets.ts';
import { issuer, startProvider } from '../support/identity-provider.ts';

const provider = await startProvider();
const start = new Date('2026-06-01T08:00:00Z');

/** A provider by these settings at a clock that is set by hand, and what it reported. */
function open(settings: ProviderSettings = provider.settings) {
  const reported: unknown[] = [];
  let now = start;
  const vouch = identityProvider(settings, {
    now: () => now,
    report: (error) => reported.push(error),
  });
  const wait = (seconds: number) => {
    now = new Date(Number(now) + seconds * 1000);
  };
  return { vouch, reported, wait };
}

const noneOfOurs = { kind: 'bad-token', message: 'This token is none of ours.' };

describe('a token of another', () => {
  it('vouches for its subject until it ends', async () => {
    const { vouch } = open();
    expect(await vouch(await provider.sign(start, { role: 'x' }))).toMatchObject({
      kind: 'vouched',
      issuer,
      subject: 'ada',
      claims: { role: 'x' },
      expiresAt: new Date('2026-06-01T08:10:30Z'),
    });
  });

  it.each<[claim: string, claims: Record<string, unknown>]>([
    ['iss', { iss: 'https://login.example/' }],
    ['iss', { iss: undefined }],
    ['aud', { aud: 'others' }],
    ['aud', { aud: undefined }],
    ['nbf', { nbf: Number(start) / 1000 + 31 }],
    ['exp', { exp: undefined }],
    ['sub', { sub: undefined }],
    ['sub', { sub: ' ' }],
    ['sub', { sub: 'x'.repeat(256) }],
  ])('says what it must in `%s`', async (claim, claims) => {
    const vouched = await open().vouch(await provider.sign(start, claims));
    expect(vouched).toMatchObject({
      kind: 'bad-token',
      message: expect.stringContaining(`\`${claim}\``),
    });
  });

  it('ends', async () => {
    const { vouch, wait } = open();
    const token = await provider.sign(start);
    wait(629);
    expect(await vouch(token)).toMatchObject({ kind: 'vouched' });
    wait(1);
    expect(await vouch(token)).toMatchObject({ message: 'This token has expired.' });
  });

  it('is signed with the key that it names, in a way that is allowed', async () => {
    const { vouch } = open();
    const token = await provider.sign(start);
    const [header, payload, signature] = token.split('.');
    const none = base64url.encode('{"alg":"none"}');
    const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    for (const forged of [
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${header}.${base64url.encode(`{"sub":"eve","iss":"${issuer}","aud":"cairn"}`)}.${signature}`,
      `${header}.${payload}.${signature!.replace(/^./, (one) => (one === 'A' ? 'B' : 'A'))}`,
      `${header}.${payload}.`,
      `a.b.c`,
      await provider.sign(start, {}, { key: others.privateKey as never }),
      await provider.sign(start, {}, { key: others.privateKey as never, header: { alg: 'RS512' } }),
      await provider.sign(start, {}, { key: elliptic as never, header: { alg: 'ES256' } }),
    ])
      expect(await vouch(forged), forged).toEqual(noneOfOurs);
  });

  it('is not signed with the public key as if it were a password', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const claims = { iss: issuer, aud: 'cairn', sub: 'eve', exp: Number(start) / 1000 + 60 };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(pem));
    const keys = { kind: 'keys', keys: [publicKey.export({ format: 'jwk' })] } as const;
    expect(await open({ ...provider.settings, keys }).vouch(forged)).toEqual(noneOfOurs);
  });
});

describe('keys', () => {
  it('can be given, by whatever name tokens call the only one', async () => {
    const pairs = ['one', 'two'].map((kid) => {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const key: JsonWebKey & { kid: string } = {
        ...pair.publicKey.export({ format: 'jwk' }),
        kid,
      };
      return {
        key,
        sign: (header: object) =>
          provider.sign(
            start,
            {},
            { key: pair.privateKey as never, header: { alg: 'ES256', ...header } },
          ),
      };
    });
    const [one, two] = pairs as [(typeof pairs)[0], (typeof pairs)[0]];
    const withKeys = (...keys: JsonWebKey[]) =>
      open({ ...provider.settings, keys: { kind: 'keys', keys } }).vouch;
    const alone = withKeys(one.key);
    expect(await alone(await one.sign({ kid: 'other' }))).toMatchObject({ kind: 'vouched' });
    expect(await alone(await two.sign({ kid: 'one' }))).toEqual(noneOfOurs);
    expect(await alone(await provider.sign(start))).toEqual(noneOfOurs);
    const both = withKeys(one.key, two.key);
    expect(await both(await two.sign({ kid: 'two' }))).toMatchObject({ kind: 'vouched' });
    expect(await both(await two.sign({ kid: 'one' }))).toEqual(noneOfOurs);
    expect(await both(await two.sign({ kid: 'three' }))).toEqual(noneOfOurs);
  });

  it('are fetched once, however many tokens name some that are not there', async () => {
    const { vouch } = open();
    const before = provider.fetches();
    await vouch(await provider.sign(start));
    for (const kid of ['a', 'b', 'c'])
      expect(await vouch(await provider.sign(start, {}, { header: { kid } }))).toEqual(noneOfOurs);
    expect(provider.fetches() - before).toBe(1);
  });

  it('that cannot be had are told once, and looked for again after a while', async () => {
    const { vouch, reported, wait } = open();
    const before = provider.fetches();
    provider.answerWith(500);
    const token = await provider.sign(start);
    for (let times = 0; times < 3; times += 1)
      expect(await vouch(token)).toEqual({ kind: 'keys-unavailable' });
    expect(provider.fetches() - before).toBe(1);
    expect(reported).toEqual([expect.any(KeysUnavailable)]);
    wait(5);
    expect(await vouch(token)).toEqual({ kind: 'keys-unavailable' });
    provider.answerWith(200);
    wait(5);
    expect(await vouch(token)).toMatchObject({ kind: 'vouched' });
    expect([provider.fetches() - before, reported.length]).toEqual([3, 2]);
  });

  it('that are no keys are as bad as none', async () => {
    const url = new URL('http://127.0.0.1:1/');
    const { vouch, reported } = open({ ...provider.settings, keys: { kind: 'url', url } });
    expect(await vouch(await provider.sign(start))).toEqual({ kind: 'keys-unavailable' });
    expect(reported).toHaveLength(1);
  });
});
