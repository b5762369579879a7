import { type IncomingMessage, request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { type LookUp, type PinnedAddress, pinAddress } from './public-address.ts';

/** What a text from elsewhere may be. */
export interface FetchSettings {
  /** Whether it may be on this machine or in a private network, and come without encryption. */
  readonly mayBePrivate: boolean;
  readonly bytesMax: number;
  /** For all of it, redirects included. */
  readonly milliseconds: number;
  /** Sent to the host that was named, and to no other that it leads to. */
  readonly authorization?: string | undefined;
}

export type FetchedText =
  | {
      readonly kind: 'text';
      readonly text: string /** Where it was found in the end. */;
      readonly url: URL;
    }
  /** A sentence for whoever gave the address. */
  | { readonly kind: 'unreachable'; readonly message: string };

const redirectsMax = 5;

/**
 * Fetches a text that somebody gave the address of, by GET: over `https`, from a host that is public, at the address that
 * was checked, whatever its name leads to in the meantime. Redirects are checked as the first address is.
 */
export async function fetchText(
  address: string,
  settings: FetchSettings,
  lookUp?: LookUp,
): Promise<FetchedText> {
  const first = URL.canParse(address) ? new URL(address) : null;
  if (!first)
    return unreachable(
      `\`${address.slice(0, 200)}\` is not an address such as \`https://example.org/…\`.`,
    );
  const signal = AbortSignal.timeout(settings.milliseconds);
  let url = first;
  try {
    for (let redirects = 0; redirects <= redirectsMax; redirects++) {
      const wrong = wrongAddress(url, settings);
      if (wrong !== null) return unreachable(wrong);
      const pinned = await inTime(pinAddress(url.hostname, settings.mayBePrivate, lookUp), signal);
      if (pinned.kind === 'unreachable') return pinned;
      const authorization = url.origin === first.origin ? settings.authorization : undefined;
      const response = await ask(url, pinned, authorization, signal);
      const next = redirectOf(response, url);
      if (next === null) return await read(response, url, settings);
      response.destroy();
      url = next;
    }
  } catch (error) {
    return unreachable(signal.aborted ? tooSlow(url, settings) : failed(url, error));
  }
  return unreachable(`\`${first.host}\` leads from one address to another without end.`);
}

function wrongAddress(url: URL, { mayBePrivate }: FetchSettings): string | null {
  if (url.protocol !== 'https:' && !(mayBePrivate && url.protocol === 'http:'))
    return `\`${url.protocol}//${url.host}\` is not called: an address must begin with \`https://\`.`;
  if (url.username !== '' || url.password !== '')
    return `The address on \`${url.host}\` has a name or password in it. Take it out.`;
  return null;
}

function ask(
  url: URL,
  { address, family }: PinnedAddress,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestSecurely : requestPlainly;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      agent: false,
      signal,
      headers: {
        accept: 'application/json, text/plain;q=0.5',
        'accept-encoding': 'identity',
        'user-agent': 'Cairn',
        ...(authorization === undefined ? {} : { authorization }),
      },
      // The name is not looked up again: by now it may lead elsewhere.
      lookup: (_name, options, found) => {
        if (options.all) found(null, [{ address, family }]);
        else found(null, address, family);
      },
    });
    outgoing.on('response', resolve).on('error', reject).end();
  });
}

/** Where an answer leads instead; null where it is the answer. */
function redirectOf(
  { statusCode = 0, headers: { location } }: IncomingMessage,
  from: URL,
): URL | null {
  const isRedirect = [301, 302, 303, 307, 308].includes(statusCode);
  return isRedirect && location !== undefined && URL.canParse(location, from)
    ? new URL(location, from)
    : null;
}

async function read(
  response: IncomingMessage,
  url: URL,
  { bytesMax }: FetchSettings,
): Promise<FetchedText> {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200) {
    response.destroy();
    return unreachable(`\`${url.host}\` answered with the status ${statusCode}.`);
  }
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    response.destroy();
    return unreachable(`\`${url.host}\` answered with a compressed text, which was not asked for.`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      response.destroy();
      return unreachable(`\`${url.host}\` answered with more than ${bytesMax} bytes.`);
    }
    chunks.push(chunk);
  }
  if (!response.complete) return unreachable(`\`${url.host}\` broke off amid its answer.`);
  try {
    return { kind: 'text', text: utf8.decode(Buffer.concat(chunks)), url };
  } catch {
    return unreachable(`\`${url.host}\` answered with something that is no text in UTF-8.`);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A look-up can't be broken off, but nobody has to wait for it. */
function inTime<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

function tooSlow({ host }: URL, { milliseconds }: FetchSettings): string {
  return `\`${host}\` did not answer whole within ${Math.round(milliseconds / 100) / 10} seconds.`;
}

function failed({ host }: URL, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `\`${host}\` cannot be reached${code}.`;
}

function unreachable(message: string): Extract<FetchedText, { kind: 'unreachable' }> {
  return { kind: 'unreachable', message };
}
