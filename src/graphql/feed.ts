import { feedPath, revokeFeeds } from '../actions/feeds.ts';
import { builder } from './builder.ts';
import { orForbid } from './forbidden.ts';
import { keyIn } from './ids.ts';
import { LearnerType } from './refs.ts';
import { RoadmapFormat } from './roadmap-format.ts';

builder.objectField(LearnerType, 'feedUrl', (t) =>
  t.string({
    nullable: true,
    description:
      'An address to subscribe a calendar or a page to: whoever has it reads what is left of the roadmap that the learner follows by then, without a token, until `revokeFeeds`. Null where the learner never adopted a roadmap. For the learner, services with the scope `roadmaps:write`, and admins; null, with an error, for others.',
    args: {
      as: t.arg({ type: RoadmapFormat, required: true, description: 'How to write it.' }),
    },
    resolve: async ({ value }, { as }, { environment, actor, address }) => {
      const feed = { learner: value.id, format: as };
      const { path } = orForbid(await feedPath(environment, actor, feed));
      return path && `${address}/${path}`;
    },
  }),
);

interface FeedsRevoked {
  readonly type: 'FeedsRevoked';
  readonly message: string;
}

const FeedsRevokedType = builder.objectRef<FeedsRevoked>('FeedsRevoked');

FeedsRevokedType.implement({
  description: 'The addresses that there were lead nowhere from now on; `feedUrl` gives others.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'The same, for whoever asked.' }),
  }),
});

const RevokeFeedsInput = builder.inputType('RevokeFeedsInput', {
  description: 'Whose feeds are to be revoked.',
  fields: (t) => ({ learner: t.id({ required: true, description: 'The id of the learner.' }) }),
});

builder.mutationField('revokeFeeds', (t) =>
  t.field({
    type: FeedsRevokedType,
    description:
      'Makes all addresses that `feedUrl` gave for a learner lead nowhere, for good. For the learner, services with the scope `roadmaps:write`, and admins.',
    args: {
      input: t.arg({ type: RevokeFeedsInput, required: true, description: 'Whose.' }),
    },
    resolve: async (_root, { input }, { environment, actor }): Promise<FeedsRevoked> => {
      const learner = keyIn('Learner', 'learner', input.learner);
      orForbid(await revokeFeeds(environment, actor, learner));
      const message = 'The addresses that there were lead nowhere from now on.';
      return { type: 'FeedsRevoked', message };
    },
  }),
);
