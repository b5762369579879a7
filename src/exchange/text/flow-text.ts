/** A value as JSON has it: what is written down. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue | undefined };

/** How the words of a notation are written. */
export interface Notation {
  readonly scalar: (value: string | number | boolean | null) => string;
  readonly key: (key: string) => string;
}

/**
 * A value on one line, as `{ key: value }` and `[value, value]`, which JSON and YAML share; null where that takes more
 * than so many characters. However deep it is nested.
 */
export function flowText(
  value: PlainValue,
  notation: Notation,
  charactersMax = Infinity,
): string | null {
  const open: Collection[] = [];
  let text = begin(value, notation, open);
  for (let top = open.at(-1); top && text.length <= charactersMax; top = open.at(-1)) {
    const { keys, values, at } = top;
    if (at === values.length) {
      if (keys) text += at > 0 ? ' }' : '}';
      else text += ']';
      open.pop();
      continue;
    }
    top.at += 1;
    if (at > 0) text += ', ';
    else if (keys) text += ' ';
    if (keys) text += `${notation.key(keys[at]!)}: `;
    text += begin(values[at]!, notation, open);
  }
  return text.length <= charactersMax ? text : null;
}

/** A list or a mapping of which some part is still to be written. */
export interface Collection {
  /** Null for a list. */
  readonly keys: readonly string[] | null;
  readonly values: readonly PlainValue[];
  at: number;
}

/** A list or a mapping with nothing of it written yet, without the keys that have no value; null for anything else. */
export function collectionOf(value: PlainValue): Collection | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return { keys: null, values: value, at: 0 };
  const mapping = value as { readonly [key: string]: PlainValue | undefined };
  const keys = Object.keys(mapping).filter((key) => mapping[key] !== undefined);
  return { keys, values: keys.map((key) => mapping[key]!), at: 0 };
}

function begin(value: PlainValue, { scalar }: Notation, open: Collection[]): string {
  const collection = collectionOf(value);
  if (!collection) return scalar(value as string | number | boolean | null);
  open.push(collection);
  return collection.keys ? '{' : '[';
}
