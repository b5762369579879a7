import type { PublishedCurriculum } from '../actions/curricula.ts';

/** A value as the resolvers hand it on where its fields need nothing else, as those of people do. */
export interface Unplaced<Value, Type extends string = string> {
  readonly type: Type;
  readonly value: Value;
}

export function unplaced<Value, Type extends string>(
  type: Type,
  value: Value,
): Unplaced<Value, Type> {
  return { type, value };
}

/**
 * A value of a curriculum as the resolvers hand it on: with the revision that it was read from, so that its fields can
 * follow slugs, and with the name of its type in the API, by which interfaces and unions tell it apart.
 */
export interface Placed<Value, Type extends string = string> extends Unplaced<Value, Type> {
  readonly published: PublishedCurriculum;
}

export function placed<Value, Type extends string>(
  type: Type,
  published: PublishedCurriculum,
  value: Value,
): Placed<Value, Type> {
  return { type, published, value };
}

/** The `resolveType` of every interface and union whose members are placed or unplaced. */
export function typeOfPlaced({ type }: Unplaced<unknown>): string {
  return type;
}
