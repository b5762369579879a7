import { adoptRoadmap, type NotAsShown } from '../actions/adopt-roadmap.ts';
import { guideRoadmap, type NoRoadmap } from '../actions/guide-roadmap.ts';
import { learnerLimits } from '../actions/learner-limits.ts';
import type { LearnerRoadmapInput as LearnerInput } from '../actions/preview-roadmap.ts';
import { LearnerRoadmapInput } from './adopted-request.ts';
import { AdoptedRoadmapType, adoptedAs } from './adopted-roadmap.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { orForbid } from './forbidden.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { keyIn } from './ids.ts';
import { forgetAll } from './loaders.ts';
import { type Unplaced, unplaced } from './placed.ts';
import {
  InvalidRequestType,
  KeyConflictType,
  RefusalType,
  refused,
  refusedPlainly,
  UnknownNamesType,
  UnreachableGoalsType,
} from './refusal.ts';

interface Adopted {
  readonly type: 'RoadmapAdopted' | 'RoadmapGuided';
  readonly learner: string;
  readonly id: string;
}

const RoadmapAdoptedType = builder.objectRef<Adopted>('RoadmapAdopted');

RoadmapAdoptedType.implement({
  description: 'The learner follows it, since now or since the same request before.',
  fields: (t) => ({
    roadmap: t.field({
      type: AdoptedRoadmapType,
      nullable: true,
      description: 'The roadmap as it is by now; null where it is gone with the learner.',
      resolve: (adopted, _args, context) => adoptedAs(context, adopted),
    }),
  }),
});

const NotAsShownType = builder.objectRef<Unplaced<NotAsShown, 'NotAsShown'>>('NotAsShown');

NotAsShownType.implement({
  description:
    'Another roadmap would be adopted than the one whose fingerprint was named; nothing was changed.',
  interfaces: [RefusalType],
  fields: (t) => ({
    fingerprint: t.string({
      description: 'That of the roadmap that would be adopted.',
      resolve: ({ value }) => value.fingerprint,
    }),
  }),
});

const AdoptRoadmapInput = builder.inputType('AdoptRoadmapInput', {
  description: 'A roadmap for a learner to follow.',
  fields: (t) => ({
    learner: t.id({ required: true, description: 'The id of the learner.' }),
    request: t.field({
      type: LearnerRoadmapInput,
      required: true,
      description: 'What it is to be like.',
    }),
    revision: t.int({
      required: true,
      description: 'The revision that was shown: the same request on it gives the same roadmap.',
    }),
    fingerprint: t.string({
      description:
        'That of the roadmap that was shown. Where another would come out by now, as the learner knows or wishes for something else, none is adopted.',
    }),
    idempotencyKey: idempotencyKey(t),
  }),
});

const AdoptRoadmapResult = builder.unionType('AdoptRoadmapResult', {
  description: 'The adopted roadmap, or why there is none.',
  types: [
    RoadmapAdoptedType,
    NotAsShownType,
    UnreachableGoalsType,
    UnknownNamesType,
    KeyConflictType,
    InvalidRequestType,
  ],
  resolveType: ({ type }) => type,
});

builder.mutationField('adoptRoadmap', (t) =>
  t.field({
    type: AdoptRoadmapResult,
    description:
      'Makes a roadmap the one that a learner follows; the one before it ends and stays in `roadmaps`. For the learner, services with the scope `roadmaps:write`, and admins.',
    extensions: costs(500),
    args: {
      input: t.arg({ type: AdoptRoadmapInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, loaders }) => {
      const learner = keyIn('Learner', 'learner', input.learner);
      const wanted = { ...input, learner, request: input.request as LearnerInput };
      const result = orForbid(await adoptRoadmap(environment, curricula, actor, wanted));
      forgetAll(loaders);
      switch (result.kind) {
        case 'roadmap-adopted':
          return { type: 'RoadmapAdopted' as const, learner: result.learner, id: result.id };
        case 'not-as-shown':
          return unplaced('NotAsShown', result);
        case 'refused':
          return refused(result.published, result.refusal);
        case 'key-conflict':
          return refusedPlainly(result);
      }
    },
  }),
);

const RoadmapGuidedType = builder.objectRef<Adopted>('RoadmapGuided');

RoadmapGuidedType.implement({
  description: 'The roadmap was planned anew as was asked.',
  fields: (t) => ({
    roadmap: t.field({
      type: AdoptedRoadmapType,
      nullable: true,
      description: 'The roadmap as it is by now; null where it is gone with the learner.',
      resolve: (adopted, _args, context) => adoptedAs(context, adopted),
    }),
  }),
});

const NoRoadmapType = builder.objectRef<Unplaced<NoRoadmap, 'NoRoadmap'>>('NoRoadmap');

NoRoadmapType.implement({
  description: 'The learner follows no roadmap.',
  interfaces: [RefusalType],
});

const GuideRoadmapInput = builder.inputType('GuideRoadmapInput', {
  description: `What is to be pinned to the roadmap that a learner follows, vetoed, or no longer either. At most ${learnerLimits.guidance} pins and vetoes hold at a time.`,
  fields: (t) => ({
    learner: t.id({ required: true, description: 'The id of the learner.' }),
    pins: t.stringList({ description: 'Skills and projects to have on it in any case.' }),
    vetoes: t.stringList({ description: 'Skills and projects to leave out whatever it costs.' }),
    withdraws: t.stringList({
      description: 'What was pinned or vetoed, by the same name, and is so no longer.',
    }),
  }),
});

const GuideRoadmapResult = builder.unionType('GuideRoadmapResult', {
  description: 'The roadmap, or why it stays as it was.',
  types: [
    RoadmapGuidedType,
    NoRoadmapType,
    UnreachableGoalsType,
    UnknownNamesType,
    InvalidRequestType,
  ],
  resolveType: ({ type }) => type,
});

builder.mutationField('guideRoadmap', (t) =>
  t.field({
    type: GuideRoadmapResult,
    description:
      'Pins something to the roadmap that a learner follows, or vetoes it. That holds however often the roadmap is planned anew, until it is withdrawn or the opposite is said. For the learner, the mentors of the learner, services with the scope `roadmaps:write`, and admins. Whoever sends it twice changes nothing more.',
    extensions: costs(500),
    args: {
      input: t.arg({ type: GuideRoadmapInput, required: true, description: 'What is to be.' }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, loaders }) => {
      const wanted = { ...input, learner: keyIn('Learner', 'learner', input.learner) };
      const result = orForbid(await guideRoadmap(environment, curricula, actor, wanted));
      forgetAll(loaders);
      switch (result.kind) {
        case 'roadmap-guided':
          return { type: 'RoadmapGuided' as const, learner: result.learner, id: result.id };
        case 'no-roadmap':
          return unplaced('NoRoadmap', result);
        case 'refused':
          return refused(result.published, result.refusal);
      }
    },
  }),
);
