import { createToken } from '../actions/create-token.ts';
import { findToken, listTokens } from '../actions/list-tokens.ts';
import { revokeToken } from '../actions/revoke-token.ts';
import { scopes, type Token, type TokenKind } from '../curriculum/token.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import { orForbid } from './forbidden.ts';
import { findsNode, globalId, keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { type Unplaced, unplaced } from './placed.ts';
import { LearnerType, MentorType, NodeType } from './refs.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';

type OwnToken = Unplaced<Token, 'Token'>;

const TokenKindType = enumOf<TokenKind>('TokenKind', 'Whom a token stands for.', {
  LEARNER: 'A learner: their own data.',
  MENTOR: 'A mentor: their mentees and cohorts.',
  SERVICE: 'A program: what its scopes name, of everybody.',
  AUTHOR: 'Somebody who publishes curricula.',
  ADMIN: 'Somebody who may do everything.',
});

const scopesText = scopes.map((scope) => `\`${scope}\``).join(', ');

const TokenType = builder.objectRef<OwnToken>('Token');

TokenType.implement({
  description:
    'What lets a program or a person in, as the header `Authorization: Bearer cairn_…`. The secret itself is nowhere kept.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'Never changes and is opaque: keep it, but do not read it.',
      resolve: ({ value }) => globalId('Token', value.id),
    }),
    kind: t.field({
      type: TokenKindType,
      description: 'Whom it stands for.',
      resolve: ({ value }) => value.kind,
    }),
    title: t.string({
      description: 'What it is for, in the words of whoever made it.',
      resolve: ({ value }) => value.title,
    }),
    scopes: t.stringList({
      description: `What a service may do, each of ${scopesText}; empty for the other kinds.`,
      resolve: ({ value }) => [...value.scopes],
    }),
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description: 'Whom the token of a learner is for; null for the other kinds.',
      resolve: async ({ value }, _args, { loaders }) => {
        const learner = value.learner === null ? null : await loaders.learner.load(value.learner);
        return learner && unplaced('Learner', learner);
      },
    }),
    mentor: t.field({
      type: MentorType,
      nullable: true,
      description: 'Whom the token of a mentor is for; null for the other kinds.',
      resolve: async ({ value }, _args, { loaders }) => {
        const mentor = value.mentor === null ? null : await loaders.mentor.load(value.mentor);
        return mentor && unplaced('Mentor', mentor);
      },
    }),
    persistedOperationsOnly: t.boolean({
      description: 'Whether its bearer may ask nothing but operations that were registered before.',
      resolve: ({ value }) => value.persistedOperationsOnly,
    }),
    prefix: t.string({
      description: 'How its secret begins, by which people tell tokens apart.',
      resolve: ({ value }) => value.prefix,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was made.',
      resolve: ({ value }) => value.createdAt,
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'From when on it is good for nothing; null where it lasts until it is revoked.',
      resolve: ({ value }) => value.expiresAt,
    }),
    lastUsedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was used last, to about a minute; null where it never was.',
      resolve: ({ value }) => value.lastUsedAt,
    }),
    revokedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null where it was not.',
      resolve: ({ value }) => value.revokedAt,
    }),
  }),
});

findsNode('Token', async ({ environment, actor }, [id = '']) => {
  const token = await findToken(environment, actor, id);
  return token && unplaced('Token', token);
});

const TokenConnection = builder.connectionObject(
  { type: TokenType, name: 'TokenConnection', description: 'A page of tokens.' },
  { name: 'TokenEdge', description: 'A token in a list.' },
);

builder.queryField('tokens', (t) =>
  t.field({
    type: TokenConnection,
    description: 'All tokens, in the order in which they were made. For admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listTokens(environment, actor));
      return keyPageOf(
        {
          name: 'tokens',
          keyOf: ({ id }) => id,
          nodeOf: (token) => unplaced('Token', token),
          read,
          count,
        },
        args,
      );
    },
  }),
);

interface TokenCreated {
  readonly type: 'TokenCreated';
  readonly token: Token;
  readonly secret: string;
}

const TokenCreatedType = builder.objectRef<TokenCreated>('TokenCreated');

TokenCreatedType.implement({
  description: 'A token was made.',
  fields: (t) => ({
    token: t.field({
      type: TokenType,
      description: 'The token.',
      resolve: ({ token }) => unplaced('Token', token),
    }),
    secret: t.exposeString('secret', {
      description: 'What to send. It is shown this once, and nobody can find it out again.',
    }),
  }),
});

const CreateTokenInput = builder.inputType('CreateTokenInput', {
  description: 'A token to be made.',
  fields: (t) => ({
    kind: t.field({ type: TokenKindType, required: true, description: 'Whom it stands for.' }),
    title: t.string({ required: true, description: 'What it is for, so that others know.' }),
    learner: t.id({ description: 'Which learner; with the kind `LEARNER`, and no other.' }),
    mentor: t.id({ description: 'Which mentor; with the kind `MENTOR`, and no other.' }),
    scopes: t.stringList({
      description: `What a service may do, at least one of ${scopesText}; with the kind \`SERVICE\`, and no other.`,
    }),
    persistedOperationsOnly: t.boolean({
      description:
        'Whether its bearer is to ask nothing over GraphQL but operations that were registered before, with `registerOperations`; not where it is left out.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'From when on it is good for nothing; left out, it lasts until it is revoked.',
    }),
  }),
});

const CreateTokenResult = builder.unionType('CreateTokenResult', {
  description: 'The token with its secret, or why there is none.',
  types: [TokenCreatedType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('createToken', (t) =>
  t.field({
    type: CreateTokenResult,
    description:
      'Makes a token. For admins; the first one makes theirs by `cairn token create`. Whoever sends it twice gets two tokens, since the secret of the first is not kept.',
    args: {
      input: t.arg({ type: CreateTokenInput, required: true, description: 'What to make.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const { learner, mentor } = input;
      const wanted = {
        ...input,
        learner: learner == null ? null : keyIn('Learner', 'learner', learner),
        mentor: mentor == null ? null : keyIn('Mentor', 'mentor', mentor),
      };
      const result = orForbid(await createToken(environment, actor, wanted));
      if (result.kind !== 'token-created') return refusedPlainly(result);
      return { type: 'TokenCreated' as const, token: result.token, secret: result.secret };
    },
  }),
);

const TokenRevokedType = builder.objectRef<Unplaced<Token, 'TokenRevoked'>>('TokenRevoked');

TokenRevokedType.implement({
  description: 'The token is good for nothing from now on.',
  fields: (t) => ({
    token: t.field({
      type: TokenType,
      description: 'The token, revoked now or before.',
      resolve: ({ value }) => unplaced('Token', value),
    }),
  }),
});

const RevokeTokenInput = builder.inputType('RevokeTokenInput', {
  description: 'A token to be revoked.',
  fields: (t) => ({ token: t.id({ required: true, description: 'Its id.' }) }),
});

const RevokeTokenResult = builder.unionType('RevokeTokenResult', {
  description: 'The token, or why nothing came of it.',
  types: [TokenRevokedType, UnknownNamesType],
  resolveType: ({ type }) => type,
});

builder.mutationField('revokeToken', (t) =>
  t.field({
    type: RevokeTokenResult,
    description: 'Makes a token good for nothing, for good. For admins.',
    args: {
      input: t.arg({ type: RevokeTokenInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const id = keyIn('Token', 'token', input.token);
      const result = orForbid(await revokeToken(environment, actor, id));
      return result.kind === 'token-revoked'
        ? unplaced('TokenRevoked', result.token)
        : refusedPlainly(result);
    },
  }),
);
