import type { Agent } from './statement.ts';

/** By which an agent or group is told from all others; null for a group that only names its members. */
export interface Identifier {
  /** As a learner's external id would have it: the home page of an account, `mailto`, `mbox_sha1sum` or `openid`. */
  readonly system: string;
  readonly externalId: string;
}

/**
 * What identifies an agent. Mail addresses and hashes are the same in whatever case they come. The system of an account is
 * its home page, so that a learner who has the account's name as an external id there is who is meant.
 */
export function identifierOf({ mbox, mbox_sha1sum, openid, account }: Agent): Identifier | null {
  if (account) return { system: account.homePage, externalId: account.name };
  if (mbox !== undefined)
    return { system: 'mailto', externalId: mbox.slice('mailto:'.length).toLowerCase() };
  if (mbox_sha1sum !== undefined)
    return { system: 'mbox_sha1sum', externalId: mbox_sha1sum.toLowerCase() };
  return openid === undefined ? null : { system: 'openid', externalId: openid };
}

/** As text, by which statements are found. */
export function identifierText({ system, externalId }: Identifier): string {
  return JSON.stringify(['agent', system, externalId]);
}

/** An activity as text, by which statements are found. */
export function activityText(id: string): string {
  return JSON.stringify(['activity', id]);
}
