import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Actor, operator } from '../../src/actions/actor.ts';
import { allowIssuer, disallowIssuer, type IssuerInput } from '../../src/actions/allow-issuer.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import { exportLearner } from '../../src/actions/export-learner.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import {
  type RecordCredentialResult,
  recordCredential,
} from '../../src/actions/record-credential.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { retractCredential } from '../../src/actions/retract-credential.ts';
import { lastWords } from '../../src/curriculum/last-words.ts';
import type { Learner } from '../../src/curriculum/learner.ts';
import { alignedWith, type Json, newBadgeIssuer, subjectOf } from '../support/badge-issuer.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { newLearner, newMentor } from '../support/learners.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const issuer = await newBadgeIssuer();
const other = await newBadgeIssuer('https://other.example/issuer');
const { badge, record, sign } = issuer;

interface World {
  readonly environment: Environment;
  readonly ada: Learner;
}

/** An issuer is allowed, a curriculum published, and Ada known by her mail. */
async function world(given: Partial<IssuerInput> = {}, address?: string): Promise<World> {
  const environment = await newEnvironment(address);
  await publishCurriculum(environment, {
    curriculum: smallCurriculum(),
    publishedBy: 'test',
    note: null,
  });
  const ada = newLearner({ mail: 'ada@example.org' });
  await environment.store.write(({ learners }) => learners.create([ada]));
  const keys = { keys: [issuer.publicKey] };
  const allowed = await allowIssuer(environment, operator, { issuer: issuer.id, keys, ...given });
  expect(allowed).toMatchObject({ kind: 'issuer-allowed' });
  return { environment, ada };
}

const service: Actor = { kind: 'SERVICE', name: 'lms', scopes: ['evidence:write'] };

function handIn({ environment, ada }: World, credential: string, actor: Actor = service) {
  const learner = { id: ada.id };
  const snapshot = environment.curricula.snapshot();
  return recordCredential(environment, snapshot, actor, { learner, credential });
}

/** What each of the credentials came to: its status, or why it was refused. */
function told(result: RecordCredentialResult): readonly string[] {
  if (result.kind === 'credential-refused') return [result.code];
  if (result.kind !== 'credential-recorded') return [result.kind];
  return result.credentials.map((one) =>
    one.status === 'REFUSED' ? one.problem.code : one.status,
  );
}

async function evidenceOf({ environment, ada }: World) {
  return (await environment.store.reads.evidence.ofLearners([ada.id])).get(ada.id)!;
}

/** What stands by now. */
async function shown(world: World): Promise<readonly string[]> {
  return lastWords(await evidenceOf(world))
    .map(({ competency: { skill }, outcome, externalId }) => `${externalId} ${skill} ${outcome}`)
    .sort();
}

const id = String(badge()['id']);
const aligned = (...codes: readonly string[]) =>
  subjectOf({ alignment: codes.map((code) => alignedWith(code)) });
const issued = (validFrom: string, ...codes: readonly string[]) =>
  sign(badge({ validFrom, credentialSubject: aligned(...codes) }));

