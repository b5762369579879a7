import type { IncomingMessage } from 'node:http';
import { type Actor, anonymous } from '../actions/actor.ts';
import type { TrustedProvider } from '../actions/actor-vouched-for.ts';
import { authenticate, type Identity } from '../actions/authenticate.ts';
import type { Environment } from '../actions/environment.ts';
import type { RateLimits } from './rate-limits.ts';
import type { HttpRefusal } from './refuse.ts';

export interface GateSettings {
  /** What strangers may do: have roadmaps worked out too, read what is published, or nothing. */
  readonly access: 'planning' | 'catalogue' | 'none';
  readonly provider: TrustedProvider | null;
  /** How much each may ask; as much as they like where it is left out. */
  readonly rateLimits?: RateLimits;
}

export type WhoAsks =
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'refused'; readonly refusal: HttpRefusal };

/** Tells who asks by the headers of a request alone, before anything else of it is read. */
export async function whoAsks(
  environment: Environment,
  { access, provider }: GateSettings,
  { headersDistinct }: IncomingMessage,
): Promise<WhoAsks> {
  const { authorization = [] } = headersDistinct;
  if (authorization.length > 1) return unknown('There is more than one `Authorization` header.');
  const [header] = authorization;
  if (header === undefined && access === 'none')
    return unknown('Say who you are: send the header `Authorization: Bearer cairn_…`.');
  const stranger: Actor = access === 'planning' ? anonymous : { ...anonymous, mayPlan: false };
  const asked = await authenticate(environment, { stranger, provider }, header);
  if (asked.kind === 'keys-unavailable') return { kind: 'refused', refusal: unavailable };
  return asked.kind === 'identity' ? asked : unknown(asked.message);
}

function unknown(message: string): WhoAsks {
  const headers = { 'www-authenticate': 'Bearer' };
  return {
    kind: 'refused',
    refusal: { status: 401, code: 'UNAUTHENTICATED', message, headers },
  };
}

const unavailable: HttpRefusal = {
  status: 503,
  code: 'IDENTITY_PROVIDER_UNAVAILABLE',
  message: 'Whoever vouches for this token cannot be asked at the moment. Try again soon.',
  headers: { 'retry-after': '5' },
};
