import { allowIssuer, disallowIssuer, listIssuers } from '../actions/allow-issuer.ts';
import { credentialSource } from '../actions/may-hand-in.ts';
import type { KeptIssuer } from '../store/credential-issuers.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { orForbid } from './forbidden.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';

interface AchievementTypeLevel {
  readonly achievementType: string;
  readonly level: string;
}

const AchievementTypeLevelType = builder.objectRef<AchievementTypeLevel>('AchievementTypeLevel');

AchievementTypeLevelType.implement({
  description: 'The level that credentials on a type of achievements show which name none.',
  fields: (t) => ({
    achievementType: t.exposeString('achievementType', {
      description: 'The `achievementType` of the achievement, such as `Certification`.',
    }),
    level: t.exposeString('level', { description: 'The slug of the level.' }),
  }),
});

const CredentialIssuerType = builder.objectRef<KeptIssuer>('CredentialIssuer');

CredentialIssuerType.implement({
  description: 'Somebody whose signed credentials are believed.',
  fields: (t) => ({
    issuer: t.exposeString('issuer', { description: 'The id by which it calls itself.' }),
    title: t.exposeString('title', { description: 'What people call it.' }),
    source: t.string({
      description: 'The source of the evidence that its credentials are.',
      resolve: ({ issuer }) => credentialSource(issuer),
    }),
    keysUrl: t.string({
      nullable: true,
      description: 'Where its public keys are to be had; null where they are kept here.',
      resolve: ({ keys }) => (keys.kind === 'url' ? keys.url : null),
    }),
    keys: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Its public keys, as JWKs; null where they are fetched.',
      resolve: ({ keys }) => (keys.kind === 'inline' ? keys.keys : null),
    }),
    recipientSystem: t.exposeString('recipientSystem', {
      nullable: true,
      description:
        'The system of external ids whose names it gives to learners; null where it names them by mail, address or DID alone.',
    }),
    level: t.exposeString('level', {
      nullable: true,
      description:
        'The slug of the level that its credentials show where they name none; null for the lowest of each skill.',
    }),
    levelByAchievementType: t.field({
      type: [AchievementTypeLevelType],
      description: 'The same for some types of achievements.',
      extensions: expects(2),
      resolve: ({ levelByAchievementType }) =>
        Object.keys(levelByAchievementType)
          .sort()
          .map((type) => ({ achievementType: type, level: levelByAchievementType[type]! })),
    }),
    allowedAt: t.field({
      type: 'DateTime',
      description: 'When this was said last.',
      resolve: ({ allowedAt }) => allowedAt,
    }),
  }),
});

const CredentialIssuerConnection = builder.connectionObject(
  {
    type: CredentialIssuerType,
    name: 'CredentialIssuerConnection',
    description: 'A page of issuers.',
  },
  { name: 'CredentialIssuerEdge', description: 'An issuer in a list.' },
);

builder.queryField('credentialIssuers', (t) =>
  t.field({
    type: CredentialIssuerConnection,
    description: 'Those whose signed credentials are believed, in order of their ids. For admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listIssuers(environment, actor));
      return keyPageOf(
        {
          name: 'credentialIssuers',
          keyOf: ({ issuer }: KeptIssuer) => Buffer.from(issuer).toString('base64url'),
          nodeOf: (issuer: KeptIssuer) => issuer,
          read: ({ after, limit }) =>
            read({
              limit,
              ...(after !== undefined && { after: Buffer.from(after, 'base64url').toString() }),
            }),
          count,
        },
        args,
      );
    },
  }),
);

interface IssuerResult<Type extends string> {
  readonly type: Type;
  readonly issuer: KeptIssuer;
}

const IssuerAllowedType =
  builder.objectRef<IssuerResult<'CredentialIssuerAllowed'>>('CredentialIssuerAllowed');

IssuerAllowedType.implement({
  description: 'Its credentials are believed from now on.',
  fields: (t) => ({
    issuer: t.field({
      type: CredentialIssuerType,
      description: 'The issuer.',
      resolve: ({ issuer }) => issuer,
    }),
  }),
});

