/** `12.5 h`. */
export function hoursText(hours: number): string {
  return `${Math.round(hours * 10) / 10} h`;
}
