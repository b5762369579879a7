import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';

// Open Badges and learner records as issuers write them, written by ourselves.

export type Json = Record<string, unknown>;

export const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

/** Somebody who issues badges, with a pair of keys of their own. */
export interface BadgeIssuer {
  readonly id: string;
  readonly publicKey: JWK;
  readonly privateKey: CryptoKey;
  /** A token, signed unless another key is given; the credential is the payload, with the claims that issuers add. */
  sign(credential: Json, given?: Signing): Promise<string>;
  /** A badge that is sound but for what is said otherwise. */
  badge(given?: Json): Json;
  /** A record of credentials. */
  record(nested: readonly unknown[], given?: Json): Json;
}

export interface Signing {
  readonly header?: Json;
  /** In place of the usual ones; undefined takes one away. */
  readonly claims?: Json;
  readonly key?: CryptoKey | Uint8Array;
  /** Within the claim `vc`, as tokens of the first version are. */
  readonly isWithinVc?: boolean;
}

export async function newBadgeIssuer(
  id = 'https://badges.example/issuers/1',
  alg = 'ES256',
): Promise<BadgeIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    id,
    publicKey: await exportJWK(publicKey),
    privateKey,
    sign(credential, { header = {}, claims = {}, key = privateKey, isWithinVc = false } = {}) {
      const subject = credential['credentialSubject'] as Json | undefined;
      const usual = { iss: id, jti: credential['id'], sub: subject?.['id'] };
      const said = isWithinVc ? { vc: credential } : credential;
      const payload = JSON.stringify({ ...said, ...usual, ...claims });
      return new CompactSign(new TextEncoder().encode(payload))
        .setProtectedHeader({ alg, typ: 'JWT', ...header })
        .sign(key);
    },
    badge: (given = {}) => ({
      '@context': contexts,
      id: 'urn:uuid:7c9b3d52-0f4e-4a4b-9d7e-2a1f6d0c1b01',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: 'HTML badge',
      issuer: { id, type: ['Profile'], name: 'Badges' },
      validFrom: '2025-06-01T10:00:00Z',
      credentialSubject: subjectOf(),
      ...given,
    }),
    record: (nested, given = {}) => ({
      '@context': [contexts[0], 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'],
      id: 'urn:uuid:1d4c1a94-8c1e-4a53-a3c4-7b8f2d0c1b02',
      type: ['VerifiableCredential', 'ClrCredential'],
      name: 'Transcript',
      issuer: { id, type: ['Profile'] },
      validFrom: '2025-07-01T10:00:00Z',
      credentialSubject: {
        type: ['ClrSubject'],
        id: 'mailto:ada@example.org',
        verifiableCredential: nested,
      },
      ...given,
    }),
  };
}

/** What a badge says of Ada. */
export function subjectOf(achievement: Json = {}, given: Json = {}): Json {
  return {
    type: ['AchievementSubject'],
    id: 'mailto:ada@example.org',
    achievement: {
      id: 'https://badges.example/achievements/html',
      type: ['Achievement'],
      name: 'HTML',
      criteria: { narrative: 'Wrote a page.' },
      alignment: [alignedWith('html')],
      ...achievement,
    },
    ...given,
  };
}

/** An alignment by the code that the framework of the small curriculum has. */
export function alignedWith(code: string, given: Json = {}): Json {
  return {
    type: ['Alignment'],
    targetName: code.toUpperCase(),
    targetUrl: `https://elsewhere.example/${code}`,
    targetCode: code,
    targetFramework: 'Small small',
    ...given,
  };
}
