import { beforeAll, describe, expect, it } from 'vitest';
import { typedId } from '../../src/util/typed-id.ts';
import { alignedWith, newBadgeIssuer, subjectOf } from '../support/badge-issuer.ts';
import { newLearner } from '../support/learners.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);
const issuer = await newBadgeIssuer();
const ada = newLearner({ mail: 'ada@example.org' });
const learner = typedId('Learner', [ada.id]);
let admin: string;
let service: string;

beforeAll(async () => {
  await server.environment().store.write(({ learners }) => learners.create([ada]));
  admin = await server.secretOf({ kind: 'ADMIN' });
  service = await server.secretOf({ kind: 'SERVICE', scopes: ['evidence:write'] });
});

const allow = `mutation ($input: AllowCredentialIssuerInput!) {
  allowCredentialIssuer(input: $input) {
    ... on CredentialIssuerAllowed {
      issuer {
        issuer title source keysUrl keys recipientSystem level
        levelByAchievementType { achievementType level }
      }
    }
    ... on InvalidRequest { problems { path message suggestions } }
  }
}`;

const record = `mutation ($input: RecordCredentialInput!) {
  recordCredential(input: $input) {
    ... on CredentialRecorded {
      learner
      credentials {
        path status problem { code } credentialId issuer title validFrom validUntil revocation
        findings {
          competency { curriculum skill level competency { text } }
          outcome score evidence alignment { name url code framework }
        }
        unmapped { message suggestions alignment { name } }
      }
    }
    ... on CredentialRefused { code message }
    ... on UnknownNames { names { path name suggestions } }
  }
}`;

const retract = `mutation ($input: RetractCredentialInput!) {
  retractCredential(input: $input) {
    ... on CredentialRetracted { learner evidenceCount }
    ... on UnknownNames { message names { path } }
  }
}`;

const read = async (query: string, input: Json, secret = service) =>
  Object.values(await server.read(query, { input }, secret))[0];

describe('an issuer of credentials', () => {
  it('is allowed by admins, listed, and disallowed', async () => {
    const given = {
      issuer: issuer.id,
      title: 'Badges',
      keys: { keys: [issuer.publicKey] },
      recipientSystem: 'moodle',
      level: 'foundation',
      levelByAchievementType: [{ achievementType: 'Certification', level: 'working' }],
    };
    expect(await read(allow, given, admin)).toEqual({
      issuer: {
        ...given,
        source: `credential:${issuer.id}`,
        keysUrl: null,
        keys: [issuer.publicKey],
      },
    });
    expect(await read(allow, { ...given, level: 'wroking' }, admin)).toMatchObject({
      problems: [{ path: 'level', suggestions: ['working'] }],
    });
    for (const name of ['did:web:b.example', 'did:web:c.example'])
      await read(allow, { issuer: name, keys: issuer.publicKey }, admin);
    const listed: string[] = [];
    for (let after: string | null = null; ; ) {
      const query = `query ($after: String) {
        credentialIssuers(first: 2, after: $after) {
          totalCount nodes { issuer } pageInfo { endCursor hasNextPage }
        }
      }`;
      const { credentialIssuers } = await server.read(query, { after }, admin);
      expect(credentialIssuers.totalCount).toBe(3);
      listed.push(...credentialIssuers.nodes.map((one: Json) => one['issuer']));
      if (!credentialIssuers.pageInfo.hasNextPage) break;
      after = credentialIssuers.pageInfo.endCursor;
    }
    expect(listed).toEqual(['did:web:b.example', 'did:web:c.example', issuer.id]);
    const disallow = `mutation ($input: DisallowCredentialIssuerInput!) {
      disallowCredentialIssuer(input: $input) {
        ... on CredentialIssuerDisallowed { issuer { issuer } }
        ... on UnknownNames { names { path name } }
      }
    }`;
    const name = { issuer: 'did:web:b.example' };
    expect(await read(disallow, name, admin)).toEqual({ issuer: name });
    expect(await read(disallow, name, admin)).toEqual({
      names: [{ path: 'issuer', name: 'did:web:b.example' }],
    });
  });

  it('has keys where nobody but an operator may send the server', async () => {
    const given = { issuer: issuer.id, keysUrl: 'http://127.0.0.1/keys' };
    expect(await read(allow, given, admin)).toMatchObject({ problems: [{ path: 'keysUrl' }] });
    const { errors } = await server.ask(allow, { input: { ...given, mayBePrivate: true } }, admin);
    expect(errors![0]!.message).toContain('mayBePrivate');
  });
});

