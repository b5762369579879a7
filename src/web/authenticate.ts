import type { IncomingMessage } from 'node:http';
import { type Actor, anonymous } from '../actions/actor.ts';
import { authenticate, type Identity } from '../actions/authenticate.ts';
import type { Environment } from '../actions/environment.ts';
import type { HttpRefusal } from './refuse.ts';

/** What strangers may do: have roadmaps worked out too, read what is published, or nothing. */
export type AnonymousAccess = 'planning' | 'catalogue' | 'none';

export type WhoAsks =
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'refused'; readonly refusal: HttpRefusal };

/** Tells who asks by the headers of a request alone, before anything else of it is read. */
export async function whoAsks(
  environment: Environment,
  access: AnonymousAccess,
  { headersDistinct }: IncomingMessage,
): Promise<WhoAsks> {
  const { authorization = [] } = headersDistinct;
  if (authorization.length > 1) return unknown('There is more than one `Authorization` header.');
  const [header] = authorization;
  if (header === undefined && access === 'none')
    return unknown('Say who you are: send the header `Authorization: Bearer cairn_…`.');
  const asked = await authenticate(environment, header, strangers[access]);
  return asked.kind === 'identity' ? asked : unknown(asked.message);
}

const strangers: Readonly<Record<AnonymousAccess, Actor>> = {
  planning: anonymous,
  catalogue: { kind: 'ANONYMOUS', mayPlan: false },
  none: { kind: 'ANONYMOUS', mayPlan: false },
};

function unknown(message: string): WhoAsks {
  const headers = { 'www-authenticate': 'Bearer' };
  return {
    kind: 'refused',
    refusal: { status: 401, code: 'UNAUTHENTICATED', message, headers },
  };
}
