/** `4 Jan 2027`, for a `YYYY-MM-DD` day. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date} ${months[month - 1]} ${year}`;
}

/** `4 Jan to 14 Mar 2027`: a year that both days share is said once. */
export function daysText(from: string, to: string): string {
  if (from === to) return dayText(from);
  const start = from.slice(0, 4) === to.slice(0, 4) ? dayText(from).slice(0, -5) : dayText(from);
  return `${start} to ${dayText(to)}`;
}

/** `4 Jan to 9 Jan`: without the year, where it stands near by. */
export function shortDaysText(from: string, to: string): string {
  const [start, end] = [from, to].map((day) => dayText(day).slice(0, -5));
  return from === to ? start! : `${start} to ${end}`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
