import type { GoalKind, Resource } from './curriculum.ts';

/**
 * A curriculum as its author writes it: the native format as a value, and what every importer makes. Names are not
 * resolved yet and may be wrong; `resolveDocument` makes a `Curriculum` of it, or says all that is wrong.
 */
export interface CurriculumDocument {
  curriculum: string;
  title: string;
  summary?: string;
  externalIds?: ExternalIdsDocument;
  levels: (string | TitledDocument)[];
  sides?: (string | TitledDocument)[];
  interests?: (string | TitledDocument)[];
  areas: AreaDocument[];
  skills?: SkillDocument[];
  projects?: ProjectDocument[];
  careerPaths?: CareerPathDocument[];
  advice?: AdviceDocument[];
}

/** What other systems call it, by the id of the system. */
export type ExternalIdsDocument = Record<string, string>;

export interface TitledDocument {
  id: string;
  title?: string;
}

export interface AreaDocument {
  id: string;
  title: string;
  summary?: string;
  side?: string;
  externalIds?: ExternalIdsDocument;
}

export interface SkillDocument {
  id: string;
  title: string;
  area: string;
  summary: string;
  side?: string;
  sideNote?: string;
  /** By level; a plain number means the curriculum's lowest level alone. */
  hours: number | Record<string, number>;
  criteria?: Record<string, string[]>;
  /** What the lowest level needs. */
  requires?: RequirementDocument[];
  /** What a higher level needs beyond the level below. */
  requiresAt?: Record<string, RequirementDocument[]>;
  recommends?: string[];
  because?: Record<string, string>;
  resources?: ResourceDocument[];
  sameAs?: string[];
  replaces?: string[];
  externalIds?: ExternalIdsDocument;
  /** What the curriculum it was imported from says of it and this format has no place for. */
  notes?: string[];
}

/** `skill`, `skill@level`, or an expression over them; a list stands for all of it. */
export type RequirementDocument =
  | string
  | { allOf: RequirementDocument[] }
  | { anyOf: RequirementDocument[] }
  | { atLeast: number; of: RequirementDocument[] };

export interface ResourceDocument {
  title: string;
  url?: string;
  hours?: number;
  kind?: Resource['kind'];
  level?: string;
}

export interface ProjectDocument {
  id: string;
  title: string;
  summary: string;
  hours: number;
  requires?: RequirementDocument[];
  practises?: string[];
  prefers?: string[];
  replaces?: string[];
  externalIds?: ExternalIdsDocument;
}

export interface CareerPathDocument {
  id: string;
  title: string;
  summary: string;
  interests?: string[];
  requires: RequirementDocument[];
  prefers?: string[];
  replaces?: string[];
  externalIds?: ExternalIdsDocument;
}

export interface AdviceDocument {
  id: string;
  title: string;
  when: SituationDocument;
  says: string;
}

export type SituationDocument =
  | { all: SituationDocument[] }
  | { any: SituationDocument[] }
  | { not: SituationDocument }
  | { goal: string }
  | { goalArea: string }
  | { noGoalOfKind: GoalKind }
  | { knows: string }
  | { lacks: string }
  | { excludes: string }
  | { roadmapHas: string }
  | { roadmapLacks: string };
