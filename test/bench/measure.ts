/** Milliseconds of one call. */
export function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Milliseconds of each call, one for each item: items differ, since the processor learns one that is repeated. */
export function timedEach<Item>(items: readonly Item[], work: (item: Item) => unknown): number[] {
  return items.map((item) => timed(() => work(item)));
}

/** The value that the given share of all values, from 0 to 1, does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((left, right) => left - right);
  return ordered[Math.min(ordered.length - 1, Math.ceil(share * ordered.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** `p50 0.63, p99 8.1, max 12 ms` */
export function spread(values: readonly number[], unit = 'ms'): string {
  const [half, most, all] = [median(values), percentile(values, 0.99), Math.max(...values)];
  return `p50 ${short(half)}, p99 ${short(most)}, max ${short(all)} ${unit}`;
}

/** Two significant digits, three from 100 on. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(2)));
}

/** `12x` */
export function times(ratio: number): string {
  return `${short(ratio)}x`;
}
