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
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    description: 'Who asks, and what they may do.',
    resolve: (_root, _args, { actor }) => actor,
  }),
);
