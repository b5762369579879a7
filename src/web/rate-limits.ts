import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../actions/authenticate.ts';
import { BoundedCache } from '../util/bounded-cache.ts';
import type { HttpRefusal } from './refuse.ts';

/** How much those who ask may ask, in points: an object of an answer is about one. */
export interface RateLimitSettings {
  /** Of each token, or of whoever else is known; null where there is no limit, as below. */
  readonly pointsPerMinute: number | null;
  /** Of each address that strangers ask from. */
  readonly strangersPointsPerMinute: number | null;
}

/** What one who asks has left. */
export interface Allowance {
  /** Takes so many points where there are as many, or the bucket is full; tells how long to wait where there are not. */
  readonly charge: (points: number) => RateRefusal | null;
  /** Null where there is no limit. */
  readonly standing: () => Standing | null;
}

export interface Standing {
  readonly limit: number;
  readonly remaining: number;
  /** In how many seconds there are as many as there can be. */
  readonly resetSeconds: number;
}

/**
 * Holds each who asks to so many points a minute: a bucket that fills again all the time and holds a minute's worth. Each
 * process has buckets of its own, in memory. Strangers have one for each address, but for those of this machine: behind a
 * proxy all of them would have the same.
 */
export class RateLimits {
  readonly #settings: RateLimitSettings;
  readonly #milliseconds: () => number;
  readonly #buckets = new BoundedCache<Bucket>({ entries: bucketsMax, keyLength: 1_000 });

  constructor(settings: RateLimitSettings, milliseconds: () => number = () => performance.now()) {
    this.#settings = settings;
    this.#milliseconds = milliseconds;
  }

  of(
    identity: Pick<Identity, 'actor' | 'token'> | null,
    { socket }: Pick<IncomingMessage, 'socket'>,
  ): Allowance {
    const { pointsPerMinute, strangersPointsPerMinute } = this.#settings;
    const { actor, token } = identity ?? { actor: null, token: null };
    if (actor && actor.kind !== 'ANONYMOUS')
      return this.#allowance(`${actor.kind} ${token ?? actor.name}`, pointsPerMinute);
    const address = networkOf(socket.remoteAddress ?? '');
    return address === null ? unlimited : this.#allowance(address, strangersPointsPerMinute);
  }

  #allowance(key: string, limit: number | null): Allowance {
    if (limit === null) return unlimited;
    const standing = (): Standing => {
      const remaining = this.#pointsIn(key, limit);
      const resetSeconds = Math.ceil(((limit - remaining) / limit) * 60);
      return { limit, remaining: Math.floor(Math.max(0, remaining)), resetSeconds };
    };
    return {
      standing,
      charge: (points) => {
        const there = this.#pointsIn(key, limit);
        // What costs more than a whole bucket would never be served otherwise.
        const needed = Math.min(points, limit);
        if (there < needed) return tooMany(Math.ceil(((needed - there) / limit) * 60), standing());
        this.#buckets.set(key, { points: there - points, at: this.#milliseconds() });
        return null;
      },
    };
  }

  #pointsIn(key: string, limit: number): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return limit;
    const filled = ((this.#milliseconds() - bucket.at) / 60_000) * limit;
    return Math.min(limit, bucket.points + filled);
  }
}

interface Bucket {
  readonly points: number;
  readonly at: number;
}

/** Whoever has not asked for the longest time begins with a full bucket again. */
const bucketsMax = 100_000;

/** An allowance that tells, in the headers of the response, what is left after each charge. */
export function tellingAllowance(allowance: Allowance, response: ServerResponse): Allowance {
  return {
    standing: allowance.standing,
    charge: (points) => {
      const refusal = allowance.charge(points);
      const standing = allowance.standing();
      if (standing && !response.headersSent)
        for (const [name, value] of Object.entries(rateLimitHeaders(standing)))
          response.setHeader(name, value);
      return refusal;
    },
  };
}

/** Where somebody stands, as headers that clients know. */
function rateLimitHeaders({ limit, remaining, resetSeconds }: Standing): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetSeconds),
  };
}

export interface RateRefusal extends HttpRefusal {
  readonly retryAfterSeconds: number;
}

function tooMany(seconds: number, standing: Standing): RateRefusal {
  const wait = Math.max(1, seconds);
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: `You have asked too much: ${standing.limit} points a minute are the most. Ask again in ${wait} s.`,
    headers: { 'retry-after': String(wait), ...rateLimitHeaders(standing) },
    retryAfterSeconds: wait,
  };
}

/** Who has an address of IPv6 has as many as they want of the same network. Null for those of this machine. */
function networkOf(address: string): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (plain === '' || plain === '::1' || plain.startsWith('127.')) return null;
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}

const unlimited: Allowance = {
  charge: () => null,
  standing: () => null,
};
