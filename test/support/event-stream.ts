import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Answer } from './server.ts';

/** A subscription as a client has it, over a connection of its own. */
export interface EventStream {
  readonly response: IncomingMessage;
  /** The answers so far. */
  readonly answers: readonly Answer[];
  /** How many comments came that keep the connection alive. */
  readonly pings: () => number;
  /** Whether the server has said that there is no more. */
  readonly isComplete: () => boolean;
  /** Resolves when the connection is over. */
  readonly ended: Promise<void>;
  /** Resolves with the answers when there are so many, or no more will come. */
  until(count: number): Promise<readonly Answer[]>;
  /** Goes away without a word. */
  drop(): void;
}

export interface Subscription {
  readonly query: string;
  readonly secret?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a subscription, and resolves when the answer begins. */
export async function subscribe(url: string, wanted: Subscription): Promise<EventStream> {
  const outgoing = sendSubscription(url, wanted);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  outgoing.on('error', () => undefined);
  return readStream(response);
}

export function sendSubscription(
  url: string,
  { query, secret, headers = {} }: Subscription,
): ClientRequest {
  const body = JSON.stringify({ query });
  const outgoing = request(`${url}/graphql`, {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      accept: 'text/event-stream',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      ...headers,
    },
  });
  outgoing.end(body);
  return outgoing;
}

function readStream(response: IncomingMessage): EventStream {
  const answers: Answer[] = [];
  const waiting = new Set<() => void>();
  let [rest, pings, isComplete, isEnded] = ['', 0, false, false];
  const look = () => {
    for (const tell of waiting) tell();
  };
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const lines = block.split('\n');
      const data = lines.find((line) => line.startsWith('data:'))?.slice('data:'.length);
      if (lines.includes('event: next')) answers.push(JSON.parse(data!));
      else if (lines.includes('event: complete')) isComplete = true;
      else if (block === ':') pings += 1;
    }
    look();
  });
  const ended = new Promise<void>((resolve) => response.once('close', resolve)).then(() => {
    isEnded = true;
    look();
  });
  response.on('error', () => undefined);
  return {
    response,
    answers,
    ended,
    pings: () => pings,
    isComplete: () => isComplete,
    until: (count) =>
      new Promise((resolve) => {
        const tell = () => {
          if (answers.length < count && !isEnded) return;
          waiting.delete(tell);
          resolve(answers);
        };
        waiting.add(tell);
        tell();
      }),
    drop: () => response.destroy(),
  };
}
