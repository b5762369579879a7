/** One thing that is measured beside its peers, in one run. */
export interface Bench {
  /** What `npm run bench <name>` calls it. */
  readonly name: string;
  readonly title: string;
  /** How it is measured, for a reader of the table: sizes, seeds, what the peer is. */
  readonly method: string;
  run(): Promise<readonly Line[]>;
}

export interface Line {
  readonly what: string;
  readonly measured: string;
  /** The same by the peer, or what the measure is compared with. */
  readonly peer: string;
  /** Empty where there is none: the line is for information. */
  readonly target: string;
  /** Null where there is no target. */
  readonly isMet: boolean | null;
}

/** A line with a target in the form of a least or greatest value of a figure. */
export function line(
  what: string,
  measured: string,
  peer: string,
  goal?: {
    readonly figure: number;
    readonly atLeast?: number;
    readonly atMost?: number;
    readonly unit?: string;
  },
): Line {
  if (goal === undefined) return { what, measured, peer, target: '', isMet: null };
  const { figure, atLeast, atMost, unit = '' } = goal;
  const bounds = [
    ...(atLeast === undefined ? [] : [`>= ${atLeast}${unit}`]),
    ...(atMost === undefined ? [] : [`<= ${atMost}${unit}`]),
  ];
  const isMet =
    (atLeast === undefined || figure >= atLeast) && (atMost === undefined || figure <= atMost);
  return { what, measured, peer, target: bounds.join(', '), isMet };
}
