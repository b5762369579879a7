import { readTypedId, typedId } from '../util/typed-id.ts';
import { badInput } from './bad-input.ts';
import type { Context } from './context.ts';
import type { Unplaced } from './placed.ts';

/** The id of what belongs to people: its type, and the keys that it is stored under, as it leaves for callers. */
export function globalId(type: string, ...keys: readonly string[]): string {
  return typedId(type, keys);
}

/** The keys in an id of the type that an argument must have; whatever else stands there is refused. */
export function keysIn(type: string, argument: string, id: string): readonly string[] {
  const named = readTypedId(id);
  if (named?.type === type) return named.keys;
  const says = named ? `is the id of a ${named.type}` : 'is no id that this API gave';
  throw badInput(`\`${argument}\` ${says}: it must be that of a ${type}.`);
}

/** The one key in such an id. */
export function keyIn(type: string, argument: string, id: string): string {
  return keysIn(type, argument, id)[0]!;
}

type Find = (context: Context, keys: readonly string[]) => Promise<Unplaced<unknown> | null>;

const finds = new Map<string, Find>();

/**
 * Lets `node` find what belongs to people, by the keys in its id. What the actor may not see is null, like what is not
 * there.
 */
export function findsNode(type: string, find: Find): void {
  finds.set(type, find);
}

export function nodeFinder(type: string): Find | null {
  return finds.get(type) ?? null;
}
