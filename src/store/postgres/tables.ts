import { defineTables } from '../tables.ts';
import { postgresDialect } from './dialect.ts';

export const {
  curricula,
  revisions,
  headings,
  areas,
  skills,
  projects,
  careerPaths,
  advice,
  learners,
  learnerHeads,
  externalIds,
  evidence,
  mentors,
  mentees,
  cohorts,
  cohortMembers,
  cohortMentors,
  notes,
  placements,
  adoptedRoadmaps,
  learnerChanges,
  changeHead,
  tokens,
  idempotencyKeys,
} = defineTables(postgresDialect);
