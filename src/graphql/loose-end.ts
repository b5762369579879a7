import { linkActor } from '../actions/link-actor.ts';
import {
  exampleOf,
  type Gain,
  gainOfLinking,
  gainOfMapping,
  listUnlinkedActors,
  listUnmappedActivities,
} from '../actions/loose-ends.ts';
import type { SeenAfter, StatementActivity, StatementActor } from '../store/statement-actors.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { ExternalIdInput, ExternalIdTakenType, ExternalIdType } from './external-id.ts';
import { orForbid } from './forbidden.ts';
import { keyIn } from './ids.ts';
import { keyPageArguments, keyPageOf } from './key-page.ts';
import { forgetAll } from './loaders.ts';
import { readableLearner } from './readable-learner.ts';
import { LearnerType } from './refs.ts';
import { InvalidRequestType, refusedPlainly, UnknownNamesType } from './refusal.ts';

const GainType = builder.objectRef<Gain>('StatementGain');

GainType.implement({
  description: 'What statements that are here would bring.',
  fields: (t) => ({
    statements: t.exposeInt('statements', {
      description: 'How many of them would become evidence.',
    }),
    learners: t.exposeInt('learners', {
      description: 'Of how many learners they would show something.',
    }),
    statementsBesides: t.exposeInt('statementsBesides', {
      description:
        'How many more would, if what else is missing were said too: who acts in them, or what they are about.',
    }),
    isExact: t.exposeBoolean('isExact', {
      description: 'Whether all were looked at; otherwise it is at least so much.',
    }),
  }),
});

const UnlinkedActorType = builder.objectRef<StatementActor>('UnlinkedActor');

UnlinkedActorType.implement({
  description: 'Somebody who acts in statements of a learning platform and is no learner here yet.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'The name of the platform that told.' }),
    externalId: t.field({
      type: ExternalIdType,
      description:
        'What the platform calls them, as it would be an external id of a learner: the home page and the name of an account, `mailto` and an address, `mbox_sha1sum` and a hash, `openid` and an address.',
      resolve: ({ system, externalId }) => ({ system, externalId }),
    }),
    name: t.string({
      nullable: true,
      description: 'The name that the platform last gave; null where it gave none.',
      resolve: ({ name }) => name,
    }),
    statementCount: t.exposeInt('statementCount', {
      description: 'In how many statements they act.',
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      description: 'When the last of them came.',
      resolve: ({ lastSeenAt }) => lastSeenAt,
    }),
    example: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The first of the statements.',
      extensions: costs(2),
      resolve: (actor, _args, { environment }) => exampleOf(environment, actor),
    }),
    wouldBring: t.field({
      type: GainType,
      description: 'What would come of it if they were linked with a learner.',
      extensions: costs(20),
      resolve: (actor, _args, { environment }) => gainOfLinking(environment, actor),
    }),
  }),
});

const UnmappedActivityType = builder.objectRef<StatementActivity>('UnmappedActivity');

UnmappedActivityType.implement({
  description:
    'What statements of a learning platform are about, or belong to, and of which nothing is said here yet.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'The name of the platform that told.' }),
    activity: t.exposeString('iri', {
      description: 'Its address, to be named in `mapActivities`.',
    }),
    name: t.string({
      nullable: true,
      description: 'The name that the platform last gave; null where it gave none.',
      resolve: ({ name }) => name,
    }),
    statementCount: t.exposeInt('statementCount', {
      description: 'How many statements are about it or belong to it.',
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      description: 'When the last of them came.',
      resolve: ({ lastSeenAt }) => lastSeenAt,
    }),
    wouldBring: t.field({
      type: GainType,
      description:
        'What would come of it if it were mapped, with completion and parts counting and no least ratio.',
      extensions: costs(20),
      resolve: (activity, _args, { environment }) => gainOfMapping(environment, activity),
    }),
  }),
});

const UnlinkedActorConnection = builder.connectionObject(
  {
    type: UnlinkedActorType,
    name: 'UnlinkedActorConnection',
    description: 'A page of those who are no learners yet.',
  },
  { name: 'UnlinkedActorEdge', description: 'Somebody who is no learner yet, in a list.' },
);

