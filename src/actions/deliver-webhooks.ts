import { setImmediate } from 'node:timers/promises';
import type { WebhookAttempt, WebhookEvent } from '../curriculum/webhook.ts';
import { type Delivery, deliverWebhook } from '../outside/deliver-webhook.ts';
import { signWebhook } from '../outside/sign-webhook.ts';
import type { StoreWrites } from '../store/store.ts';
import type { ClaimedDelivery, DeliveryProgress } from '../store/webhook-deliveries.ts';
import type { ToldEndpoint } from '../store/webhook-endpoints.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import { type Environment, newId } from './environment.ts';
import { webhookLimits } from './webhook-limits.ts';

/** A delivery that is this process's for now, and where it goes. */
export interface Claimed {
  readonly delivery: ClaimedDelivery;
  readonly endpoint: ToldEndpoint;
}

/**
 * Takes deliveries that are to be tried by now, as many as there are places for beside those under way: whatever is slow
 * leaves every other endpoint a place.
 */
export async function claimDeliveries(
  environment: Environment,
  underWay: ReadonlyMap<string, number>,
): Promise<Claimed[]> {
  const { store } = environment;
  const at = environment.now();
  const told = await store.reads.webhookEndpoints.told();
  const ready = told.filter(
    ({ disabledAt, pausedUntil }) => disabledAt === null && !(pausedUntil && pausedUntil > at),
  );
  const places = placesFor(ready, underWay);
  const due: string[] = [];
  for (const [id, limit] of places)
    if (limit > 0) due.push(...(await store.reads.webhookDeliveries.due(id, { at, limit })));
  if (due.length === 0) return [];
  const until = new Date(Number(at) + webhookLimits.lease);
  const claimed = await store.write(async ({ webhookEvents, webhookDeliveries }) => {
    await webhookEvents.lock();
    return webhookDeliveries.claim(due, { lease: newId(environment), at, until });
  });
  const byId = new Map(ready.map((endpoint) => [endpoint.id, endpoint]));
  return claimed.flatMap((delivery) => {
    const endpoint = byId.get(delivery.endpoint);
    return endpoint ? [{ delivery, endpoint }] : [];
  });
}

/** How many deliveries to each endpoint may begin. */
function placesFor(
  endpoints: readonly ToldEndpoint[],
  underWay: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const besideFirst = [...underWay.values()].reduce(
    (sum, count) => sum + Math.max(0, count - 1),
    0,
  );
  let left = Math.max(0, webhookLimits.besideFirst - besideFirst);
  return new Map(
    endpoints.map(({ id }) => {
      const busy = underWay.get(id) ?? 0;
      const first = busy === 0 ? 1 : 0;
      const more = Math.min(left, Math.max(0, webhookLimits.atOnce - busy - first));
      left -= more;
      return [id, first + more];
    }),
  );
}

/** Tries a delivery once, and stores what came of it. Where `stop` ends the try, it is given back. */
export async function deliver(
  environment: Environment,
  { delivery, endpoint }: Claimed,
  stop: AbortSignal,
): Promise<void> {
  const { store, calls = { mayBePrivate: false } } = environment;
  const at = environment.now();
  const body = bodyOf(delivery.event);
  const timestamp = Math.floor(Number(at) / 1000);
  const headers = signWebhook({ id: delivery.event.id, timestamp, body }, secretsOf(endpoint, at));
  const came = await deliverWebhook({ url: endpoint.url, headers, body }, calls, stop);
  if (came.kind === 'stopped') {
    await store.write(({ webhookDeliveries }) => webhookDeliveries.release(delivery, at));
    return;
  }
  const end = environment.now();
  const attempt = { at, milliseconds: Number(end) - Number(at), ...attemptOf(came) };
  const retryAfter = came.kind === 'answered' ? waitAsked(came.retryAfter, end) : null;
  const isGone = attempt.status === 410;
  const next = isGone ? null : nextTry(environment, delivery, end, retryAfter);
  await store.write(async (writes) => {
    // Who disables an endpoint gives up all that is to be delivered to it.
    if (attempt.problem !== null && next === null) await writes.webhookEvents.lock();
    const progress = progressOf(attempt, next, end);
    if (!(await writes.webhookDeliveries.record(delivery, attempt, progress))) return;
    if (attempt.problem === null) await noteDelivered(writes, endpoint, end);
    else if (isGone) await disableEndpoint(writes, endpoint.id, end, goneText);
    else if (next === null) await disableWhereDead(writes, { delivery, endpoint }, end);
    else await pause(writes, endpoint, attempt.status, { end, next, retryAfter });
  });
}

