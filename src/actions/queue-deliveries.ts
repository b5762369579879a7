import type { WebhookEndpoint, WebhookEvent, WebhookEventType } from '../curriculum/webhook.ts';
import type { StoreWrites } from '../store/store.ts';
import type { ToldEndpoint } from '../store/webhook-endpoints.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { typedId } from '../util/typed-id.ts';
import { type Environment, newId } from './environment.ts';
import { type EventOfChange, eventsOfChanges } from './events-of-changes.ts';
import { webhookLimits } from './webhook-limits.ts';

/**
 * Addresses some of what happened and nobody was told of yet to the endpoints that want to be told; whether there may be
 * more. How far this came is stored together with what comes of it, so that nothing is left out or addressed twice, however
 * many processes do it and wherever one ends.
 */
export async function queueDeliveries(environment: Environment): Promise<boolean> {
  const { store } = environment;
  const endpoints = await store.reads.webhookEndpoints.told();
  if (endpoints.length === 0) return false;
  const cursors = await store.reads.webhookEvents.cursors();
  const changes = await newsOfChanges(environment, endpoints, cursors);
  const revisions = await newsOfRevisions(environment, endpoints, cursors);
  const due = await store.reads.webhookEvents.due(1);
  const moved = new Map([...changes.moved, ...revisions.moved]);
  if (moved.size === 0 && due.length === 0) return false;
  return store.write(async (writes) => {
    const { webhookEvents, webhookEndpoints } = writes;
    await webhookEvents.lock();
    const isStill =
      sameText(await webhookEvents.cursors(), cursors) &&
      sameWishes(await webhookEndpoints.told(), endpoints);
    // Somebody else was quicker, or others want to be told of other things: all of it is looked at anew.
    if (!isStill) return true;
    await keepAddressed(writes, environment, [...changes.addressed, ...revisions.addressed]);
    await addressDue(writes, environment, endpoints);
    await webhookEvents.advance(moved);
    return true;
  });
}

/** An event, and whom it is for. */
interface Addressed {
  readonly event: WebhookEvent;
  readonly endpoints: readonly ToldEndpoint[];
}

interface News {
  readonly addressed: readonly Addressed[];
  /** Up to where was read, where anything was. */
  readonly moved: ReadonlyMap<string, number>;
}

const changesCursor = 'changes';

async function newsOfChanges(
  environment: Environment,
  endpoints: readonly ToldEndpoint[],
  cursors: ReadonlyMap<string, number>,
): Promise<News> {
  const first = Math.min(...endpoints.map(({ afterSequence }) => afterSequence));
  const sequence = Math.max(cursors.get(changesCursor) ?? 0, first);
  const { learnerChanges } = environment.store.reads;
  const changes = await learnerChanges.sinceForAll({ sequence, limit: webhookLimits.changes });
  const last = changes.at(-1);
  if (!last) return { addressed: [], moved: new Map() };
  const wanted = new Set(endpoints.flatMap(({ types }) => (types.length > 0 ? types : all)));
  const events = await eventsOfChanges(environment, changes, wanted);
  const isNewTo =
    ({ sequence }: EventOfChange) =>
    (endpoint: ToldEndpoint) =>
      sequence > endpoint.afterSequence;
  const addressed = events.map((one) => ({
    event: one.event,
    endpoints: endpoints.filter(isNewTo(one)).filter((each) => wants(each, one.event.type)),
  }));
  return { addressed, moved: new Map([[changesCursor, last.sequence]]) };
}

const all: readonly WebhookEventType[] = [
  ...(['evidence.recorded', 'evidence.retracted', 'skill.attained'] as const),
  ...(['roadmap.adopted', 'roadmap.changed', 'roadmap.completed'] as const),
];

function wants({ types }: WebhookEndpoint, type: WebhookEventType): boolean {
  return types.length === 0 || types.includes(type);
}

