import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isRecipient } from '../../../../src/exchange/evidence/badges/recipient.ts';

const knownAs = {
  mails: ['Ada@Example.org'],
  externalIds: [
    { system: 'moodle', externalId: '4711' },
    { system: 'did', externalId: 'did:web:ada.example' },
  ],
};

const hash = (text: string) => `sha256$${createHash('sha256').update(text).digest('hex')}`;
const identity = (identityType: string, identityHash: unknown, more: object = {}) => ({
  identifier: [{ type: 'IdentityObject', identityType, identityHash, ...more }],
});
const check = (subject: object, system: string | null = 'moodle') =>
  isRecipient(subject as never, knownAs, system);

describe('the recipient of a credential', () => {
  it.each<[subject: object]>([
    [{ id: 'mailto:ada@example.ORG' }],
    [{ id: 'did:web:ada.example' }],
    [identity('emailAddress', 'ada@example.org')],
    [identity('email', 'ada@example.org', { hashed: false, salt: 'not-used' })],
    [identity('emailAddress', hash('ada@example.orgsalt'), { hashed: true, salt: 'salt' })],
    [identity('emailAddress', hash('Ada@Example.org').toUpperCase().replace('SHA', 'sha'))],
    [identity('systemId', '4711')],
    [identity('ext:number', hash('4711x'), { hashed: true, salt: 'x' })],
    [{ id: 'did:web:eve.example', ...identity('sourcedId', '4711') }],
    [{ identifier: identity('systemId', '4711').identifier[0] }],
  ])('is who it is: %#', (subject) => expect(check(subject)).toBe(true));

  it.each<[subject: object, system?: string | null]>([
    [{}],
    [{ id: '4711' }],
    [{ id: 'mailto:eve@example.org' }],
    [{ id: 'did:web:eve.example' }],
    [identity('emailAddress', hash('ada@example.orgother'), { hashed: true, salt: 'salt' })],
    [identity('emailAddress', 'md5$900150983cd24fb0d6963f7d28e17f72', { hashed: true })],
    [identity('emailAddress', 'ada@example.org', { hashed: true })],
    [identity('emailAddress', '4711')],
    [identity('emailAddress', 4711)],
    [identity('name', '4711')],
    [identity('systemId', 'ada@example.org')],
    [identity('systemId', '4711'), 'canvas'],
    [identity('systemId', '4711'), null],
    [identity('systemId', 'did:web:ada.example')],
    [{ identifier: ['4711', null] }],
  ])('is nobody else: %#', (subject, system) => expect(check(subject, system)).toBe(false));
});
