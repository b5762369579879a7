import type { StoreWrites } from '../store/store.ts';

/**
 * Lets an endpoint be told of nothing any more, and gives up what is still to be delivered to it: whoever enables it again
 * may have that replayed. The lock of events is held.
 */
export async function disableEndpoint(
  { webhookEndpoints, webhookDeliveries }: StoreWrites,
  id: string,
  at: Date,
  because: string,
): Promise<void> {
  const current = await webhookEndpoints.byId(id);
  if (!current || current.disabledAt !== null) return;
  await webhookEndpoints.update(id, {
    disabledAt: at,
    disabledBecause: because,
    pausedUntil: null,
  });
  await webhookDeliveries.giveUp(id, at);
}