const AchievementTypeLevelInput = builder.inputType('AchievementTypeLevelInput', {
  description: 'The level that credentials on a type of achievements show which name none.',
  fields: (t) => ({
    achievementType: t.string({
      required: true,
      description: 'The `achievementType` of the achievement, such as `Certification`.',
    }),
    level: t.string({ required: true, description: 'The slug of the level.' }),
  }),
});

const AllowCredentialIssuerInput = builder.inputType('AllowCredentialIssuerInput', {
  description: 'An issuer, and how its signatures are checked.',
  fields: (t) => ({
    issuer: t.string({
      required: true,
      description:
        'The id by which its credentials call it, letter by letter: an address or a DID.',
    }),
    title: t.string({ description: 'What people call it; the id where it is left out.' }),
    keysUrl: t.string({
      description:
        'Where its public keys are to be had as a JWKS, over `https` from a public host. Either this or `keys`.',
    }),
    keys: t.field({
      type: 'JSON',
      description: 'Its public keys: a JWKS, a list of JWKs, or one.',
    }),
    recipientSystem: t.string({
      description:
        'The system of external ids whose names it gives to learners: a platform that issues badges names its users by numbers of its own.',
    }),
    level: t.string({
      description:
        'The slug of the level that its credentials show where they name none; where it is left out, the lowest of each skill.',
    }),
    levelByAchievementType: t.field({
      type: [AchievementTypeLevelInput],
      description: 'The same for some types of achievements.',
    }),
  }),
});

const AllowCredentialIssuerResult = builder.unionType('AllowCredentialIssuerResult', {
  description: 'The issuer, or what is wrong with what was said of it.',
  types: [IssuerAllowedType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('allowCredentialIssuer', (t) =>
  t.field({
    type: AllowCredentialIssuerResult,
    description:
      'Believes the signed credentials of an issuer from now on, by what is said here in place of what was said before. Where an address of keys is given it is called at once. For admins.',
    extensions: costs(100),
    args: {
      input: t.arg({ type: AllowCredentialIssuerInput, required: true, description: 'Whose.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const { levelByAchievementType, ...rest } = input;
      const levels = (levelByAchievementType ?? []).map(
        ({ achievementType, level }) => [achievementType, level] as const,
      );
      const about = { ...rest, levelByAchievementType: Object.fromEntries(levels) };
      const result = orForbid(await allowIssuer(environment, actor, about));
      if (result.kind !== 'issuer-allowed') return refusedPlainly(result);
      return { type: 'CredentialIssuerAllowed' as const, issuer: result.issuer };
    },
  }),
);

const IssuerDisallowedType = builder.objectRef<IssuerResult<'CredentialIssuerDisallowed'>>(
  'CredentialIssuerDisallowed',
);

IssuerDisallowedType.implement({
  description: 'Nothing new of the issuer is believed any more; what was recorded stays.',
  fields: (t) => ({
    issuer: t.field({
      type: CredentialIssuerType,
      description: 'The issuer, as it was allowed.',
      resolve: ({ issuer }) => issuer,
    }),
  }),
});

const DisallowCredentialIssuerInput = builder.inputType('DisallowCredentialIssuerInput', {
  description: 'An issuer who is to be believed no more.',
  fields: (t) => ({
    issuer: t.string({ required: true, description: 'The id by which it calls itself.' }),
  }),
});

const DisallowCredentialIssuerResult = builder.unionType('DisallowCredentialIssuerResult', {
  description: 'The issuer, or that there is none.',
  types: [IssuerDisallowedType, UnknownNamesType],
  resolveType: ({ type }) => type,
});

builder.mutationField('disallowCredentialIssuer', (t) =>
  t.field({
    type: DisallowCredentialIssuerResult,
    description: 'Believes nothing new of an issuer any more. For admins.',
    args: {
      input: t.arg({ type: DisallowCredentialIssuerInput, required: true, description: 'Whose.' }),
    },
    resolve: async (_root, { input }, { environment, actor }) => {
      const result = orForbid(await disallowIssuer(environment, actor, input.issuer));
      if (result.kind !== 'issuer-disallowed') return refusedPlainly(result);
      return { type: 'CredentialIssuerDisallowed' as const, issuer: result.issuer };
    },
  }),
);
