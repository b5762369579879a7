import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: what was sent has whatever shape its type says.
  readonly told: any;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly afterMilliseconds?: number;
  /** Ends the connection without an answer. */
  readonly hangsUp?: true;
}

export interface Receiver {
  readonly url: string;
  /** Everything that came, in order. */
  readonly received: Received[];
  /** What is said to whatever comes from now on. */
  reply: (received: Received) => Reply;
}

/** An HTTP server of somebody else, on this machine, as long as the test runs. It answers with 204 unless told otherwise. */
export async function webhookReceiver(reply: Receiver['reply'] = () => ({})): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString();
    const told = body.startsWith('{') ? JSON.parse(body) : null;
    const received = { path: request.url ?? '', headers: request.headers, body, told };
    receiver.received.push(received);
    const answer = receiver.reply(received);
    if (answer.afterMilliseconds) await setTimeout(answer.afterMilliseconds);
    if (answer.hangsUp) return void request.socket.destroy();
    response.writeHead(answer.status ?? 204, { ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = { url: `http://127.0.0.1:${port}/hooks`, received: [], reply };
  return receiver;
}

/** Whether the independent library finds that a message was signed with the secret, at about that time. */
export function isSigned({ headers, body }: Received, secret: string, at?: Date): boolean {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  // The library compares with the clock of this machine, which tests set otherwise.
  const real = Date.now;
  if (at) Date.now = () => Number(at);
  try {
    new Webhook(secret).verify(body, signed);
    return true;
  } catch {
    return false;
  } finally {
    Date.now = real;
  }
}