describe.each([sqlite(), postgres()])('a credential on $name', (database) => {
  it('becomes observed evidence, once', async () => {
    const here = await world({}, await database.newAddress());
    const token = await sign(badge());
    expect(await handIn(here, token)).toMatchObject({
      kind: 'credential-recorded',
      credentials: [
        {
          path: 'credential',
          status: 'CREATED',
          findings: [{ competency: { curriculum: 'small', skill: 'html' }, number: 1 }],
          unmapped: [],
        },
      ],
    });
    expect(told(await handIn(here, token, operator))).toEqual(['UNCHANGED']);
    expect(await evidenceOf(here)).toMatchObject([
      {
        kind: 'OBSERVED',
        source: 'credential:https://badges.example/issuers/1',
        externalId: id,
        outcome: 'HELD',
        occurredAt: new Date('2025-06-01T10:00:00Z'),
        recordedBy: 'lms',
        note: 'HTML badge',
        data: badge(),
      },
    ]);
    expect(
      (await here.environment.store.reads.learners.byIds([here.ada.id])).get(here.ada.id),
    ).toMatchObject({ since: new Date('2025-06-01T10:00:00Z') });
  });

  it('gives way to a later issue, in whatever order they come', async () => {
    const issues = [
      await issued('2025-06-01T00:00:00Z', 'html', 'css', 'http'),
      await issued('2025-07-01T00:00:00Z', 'flask'),
      await issued('2025-08-01T00:00:00Z', 'css', 'html'),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1, 2],
    ]) {
      const here = await world({}, await database.newAddress());
      for (const index of order) await handIn(here, issues[index]!);
      expect(await shown(here)).toEqual([`${id} css HELD`, `${id}#2 html HELD`]);
    }
    const here = await world({}, await database.newAddress());
    expect(told(await handIn(here, issues[1]!))).toEqual(['CREATED']);
    expect(told(await handIn(here, issues[0]!))).toEqual(['SUPERSEDED']);
    expect(told(await handIn(here, issues[2]!))).toEqual(['UPDATED']);
    expect(told(await handIn(here, issues[2]!))).toEqual(['UNCHANGED']);
  });

  it('can be taken back, and handed in again', async () => {
    const here = await world({}, await database.newAddress());
    const token = await issued('2025-06-01T00:00:00Z', 'html', 'css');
    await handIn(here, token);
    const name = { learner: { id: here.ada.id }, issuer: issuer.id, credential: id };
    expect(await retractCredential(here.environment, operator, name)).toMatchObject({
      evidenceCount: 2,
    });
    expect(await shown(here)).toEqual([]);
    expect(await retractCredential(here.environment, operator, name)).toMatchObject({
      kind: 'unknown-names',
    });
    expect(told(await handIn(here, token))).toEqual(['UPDATED']);
    expect(await shown(here)).toEqual([`${id} css HELD`, `${id}#2 html HELD`]);
  });

  it('goes with its learner, and its issuer can be disallowed', async () => {
    const here = await world({}, await database.newAddress());
    const { environment, ada } = here;
    await handIn(here, await sign(badge()));
    const source = `credential:${issuer.id}`;
    const find = () => environment.store.reads.credentials.find({ learner: ada.id, source, id });
    expect(await find()).toMatchObject({ places: 1 });
    const exported = await exportLearner(environment, operator, { id: ada.id });
    expect(exported).toMatchObject({
      data: { credentials: [{ source, id, isRetracted: false }] },
    });
    await eraseLearner(environment, operator, { id: ada.id });
    expect(await find()).toBeNull();
    expect(await disallowIssuer(environment, operator, issuer.id)).toMatchObject({
      kind: 'issuer-disallowed',
      issuer: { issuer: issuer.id },
    });
    expect(await disallowIssuer(environment, operator, issuer.id)).toMatchObject({
      kind: 'unknown-names',
    });
    expect(await environment.store.reads.credentialIssuers.page({ limit: 5 })).toEqual([]);
  });
});

