import type { ProjectInclusion as Inclusion } from '../planner/request.ts';
import { enumOf } from './enum-of.ts';

export const ProjectInclusion = enumOf<Inclusion>(
  'ProjectInclusion',
  'Which projects a roadmap has besides those that are goals.',
  {
    NONE: 'None.',
    ONE_PER_MILESTONE:
      'For each milestone the one that practises most of what it brings, and needs nothing more.',
    ALL: 'Every one that needs nothing more than what is learned by then.',
  },
);
