import { defineTables } from '../tables.ts';
import { sqliteDialect } from './dialect.ts';

export const { curricula, revisions, headings, areas, skills, projects, careerPaths, advice } =
  defineTables(sqliteDialect);
