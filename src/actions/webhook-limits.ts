import { dayMs } from './learner-limits.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** What others are told has limits; times are in milliseconds. */
export const webhookLimits = {
  /** Each has a place for one delivery under way at any time, however slow the others are. */
  endpoints: 100,
  url: 2_000,
  title: 200,
  /** Deliveries under way to one endpoint, by one process. */
  atOnce: 4,
  /** Deliveries under way by one process, beside the first of each endpoint. */
  besideFirst: 50,
  /** After so long the next try is made, as far as it is not told otherwise; the first is at once. */
  schedule: [
    ...[0, 5 * second, 5 * minute, 30 * minute, 2 * hour],
    ...[5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
  ],
  /** By at most this share of it a wait is longer, by chance, so that not all come at once. */
  jitter: 0.2,
  /** No endpoint may ask for more time at once. */
  retryAfter: dayMs,
  /** A pause for an endpoint that has too much to do and doesn't say for how long. */
  pause: minute,
  /** So long a delivery is one process's; more than the time that any try takes. */
  lease: minute,
  /** So long is kept what happened, and how it was delivered. */
  log: 30 * dayMs,
  /** Failed deliveries that are tried again at once. */
  replay: 1_000,
  /** Hours for which the secret before may sign, too: at most, and where nothing is said. */
  rotationHours: 168,
  rotationHoursByDefault: 24,
  /** Changes that are read at once. */
  changes: 100,
  /** Pieces of evidence that one event names. */
  evidence: 50,
  /** External ids that one event names, and how long they may be together, in bytes of JSON. */
  externalIds: 10,
  externalIdBytes: 6_000,
} as const;
