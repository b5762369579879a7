/** What is not said is null: neither the empty text nor space. */
export function said(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** The finite number that a text is; null where it is none. */
export function numberIn(text: string | null): number | null {
  if (text === null || !/^[-+]?\d{1,15}(?:\.\d{1,20})?(?:e[-+]?\d{1,3})?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** A time by ISO 8601, whose time zone is that of Greenwich where none is named; null where it is none. */
export function timeIn(text: string | null): Date | null {
  const match = pattern.exec(text ?? '');
  if (!match) return null;
  const [, day, time = '00:00', zone = 'Z'] = match;
  const date = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : zone}`);
  return Number.isNaN(Number(date)) || !isDay(day!) ? null : date;
}

/** A 31st of February would be read as some day of March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(Number(date)) && date.toISOString().startsWith(day);
}

const pattern =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))? ?(Z|UTC|[-+]\d\d:?\d\d)?$/;

/** From 0 to 1; more than everything is everything. */
export function shareOf(points: number | null, possible: number | null): number | null {
  if (points === null || possible === null || !(possible > 0)) return null;
  return Math.min(1, Math.max(0, points / possible));
}