/** Both, while the former is still good. */
function secretsOf({ secret, formerSecret, rotatesUntil }: ToldEndpoint, at: Date): string[] {
  const isGood = formerSecret !== null && rotatesUntil !== null && rotatesUntil > at;
  return isGood ? [secret, formerSecret] : [secret];
}

/** What is sent: the same bytes with each try. */
export function bodyOf({ type, at, data }: WebhookEvent): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data });
}

function attemptOf(came: Exclude<Delivery, { kind: 'stopped' }>) {
  if (came.kind === 'unanswered') return { status: null, problem: came.message };
  const { status } = came;
  if (status >= 200 && status < 300) return { status, problem: null };
  const isElsewhere = status >= 300 && status < 400;
  const problem = isElsewhere
    ? `It answered with the status ${status}, which leads elsewhere, and is not followed.`
    : `It answered with the status ${status}.`;
  return { status, problem };
}

/** The milliseconds that an answer asks for, as seconds or as a date; null where it asks for none. */
function waitAsked(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Number(now);
  return asked > 0 ? Math.min(asked, webhookLimits.retryAfter) : null;
}

/** Null where it was the last try. Whoever pings wants to know at once. */
function nextTry(
  { random }: Environment,
  { event, triesMade }: ClaimedDelivery,
  end: Date,
  retryAfter: number | null,
): Date | null {
  const wait = webhookLimits.schedule[triesMade + 1];
  if (wait === undefined || event.type === 'webhook.ping') return null;
  const [high = 0, low = 0] = random(2);
  const late = wait * webhookLimits.jitter * ((high * 256 + low) / 65_536);
  return new Date(Number(end) + Math.max(Math.round(wait + late), retryAfter ?? 0));
}

function progressOf(
  { problem }: Pick<WebhookAttempt, 'problem'>,
  nextAt: Date | null,
  end: Date,
): DeliveryProgress {
  if (problem === null) return { state: 'DELIVERED', nextAt: null, endedAt: end };
  if (nextAt === null) return { state: 'FAILED', nextAt, endedAt: end };
  return { state: 'PENDING', nextAt, endedAt: null };
}

const goneText = 'It answered with the status 410: it wants to be told of nothing any more.';

const minute = 60_000;

async function noteDelivered(
  { webhookEndpoints }: StoreWrites,
  { id, lastDeliveredAt }: ToldEndpoint,
  at: Date,
): Promise<void> {
  const notedBefore = new Date(Number(at) - minute);
  if (lastDeliveredAt === null || lastDeliveredAt < notedBefore)
    await webhookEndpoints.noteDelivered(id, at, notedBefore);
}

/** An endpoint to which nothing was delivered while one delivery was tried to its end has nobody who listens. */
async function disableWhereDead(
  writes: StoreWrites,
  { delivery, endpoint }: Claimed,
  end: Date,
): Promise<void> {
  if (delivery.event.type === 'webhook.ping') return;
  const current = await writes.webhookEndpoints.byId(endpoint.id);
  const last = current?.lastDeliveredAt ?? null;
  if (last !== null && last >= delivery.queuedAt) return;
  const since = delivery.queuedAt.toISOString();
  const reason = `Nothing could be delivered to it since ${since}, in ${delivery.triesMade + 1} tries.`;
  await disableEndpoint(writes, endpoint.id, end, reason);
}

/** Who has too much to do is left alone for a while by all deliveries. */
async function pause(
  { webhookEndpoints }: StoreWrites,
  { id }: ToldEndpoint,
  status: number | null,
  {
    end,
    next,
    retryAfter,
  }: { readonly end: Date; readonly next: Date; readonly retryAfter: number | null },
): Promise<void> {
  if (status === null || !busyStatuses.has(status)) return;
  const wait = retryAfter ?? Math.min(webhookLimits.pause, Number(next) - Number(end));
  await webhookEndpoints.update(id, { pausedUntil: new Date(Number(end) + wait) });
}

const busyStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Removes from the log what is older than it keeps, in small pieces. */
export async function pruneDeliveries({ store, now }: Environment): Promise<void> {
  const before = new Date(Number(now()) - webhookLimits.log);
  for (;;) {
    const removed = await store.write(({ webhookEvents }) =>
      webhookEvents.removeBefore(before, prunedAtOnce),
    );
    if (removed < prunedAtOnce) return;
    await setImmediate();
  }
}

const prunedAtOnce = 500;