describe('a credential', () => {
  const alignment = [alignedWith('html'), { targetName: 'CSS', targetUrl: 'https://a.example/1' }];
  const badge = issuer.badge({
    validUntil: '2030-01-01T00:00:00Z',
    credentialStatus: { id: 'https://badges.example/revoked', type: '1EdTechRevocationList' },
    credentialSubject: subjectOf({ alignment }),
  });

  it('is taken as evidence, with all that it shows and all that it does not', async () => {
    const credential = await issuer.sign(badge);
    const evidence = typedId('Evidence', [ada.id, '1']);
    expect(await read(record, { learner, credential })).toEqual({
      learner,
      credentials: [
        {
          path: 'credential',
          status: 'CREATED',
          problem: null,
          credentialId: badge['id'],
          issuer: issuer.id,
          title: 'HTML badge',
          validFrom: '2025-06-01T10:00:00.000Z',
          validUntil: '2030-01-01T00:00:00.000Z',
          revocation: 'NOT_CHECKED',
          findings: [
            {
              competency: {
                curriculum: 'small',
                skill: 'html',
                level: 'foundation',
                competency: { text: 'HTML' },
              },
              outcome: 'HELD',
              score: null,
              evidence,
              alignment: {
                name: 'HTML',
                url: 'https://elsewhere.example/html',
                code: 'html',
                framework: 'Small small',
              },
            },
          ],
          unmapped: [
            {
              message: expect.stringContaining('sameAs'),
              suggestions: ['css'],
              alignment: { name: 'CSS' },
            },
          ],
        },
      ],
    });
    const known = await server.read(
      `{ node(id: "${evidence}") { ... on Evidence { kind source externalId data } } }`,
      {},
      admin,
    );
    expect(known['node']).toEqual({
      kind: 'OBSERVED',
      source: `credential:${issuer.id}`,
      externalId: badge['id'],
      data: badge,
    });
  });

  it('that counts for nothing is refused with the reason', async () => {
    const credential = JSON.stringify({ ...badge, proof: { type: 'DataIntegrityProof' } });
    expect(await read(record, { learner, credential })).toMatchObject({
      code: 'UNSUPPORTED_PROOF',
      message: expect.stringContaining('VC-JWT'),
    });
    expect(await read(record, { learner, credential: 'x', curriculum: 'smal' })).toEqual({
      names: [{ path: 'curriculum', name: 'smal', suggestions: ['small'] }],
    });
    const self = await server.secretOf({ kind: 'LEARNER', learner: ada.id });
    expect(await read(record, { credential: await issuer.sign(badge) }, self)).toMatchObject({
      code: 'OTHER_RECIPIENT',
    });
  });

  it('within a record tells why it counts for nothing', async () => {
    const credential = await issuer.sign(issuer.record([5]));
    expect(await read(record, { learner, credential })).toMatchObject({
      credentials: [
        { status: 'CREATED', revocation: 'NOT_REVOCABLE', findings: [] },
        {
          path: 'credential.verifiableCredential.0',
          status: 'REFUSED',
          problem: { code: 'UNREADABLE' },
          credentialId: null,
          revocation: null,
          findings: [],
          unmapped: [],
        },
      ],
    });
  });

  it('is taken back', async () => {
    const name = { learner, issuer: issuer.id, credentialId: badge['id'] };
    expect(await read(retract, name)).toEqual({ learner, evidenceCount: 1 });
    expect(await read(retract, name)).toMatchObject({ names: [{ path: 'credential' }] });
    expect(server.bugs).toEqual([]);
  });
});
