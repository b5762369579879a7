import { GraphQLError } from 'graphql';
import type { StreamEvent } from '../actions/change-stream.ts';
import { findLearner } from '../actions/find-learner.ts';
import {
  type FollowResult,
  followCohort,
  followRoadmap,
  latestSequence,
} from '../actions/follow-changes.ts';
import { streamLimits } from '../actions/stream-limits.ts';
import type { LearnerChange } from '../curriculum/adopted-roadmap.ts';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { orForbid } from './forbidden.ts';
import { keyIn } from './ids.ts';
import { unplaced } from './placed.ts';
import { LearnerType, type OwnLearner, ViewerType } from './refs.ts';
import { LearnerChangeType } from './roadmap-change.ts';

const howItEnds = `At most ${streamLimits.streamsPerViewer} streams may be open for each who asks. A stream ends with an error that has a \`code\`: \`STREAM_ENDED\` where it can be gone on with at once, from \`since\` in the error, and \`FORBIDDEN\` or \`UNAUTHENTICATED\` within ${streamLimits.idleMs / 1000} seconds after the rights to it have ended; what happens more than ${streamLimits.trustMs} milliseconds after that is not told. Who takes nothing for ${streamLimits.stuckMs / 1000} seconds is cut off.`;

const sinceText =
  'Begins after the event of this `sequence`, with all that came since; with what comes from now on where it is left out.';

builder.subscriptionFields((t) => ({
  roadmapChanged: t.field({
    type: LearnerChangeType,
    description: `What happens to the roadmap that a learner follows: adopted, planned anew, ended. ${howItEnds}`,
    args: {
      learner: t.arg.id({ required: true, description: 'Which learner.' }),
      since: t.arg.int({ description: sinceText }),
    },
    subscribe: async (_root, { learner, since }, context) => {
      const { environment, identity, connection } = context;
      const { hangUp } = connection;
      const wanted = { learner: keyIn('Learner', 'learner', learner), since: since ?? null };
      return eventsOf(context, await followRoadmap(environment, { identity, hangUp }, wanted));
    },
    resolve: changeOf,
  }),
  cohortActivity: t.field({
    type: LearnerChangeType,
    description: `What happens to the members of a cohort since they joined, and who leaves it. ${howItEnds}`,
    args: {
      cohort: t.arg.id({ required: true, description: 'Which cohort.' }),
      since: t.arg.int({ description: sinceText }),
    },
    subscribe: async (_root, { cohort, since }, context) => {
      const { environment, identity, connection } = context;
      const { hangUp } = connection;
      const wanted = { cohort: keyIn('Cohort', 'cohort', cohort), since: since ?? null };
      return eventsOf(context, await followCohort(environment, { identity, hangUp }, wanted));
    },
    resolve: changeOf,
  }),
}));

builder.objectField(LearnerChangeType, 'learner', (t) =>
  t.field({
    type: LearnerType,
    nullable: true,
    description: 'Whom it happened to; null where you may not see who joined or left a cohort.',
    resolve: async ({ kind, learner: id }, _args, { environment, actor, loaders }) => {
      const isKnownToBeReadable = kind !== 'COHORT_JOINED' && kind !== 'COHORT_LEFT';
      const learner = isKnownToBeReadable
        ? await loaders.learner.load(id)
        : await readableLearner({ environment, actor }, id);
      return learner && unplaced('Learner', learner);
    },
  }),
);

async function readableLearner(
  { environment, actor }: Pick<Context, 'environment' | 'actor'>,
  id: string,
): Promise<OwnLearner['value'] | null> {
  const found = await findLearner(environment, actor, { id });
  return found.kind === 'learner' ? found.learner : null;
}

builder.objectField(ViewerType, 'latestSequence', (t) =>
  t.field({
    type: 'Int',
    description:
      'The sequence of the newest change of all: whoever asks for it, then reads something, and then subscribes with it as `since` misses nothing.',
    resolve: (_actor, _args, { environment }) => latestSequence(environment),
  }),
);

/** The stream, which ends when its reader is gone; an error where there is none. */
function eventsOf({ connection }: Context, result: FollowResult): AsyncIterable<StreamEvent> {
  const followed = orForbid(result);
  switch (followed.kind) {
    case 'stream':
      connection.whenGone(() => followed.stream.close());
      return followed.stream;
    case 'cursor-expired':
      throw streamError('CURSOR_EXPIRED', followed.message);
    case 'too-many-streams':
      throw streamError('TOO_MANY_STREAMS', followed.message);
    case 'no-sequence':
    case 'unknown-names':
      throw badInput(followed.message);
  }
}

/** The change, or as an error why there are no more. */
function changeOf(event: StreamEvent): LearnerChange {
  if (event.kind === 'change') return event.change;
  const { reason, sequence, cause } = event;
  switch (reason) {
    case 'stopping':
      throw streamError(
        'STREAM_ENDED',
        `The server ends this stream. Subscribe again with \`since\`: ${sequence}.`,
        { since: sequence },
      );
    case 'signed-out':
      throw streamError('UNAUTHENTICATED', 'The token that this stream was asked with is over.');
    case 'forbidden':
      throw streamError('FORBIDDEN', 'You may not follow this any more.', { requiredScope: null });
    case 'failed':
      // Masked, and told to us.
      throw cause;
  }
}

function streamError(
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } });
}
