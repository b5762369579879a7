import type { PublishedCurriculum } from '../actions/curricula.ts';

/**
 * A value of a curriculum as the resolvers hand it on: with the revision that it was read from, so that its fields can
 * follow slugs, and with the name of its type in the API, by which interfaces and unions tell it apart.
 */
export interface Placed<Value, Type extends string = string> {
  readonly type: Type;
  readonly published: PublishedCurriculum;
  readonly value: Value;
}

export function placed<Value, Type extends string>(
  type: Type,
  published: PublishedCurriculum,
  value: Value,
): Placed<Value, Type> {
  return { type, published, value };
}

/** The `resolveType` of every interface and union whose members are placed. */
export function typeOfPlaced({ type }: Placed<unknown>): string {
  return type;
}
