import { beforeEach, describe, expect, it, vi } from 'vitest';
import { actorOf, anonymous, operator } from '../../src/actions/actor.ts';
import {
  authenticate as authenticateAt,
  type Identity,
  isStillGood,
} from '../../src/actions/authenticate.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import { createToken, type TokenInput } from '../../src/actions/create-token.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import { revokeToken } from '../../src/actions/revoke-token.ts';
import { newEnvironment } from '../support/environment.ts';
import { newId, newMentor } from '../support/learners.ts';

let environment: Environment;

const authenticate = (given: Environment, header: string | null | undefined) =>
  authenticateAt(given, { stranger: anonymous, provider: null }, header);

beforeEach(async () => {
  environment = await newEnvironment();
});

describe('a token', () => {
  it('is made with a secret that is nowhere kept', async () => {
    const { token, secret } = await create({ kind: 'ADMIN', title: ' Laptop ' });
    expect(secret).toMatch(/^cairn_[\w-]{43}$/);
    expect(token).toMatchObject({ kind: 'ADMIN', title: 'Laptop', prefix: secret.slice(0, 12) });
    const kept = await environment.store.reads.tokens.page({ limit: 9 });
    expect(kept).toEqual([token]);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect((await create({ kind: 'ADMIN', title: 'Other' })).secret).not.toBe(secret);
  });

  it('tells who bears it', async () => {
    const learner = await createLearner(environment, operator, {});
    const mentor = newMentor();
    await environment.store.write(({ mentors }) => mentors.create(mentor));
    const id = learner.kind === 'learner-created' ? learner.learner.id : '';
    for (const input of [
      { kind: 'LEARNER', learner: id, title: 'Phone' },
      { kind: 'MENTOR', mentor: mentor.id, title: 'Phone' },
      { kind: 'SERVICE', scopes: ['roadmaps:write', 'evidence:write'], title: 'Moodle' },
      { kind: 'AUTHOR', title: 'Laptop' },
    ] as const) {
      const { token, secret } = await create(input);
      for (const header of [`Bearer ${secret}`, `bearer  ${secret} `])
        expect(await authenticate(environment, header)).toMatchObject({
          kind: 'identity',
          identity: { actor: actorOf(token), token: token.id, expiresAt: null },
        });
    }
  });

  it.each<[what: string, input: TokenInput, paths: readonly string[]]>([
    ['without a title', { kind: 'ADMIN', title: ' ' }, ['title']],
    ['of no learner', { kind: 'LEARNER', title: 'a' }, ['learner']],
    [
      'of a learner and a mentor',
      { kind: 'LEARNER', learner: 'a', mentor: 'b', title: 'a' },
      ['mentor'],
    ],
    ['without a scope', { kind: 'SERVICE', scopes: [], title: 'a' }, ['scopes']],
    [
      'with a scope too many',
      { kind: 'ADMIN', scopes: ['evidence:write'], title: 'a' },
      ['scopes'],
    ],
    ['that is over', { kind: 'ADMIN', title: 'a', expiresAt: new Date(0) }, ['expiresAt']],
    ['for ages', { kind: 'ADMIN', title: 'a', expiresAt: new Date(8e15) }, ['expiresAt']],
  ])('is not made %s', async (_, input, paths) => {
    const result = await createToken(environment, operator, input);
    if (result.kind !== 'invalid-request') throw new Error(result.kind);
    expect(result.problems.map(({ path }) => path)).toEqual(paths);
  });

  it.each<TokenInput>([
    { kind: 'LEARNER', learner: newId(), title: 'a' },
    { kind: 'LEARNER', learner: '\0', title: 'a' },
    { kind: 'MENTOR', mentor: newId(), title: 'a' },
    { kind: 'MENTOR', mentor: '\0', title: 'a' },
  ])('is not made of somebody who is not there', async (input) => {
    expect(await createToken(environment, operator, input)).toMatchObject({
      kind: 'unknown-names',
    });
    expect(await environment.store.reads.tokens.page({ limit: 9 })).toEqual([]);
  });
});

