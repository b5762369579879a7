import type { Actor } from '../actions/actor.ts';
import { forbids } from '../actions/permissions.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import { ViewerType } from './refs.ts';

const ViewerKind = enumOf<Actor['kind']>('ViewerKind', 'Who asks.', {
  ANONYMOUS: 'Somebody who did not say who they are.',
  LEARNER: 'A learner, or an app on behalf of one.',
  MENTOR: 'A mentor.',
  SERVICE: 'A program, which may do what its scopes name.',
  AUTHOR: 'Somebody who publishes curricula.',
  ADMIN: 'Somebody who may do everything.',
});

ViewerType.implement({
  description: 'Who asks, and what they may do.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ViewerKind, description: 'Who the request says they are.' }),
    canPlan: t.boolean({
      description: 'Whether they may ask for roadmaps, comparisons and suggestions.',
      resolve: (actor) => forbids(actor, 'PLAN') === null,
    }),
    name: t.string({
      nullable: true,
      description:
        'What the learner or mentor is called, otherwise what the token is for; null where nobody said.',
      resolve: async (actor, _args, { loaders, identity }) => {
        if (actor.kind === 'LEARNER') return (await loaders.learner.load(actor.learner))?.name;
        if (actor.kind === 'MENTOR') return (await loaders.mentor.load(actor.mentor))?.name;
        return identity.token === null ? null : (await loaders.token.load(identity.token))?.title;
      },
    }),
    scopes: t.stringList({
      description: 'What a service may do; empty for others, who have their rights by their kind.',
      resolve: (actor) => (actor.kind === 'SERVICE' ? [...actor.scopes] : []),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    description: 'Who asks, and what they may do.',
    resolve: (_root, _args, { actor }) => actor,
  }),
);
