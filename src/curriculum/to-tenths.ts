/** Hours as the multiple of 0.1 that is meant: sums and products leave traces in the last digits. */
export function toTenths(hours: number): number {
  return Math.round(hours * 10) / 10;
}
