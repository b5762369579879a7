import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll } from 'vitest';
import type { TrustedProvider } from '../../src/config.ts';

/** An identity provider with a real key set behind a real address, for as long as the test file runs. */
export interface TestProvider {
  readonly settings: TrustedProvider;
  /** A token that is sound but for what is said otherwise. */
  sign(
    at: Date,
    claims?: JWTPayload,
    given?: { key?: CryptoKey; header?: object },
  ): Promise<string>;
  /** Takes a new key in place of the one that there was. */
  changeKey(): Promise<void>;
  /** Answers with this status from now on. */
  answerWith(status: number): void;
  /** How often the keys were fetched. */
  fetches(): number;
}

export const issuer = 'https://login.example';

export async function startProvider(given: Partial<TrustedProvider> = {}): Promise<TestProvider> {
  let [status, fetches, number] = [200, 0, 0];
  let keys = await generateKeyPair('RS256', { extractable: true });
  const server = createServer(async (_request, response) => {
    fetches += 1;
    const key = { ...(await exportJWK(keys.publicKey)), kid: `key-${number}`, use: 'sig' };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [key] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      issuer,
      audiences: ['cairn'],
      algorithms: ['RS256', 'ES256'],
      keys: { kind: 'url', url: new URL(`http://127.0.0.1:${port}/keys`) },
      kinds: ['LEARNER', 'MENTOR'],
      ...given,
    },
    sign: (at, claims = {}, { key = keys.privateKey, header = {} } = {}) => {
      const seconds = Math.floor(Number(at) / 1000);
      const usual = { iss: issuer, aud: 'cairn', sub: 'ada', iat: seconds, exp: seconds + 600 };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: `key-${number}`, ...header })
        .sign(key);
    },
    async changeKey() {
      keys = await generateKeyPair('RS256', { extractable: true });
      number += 1;
    },
    answerWith: (code) => {
      status = code;
    },
    fetches: () => fetches,
  };
}
