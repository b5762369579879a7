import type { ExternalId } from './learner.ts';

/** What a name in another system is looked up by: JSON of the system and the name, so that no two are mixed up. */
export function externalIdKey({ system, externalId }: ExternalId): string {
  return JSON.stringify([system, externalId]);
}
