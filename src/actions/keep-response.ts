import { createHash } from 'node:crypto';
import type { StoreWrites } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import type { Environment } from './environment.ts';
import { keptResponseMs } from './learner-limits.ts';
import { tryAgain } from './try-again.ts';

/** The same key was used for another request; nothing was changed. */
export interface KeyConflict {
  readonly kind: 'key-conflict';
  readonly message: string;
}

interface Repeatable {
  /** Whose key it is. */
  readonly owner: string;
  /** Null where the request may be done as often as it is sent. */
  readonly key: string | null;
  /** What is asked for: by it the same request is known. */
  readonly payload: unknown;
  readonly at: Date;
}

/**
 * Does the work in one transaction, together with which the response is kept under the key for two days: whoever repeats
 * the request then gets the response and nothing else happens, also where both came at once. Responses are JSON.
 */
export function keepResponse<Response>(
  { store }: Pick<Environment, 'store'>,
  { owner, key, payload, at }: Repeatable,
  work: (writes: StoreWrites) => Promise<Response>,
): Promise<Response | KeyConflict> {
  if (key === null) return store.write(work);
  const payloadDigest = digestOf(payload);
  return tryAgain(() =>
    store.write(async (writes) => {
      const { idempotencyKeys } = writes;
      const kept = await idempotencyKeys.find(owner, key);
      const isOld = kept && Number(at) - Number(kept.createdAt) > keptResponseMs;
      if (kept && !isOld)
        return kept.payloadDigest === payloadDigest ? (kept.response as Response) : conflict(key);
      await idempotencyKeys.removeBefore(new Date(Number(at) - keptResponseMs));
      const response = await work(writes);
      await idempotencyKeys.keep({ owner, key, payloadDigest, response, createdAt: at });
      return response;
    }),
  );
}

/**
 * What was answered to the same request, for work that is better not begun for nothing before `keepResponse` is called;
 * null where it is new.
 */
export async function keptResponse<Response>(
  { store }: Pick<Environment, 'store'>,
  { owner, key, payload, at }: Repeatable,
): Promise<Response | KeyConflict | null> {
  if (key === null) return null;
  const kept = await store.reads.idempotencyKeys.find(owner, key);
  if (!kept || Number(at) - Number(kept.createdAt) > keptResponseMs) return null;
  return kept.payloadDigest === digestOf(payload) ? (kept.response as Response) : conflict(key);
}

function digestOf(payload: unknown): string {
  return createHash('sha256').update(payloadText(payload)).digest('hex');
}

/** With times as text: as plain values they would all look alike. */
function payloadText(payload: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(payload)));
}

function conflict(key: string): KeyConflict {
  const message = `The idempotency key \`${key}\` was used for another request. Use a new one for each.`;
  return { kind: 'key-conflict', message };
}
