import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { httpLimits } from './http-limits.ts';
import { respondJson } from './respond.ts';

/** Why an HTTP request is not served. */
export interface HttpRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: OutgoingHttpHeaders;
  /** So much may still come before whoever sends it is cut off; little where it is left out. */
  readonly drainedBytes?: number;
}

/** Says why, in the shape of a GraphQL answer, and lets what the caller is still sending drain away. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message, headers, drainedBytes = 0 }: HttpRefusal,
): void {
  respondJson(response, status, { errors: [{ message, extensions: { code } }] }, headers);
  drain(request, Math.max(drainedBytes, 10 * httpLimits.bodyBytes));
}

/** A caller who is cut off while sending would never read the answer; one who sends without end is cut off. */
function drain(request: IncomingMessage, most: number): void {
  let left = most;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
}
