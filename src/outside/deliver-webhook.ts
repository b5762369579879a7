import { type IncomingMessage, request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { type LookUp, type PinnedAddress, pinAddress } from './public-address.ts';

/** Whom a server may call, and how names are looked up. */
export interface CallSettings {
  /** Whether it may be on this machine or in a private network, and without encryption: for developers. */
  readonly mayBePrivate: boolean;
  /** The system's where it is left out. */
  readonly lookUp?: LookUp | undefined;
  /** How long an answer may take; 20 seconds where it is left out. */
  readonly milliseconds?: number | undefined;
}

/** What became of a message that was sent to an address of others. */
export type Delivery =
  | {
      readonly kind: 'answered';
      readonly status: number /** As it came; null where there was none. */;
      readonly retryAfter: string | null;
    }
  /** A sentence about why there was no answer. */
  | { readonly kind: 'unanswered'; readonly message: string }
  /** Whoever wanted it sent has stopped. */
  | { readonly kind: 'stopped' };

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const patienceMilliseconds = 20_000;

/** Whatever an answer says beside its status, it is read no further. */
const answerBytesMax = 65_536;

/**
 * Why an address can't be sent anything, as a sentence; null where it can. That it leads to a public host is looked up anew
 * with each delivery, since names come to lead elsewhere.
 */
export async function wrongWebhookAddress(
  address: string,
  settings: CallSettings,
): Promise<string | null> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url) return `\`${address.slice(0, 200)}\` is no address such as \`https://example.org/…\`.`;
  const wrong = wrongUrl(url, settings);
  if (wrong !== null) return wrong;
  const signal = AbortSignal.timeout(patienceOf(settings));
  const pinned = await inTime(pin(url, settings), signal).catch(() => null);
  if (pinned?.kind === 'address') return null;
  return pinned?.message ?? `The host \`${url.hostname}\` could not be looked up in time.`;
}

/**
 * Sends a message by POST to the address that its name leads to now, and waits for the status of the answer. An answer that
 * leads elsewhere is an answer: it is not followed.
 */
export async function deliverWebhook(
  { url: address, headers, body }: Message,
  settings: CallSettings,
  stop: AbortSignal,
): Promise<Delivery> {
  const url = new URL(address);
  const wrong = wrongUrl(url, settings);
  if (wrong !== null) return { kind: 'unanswered', message: wrong };
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patienceOf(settings))]);
  try {
    const pinned = await inTime(pin(url, settings), signal);
    if (pinned.kind === 'unreachable') return { kind: 'unanswered', message: pinned.message };
    const response = await post(url, pinned, headers, body, signal);
    await discard(response).catch(() => undefined);
    const retryAfter = response.headers['retry-after'] ?? null;
    return { kind: 'answered', status: response.statusCode ?? 0, retryAfter };
  } catch (error) {
    if (stop.aborted) return { kind: 'stopped' };
    const message = signal.aborted
      ? `\`${url.host}\` did not answer within ${patienceOf(settings) / 1000} seconds.`
      : `\`${url.host}\` cannot be reached${codeOf(error)}.`;
    return { kind: 'unanswered', message };
  }
}

function patienceOf({ milliseconds = patienceMilliseconds }: CallSettings): number {
  return milliseconds;
}

function wrongUrl(url: URL, { mayBePrivate }: CallSettings): string | null {
  if (url.protocol !== 'https:' && !(mayBePrivate && url.protocol === 'http:'))
    return `The address begins with \`${url.protocol}\`: it must begin with \`https:\`.`;
  if (url.username !== '' || url.password !== '')
    return 'The address has a name or password in it: take it out, messages are signed.';
  return null;
}

function pin(url: URL, { mayBePrivate, lookUp }: CallSettings) {
  return pinAddress(url.hostname, mayBePrivate, lookUp);
}

function post(
  url: URL,
  { address, family }: PinnedAddress,
  headers: Message['headers'],
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestSecurely : requestPlainly;
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': bytes.length,
        'user-agent': 'Cairn',
        ...headers,
      },
      // The name is not looked up again: by now it may lead elsewhere.
      lookup: (_name, options, found) => {
        if (options.all) found(null, [{ address, family }]);
        else found(null, address, family);
      },
    });
    outgoing.on('response', resolve).on('error', reject).end(bytes);
  });
}

/** Reads what comes after the status so that the other side may end well, and not for long. */
async function discard(response: IncomingMessage): Promise<void> {
  const { statusCode = 0 } = response;
  if (statusCode < 200 || statusCode > 299) return void response.destroy();
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) return void response.destroy();
  }
}

/** A look-up can't be broken off, but nobody has to wait for it. */
function inTime<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}
