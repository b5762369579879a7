import type { DefectCode } from '../../../curriculum/defect-rules.ts';

/**
 * What a value of a document looks like. Shapes are plain data, so that one declaration serves the reader, which reports
 * all that departs from it, and the JSON Schema. A shape may lead back to itself.
 */
export type Shape =
  | TextShape
  | HoursShape
  | CountShape
  | ChoiceShape
  | ListShape
  | MappingShape
  | ByNameShape
  | VariantsShape
  | EitherShape;

export interface TextShape {
  readonly kind: 'text';
  readonly charactersMax: number;
  readonly isOneLine?: boolean;
  readonly form?: Form;
  /** What of the curriculum it names, where it does. */
  readonly names?: Named;
}

/**
 * What references name. A `competency` is a skill, alone or at a level; a `step` is that or a project; an `item` is a skill
 * or a project, and a `goal` a career path besides, all by their ids.
 */
export type Named =
  | 'skill'
  | 'competency'
  | 'step'
  | 'item'
  | 'goal'
  | 'area'
  | 'side'
  | 'level'
  | 'interest';

/** A text that must follow a pattern. */
export interface Form {
  readonly code: DefectCode;
  /** What the text must be, to go after "must be". */
  readonly expects: string;
  readonly pattern: RegExp;
  /** What the author may have meant. */
  readonly mend?: (text: string) => string;
}

/** A number of hours. */
export interface HoursShape {
  readonly kind: 'hours';
}

/** A whole number. */
export interface CountShape {
  readonly kind: 'count';
}

export interface ChoiceShape {
  readonly kind: 'choice';
  readonly of: readonly string[];
}

export interface ListShape {
  readonly kind: 'list';
  readonly of: Shape;
  readonly itemsMax: number;
  readonly itemsMin?: number;
}

/** A mapping whose keys are given. */
export interface MappingShape {
  readonly kind: 'mapping';
  /** What it stands for, with its article: `a skill`. */
  readonly noun: string;
  readonly keys: Readonly<Record<string, Key>>;
  /** The name of its definition in the JSON Schema. */
  readonly definition?: string;
}

export interface Key {
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** For the author, shown in editors. */
  readonly description: string;
}

/** A mapping whose keys are names that the author chose. */
export interface ByNameShape {
  readonly kind: 'by-name';
  /** What its keys name: `level`. */
  readonly noun: string;
  readonly key: TextShape;
  readonly of: Shape;
  readonly namesMax: number;
  readonly namesMin?: number;
}

/** One of several mappings, told apart by a key that only it has. */
export interface VariantsShape {
  readonly kind: 'variants';
  readonly noun: string;
  /** By each key that tells. */
  readonly of: Readonly<Record<string, MappingShape>>;
  readonly definition?: string;
}

/** A shape for each kind of value that is possible. */
export interface EitherShape {
  readonly kind: 'either';
  /** What it must be, to go after "must be". */
  readonly expects: string;
  readonly text?: Shape;
  readonly number?: Shape;
  readonly mapping?: Shape;
  readonly definition?: string;
}

/** A mapping with exactly the keys of `T`, required where `T` requires them. */
export function mappingOf<T extends object>(
  noun: string,
  keys: { readonly [K in keyof T]-?: object extends Pick<T, K> ? OptionalKey : RequiredKey },
  definition?: string,
): MappingShape {
  const shape = { kind: 'mapping', noun, keys: keys as Readonly<Record<string, Key>> } as const;
  return definition === undefined ? shape : { ...shape, definition };
}

type RequiredKey = Key & { readonly isRequired: true };
type OptionalKey = Key & { readonly isRequired: false };

export function required(shape: Shape, description: string): RequiredKey {
  return { shape, isRequired: true, description };
}

export function optional(shape: Shape, description: string): OptionalKey {
  return { shape, isRequired: false, description };
}
