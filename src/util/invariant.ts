/** Throws where our own code is wrong. What a caller can cause is a value with a `kind`, never this. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`This is a bug: ${message}`);
}
