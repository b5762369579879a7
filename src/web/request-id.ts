import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** By what a request is known in the logs of whoever sent it, and a name of our own where they gave none. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const { 'x-request-id': given } = headers;
  return typeof given === 'string' && /^[\w.:+/=@-]{1,200}$/.test(given) ? given : randomUUID();
}
