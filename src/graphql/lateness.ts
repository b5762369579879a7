import type { Lateness } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { GoalType } from './goal.ts';
import { type Placed, placed } from './placed.ts';

export const LatenessType = builder.objectRef<Placed<Lateness>>('Lateness');

LatenessType.implement({
  description: 'Why a goal does not keep its date, and which dates it could keep.',
  fields: (t) => ({
    goal: t.field({
      type: GoalType,
      description: 'What is late.',
      resolve: ({ published, value }) => placed('Goal', published, value.goal),
    }),
    hoursMissing: t.float({
      description:
        'Hours that are missing for its date, beside the goals that keep theirs; 0 where that is not known.',
      resolve: ({ value }) => value.hoursMissing,
    }),
    aloneOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The day on which it could be reached if it came before everything else; null without a first day.',
      resolve: ({ value }) => value.aloneOn,
    }),
    afterOthersOn: t.field({
      type: 'Date',
      nullable: true,
      description:
        'A date that would do: when it is reached after all that keeps its date, or on this roadmap where nothing does; null without a first day.',
      resolve: ({ value }) => value.afterOthersOn,
    }),
    why: t.string({
      description: 'The same as a sentence or two.',
      resolve: ({ value }) => value.why,
    }),
  }),
});
