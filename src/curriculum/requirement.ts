/** A skill at a level: what a requirement names, a learner holds and a step teaches. */
export interface Competency {
  readonly skill: string;
  readonly level: string;
}

/**
 * What must be held before something can be learned, built or called reached: a boolean expression over
 * competencies. The shape is kept as the author wrote it; it may be nested thousands deep, so walk it iteratively.
 */
export type Requirement =
  | ({ readonly kind: 'competency' } & Competency)
  | { readonly kind: 'all-of'; readonly of: readonly Requirement[] }
  | { readonly kind: 'any-of'; readonly of: readonly Requirement[] }
  | { readonly kind: 'at-least'; readonly count: number; readonly of: readonly Requirement[] };

/** The name of a competency as people write it, `functions@working`; also the key of its step on a roadmap. */
export function competencyKey({ skill, level }: Competency): string {
  return `${skill}@${level}`;
}
