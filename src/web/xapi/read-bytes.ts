import type { IncomingMessage } from 'node:http';

/** The body of a request; null where it says that it is longer than so many bytes, of which nothing is read then. */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > most) return null;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
