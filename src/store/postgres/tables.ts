import { defineTables } from '../tables.ts';
import { postgresDialect } from './dialect.ts';

export const { curricula, revisions, headings, areas, skills, projects, careerPaths, advice } =
  defineTables(postgresDialect);
