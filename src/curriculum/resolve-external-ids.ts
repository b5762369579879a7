import type { ExternalIds } from './curriculum.ts';
import type { ExternalIdsDocument } from './document.ts';

/** Without a prototype, since a system may be called `constructor`. */
export function resolveExternalIds(document: ExternalIdsDocument = {}): ExternalIds {
  const ids: Record<string, string> = Object.create(null);
  for (const [system, id] of Object.entries(document)) ids[system] = id.trim();
  return ids;
}
