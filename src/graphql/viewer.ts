import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';

interface Viewer {
  readonly kind: 'ANONYMOUS';
  readonly canPlan: boolean;
}

const ViewerKind = enumOf<Viewer['kind']>('ViewerKind', 'Who asks.', {
  ANONYMOUS: 'Somebody who did not say who they are.',
});

const ViewerType = builder.objectRef<Viewer>('Viewer');

ViewerType.implement({
  description: 'Who asks, and what they may do.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ViewerKind, description: 'Who the request says they are.' }),
    canPlan: t.exposeBoolean('canPlan', {
      description: 'Whether they may ask for roadmaps, comparisons and suggestions.',
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    description: 'Who asks, and what they may do.',
    resolve: (): Viewer => ({ kind: 'ANONYMOUS', canPlan: true }),
  }),
);