describe('who asks', () => {
  const isBad = async (header: string) =>
    expect(await authenticate(environment, header)).toMatchObject({ kind: 'bad-token' });

  it('is nobody without a token', async () => {
    expect(await authenticate(environment, null)).toEqual({
      kind: 'identity',
      identity: { actor: anonymous, token: null, expiresAt: null },
    });
    expect(await authenticate(environment, undefined)).toEqual({
      kind: 'identity',
      identity: { actor: anonymous, token: null, expiresAt: null },
    });
  });

  it('is told where a token is none', async () => {
    const { secret } = await create({ kind: 'ADMIN', title: 'a' });
    await isBad('');
    await isBad(secret);
    await isBad(`Basic ${secret}`);
    await isBad(`Bearer ${secret}x`);
    await isBad(`Bearer ${secret.slice(0, -1)}`);
    await isBad(`Bearer ${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`);
    await isBad(`Bearer \n${secret}`);
    await isBad(`Bearer ${'x'.repeat(1_000_000)}`);
  });

  it('is nobody any more when the token is revoked', async () => {
    const { token, secret } = await create({ kind: 'ADMIN', title: 'a' });
    const revoked = await revokeToken(environment, operator, token.id);
    expect(revoked).toMatchObject({ token: { revokedAt: expect.any(Date) } });
    await isBad(`Bearer ${secret}`);
    expect(await revokeToken(environment, operator, token.id)).toEqual(revoked);
    for (const id of [newId(), '\0'])
      expect(await revokeToken(environment, operator, id)).toMatchObject({ kind: 'unknown-names' });
  });

  it('is nobody any more when the token expires', async () => {
    const expiresAt = new Date('2026-01-01T12:00:00Z');
    const { secret } = await create({ kind: 'ADMIN', title: 'a', expiresAt });
    const at = (now: Date) => authenticate({ ...environment, now: () => now }, `Bearer ${secret}`);
    expect(await at(new Date(Number(expiresAt) - 1))).toMatchObject({ kind: 'identity' });
    expect(await at(expiresAt)).toMatchObject({ kind: 'bad-token' });
  });

  it('is nobody any more when the learner is erased', async () => {
    const created = await createLearner(environment, operator, {});
    const id = created.kind === 'learner-created' ? created.learner.id : '';
    const { secret } = await create({ kind: 'LEARNER', learner: id, title: 'a' });
    await eraseLearner(environment, operator, { id });
    await isBad(`Bearer ${secret}`);
  });

  it('is noted once a minute', async () => {
    const { token, secret } = await create({ kind: 'ADMIN', title: 'a' });
    const start = Date.UTC(2026, 5, 1);
    const at = async (seconds: number) => {
      const now = () => new Date(start + seconds * 1000);
      await authenticate({ ...environment, now }, `Bearer ${secret}`);
      await written();
      const kept = await environment.store.reads.tokens.byId(token.id);
      return (Number(kept!.lastUsedAt) - start) / 1000;
    };
    expect([await at(0), await at(59), await at(60), await at(61)]).toEqual([0, 0, 60, 60]);
  });

  it('is noted once by requests that come at once', async () => {
    const { secret } = await create({ kind: 'ADMIN', title: 'a' });
    const writes = vi.spyOn(environment.store, 'write');
    await Promise.all(
      Array.from({ length: 9 }, () => authenticate(environment, `Bearer ${secret}`)),
    );
    expect(writes).toHaveBeenCalledTimes(1);
  });

  it('is told though nothing can be written', async () => {
    const { secret } = await create({ kind: 'ADMIN', title: 'a' });
    const { reads, ...rest } = environment.store;
    const store = { ...rest, reads, write: () => Promise.reject(new Error('disk full')) };
    expect(await authenticate({ ...environment, store }, `Bearer ${secret}`)).toMatchObject({
      kind: 'identity',
    });
  });
});

/** Resolves when what was begun to be written is. */
const written = () => environment.store.write(async () => undefined);

async function create(input: TokenInput) {
  const result = await createToken(environment, operator, input);
  if (result.kind !== 'token-created') throw new Error(result.message);
  return result;
}

describe('whoever was let in', () => {
  const identityOf = async (header: string): Promise<Identity> => {
    const asked = await authenticate(environment, header);
    if (asked.kind !== 'identity') throw new Error(asked.kind);
    return asked.identity;
  };

  it('is good until the token is revoked', async () => {
    const { token, secret } = await create({ kind: 'ADMIN', title: 'a' });
    const identity = await identityOf(`Bearer ${secret}`);
    expect(await isStillGood(environment, identity)).toBe(true);
    await revokeToken(environment, operator, token.id);
    expect(await isStillGood(environment, identity)).toBe(false);
  });

  it('is good until the token expires', async () => {
    const expiresAt = new Date('2026-01-01T12:00:00Z');
    const { secret } = await create({ kind: 'ADMIN', title: 'a', expiresAt });
    const identity = await identityOf(`Bearer ${secret}`);
    const at = (now: number) => isStillGood({ ...environment, now: () => new Date(now) }, identity);
    expect([await at(Number(expiresAt) - 1), await at(Number(expiresAt))]).toEqual([true, false]);
  });

  it('is good as long as the learner or mentor is there, where somebody else vouched for them', async () => {
    const created = await createLearner(environment, operator, {});
    const learner = created.kind === 'learner-created' ? created.learner.id : '';
    const stranger = { token: null, expiresAt: null };
    const identity = { ...stranger, actor: { kind: 'LEARNER', name: learner, learner } } as const;
    expect(await isStillGood(environment, { ...stranger, actor: anonymous })).toBe(true);
    expect(await isStillGood(environment, identity)).toBe(true);
    await eraseLearner(environment, operator, { id: learner });
    expect(await isStillGood(environment, identity)).toBe(false);
    const mentor = newId();
    const nobody = { ...stranger, actor: { kind: 'MENTOR', name: mentor, mentor } } as const;
    expect(await isStillGood(environment, nobody)).toBe(false);
  });
});