describe('what counts for nothing', () => {
  const rsa = generateKeyPair('RS256', { extractable: true });
  const nothing: Record<string, () => Promise<readonly [code: string, token: string]>> = {
    'signed with another key': async () => [
      'BAD_SIGNATURE',
      await sign(badge(), { key: other.privateKey }),
    ],
    'signed by somebody else who is not allowed': async () => [
      'ISSUER_NOT_ALLOWED',
      await other.sign(other.badge()),
    ],
    'said to be of an issuer who did not sign': async () => [
      'BAD_SIGNATURE',
      await other.sign(badge(), { claims: { iss: issuer.id } }),
    ],
    'of an issuer whose id is almost the one': async () => [
      'ISSUER_NOT_ALLOWED',
      await sign(badge({ issuer: `${issuer.id}/` }), { claims: { iss: undefined } }),
    ],
    'signed with a key that it brings along': async () => [
      'BAD_SIGNATURE',
      await sign(badge(), { key: other.privateKey, header: { jwk: other.publicKey } }),
    ],
    'signed with a key from where it says': async () => [
      'BAD_SIGNATURE',
      await sign(badge(), {
        key: other.privateKey,
        header: { jku: 'https://evil.example/keys', kid: 'https://evil.example/keys#1' },
      }),
    ],
    'not signed, by `none`': async () => {
      const [, payload] = (await sign(badge())).split('.');
      const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
      return ['BAD_SIGNATURE', `${header}.${payload}.`];
    },
    'without its signature': async () => [
      'BAD_SIGNATURE',
      (await sign(badge())).replace(/[^.]*$/, ''),
    ],
    'signed with the public key as if it were a secret': async () => {
      const secret = new TextEncoder().encode(await exportSPKI((await rsa).publicKey));
      return ['BAD_SIGNATURE', await sign(badge(), { header: { alg: 'HS256' }, key: secret })];
    },
    'changed since': async () => {
      const [header, , signature] = (await sign(badge())).split('.');
      const changed = { ...badge(), iss: issuer.id, credentialSubject: aligned('django') };
      const payload = Buffer.from(JSON.stringify(changed)).toString('base64url');
      return ['BAD_SIGNATURE', `${header}.${payload}.${signature}`];
    },
    'with another header': async () => {
      const [, payload, signature] = (await sign(badge())).split('.');
      const header = Buffer.from('{"alg":"ES256","typ":"vc+jwt"}').toString('base64url');
      return ['BAD_SIGNATURE', `${header}.${payload}.${signature}`];
    },
    'signed in a way that is not among those allowed': async () => {
      const key = await importJWK(await exportJWK((await rsa).privateKey), 'PS256');
      return ['BAD_SIGNATURE', await sign(badge(), { header: { alg: 'PS256' }, key })];
    },
    'over already': async () => [
      'EXPIRED',
      await sign(badge(), { claims: { exp: 1_700_000_000 } }),
    ],
    'of the future': async () => [
      'NOT_YET_VALID',
      await sign(badge(), { claims: { nbf: 1_900_000_000 } }),
    ],
    'in contradiction to its claims': async () => [
      'CLAIMS_DISAGREE',
      await sign(badge(), { claims: { jti: 'urn:a' } }),
    ],
    "somebody else's": async () => [
      'OTHER_RECIPIENT',
      await sign(badge({ credentialSubject: subjectOf({}, { id: 'mailto:eve@example.org' }) })),
    ],
    "nobody's": async () => [
      'OTHER_RECIPIENT',
      await sign(badge({ credentialSubject: subjectOf({}, { id: undefined }) })),
    ],
    'in JSON': async () => ['NOT_SIGNED', JSON.stringify(badge())],
    'in JSON with a proof within it': async () => [
      'UNSUPPORTED_PROOF',
      JSON.stringify(
        badge({ proof: [{ type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' }] }),
      ),
    ],
    'larger than what is read': async () => [
      'TOO_LARGE',
      await sign(badge({ image: 'x'.repeat(400_000) })),
    ],
    'deeper than what is read': async () => {
      const deep = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`);
      return ['UNREADABLE', await sign(badge({ evidence: deep }))];
    },
    'pointing to more than what is read': async () => [
      'TOO_LARGE',
      await sign(
        badge({ credentialSubject: aligned(...Array.from({ length: 201 }, (_, n) => `s${n}`)) }),
      ),
    ],
  };

  it.each(Object.keys(nothing))('is what is %s', async (name) => {
    const here = await world({ keys: [issuer.publicKey, await exportJWK((await rsa).publicKey)] });
    const [code, token] = await nothing[name]!();
    expect(told(await handIn(here, token))).toEqual([code]);
    expect(await evidenceOf(here)).toEqual([]);
  });

  it('never becomes evidence, however a token is bent', async () => {
    const here = await world();
    const sound = await sign(badge());
    const [header, payload, signature] = sound.split('.') as [string, string, string];
    const bytes = Buffer.from(signature, 'base64url').toString('hex');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    const bent = fc.oneof(
      fc
        .tuple(fc.nat(sound.length - 1), fc.constantFrom(...alphabet))
        .map(([at, letter]) => sound.slice(0, at) + letter + sound.slice(at + 1)),
      fc.nat(sound.length - 1).map((at) => sound.slice(0, at) + sound.slice(at + 1)),
      fc
        .tuple(fc.nat(sound.length), fc.base64String())
        .map(([at, text]) => sound.slice(0, at) + text + sound.slice(at)),
      fc
        .record({
          alg: fc.constantFrom('none', 'HS256', 'ES256', 'RS256', 'EdDSA', ''),
          typ: fc.string(),
        })
        .map(
          (said) =>
            `${Buffer.from(JSON.stringify(said)).toString('base64url')}.${payload}.${signature}`,
        ),
      fc
        .uint8Array({ minLength: 0, maxLength: 80 })
        .map((some) => `${header}.${payload}.${Buffer.from(some).toString('base64url')}`),
      fc.json().map((json) => `${header}.${Buffer.from(json).toString('base64url')}.${signature}`),
    );
    await fc.assert(
      fc.asyncProperty(bent, async (token) => {
        const [head, body, end = ''] = token.trim().split('.');
        const isSame =
          head === header &&
          body === payload &&
          Buffer.from(end, 'base64url').toString('hex') === bytes;
        fc.pre(!isSame);
        expect(told(await handIn(here, token))).not.toContain('CREATED');
      }),
      { numRuns: 300 },
    );
    expect(await evidenceOf(here)).toEqual([]);
    expect(told(await handIn(here, sound))).toEqual(['CREATED']);
  });
});

describe('the keys of an issuer', () => {
  it.each(['RS256', 'ES256', 'EdDSA'])('may be for %s', async (alg) => {
    const one = await newBadgeIssuer('did:web:badges.example', alg);
    const here = await world({ issuer: one.id, keys: one.publicKey });
    expect(told(await handIn(here, await one.sign(one.badge())))).toEqual(['CREATED']);
    expect(told(await handIn(here, await one.sign(one.badge(), { isWithinVc: true })))).toEqual([
      'UNCHANGED',
    ]);
  });

  it('may be several, and called otherwise than in the token', async () => {
    const [older, newer] = [await newBadgeIssuer(), await newBadgeIssuer()];
    const keys = [
      { ...older.publicKey, kid: 'a' },
      { ...newer.publicKey, kid: 'b' },
    ];
    const here = await world({ keys });
    const handed = async (one: typeof older, header: Json) =>
      told(await handIn(here, await one.sign(badge(), { header })));
    expect(await handed(older, { kid: 'a' })).toEqual(['CREATED']);
    expect(await handed(newer, { kid: 'b' })).toEqual(['UNCHANGED']);
    expect(await handed(newer, {})).toEqual(['UNCHANGED']);
    expect(await handed(newer, { kid: 'https://badges.example/keys#b' })).toEqual(['UNCHANGED']);
    // A key that is named is the one that signed.
    expect(await handed(newer, { kid: 'a' })).toEqual(['BAD_SIGNATURE']);
    expect(await handed(issuer, {})).toEqual(['BAD_SIGNATURE']);
  });

  it('may be fetched, from where the operator means', async () => {
    let answer: unknown = { keys: [issuer.publicKey] };
    const server = createServer((_request, response) => response.end(JSON.stringify(answer)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const keysUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const fetched = { issuer: issuer.id, keys: undefined, keysUrl };
    const here = await world({ ...fetched, mayBePrivate: true });
    expect(told(await handIn(here, await sign(badge())))).toEqual(['CREATED']);
    const forged = await sign(badge({ id: 'urn:b' }), { key: other.privateKey });
    expect(told(await handIn(here, forged))).toEqual(['BAD_SIGNATURE']);

    const { environment } = here;
    const allow = (given: Partial<IssuerInput>) =>
      allowIssuer(environment, operator, { ...fetched, ...given });
    expect(await allow({})).toMatchObject({
      kind: 'invalid-request',
      problems: [{ path: 'keysUrl' }],
    });
    expect(await allow({ keysUrl: 'https://127.0.0.1/keys' })).toMatchObject({
      problems: [{ message: expect.stringContaining('not public') }],
    });
    answer = { keys: [] };
    expect(await allow({ mayBePrivate: true })).toMatchObject({
      problems: [{ message: expect.stringContaining('no list of keys') }],
    });
  });

  it('may be out of reach for a while', async () => {
    const server = createServer((_request, response) =>
      response.end(JSON.stringify({ keys: [issuer.publicKey] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const keysUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const here = await world({ keys: undefined, keysUrl, mayBePrivate: true });
    await new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    expect(told(await handIn(here, await sign(badge())))).toEqual(['KEYS_UNAVAILABLE']);
    expect(await evidenceOf(here)).toEqual([]);
  });

  it('are checked before they are believed', async () => {
    const { environment } = await world();
    const weak = await exportJWK((await generateKeyPair('ES384', { extractable: true })).publicKey);
    const secret = await exportJWK(issuer.privateKey);
    const allow = (given: Partial<IssuerInput>) =>
      allowIssuer(environment, operator, {
        issuer: 'did:web:a.example',
        keys: [issuer.publicKey],
        ...given,
      });
    const paths = async (given: Partial<IssuerInput>) => {
      const result = await allow(given);
      return result.kind === 'invalid-request'
        ? result.problems.map(({ path }) => path)
        : result.kind;
    };
    expect(await paths({})).toBe('issuer-allowed');
    expect(await paths({ keys: undefined })).toEqual(['keys']);
    expect(await paths({ keysUrl: 'https://a.example/keys' })).toEqual(['keys']);
    expect(await paths({ keys: [] })).toEqual(['keys']);
    expect(
      await paths({ keys: { keys: [weak, secret, { kty: 'oct', k: 'AA' }, 'a', null, {}] } }),
    ).toEqual([0, 1, 2, 3, 4, 5].map((index) => `keys.${index}`));
    expect(await paths({ keys: Array(21).fill(issuer.publicKey) })).toEqual(['keys']);
    expect(await paths({ issuer: 'Badges' })).toEqual(['issuer']);
    expect(await paths({ issuer: 'did:web:ä' })).toEqual(['issuer']);
    expect(await paths({ issuer: `did:${'x'.repeat(400)}` })).toEqual(['issuer']);
    expect(await paths({ level: 'workin', levelByAchievementType: { Badge: 'z' } })).toEqual([
      'level',
      'levelByAchievementType',
    ]);
    expect(await allowIssuer(environment, service, { issuer: 'did:web:a.example' })).toMatchObject({
      kind: 'forbidden',
    });
  });

  it('are kept without what is not needed', async () => {
    const more: JWK = { ...issuer.publicKey, alg: 'ES512', use: 'enc', x5c: ['a'], kid: 'a' };
    const here = await world({ keys: more });
    expect(told(await handIn(here, await sign(badge())))).toEqual(['CREATED']);
    const [kept] = await here.environment.store.reads.credentialIssuers.page({ limit: 1 });
    expect(kept!.keys).toEqual({ kind: 'inline', keys: [{ ...issuer.publicKey, kid: 'a' }] });
  });
});

describe('who hands in', () => {
  const self = ({ ada }: World): Actor => ({ kind: 'LEARNER', name: ada.id, learner: ada.id });
  const called = (here: World, system: string, externalId: string) =>
    here.environment.store.write(({ learners }) =>
      learners.addExternalIds(here.ada.id, [{ system, externalId }]),
    );

  it('may be the learner, but not by a mail address that anybody could have written', async () => {
    const here = await world();
    const token = await sign(badge());
    expect(told(await handIn(here, token, self(here)))).toEqual(['OTHER_RECIPIENT']);
    await called(here, 'mailto', 'ada@example.org');
    expect(told(await handIn(here, token, self(here)))).toEqual(['CREATED']);
    expect(await evidenceOf(here)).toMatchObject([{ kind: 'OBSERVED', recordedBy: here.ada.id }]);
  });

  it('may know the learner by a DID, or by the number that the issuer uses', async () => {
    const here = await world({ recipientSystem: 'moodle' });
    const byDid = await sign(
      badge({ credentialSubject: subjectOf({}, { id: 'did:web:ada.example' }) }),
    );
    const hashed = createHash('sha256').update('4711salt').digest('hex');
    const identifier = {
      identityType: 'systemId',
      hashed: true,
      salt: 'salt',
      identityHash: `sha256$${hashed}`,
    };
    const byNumber = await sign(
      badge({ id: 'urn:b', credentialSubject: subjectOf({}, { id: undefined, identifier }) }),
    );
    for (const token of [byDid, byNumber])
      expect(told(await handIn(here, token, self(here)))).toEqual(['OTHER_RECIPIENT']);
    await called(here, 'wallet', 'did:web:ada.example');
    await called(here, 'canvas', '4711');
    expect(told(await handIn(here, byDid, self(here)))).toEqual(['CREATED']);
    expect(told(await handIn(here, byNumber, self(here)))).toEqual(['OTHER_RECIPIENT']);
    await called(here, 'moodle', '4711');
    expect(told(await handIn(here, byNumber, self(here)))).toEqual(['CREATED']);
  });

  it('must have to do with the learner', async () => {
    const here = await world();
    const token = await sign(badge());
    const mentor = newMentor();
    const actor: Actor = { kind: 'MENTOR', name: mentor.id, mentor: mentor.id };
    await here.environment.store.write(({ mentors }) => mentors.create(mentor));
    for (const stranger of [
      actor,
      { kind: 'LEARNER', name: 'eve', learner: 'eve' },
      { kind: 'AUTHOR', name: 'a' },
      { kind: 'SERVICE', name: 'a', scopes: ['learners:write'] },
      { kind: 'ANONYMOUS', mayPlan: true },
    ] as const)
      expect(told(await handIn(here, token, stranger))).toEqual(['forbidden']);
    const at = new Date();
    await here.environment.store.write(async ({ learners, mentors }) => {
      await learners.lock([here.ada.id]);
      await mentors.entrust(mentor.id, [here.ada.id], at);
    });
    expect(told(await handIn(here, token, actor))).toEqual(['CREATED']);
    const name = { learner: { id: here.ada.id }, issuer: issuer.id, credential: id };
    const { environment } = here;
    expect(await retractCredential(environment, self(here), name)).toMatchObject({
      kind: 'forbidden',
    });
    expect(await retractCredential(environment, actor, name)).toMatchObject({ evidenceCount: 1 });
  });

  it('cannot speak in the name of an issuer without a credential', async () => {
    const here = await world();
    const item = {
      learner: { id: here.ada.id },
      kind: 'OBSERVED',
      source: `credential:${issuer.id}`,
      externalId: id,
      skill: 'html',
      occurredAt: new Date('2026-01-01T00:00:00Z'),
    } as const;
    expect(await recordEvidence(here.environment, service, { items: [item] })).toMatchObject({
      items: [{ status: 'REJECTED', problem: { code: 'SOURCE_NOT_YOURS' } }],
    });
  });

  it('is told of a learner or a curriculum that is not there', async () => {
    const here = await world();
    const { environment, ada } = here;
    const credential = await sign(badge());
    const snapshot = environment.curricula.snapshot();
    const ask = (learner: string, curriculum?: string) =>
      recordCredential(environment, snapshot, operator, {
        learner: { id: learner },
        credential,
        curriculum,
      });
    expect(await ask(newLearner().id)).toMatchObject({ names: [{ path: 'learner' }] });
    expect(await ask(ada.id, 'smal')).toMatchObject({
      names: [{ path: 'curriculum', suggestions: ['small'] }],
    });
    expect(await ask(ada.id, 'small')).toMatchObject({ kind: 'credential-recorded' });
  });
});

describe('a record of several credentials', () => {
  const nested = (skill: string, given: Json = {}) =>
    badge({ id: `urn:${skill}`, credentialSubject: aligned(skill), ...given });

  it('tells of each by itself', async () => {
    const here = await world();
    const within = [
      await sign(nested('html')),
      {
        type: ['EnvelopedVerifiableCredential'],
        id: `data:application/vc+jwt,${await sign(nested('css'))}`,
      },
      // What the issuer of the record issued too is signed with it.
      nested('http'),
      nested('flask', { issuer: other.id }),
      nested('flask', { issuer: other.id, proof: { type: 'DataIntegrityProof' } }),
      await other.sign(other.badge()),
      await sign(nested('flask'), { key: other.privateKey }),
      nested('flask', { validUntil: '2025-07-01T00:00:00Z' }),
      await sign(
        nested('flask', { credentialSubject: subjectOf({}, { id: 'mailto:eve@example.org' }) }),
      ),
      5,
    ];
    const result = await handIn(here, await sign(record(within)));
    expect(told(result)).toEqual([
      ...['CREATED', 'CREATED', 'CREATED', 'CREATED'],
      ...['NOT_SIGNED', 'UNSUPPORTED_PROOF', 'ISSUER_NOT_ALLOWED', 'BAD_SIGNATURE', 'EXPIRED'],
      ...['OTHER_RECIPIENT', 'UNREADABLE'],
    ]);
    expect(result).toMatchObject({
      credentials: [
        { path: 'credential' },
        { path: 'credential.verifiableCredential.0' },
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        {},
        { path: 'credential.verifiableCredential.9' },
      ],
    });
    expect(await shown(here)).toEqual([
      'urn:css css HELD',
      'urn:html html HELD',
      'urn:http http HELD',
    ]);
  });

  it('may hold credentials of other issuers who are allowed', async () => {
    const here = await world();
    await allowIssuer(here.environment, operator, { issuer: other.id, keys: other.publicKey });
    expect(
      told(
        await handIn(here, await sign(record([await other.sign(other.badge()), other.badge()]))),
      ),
    ).toEqual(['CREATED', 'CREATED', 'NOT_SIGNED']);
  });

  it("that is somebody else's counts for nothing, nor does what is within it", async () => {
    const here = await world();
    const subject = { id: 'mailto:eve@example.org', verifiableCredential: [nested('html')] };
    expect(
      told(await handIn(here, await sign(record([], { credentialSubject: subject })))),
    ).toEqual(['OTHER_RECIPIENT']);
    expect(await evidenceOf(here)).toEqual([]);
  });

  it('has an end', async () => {
    const here = await world();
    const many = Array.from({ length: 101 }, () => 5);
    expect(told(await handIn(here, await sign(record(many))))).toEqual(['CREATED', 'TOO_LARGE']);
    expect(told(await handIn(here, await sign(record(many.slice(1)))))).toHaveLength(101);
    let deep: Json = record([nested('html')], { id: 'urn:3' });
    for (const name of ['urn:2', 'urn:1', 'urn:0', 'urn:r']) deep = record([deep], { id: name });
    expect(told(await handIn(here, await sign(deep)))).toEqual([
      'CREATED',
      'CREATED',
      'CREATED',
      'CREATED',
      'TOO_LARGE',
    ]);
  });
});

describe('what a credential shows', () => {
  it('is read anew when the curriculum knows more', async () => {
    const here = await world();
    const address = 'https://elsewhere.example/skills/7';
    const token = await sign(
      badge({
        credentialSubject: subjectOf({ alignment: [{ targetName: 'HTML', targetUrl: address }] }),
      }),
    );
    expect(await handIn(here, token)).toMatchObject({
      credentials: [{ status: 'CREATED', findings: [], unmapped: [{ suggestions: ['html'] }] }],
    });
    const small = smallCurriculum();
    const skills = small.skills.map((skill) =>
      skill.slug === 'html' ? { ...skill, sameAs: [address] } : skill,
    );
    await publishCurriculum(here.environment, {
      curriculum: { ...small, skills },
      publishedBy: 'test',
      note: null,
    });
    expect(told(await handIn(here, token))).toEqual(['UPDATED']);
    expect(await shown(here)).toEqual([`${id} html HELD`]);
  });

  it('is kept without pictures where it is long', async () => {
    const here = await world();
    const image = { id: `data:image/png;base64,${'A'.repeat(50_000)}` };
    const withImage = (description = '') =>
      badge({
        id: `urn:${description.length}`,
        description,
        credentialSubject: subjectOf({ image }),
      });
    await handIn(here, await sign(withImage()));
    await handIn(here, await sign(withImage('x'.repeat(20_000))));
    const [one, two] = await evidenceOf(here);
    expect(one!.data).toMatchObject({
      id: 'urn:0',
      issuer: issuer.id,
      credentialSubject: { achievement: { name: 'HTML' } },
    });
    expect(JSON.stringify(one!.data)).not.toContain('AAAA');
    expect(two!.data).toEqual({
      id: 'urn:20000',
      type: badge()['type'],
      name: 'HTML badge',
      validFrom: badge()['validFrom'],
      achievement: { name: 'HTML' },
    });
  });

  it('stands under a hash where the issuer has a long id', async () => {
    const long = await newBadgeIssuer(`did:key:${'z'.repeat(300)}`);
    const here = await world({ issuer: long.id, keys: long.publicKey });
    expect(told(await handIn(here, await long.sign(long.badge())))).toEqual(['CREATED']);
    expect(await evidenceOf(here)).toMatchObject([
      { source: expect.stringMatching(/^credential:[\w-]{22}$/) },
    ]);
  });
});
