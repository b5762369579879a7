import { invariant } from './invariant.ts';

/**
 * JSON with the keys of objects in order, so that equal values give equal text. Keys whose value is undefined are left
 * out. Unlike `JSON.stringify` it takes values nested hundreds of thousands deep.
 */
export function canonicalJson(value: unknown): string {
  const open: Group[] = [];
  let text = begin(value, open);
  for (let group = open.at(-1); group; group = open.at(-1)) {
    if (group.at === group.values.length) {
      text += group.keys ? '}' : ']';
      open.pop();
      continue;
    }
    if (group.at > 0) text += ',';
    if (group.keys) text += `${JSON.stringify(group.keys[group.at])}:`;
    text += begin(group.values[group.at++], open);
  }
  return text;
}

/** A list or an object of which some part is still to be written. */
interface Group {
  /** Null for a list. */
  readonly keys: readonly string[] | null;
  readonly values: readonly unknown[];
  at: number;
}

/** The text of a plain value; of a list or an object the opening bracket, the rest being left open. */
function begin(value: unknown, open: Group[]): string {
  if (Array.isArray(value)) {
    open.push({ keys: null, values: value, at: 0 });
    return '[';
  }
  if (typeof value === 'object' && value !== null) {
    const entries = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(entries)
      .filter((key) => entries[key] !== undefined)
      .sort();
    open.push({ keys, values: keys.map((key) => entries[key]), at: 0 });
    return '{';
  }
  const isJson = value === null || ['string', 'boolean'].includes(typeof value);
  invariant(isJson || Number.isFinite(value), `JSON can't hold ${String(value)}`);
  return JSON.stringify(value);
}
