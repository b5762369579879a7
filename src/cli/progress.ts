import type { Terminal } from './terminal.ts';

/** Tells whoever watches how far requests are answered. */
export class Progress {
  readonly #terminal: Pick<Terminal, 'progress'>;
  readonly #bytes: number | null;
  readonly #now: () => number;
  readonly #start: number;
  #shownAt = 0;
  #count = 0;
  #bytesDone = 0;

  /**
   * @param bytes of all requests together; null where nobody knows.
   * @param now milliseconds from any moment on.
   */
  constructor(
    terminal: Pick<Terminal, 'progress'>,
    bytes: number | null,
    now = () => performance.now(),
  ) {
    this.#terminal = terminal;
    this.#bytes = bytes;
    this.#now = now;
    this.#start = now();
  }

  /** How many requests are answered. */
  get count(): number {
    return this.#count;
  }

  add(line: string): void {
    this.#count += 1;
    this.#bytesDone += Buffer.byteLength(line) + 1;
    const now = this.#now();
    if (now - this.#shownAt < betweenMilliseconds) return;
    this.#shownAt = now;
    const share = this.#bytes === null ? null : Math.min(1, this.#bytesDone / this.#bytes);
    this.#terminal.progress(progressText(this.#count, share, (now - this.#start) / 1000));
  }

  end(): void {
    this.#terminal.progress('');
  }
}

/** An eye can't read more often. */
const betweenMilliseconds = 100;
const barColumns = 20;

/** `████████████░░░░░░░░ 60 %, 6012 answered, 1503 a second, 3 s left`: without what isn't known. */
export function progressText(count: number, share: number | null, seconds: number): string {
  const rate = count / Math.max(seconds, 0.001);
  const left = share === null ? null : (seconds * (1 - share)) / share;
  return [
    share === null ? null : shareText(share),
    `${count} answered`,
    rate >= 1 ? `${Math.round(rate)} a second` : null,
    left === null ? null : `${durationText(left)} left`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** `████████████░░░░░░░░ 60 %` */
export function shareText(share: number): string {
  const filled = Math.floor(share * barColumns);
  return `${'█'.repeat(filled)}${'░'.repeat(barColumns - filled)} ${Math.floor(share * 100)} %`;
}

function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 100 ? `${whole} s` : `${Math.ceil(seconds / 60)} min`;
}
