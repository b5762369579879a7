import { hoursMax } from '../native/check-scalar.ts';

export type HoursCell =
  | { readonly kind: 'hours'; readonly hours: number; readonly isRounded: boolean }
  | { readonly kind: 'unclear' };

/** Hours as people write them: `4`, `4.5`, `4,5 h`, `90 min`, `1:30`; rounded to a multiple of 0.1. */
export function hoursFrom(cell: string): HoursCell {
  const match = pattern.exec(cell.trim().toLowerCase());
  if (!match) return { kind: 'unclear' };
  const [, whole = '', minutes, unit = ''] = match;
  const number = Number(whole.replace(',', '.')) + Number(minutes ?? 0) / 60;
  const exact = unit.startsWith('m') ? number / 60 : number;
  const hours = Math.round(exact * 10) / 10;
  if (!(exact > 0) || exact > hoursMax) return { kind: 'unclear' };
  const isRounded = Math.abs(hours - exact) > 1e-9;
  return { kind: 'hours', hours: Math.max(hours, 0.1), isRounded };
}

const pattern =
  /^(\d{1,6}(?:[.,]\d{1,10})?)(?::([0-5]\d))?\s*(h|hrs?|hours?|m|mins?|minutes?)?\.?$/;

/** The lines of a cell, but for those that are empty. */
export function linesOf(cell: string): string[] {
  return cell
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
