import { isScope, type TokenKind } from '../curriculum/token.ts';
import type { IdentityProvider, Vouching } from '../outside/identity-provider.ts';
import { readTypedId } from '../util/typed-id.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { learnerIds } from './find-learner.ts';

/** Somebody else who says who people are, and how far that is believed. */
export interface TrustedProvider {
  readonly vouch: IdentityProvider;
  /** Whom its tokens may stand for. */
  readonly kinds: readonly TokenKind[];
}

type Vouched = Extract<Vouching, { kind: 'vouched' }>;

export type ActorVouchedFor =
  | { readonly kind: 'actor'; readonly actor: Actor }
  | { readonly kind: 'bad-token'; readonly message: string };

/**
 * Whom a provider's token stands for. The claim `cairn_kind` says which kind, a learner where it is missing: who is found
 * by `sub` as the provider's name for the learner. A mentor's token has the mentor's id in `cairn_mentor`, a service's has
 * scopes of ours among those in `scope`.
 */
export async function actorVouchedFor(
  environment: Environment,
  trusted: readonly TokenKind[],
  vouched: Vouched,
): Promise<ActorVouchedFor> {
  const { issuer, subject, claims } = vouched;
  const { cairn_kind: said = 'LEARNER' } = claims;
  const kind = trusted.find((one) => one === String(said).toUpperCase());
  const name = `${issuer}#${subject}`;
  switch (kind) {
    case undefined:
      return bad('The claim `cairn_kind` of this token is no kind that may come this way.');
    case 'LEARNER':
      return learnerOf(environment, vouched);
    case 'MENTOR':
      return mentorOf(environment, claims['cairn_mentor']);
    case 'SERVICE': {
      const scopes = String(claims['scope'] ?? '')
        .split(' ')
        .filter(isScope);
      if (scopes.length > 0) return { kind: 'actor', actor: { kind, name, scopes } };
      return bad('The claim `scope` of this token has none of our scopes.');
    }
    case 'AUTHOR':
    case 'ADMIN':
      return { kind: 'actor', actor: { kind, name } };
  }
}

async function learnerOf(
  { store }: Environment,
  { issuer, subject }: Vouched,
): Promise<ActorVouchedFor> {
  const externalId = { system: issuer, externalId: subject };
  const [id] = await learnerIds(store.reads.learners, [{ externalId }]);
  if (!id)
    return bad('Nobody here is the subject of this token: no learner has such an external id.');
  return { kind: 'actor', actor: { kind: 'LEARNER', name: id, learner: id } };
}

async function mentorOf({ store }: Environment, claim: unknown): Promise<ActorVouchedFor> {
  const named = readTypedId(String(claim));
  const id = named?.type === 'Mentor' ? named.keys[0]! : String(claim);
  if (!isUuid(id) || !(await store.reads.mentors.byIds([id])).has(id))
    return bad('The claim `cairn_mentor` of this token is no id of a mentor.');
  return { kind: 'actor', actor: { kind: 'MENTOR', name: id, mentor: id } };
}

function bad(message: string): ActorVouchedFor {
  return { kind: 'bad-token', message };
}
