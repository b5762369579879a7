import { type ObjectiveName, objectives } from '../planner/objectives/index.ts';
import { enumOf } from './enum-of.ts';

export const Objective = enumOf(
  'Objective',
  'What the order of a roadmap should be good at.',
  Object.fromEntries(objectives.map(({ name, description }) => [name, description])) as Record<
    ObjectiveName,
    string
  >,
);
