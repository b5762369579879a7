import { createHash } from 'node:crypto';
import { activityText } from '../exchange/evidence/xapi/identifier.ts';

/** The hash under which something is found: of 132 bits, so that nobody finds two texts with the same. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** The hash under which a member of a group is found. */
export function memberKey(identifier: string): string {
  return hashOf(`member ${identifier}`);
}

/** The hash under which a registration, a UUID in any case, is found. */
export function registrationKey(registration: string): string {
  return hashOf(`registration ${registration.toLowerCase()}`);
}

/** The hash under which an activity is found. */
export function activityKey(iri: string): string {
  return hashOf(activityText(iri));
}
