import { operator } from '../../src/actions/actor.ts';
import {
  createWebhookEndpoint,
  type WebhookEndpointInput,
} from '../../src/actions/create-webhook-endpoint.ts';
import { claimDeliveries, deliver } from '../../src/actions/deliver-webhooks.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { queueDeliveries } from '../../src/actions/queue-deliveries.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import type { Learner } from '../../src/curriculum/learner.ts';
import { newEnvironment } from './environment.ts';
import { newLearner } from './learners.ts';
import { smallCurriculum } from './small-curriculum.ts';

/** An environment whose clock goes on by a millisecond whenever somebody looks, and by more when it is put forward. */
export interface Timed extends Environment {
  readonly forward: (milliseconds: number) => void;
}

export const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

/** With the small curriculum published; receivers may be on this machine. */
export async function timedEnvironment(address?: string): Promise<Timed> {
  const environment = timed(await newEnvironment(address));
  await publish(environment, 'small');
  return environment;
}

export function timed(environment: Environment): Timed {
  let at = Date.parse('2027-03-01T00:00:00Z');
  return {
    ...environment,
    now: () => new Date(at++),
    calls: { mayBePrivate: true, milliseconds: 1_000 },
    forward: (milliseconds) => {
      at += milliseconds;
    },
  };
}

/** Publishes a revision of the small curriculum that is unlike those before it. */
export async function publish(
  environment: Environment,
  title: string,
  imported?: { readonly format: string; readonly event: string },
): Promise<void> {
  const curriculum = { ...smallCurriculum(), title };
  await publishCurriculum(environment, { curriculum, publishedBy: 'test', note: null, imported });
}

export async function endpointFor(environment: Environment, input: Partial<WebhookEndpointInput>) {
  const wanted = { url: 'none', title: 'Test', ...input };
  const created = await createWebhookEndpoint(environment, operator, wanted);
  if (created.kind !== 'webhook-endpoint-created') throw new Error(created.message);
  return created;
}

export async function someLearner(
  { store }: Environment,
  externalIds: readonly { readonly system: string; readonly externalId: string }[] = [],
): Promise<Learner> {
  const learner = newLearner({ since: new Date('2026-01-01') });
  await store.write(async ({ learners }) => {
    await learners.create([learner]);
    await learners.lock([learner.id]);
    await learners.addExternalIds(learner.id, externalIds);
  });
  return learner;
}

/** Says of a learner, as a platform does, that something is held; or takes that back. */
export async function say(
  environment: Environment,
  learner: string,
  skill: string,
  kind: 'OBSERVED' | 'RETRACTION' = 'OBSERVED',
): Promise<void> {
  const level = skill.split('@')[1];
  const about = kind === 'RETRACTION' ? {} : { skill: skill.split('@')[0]!, level };
  const item = {
    ...{ learner: { id: learner }, kind, source: 'platform', externalId: skill },
    ...{ ...about, occurredAt: environment.now() },
  };
  const recorded = await recordEvidence(environment, operator, { items: [item] });
  if (recorded.kind !== 'evidence-recorded') throw new Error(recorded.message);
  for (const one of recorded.items)
    if (one.status === 'REJECTED') throw new Error(one.problem.message);
}

/** Addresses all that happened, and tries all that is due by then, as a server does; how many tries were made. */
export async function tell(environment: Environment): Promise<number> {
  while (await queueDeliveries(environment));
  let tries = 0;
  for (;;) {
    const claimed = await claimDeliveries(environment, new Map());
    if (claimed.length === 0) return tries;
    tries += claimed.length;
    await Promise.all(
      claimed.map((one) => deliver(environment, one, new AbortController().signal)),
    );
  }
}
