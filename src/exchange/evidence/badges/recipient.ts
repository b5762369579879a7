import { createHash } from 'node:crypto';
import type { ExternalId } from '../../../curriculum/learner.ts';
import { type JsonRecord, recordsIn, textIn } from './json.ts';
import { credentialLimits } from './limits.ts';

/** What a learner is known by, as far as that proves something. */
export interface KnownAs {
  readonly mails: readonly string[];
  readonly externalIds: readonly ExternalId[];
}

/**
 * Whether a credential speaks of the learner: by its subject's id, which is an address or a DID, or by any of the subject's
 * identifiers. Names of systems count in the one system alone whose names the issuer is said to use: elsewhere somebody
 * else may have the same number.
 */
export function isRecipient(
  subject: JsonRecord,
  { mails, externalIds }: KnownAs,
  recipientSystem: string | null,
): boolean {
  const id = textIn(subject, 'id');
  if (id !== null && isSubject(id, mails, externalIds)) return true;
  const inSystem = externalIds.flatMap(({ system, externalId }) =>
    system === recipientSystem ? [externalId] : [],
  );
  return recordsIn(subject, 'identifier')
    .slice(0, credentialLimits.identifiers)
    .some((identifier) => {
      const type = textIn(identifier, 'identityType');
      if (type === null || type === 'name') return false;
      return mailTypes.includes(type)
        ? isIdentity(identifier, spellingsOf(mails), (text) => text.toLowerCase())
        : isIdentity(identifier, inSystem);
    });
}

/** The second is how issuers of the first hour call it. */
const mailTypes: readonly string[] = ['emailAddress', 'email'];

function isSubject(
  id: string,
  mails: readonly string[],
  externalIds: readonly ExternalId[],
): boolean {
  if (/^mailto:/i.test(id)) {
    const mail = id.slice('mailto:'.length).toLowerCase();
    return mails.some((one) => one.toLowerCase() === mail);
  }
  const isAddress = /^[a-z][a-z0-9+.-]*:\S/i.test(id);
  return isAddress && externalIds.some(({ externalId }) => externalId === id);
}

/** Issuers hash what they were given, in whatever case. */
function spellingsOf(mails: readonly string[]): string[] {
  return [...new Set(mails.flatMap((mail) => [mail, mail.toLowerCase()]))];
}

/** Whether an identifier, plain or hashed with its salt, is one of the names. */
function isIdentity(
  identifier: JsonRecord,
  names: readonly string[],
  fold: (text: string) => string = (text) => text,
): boolean {
  const identity = textIn(identifier, 'identityHash');
  if (identity === null) return false;
  const [, hash] = /^sha256\$([0-9a-f]{64})$/i.exec(identity) ?? [];
  if (hash === undefined) {
    const isHashed = identifier['hashed'] === true || /^\w+\$/.test(identity);
    return !isHashed && names.includes(fold(identity));
  }
  const salt = typeof identifier['salt'] === 'string' ? identifier['salt'] : '';
  const digestOf = (name: string) =>
    createHash('sha256')
      .update(name + salt)
      .digest('hex');
  return names.some((name) => digestOf(name) === hash.toLowerCase());
}