const UnmappedActivityConnection = builder.connectionObject(
  {
    type: UnmappedActivityType,
    name: 'UnmappedActivityConnection',
    description: 'A page of activities of which nothing is said.',
  },
  { name: 'UnmappedActivityEdge', description: 'An activity of which nothing is said, in a list.' },
);

builder.queryFields((t) => ({
  unlinkedActors: t.field({
    type: UnlinkedActorConnection,
    description:
      'Those who act in statements of learning platforms and are no learners here, with those of most statements first. For services with the scope `learners:read`, and for admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listUnlinkedActors(environment, actor));
      return keyPageOf(
        {
          name: 'unlinkedActors',
          keyOf: ({ statementCount, source, actor }: StatementActor) =>
            seenKey({ statementCount, source, key: actor }),
          nodeOf: (each: StatementActor) => each,
          read: ({ after, limit }) => read({ ...seenAfter(after), limit }),
          count,
        },
        args,
      );
    },
  }),
  unmappedActivities: t.field({
    type: UnmappedActivityConnection,
    description:
      'What statements of learning platforms are about and nothing is said of here, with most statements first. For services with the scope `learners:read`, and for admins.',
    args: keyPageArguments,
    resolve: (_root, args, { environment, actor }) => {
      const { read, count } = orForbid(listUnmappedActivities(environment, actor));
      return keyPageOf(
        {
          name: 'unmappedActivities',
          keyOf: ({ statementCount, source, activity }: StatementActivity) =>
            seenKey({ statementCount, source, key: activity }),
          nodeOf: (each: StatementActivity) => each,
          read: ({ after, limit }) => read({ ...seenAfter(after), limit }),
          count,
        },
        args,
      );
    },
  }),
}));

function seenKey({ statementCount, source, key }: SeenAfter): string {
  return Buffer.from(JSON.stringify([statementCount, source, key])).toString('base64url');
}

/** Nothing, where the key is not from here. */
function seenAfter(key: string | undefined): { readonly after?: SeenAfter } {
  if (key === undefined) return {};
  try {
    const [statementCount, source, last] = JSON.parse(Buffer.from(key, 'base64url').toString());
    const isKey =
      Number.isSafeInteger(statementCount) &&
      typeof source === 'string' &&
      typeof last === 'string' &&
      !/\0|\p{Surrogate}/u.test(source + last);
    return isKey ? { after: { statementCount, source, key: last } } : {};
  } catch {
    return {};
  }
}

interface ActorLinked {
  readonly type: 'ActorLinked';
  readonly learner: string;
}

const ActorLinkedType = builder.objectRef<ActorLinked>('ActorLinked');

ActorLinkedType.implement({
  description: 'From now on the learner is who is called so; what was told before is read again.',
  fields: (t) => ({
    learner: t.field({
      type: LearnerType,
      nullable: true,
      description: 'The learner; null where the learner was erased meanwhile.',
      resolve: ({ learner }, _args, context) => readableLearner(context, learner),
    }),
  }),
});

const LinkActorInput = builder.inputType('LinkActorInput', {
  description: 'Who somebody is that a learning platform tells of.',
  fields: (t) => ({
    learner: t.id({ required: true, description: 'The id of the learner.' }),
    externalId: t.field({
      type: ExternalIdInput,
      required: true,
      description: 'What the platform calls the learner, as `UnlinkedActor.externalId` says.',
    }),
  }),
});

const LinkActorResult = builder.unionType('LinkActorResult', {
  description: 'The learner, or why nothing was changed.',
  types: [ActorLinkedType, ExternalIdTakenType, UnknownNamesType, InvalidRequestType],
  resolveType: ({ type }) => type,
});

builder.mutationField('linkActor', (t) =>
  t.field({
    type: LinkActorResult,
    description:
      'Gives a learner one more external id, by which a learning platform tells of them. For services with the scope `learners:write`, and for admins.',
    extensions: costs(100),
    args: {
      input: t.arg({ type: LinkActorInput, required: true, description: 'Who is who.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const learner = keyIn('Learner', 'learner', input.learner);
      const wanted = { learner, name: input.externalId };
      const result = orForbid(await linkActor(environment, actor, wanted));
      forgetAll(loaders);
      if (result.kind !== 'actor-linked') return refusedPlainly(result);
      return { type: 'ActorLinked' as const, learner: result.learner };
    },
  }),
);
