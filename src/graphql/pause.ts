import type { LearnerPause } from '../curriculum/learner.ts';
import { builder } from './builder.ts';

export const PauseType = builder.objectRef<LearnerPause>('Pause');

PauseType.implement({
  description: 'Days on which nothing is learned.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Date', description: 'The first of them.' }),
    to: t.expose('to', { type: 'Date', description: 'The last of them.' }),
  }),
});

export const PauseInput = builder.inputType('PauseInput', {
  description: 'Days on which nothing is learned.',
  fields: (t) => ({
    from: t.field({ type: 'Date', required: true, description: 'The first of them.' }),
    to: t.field({ type: 'Date', required: true, description: 'The last of them.' }),
  }),
});
