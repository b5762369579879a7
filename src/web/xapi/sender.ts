import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { type Actor, anonymous } from '../../actions/actor.ts';
import { authenticate } from '../../actions/authenticate.ts';
import type { Environment } from '../../actions/environment.ts';
import { learnerLimits } from '../../actions/learner-limits.ts';
import { isReserved } from '../../actions/may-hand-in.ts';
import { textProblem } from '../../actions/problem-list.ts';
import type { GateSettings } from '../authenticate.ts';

export type WhoSends =
  | {
      readonly kind: 'sender';
      readonly actor: Exclude<Actor, { kind: 'ANONYMOUS' }>;
      /** Under which name statements are kept: every source has its own. */
      readonly source: string;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly headers: OutgoingHttpHeaders;
    };

/** The source of those who give none. */
const usualSource = 'xapi';

/**
 * Tells who sends statements, by `Authorization: Basic`. The password is the secret of a token; the user name is the name of
 * the source, so that it stays the same when the token is another one. Whoever gives the id or the beginning of the token
 * there, or nothing, speaks as `xapi`.
 */
export async function whoSends(
  environment: Environment,
  { provider }: GateSettings,
  { headersDistinct }: IncomingMessage,
): Promise<WhoSends> {
  const [header, ...others] = headersDistinct.authorization ?? [];
  if (header === undefined)
    return unknown(
      'The header `Authorization` is missing: send `Basic`, with a name of your own and the secret of a token, `cairn_…`, as password.',
    );
  if (others.length > 0) return unknown('There is more than one `Authorization` header.');
  const said = basicIn(header);
  if (said === 'unreadable')
    return unknown('The header `Authorization` is not readable as `Basic`.');
  const bearer = said ? `Bearer ${said.secret}` : header;
  const asked = await authenticate(environment, { stranger: anonymous, provider }, bearer);
  if (asked.kind === 'keys-unavailable')
    return {
      ...unknown('Whoever vouches for this token cannot be asked at the moment. Try again soon.'),
      status: 503,
      headers: { 'retry-after': '5' },
    };
  if (asked.kind !== 'identity' || asked.identity.actor.kind === 'ANONYMOUS')
    return unknown(
      said
        ? 'The password is not the secret of a token that is good: it reads `cairn_…`.'
        : 'The header `Authorization` reads `Basic …`, or `Bearer cairn_…`.',
    );
  const { actor, token } = asked.identity;
  const name = said?.user ?? '';
  const isToken = name === '' || name === token || /^cairn_/.test(name);
  const source = isToken ? usualSource : name;
  const problem = textProblem(source, learnerLimits.source);
  if (problem !== null || isReserved(source))
    return {
      ...unknown(
        `The user name names the platform that sends, and \`${source.slice(0, 100)}\` can't be the name of one.`,
      ),
      status: 403,
      code: 'FORBIDDEN',
      headers: {},
    };
  return { kind: 'sender', actor, source };
}

/** The name and the secret; null where it is no `Basic`. Some give the secret as the name. */
function basicIn(header: string): { user: string; secret: string } | 'unreadable' | null {
  const [, coded] = /^basic +(\S{1,8000}) *$/i.exec(header) ?? [];
  if (coded === undefined) return /^basic\b/i.test(header) ? 'unreadable' : null;
  const text = Buffer.from(coded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon === -1) return 'unreadable';
  const [user, secret] = [text.slice(0, colon), text.slice(colon + 1)];
  return /^cairn_/.test(user) && !/^cairn_/.test(secret)
    ? { user: '', secret: user }
    : { user, secret };
}

function unknown(message: string): Extract<WhoSends, { kind: 'refused' }> {
  const headers = { 'www-authenticate': 'Basic realm="xAPI", charset="UTF-8"' };
  return { kind: 'refused', status: 401, code: 'UNAUTHENTICATED', message, headers };
}
