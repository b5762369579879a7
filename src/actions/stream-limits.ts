/** How many streams there may be, and how soon they learn of anything. */
export const streamLimits = {
  /** Of one learner, mentor, token of a service, and so on. */
  streamsPerViewer: 10,
  streamsPerProcess: 5_000,
  /** Changes that a stream holds at once: what a slow reader has not taken yet stays in the database. */
  page: 100,
  /** So often one look tells whether anything happened; what is written in this process is looked for at once. */
  pollMs: 500,
  /** What is written in a burst is looked for together. */
  burstMs: 10,
  /** No change is handed on by rights that were looked at longer ago. */
  trustMs: 1_000,
  /** Where nothing happens the rights are looked at so often, that the stream may end. */
  idleMs: 10_000,
  /** Who has taken nothing for so long, though there was something, is cut off. */
  stuckMs: 60_000,
} as const;

export type StreamLimits = { readonly [Name in keyof typeof streamLimits]: number };
