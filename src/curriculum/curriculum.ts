import type { Competency, Requirement } from './requirement.ts';

/**
 * A curriculum with every name resolved and every level spelled out. Slugs are unique in their list, and skills,
 * projects and career paths share one name space. Skills, projects, career paths and advice are in order of slug;
 * areas, levels, sides and interests are in the author's order, which means something.
 */
export interface Curriculum {
  readonly slug: string;
  readonly title: string;
  readonly summary: string | null;
  readonly externalIds: ExternalIds;
  /** The scale of proficiency, lowest first; never empty. */
  readonly levels: readonly ProficiencyLevel[];
  readonly sides: readonly Side[];
  readonly interests: readonly Interest[];
  /** In teaching order. */
  readonly areas: readonly Area[];
  readonly skills: readonly Skill[];
  readonly projects: readonly Project[];
  readonly careerPaths: readonly CareerPath[];
  readonly advice: readonly Advice[];
}

/** What other systems call something, by the id of the system, as in `case`; without a prototype. */
export type ExternalIds = Readonly<Record<string, string>>;

export interface ProficiencyLevel {
  readonly slug: string;
  readonly title: string;
}

/** Where a skill belongs, such as frontend or backend. */
export interface Side {
  readonly slug: string;
  readonly title: string;
}

/** What a learner may enjoy, by which career paths are suggested. */
export interface Interest {
  readonly slug: string;
  readonly title: string;
}

export interface Area {
  readonly slug: string;
  readonly title: string;
  readonly summary: string | null;
  readonly side: string | null;
  readonly externalIds: ExternalIds;
}

export interface Skill {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly area: string;
  /** The skill's own side, else its area's. */
  readonly side: string | null;
  readonly sideNote: string | null;
  /** Lowest first, without gaps on the curriculum's scale; never empty. */
  readonly levels: readonly SkillLevel[];
  /** Soft prerequisites of the lowest level: they order, and are pulled in only when asked for. */
  readonly recommends: readonly Competency[];
  /** Why a prerequisite is one, by the slug of the prerequisite's skill. */
  readonly because: Readonly<Record<string, string>>;
  readonly resources: readonly Resource[];
  /** Addresses of the same skill elsewhere. */
  readonly sameAs: readonly string[];
  /** Slugs that this skill had, or took over. */
  readonly replaces: readonly string[];
  readonly externalIds: ExternalIds;
  /** What the curriculum it was imported from says of it and the native format has no place for. */
  readonly notes: readonly string[];
}

export interface SkillLevel {
  readonly level: string;
  /** From the level below, a positive multiple of 0.1. */
  readonly hours: number;
  /** What one can do then: mentors confirm by it, placement asks by it. */
  readonly criteria: readonly string[];
  /** What this level needs beyond the level below; null where it needs nothing. */
  readonly requires: Requirement | null;
}

export const resourceKinds = ['READ', 'WATCH', 'PRACTISE', 'COURSE', 'REFERENCE'] as const;

export interface Resource {
  readonly title: string;
  readonly url: string | null;
  readonly hours: number | null;
  readonly kind: (typeof resourceKinds)[number];
  /** The level it helps to reach; null where it serves them all. */
  readonly level: string | null;
}

export interface Project {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly hours: number;
  readonly requires: Requirement | null;
  readonly practises: readonly Competency[];
  /** The author's usual choices for this goal, `slug` or `slug@level`; a learner's own preferences override them. */
  readonly prefers: readonly string[];
  /** Slugs of projects whose place it took: who built one has built it. */
  readonly replaces: readonly string[];
  readonly externalIds: ExternalIds;
}

export interface CareerPath {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** The one that it serves best first. */
  readonly interests: readonly string[];
  readonly requires: Requirement;
  /** As a project's. */
  readonly prefers: readonly string[];
  /** Slugs of career paths whose place it took: who follows one follows it. */
  readonly replaces: readonly string[];
  readonly externalIds: ExternalIds;
}

/** A warning or pointer that comes with a roadmap, or a refusal, in the situation that `when` describes. */
export interface Advice {
  readonly slug: string;
  readonly title: string;
  readonly when: Situation;
  readonly says: string;
}

export const goalKinds = ['careerPath', 'project', 'skill'] as const;
export type GoalKind = (typeof goalKinds)[number];

/** A condition on a request and on what was planned for it. Names are slugs; competencies have their level. */
export type Situation =
  | { readonly kind: 'all'; readonly of: readonly Situation[] }
  | { readonly kind: 'any'; readonly of: readonly Situation[] }
  | { readonly kind: 'not'; readonly of: Situation }
  | { readonly kind: 'goal'; readonly slug: string }
  | { readonly kind: 'goalArea'; readonly area: string }
  | { readonly kind: 'noGoalOfKind'; readonly goalKind: GoalKind }
  | { readonly kind: 'knows'; readonly competency: Competency }
  | { readonly kind: 'lacks'; readonly competency: Competency }
  | { readonly kind: 'excludes'; readonly slug: string }
  | { readonly kind: 'roadmapHas'; readonly slug: string }
  | { readonly kind: 'roadmapLacks'; readonly slug: string };
