/** Somebody who follows a roadmap. Only the id is needed: names and mail may stay with whoever sent the learner here. */
export interface Learner {
  /** A UUID of version 7, so that learners are in the order in which they came. */
  readonly id: string;
  readonly name: string | null;
  readonly mail: string | null;
  /** Null where the learner doesn't say. */
  readonly hoursPerWeek: number | null;
  readonly wishes: LearnerWishes;
  /** How far back evidence may go: to when the learner began, which may be before anybody here knew of it. */
  readonly since: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * What a learner wishes for, whichever roadmap it is. Names are kept as they were given; they are read against a revision
 * when a roadmap is planned.
 */
export interface LearnerWishes {
  /** The slug of the one that the names are of; null for the default one. */
  readonly curriculum: string | null;
  readonly goals: readonly LearnerGoal[];
  readonly pauses: readonly LearnerPause[];
  /** `slug` or `slug@level`, as in the other two. */
  readonly prefers: readonly string[];
  readonly avoids: readonly string[];
  readonly excludes: readonly string[];
  /** Slugs of projects. */
  readonly completedProjects: readonly string[];
  /** By list, the revision of the curriculum whose names it uses: names may mean something else by now. */
  readonly askedOn?: Readonly<Partial<Record<NamedWish, number>>> | undefined;
}

/** The lists of wishes that consist of names of a curriculum. */
export const namedWishes = ['goals', 'prefers', 'avoids', 'excludes', 'completedProjects'] as const;
export type NamedWish = (typeof namedWishes)[number];

/** Exactly one of career path, project and skill; a level only with a skill. */
export interface LearnerGoal {
  readonly careerPath: string | null;
  readonly project: string | null;
  readonly skill: string | null;
  readonly level: string | null;
  readonly importance: number;
  /** `YYYY-MM-DD` */
  readonly by: string | null;
}

/** Days as `YYYY-MM-DD`, both of which belong to the pause. */
export interface LearnerPause {
  readonly from: string;
  readonly to: string;
}

/** What another system calls a learner; no two learners have the same there. */
export interface ExternalId {
  readonly system: string;
  readonly externalId: string;
}

export const noWishes: LearnerWishes = {
  curriculum: null,
  goals: [],
  pauses: [],
  prefers: [],
  avoids: [],
  excludes: [],
  completedProjects: [],
};
