import type { Requirement } from '../requirement.ts';

/** What one curriculum, or revision of it, has otherwise than another, by what it means rather than by how it is written. */
export interface CurriculumDifference {
  /** In a few sentences. */
  readonly summary: string;
  /** By noun as in `nouns`; of each first what is gone, then what is by another name, then what is new, then what has changed; by slug, but what has an order by its place. */
  readonly alterations: readonly Alteration[];
}

export const nouns = [
  'CURRICULUM',
  'LEVEL',
  'SIDE',
  'INTEREST',
  'AREA',
  'SKILL',
  'PROJECT',
  'CAREER_PATH',
  'ADVICE',
] as const;
export type Noun = (typeof nouns)[number];

/**
 * `RENAMED`: one skill by another slug. `SPLIT`: several in place of one. `MERGED`: one in place of several, one of which it
 * may be itself. `REARRANGED`: several in place of several.
 */
export const alterationKinds = [
  'REMOVED',
  'RENAMED',
  'SPLIT',
  'MERGED',
  'REARRANGED',
  'ADDED',
  'CHANGED',
] as const;
export type AlterationKind = (typeof alterationKinds)[number];

/** What became of something. Every slug that differs is in one alteration of its noun. */
export interface Alteration {
  readonly noun: Noun;
  readonly kind: AlterationKind;
  /** What it was, in order of slug; empty where it is new. */
  readonly before: readonly AlteredItem[];
  /** What it is; empty where it is gone. */
  readonly after: readonly AlteredItem[];
  /** What is different about it, where one thing became one thing or one that was there took others over. */
  readonly changes: readonly Change[];
  /** A sentence. */
  readonly says: string;
}

export interface AlteredItem {
  readonly slug: string;
  readonly title: string;
  /** Of all levels together; null of what takes no hours of its own. */
  readonly hours: number | null;
}

export type Change =
  | ValueChange
  | HoursChange
  | LevelChange
  | RequirementChange
  | ListChange
  | PlaceChange;

interface Told {
  /** A sentence about `it`, the thing that changed. */
  readonly says: string;
}

/** A text, or the slug of what it belongs to; of a situation the expression in JSON. Null where there is none. */
export interface ValueChange extends Told {
  readonly kind: 'value';
  readonly aspect:
    | 'SLUG'
    | 'TITLE'
    | 'SUMMARY'
    | 'AREA'
    | 'SIDE'
    | 'SIDE_NOTE'
    | 'SITUATION'
    | 'WORDS';
  readonly before: string | null;
  readonly after: string | null;
}

export interface HoursChange extends Told {
  readonly kind: 'hours';
  readonly aspect: 'HOURS';
  /** Null of a project. */
  readonly level: string | null;
  readonly before: number;
  readonly after: number;
}

/** A level that a skill has now, or had, with all that belongs to it. */
export interface LevelChange extends Told {
  readonly kind: 'level';
  readonly aspect: 'LEVELS';
  readonly level: string;
  readonly isAdded: boolean;
  readonly hours: number;
}

export interface RequirementChange extends Told {
  readonly kind: 'requirement';
  readonly aspect: 'REQUIREMENT';
  /** The level of the skill that requires it; null of projects and career paths. */
  readonly level: string | null;
  /** In the names of its own curriculum; null where nothing is required. */
  readonly before: Requirement | null;
  readonly after: Requirement | null;
  /** `STRICTER`: whoever meets it now met it before, but not the reverse. `UNKNOWN` where it was too large to tell. */
  readonly strictness: 'STRICTER' | 'LOOSER' | 'OTHER' | 'UNKNOWN';
  /** `SHAPE` where it was too large to be compared as what it means: then it may mean the same after all. */
  readonly comparedBy: 'MEANING' | 'SHAPE';
  readonly parts: readonly RequirementPart[];
}

export const requirementPartKinds = [
  'PREREQUISITE_ADDED',
  'PREREQUISITE_REMOVED',
  'LEVEL_CHANGED',
  'BECAME_ALTERNATIVE',
  'BECAME_REQUIRED',
  'CHOICE_ADDED',
  'CHOICE_REMOVED',
  'ALTERNATIVES_ADDED',
  'ALTERNATIVES_REMOVED',
  'COUNT_CHANGED',
  'REWRITTEN',
] as const;
export type RequirementPartKind = (typeof requirementPartKinds)[number];

/** One thing that is different about a requirement. */
export interface RequirementPart extends Told {
  readonly kind: RequirementPartKind;
  /** What it is about as it was, in the names of its own curriculum; null where there was nothing of it. */
  readonly before: Requirement | null;
  readonly after: Requirement | null;
}

/** A list of which entries came or went; competencies as `slug@level`, resources by title and address. */
export interface ListChange extends Told {
  readonly kind: 'list';
  readonly aspect:
    | 'RECOMMENDATIONS'
    | 'REASONS'
    | 'CRITERIA'
    | 'RESOURCES'
    | 'SAME_AS'
    | 'REPLACES'
    | 'NOTES'
    | 'EXTERNAL_IDS'
    | 'PRACTISES'
    | 'PREFERENCES'
    | 'INTERESTS';
  /** The level whose list it is; null where it is of the whole. */
  readonly level: string | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Whether those that stay stand in another order, where the order means something. */
  readonly isReordered: boolean;
}

/** Another place among those that there were and are, from 1; as few are told to have moved as can be. */
export interface PlaceChange extends Told {
  readonly kind: 'place';
  readonly aspect: 'PLACE';
  readonly before: number;
  readonly after: number;
}

export type Aspect = Change['aspect'];
