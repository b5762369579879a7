import { describe, expect, it } from 'vitest';
import { readCredential } from '../../../../src/exchange/evidence/badges/credential.ts';
import { openNested, openText } from '../../../../src/exchange/evidence/badges/token.ts';
import { type Json, newBadgeIssuer, subjectOf } from '../../../support/badge-issuer.ts';

const issuer = await newBadgeIssuer();
const now = new Date('2026-01-01T00:00:00Z');
const read = (payload: Json) => readCredential(payload, now);
const codeOf = (payload: Json) => {
  const result = read(payload);
  return result.kind === 'credential-problem' ? result.code : result.kind;
};
const { badge } = issuer;

const seconds = (text: string) => Date.parse(text) / 1000;

describe('what a token says', () => {
  it('is read in the shape of the second version, where claims stand beside the credential', () => {
    const claims = { iss: issuer.id, jti: badge()['id'], sub: 'mailto:ada@example.org', aud: 'x' };
    expect(read({ ...badge(), ...claims })).toMatchObject({
      id: 'urn:uuid:7c9b3d52-0f4e-4a4b-9d7e-2a1f6d0c1b01',
      issuer: issuer.id,
      title: 'HTML badge',
      issuedAt: new Date('2025-06-01T10:00:00Z'),
      expiresAt: null,
      isRevocable: false,
      nested: [],
      json: badge(),
    });
  });

  it('is read in the shape of the first version, where claims alone may tell', () => {
    const {
      id,
      issuer: _,
      validFrom,
      ...vc
    } = badge({
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      issuanceDate: '2025-06-01T10:00:00Z',
      credentialSubject: subjectOf({}, { id: undefined }),
    });
    const claims = { iss: issuer.id, jti: id, sub: 'did:web:ada.example' };
    expect(read({ vc, ...claims })).toMatchObject({
      kind: 'credential',
      id,
      issuer: issuer.id,
      subject: { id: 'did:web:ada.example' },
      issuedAt: new Date('2025-06-01T10:00:00Z'),
    });
  });

  it('may come from an issuer that is named by its id alone, on an achievement without a title', () => {
    const credential = badge({
      issuer: issuer.id,
      name: undefined,
      credentialSubject: { id: 'a:b' },
    });
    expect(read(credential)).toMatchObject({ issuer: issuer.id, title: badge()['id'] });
  });

  it.each<[code: string, payload: Json]>([
    ['CLAIMS_DISAGREE', { ...badge(), iss: 'https://others.example' }],
    ['CLAIMS_DISAGREE', { ...badge(), jti: 'urn:uuid:0' }],
    ['CLAIMS_DISAGREE', { ...badge(), sub: 'mailto:eve@example.org' }],
    ['CLAIMS_DISAGREE', { ...badge(), iss: [issuer.id] }],
    ['MALFORMED', { vc: badge(), credentialSubject: subjectOf() }],
    ['MALFORMED', { vc: 'a' }],
    ['MALFORMED', badge({ issuer: undefined })],
    ['MALFORMED', badge({ issuer: 'x'.repeat(401) })],
    ['MALFORMED', badge({ id: undefined })],
    ['MALFORMED', badge({ id: 'x'.repeat(491) })],
    ['MALFORMED', badge({ credentialSubject: undefined })],
    ['MALFORMED', badge({ credentialSubject: [subjectOf(), subjectOf()] })],
    ['MALFORMED', badge({ credentialSubject: [subjectOf(), 'a'] })],
    ['MALFORMED', badge({ '@context': ['https://w3id.org/openbadges/v2'] })],
    ['MALFORMED', badge({ validFrom: undefined })],
    ['MALFORMED', badge({ validFrom: '1.6.2025' })],
    ['MALFORMED', badge({ validFrom: '2025-13-01T00:00:00Z' })],
    ['MALFORMED', badge({ validUntil: 5 })],
    ['MALFORMED', { ...badge(), exp: '5' }],
    ['MALFORMED', { ...badge(), nbf: 1e300 }],
    ['NO_ACHIEVEMENT', badge({ type: ['VerifiableCredential', 'EndorsementCredential'] })],
    ['NO_ACHIEVEMENT', badge({ type: ['OpenBadgeCredential'] })],
    ['NO_ACHIEVEMENT', badge({ type: undefined })],
    ['EXPIRED', badge({ validUntil: '2025-12-31T23:58:59Z' })],
    ['EXPIRED', badge({ expirationDate: '2025-06-02T00:00:00+02:00' })],
    ['EXPIRED', { ...badge({ validUntil: '2030-01-01T00:00:00Z' }), exp: seconds('2025-12-01') }],
    ['NOT_YET_VALID', badge({ validFrom: '2026-01-01T00:01:01Z' })],
    ['NOT_YET_VALID', { ...badge(), nbf: seconds('2026-02-01') }],
  ])('is refused as %s: %#', (code, payload) => expect(codeOf(payload)).toBe(code));

  it.each<[payload: Json]>([
    [badge({ validUntil: '2025-12-31T23:59:01Z' })],
    [badge({ validFrom: '2026-01-01T00:00:59Z' })],
    [badge({ validFrom: '2025-06-01T10:00:00' })],
  ])('allows for clocks, and for times without a zone: %#', (payload) =>
    expect(codeOf(payload)).toBe('credential'),
  );
});

