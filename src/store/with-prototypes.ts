/** Drizzle asks every value for its prototype, which records that are read from a document or a query don't have. */
export function withPrototypes<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
      ? { ...value }
      : value,
  ]);
  return Object.fromEntries(entries);
}
