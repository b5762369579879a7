import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Lets the pages of other web sites ask, of exactly these origins and without cookies; nothing is said to any other, so
 * that its browser keeps the answer to itself. True where the request was only a browser asking for permission.
 */
export function allowOrigins(
  origins: ReadonlySet<string>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { origin } = request.headers;
  if (origins.size > 0) response.setHeader('vary', 'origin');
  if (origin === undefined || !origins.has(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, HEAD, POST, PUT',
    'access-control-allow-headers': 'accept, authorization, content-type, x-experience-api-version',
    'access-control-max-age': '3600',
  });
  response.end();
  return true;
}
