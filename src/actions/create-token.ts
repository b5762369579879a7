import { createHash } from 'node:crypto';
import { scopes as allScopes, isScope, type Token, type TokenKind } from '../curriculum/token.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { type Environment, newId } from './environment.ts';
import { lockLearner, unknownLearner } from './find-learner.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import { unknownMentor } from './update-mentor.ts';

export interface TokenInput {
  readonly kind: TokenKind;
  /** The id of the learner, for a learner's token alone; and so for a mentor's. */
  readonly learner?: string | null | undefined;
  readonly mentor?: string | null | undefined;
  /** What a service may do; for the other kinds none. */
  readonly scopes?: readonly string[] | null | undefined;
  readonly title: string;
  /** Whether its bearer is to ask nothing but operations that were registered before; not where it is left out. */
  readonly persistedOperationsOnly?: boolean | null | undefined;
  readonly expiresAt?: Date | null | undefined;
}

export type CreateTokenResult =
  /** The secret is nowhere else, and is not shown again. */
  | { readonly kind: 'token-created'; readonly token: Token; readonly secret: string }
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/** Makes a token, of which only the hash is kept. */
export async function createToken(
  environment: Environment,
  actor: Actor,
  input: TokenInput,
): Promise<CreateTokenResult> {
  const forbidden = forbids(actor, 'MANAGE_TOKENS');
  if (forbidden) return forbidden;
  const createdAt = environment.now();
  const refusal = refuse(input, createdAt);
  if (refusal) return refusal;
  const { token, secret } = newToken(environment, input, createdAt);
  return environment.store.write(async ({ learners, mentors, tokens }) => {
    const { learner, mentor } = token;
    if (learner !== null && !(await lockLearner(learners, { id: learner })))
      return unknownLearner('learner', { id: learner });
    if (mentor !== null && !(isUuid(mentor) && (await mentors.byIds([mentor])).has(mentor)))
      return unknownMentor('mentor', mentor);
    await tokens.create(token, secretHash(secret));
    return { kind: 'token-created', token, secret };
  });
}

/** A token that is nowhere kept yet, of an input that is sound. */
export function newToken(
  environment: Environment,
  input: TokenInput,
  createdAt: Date,
): { readonly token: Token; readonly secret: string } {
  const secret = `${secretPrefix}${Buffer.from(environment.random(32)).toString('base64url')}`;
  const token: Token = {
    id: newId(environment),
    kind: input.kind,
    learner: input.learner ?? null,
    mentor: input.mentor ?? null,
    scopes: allScopes.filter((scope) => input.scopes?.includes(scope)),
    title: input.title.trim(),
    prefix: secret.slice(0, secretPrefix.length + 6),
    persistedOperationsOnly: input.persistedOperationsOnly ?? false,
    createdAt,
    expiresAt: input.expiresAt ?? null,
    lastUsedAt: null,
    revokedAt: null,
  };
  return { token, secret };
}

/** By which people and scanners tell our secrets from others. */
export const secretPrefix = 'cairn_';

/** What is kept of a secret. It has 256 random bits, so that a plain hash is as good as a slow one. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function refuse(input: TokenInput, now: Date): InvalidRequest | null {
  const { kind, learner, mentor, scopes, title, expiresAt } = input;
  const problems = new ProblemList();
  problems.checkText('title', title, learnerLimits.title);
  if (expiresAt && expiresAt <= now) problems.add('expiresAt', '`expiresAt` is in the past.');
  if (expiresAt && expiresAt.getUTCFullYear() > 9999)
    problems.add('expiresAt', '`expiresAt` is after the year 9999: leave it out for no end.');
  const expect = (path: string, isThere: boolean, isWanted: boolean): void => {
    if (isThere === isWanted) return;
    const needs = isWanted ? `needs \`${path}\`` : `has no \`${path}\``;
    problems.add(path, `A token of the kind ${kind} ${needs}.`);
  };
  scopes?.slice(0, 100).forEach((scope, index) => {
    if (isScope(scope)) return;
    const suggestions = didYouMean(scope, allScopes);
    const message = `There is no scope \`${scope.slice(0, 100)}\`.${didYouMeanText(suggestions)}`;
    problems.add(`scopes.${index}`, message, suggestions);
  });
  expect('learner', Boolean(learner), kind === 'LEARNER');
  expect('mentor', Boolean(mentor), kind === 'MENTOR');
  expect('scopes', Boolean(scopes?.length), kind === 'SERVICE');
  return problems.refusal();
}
