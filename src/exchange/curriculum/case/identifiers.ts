import { createHash } from 'node:crypto';
import type { ExternalIds } from '../../../curriculum/curriculum.ts';

/** What things of one curriculum are identified by; the same names give the same identifiers, on every machine. */
export interface Identifiers {
  readonly document: string;
  /** By what kind of thing it is and its name among those. */
  readonly of: (kind: string, name: string) => string;
  /** As `of`, but the identifier under which it was imported where the standard allows that one. */
  readonly kept: (kind: string, name: string, externalIds: ExternalIds) => string;
}

export function identifiersOf(slug: string, externalIds: ExternalIds): Identifiers {
  const document = caseIdOf(externalIds) ?? uuidV5(ours, `curriculum:${slug}`);
  const owners = new Map([[document, '']]);
  const of = (kind: string, name: string) => uuidV5(document, `${kind}:${name}`);
  return {
    document,
    of,
    kept: (kind, name, ids) => {
      const imported = caseIdOf(ids);
      if (imported === null) return of(kind, name);
      const owner = `${kind}:${name}`;
      // One identifier can't stand for two.
      if ((owners.get(imported) ?? owner) !== owner) return of(kind, name);
      owners.set(imported, owner);
      return imported;
    },
  };
}

/** The system of external ids that are identifiers of CASE. */
export const caseSystem = 'case';

/** Whether the standard allows the identifier: version 1.1 knows UUIDs of the versions 1 to 5, in lower case. */
export function isCaseIdentifier(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

/** A UUID of version 5 (RFC 9562): from the SHA-1 of a name within a name space. */
export function uuidV5(nameSpace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(nameSpace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  digest[6] = 0x50 | (digest[6]! & 0x0f);
  digest[8] = 0x80 | (digest[8]! & 0x3f);
  return digest
    .toString('hex', 0, 16)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The name space of the identifiers that we make. It never changes. */
const ours = '0d3c2f64-6a7e-5d0b-9b0e-3f1a6c8e52b7';

function caseIdOf(externalIds: ExternalIds): string | null {
  const id = externalIds[caseSystem];
  return id !== undefined && isCaseIdentifier(id) ? id : null;
}
