const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const millisecondsPerDay = 86_400_000;

/** The number of a `YYYY-MM-DD` day, counted from 1970-01-01; null where there is no such day. */
export function dayNumber(date: string): number | null {
  const parts = pattern.exec(date);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const time = Date.UTC(year, month - 1, day);
  // A day that the month doesn't have runs over into the next one; years below 100 mean 19xx to `Date.UTC`.
  return new Date(time).toISOString().startsWith(date) ? time / millisecondsPerDay : null;
}

/** The day of a number that `dayNumber` gave, or one near it, as `YYYY-MM-DD`. */
export function dayName(day: number): string {
  const kept = names.get(day);
  if (kept !== undefined) return kept;
  if (names.size >= namesMax) names.clear();
  const name = new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
  names.set(day, name);
  return name;
}

/** Names of days that were asked for: those of a few years come again and again. */
const names = new Map<number, string>();
const namesMax = 4_000;