describe('a text', () => {
  const base64 = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const token = (header: unknown, payload: unknown = badge()) =>
    `${base64(header)}.${base64(payload)}.AA`;
  const kindOf = (text: string) => {
    const opened = openText(text);
    return opened.kind === 'credential-problem' ? opened.code : opened.kind;
  };

  it.each<[kind: string, text: string]>([
    ['token', token({ alg: 'RS256' })],
    ['token', ` ${token({ alg: 'RS256', typ: 'application/vc+ld+jwt' })}\n`],
    ['bare', JSON.stringify(badge())],
    ['UNREADABLE', ''],
    ['UNREADABLE', 'cairn'],
    ['UNREADABLE', '{'],
    ['UNREADABLE', 'a.b.c'],
    ['UNREADABLE', `${base64({ alg: 'x' })}.${base64('[]')}.AA`],
    ['UNREADABLE', `${base64({ alg: 'x' })}.${base64('{"a":"\u0000')}.AA`],
    ['UNREADABLE', `${base64({})}..AA`],
    ['UNREADABLE', `${token({})}.AA`],
    ['UNREADABLE', `${token({})}.AA.AA.AA.AA`],
    ['UNREADABLE', token({}, badge({ name: 'a\u0000' }))],
    ['UNREADABLE', token({}, '{"a":"\\ud800"}')],
    ['UNREADABLE', token({}, `{"a":${'['.repeat(65)}${']'.repeat(65)}}`)],
    ['UNREADABLE', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['UNSUPPORTED_PROOF', `${token({})}~`],
    ['UNSUPPORTED_PROOF', `${token({})}.AA.AA`],
    ['UNSUPPORTED_PROOF', token({ alg: 'RS256', b64: false, crit: ['b64'] })],
    ['UNSUPPORTED_PROOF', JSON.stringify({ type: 'EnvelopedVerifiableCredential', id: 'data:,a' })],
    ['NO_ACHIEVEMENT', token({ alg: 'RS256', typ: 'at+jwt' })],
    ['TOO_LARGE', `${token({})}${'A'.repeat(500_000)}`],
  ])('is %s: %#', (kind, text) => expect(kindOf(text)).toBe(kind));

  it('may be a token in an envelope', () => {
    const jwt = token({ alg: 'ES256' });
    const envelope = {
      type: ['EnvelopedVerifiableCredential'],
      id: `data:application/vc+jwt,${jwt}`,
    };
    expect(openText(JSON.stringify(envelope))).toMatchObject({ kind: 'token', jwt });
    expect(openNested(envelope)).toMatchObject({ kind: 'token', jwt });
    expect(openNested(5)).toMatchObject({ code: 'UNREADABLE' });
  });
});
