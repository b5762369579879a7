/** An object of JSON. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Null where the value is no object. */
export function asRecord(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : null;
}

/** What stands under a key that may have one value or a list of them, as a list. */
export function listIn(record: JsonRecord, key: string): readonly unknown[] {
  const value = record[key];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The objects among what stands under a key. */
export function recordsIn(record: JsonRecord, key: string): readonly JsonRecord[] {
  return listIn(record, key)
    .map(asRecord)
    .filter((value) => value !== null);
}

/** A text with something in it; null where there is none. */
export function textIn(record: JsonRecord, key: string): string | null {
  const value = record[key];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A number, which credentials mostly write as a text; null where there is none. */
export function numberIn(record: JsonRecord, key: string): number | null {
  const value = record[key];
  const isPlain = typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*%?\s*$/.test(value);
  const number = isPlain ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Why a value of JSON can't be kept, as a sentence; null where it can. */
export function unfitness(value: unknown, depthMax: number): string | null {
  const pending: (readonly [value: unknown, depth: number])[] = [[value, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [one, depth] = next;
    if (typeof one === 'string' && /\0|\p{Surrogate}/u.test(one))
      return 'It has a character that is none: a NUL, or half of a pair of surrogates.';
    if (typeof one !== 'object' || one === null) continue;
    if (depth === depthMax)
      return `It has more than ${depthMax} levels of lists and objects within one another.`;
    for (const [key, part] of Object.entries(one)) pending.push([key, depth], [part, depth + 1]);
  }
  return null;
}
