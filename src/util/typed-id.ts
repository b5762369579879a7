/** An id that says what it is of, as text that nobody is tempted to read: `Learner` and the keys that it is stored under. */
export function typedId(type: string, keys: readonly string[]): string {
  return Buffer.from(`${type}:${keys.join('/')}`).toString('base64');
}

/** Null for what can't be such an id. */
export function readTypedId(id: string): TypedId | null {
  const text = Buffer.from(id, 'base64').toString();
  const [, type, path] = /^([A-Z]\w*):([\w@-]+(\/[\w@-]+)*)$/.exec(text) ?? [];
  return type && path ? { type, keys: path.split('/') } : null;
}

export interface TypedId {
  readonly type: string;
  readonly keys: readonly string[];
}
