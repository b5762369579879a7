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
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}