/** Revisions have no gaps, so the number of the newest tells of all since. */
async function newsOfRevisions(
  environment: Environment,
  endpoints: readonly ToldEndpoint[],
  cursors: ReadonlyMap<string, number>,
): Promise<News> {
  const { curricula, revisions } = environment.store.reads;
  const addressed: Addressed[] = [];
  const moved = new Map<string, number>();
  for (const { curriculum: slug, number: newest } of await curricula.heads()) {
    const name = `curriculum ${slug}`;
    const afterOf = ({ afterRevisions }: ToldEndpoint) => afterRevisions[slug] ?? 0;
    const from = Math.max(cursors.get(name) ?? 0, Math.min(...endpoints.map(afterOf)));
    const to = Math.min(newest, from + webhookLimits.changes);
    if (to > from) moved.set(name, to);
    for (let number = from + 1; number <= to; number += 1) {
      const told = endpoints
        .filter((each) => number > afterOf(each))
        .filter((each) => wants(each, 'curriculum.published'));
      const revision = told.length > 0 ? await revisions.byNumber(slug, number) : null;
      if (!revision) continue;
      const event: WebhookEvent<'curriculum.published'> = {
        id: newId(environment),
        type: 'curriculum.published',
        learner: null,
        data: { curriculum: typedId('Curriculum', [slug]), slug, revision: number },
        at: revision.publishedAt,
      };
      addressed.push({ event, endpoints: told });
    }
  }
  return { addressed, moved };
}

async function keepAddressed(
  { learners, webhookEvents, webhookDeliveries }: StoreWrites,
  environment: Environment,
  addressed: readonly Addressed[],
): Promise<void> {
  const wanted = addressed.filter(({ endpoints }) => endpoints.length > 0);
  const whom = wanted.flatMap(({ event }) => event.learner ?? []);
  const left = await learners.lock(whom);
  // Of whoever is erased nothing is told any more.
  const kept = wanted.filter(({ event: { learner } }) => learner === null || left.has(learner));
  await webhookEvents.keep(kept.map(({ event }) => event));
  await queue({ webhookDeliveries }, environment, kept);
}

/** Addresses, under the lock, what somebody else noted to be told. */
export async function addressDue(
  { learners, webhookEvents, webhookDeliveries }: StoreWrites,
  environment: Environment,
  endpoints: readonly ToldEndpoint[],
): Promise<void> {
  for (;;) {
    const whom = (await webhookEvents.due(dueAtOnce)).flatMap(({ learner }) => learner ?? []);
    if (whom.length > 0) await learners.lock(whom);
    const due = await webhookEvents.due(dueAtOnce);
    const addressed = due.map((event) => ({
      event,
      endpoints: endpoints.filter((each) => wants(each, event.type)),
    }));
    await queue({ webhookDeliveries }, environment, addressed);
    await webhookEvents.addressed(due.map(({ id }) => id));
    if (due.length < dueAtOnce) return;
  }
}

const dueAtOnce = 500;

/** Endpoints that are disabled are told when somebody asks for it. */
async function queue(
  { webhookDeliveries }: Pick<StoreWrites, 'webhookDeliveries'>,
  environment: Environment,
  addressed: readonly Addressed[],
): Promise<void> {
  const at = environment.now();
  for (const isLost of [false, true]) {
    const deliveries = addressed.flatMap(({ event, endpoints }) =>
      endpoints
        .filter(({ disabledAt }) => (disabledAt !== null) === isLost)
        .map((endpoint) => ({ id: newId(environment), endpoint: endpoint.id, event: event.id })),
    );
    await webhookDeliveries.queue(deliveries, { at, isLost });
  }
}

function sameText(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return canonicalJson([...one].sort()) === canonicalJson([...other].sort());
}

function sameWishes(one: readonly ToldEndpoint[], other: readonly ToldEndpoint[]): boolean {
  const wishesOf = ({ id, types, disabledAt }: ToldEndpoint) => [id, types, disabledAt === null];
  return canonicalJson(one.map(wishesOf)) === canonicalJson(other.map(wishesOf));
}
