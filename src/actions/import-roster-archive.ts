import { rosterFormatNamed, rosterFormats } from '../exchange/roster/index.ts';
import type { RosterFile, RowProblems } from '../exchange/roster/roster.ts';
import { rosterLimits } from '../exchange/roster/roster-limits.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { invalid } from './find-cohort.ts';
import { type ImportRosterInput, type ImportRosterResult, importRoster } from './import-roster.ts';
import { forbids } from './permissions.ts';
import { type Archive, readArchive } from './read-archive.ts';

/** Exactly one of the two. */
export interface RosterArchiveInput extends Omit<ImportRosterInput, 'files' | 'remarks'> {
  /** The path of a zip or a folder, or the bytes of a zip. */
  readonly archive?: string | Uint8Array | null | undefined;
  readonly files?: readonly RosterFile[] | null | undefined;
}

/** Does what a roster says that may still be packed. */
export async function importRosterArchive(
  environment: Environment,
  actor: Actor,
  { archive, files, ...input }: RosterArchiveInput,
): Promise<ImportRosterResult> {
  // Before anything is unpacked for whoever may not.
  const forbidden = forbids(actor, 'IMPORT_ROSTERS');
  if (forbidden) return forbidden;
  if ((archive == null) === (files == null))
    return invalid('archive', 'Give the roster either as `archive` or as `files`.');
  if (files != null) return importRoster(environment, actor, { ...input, files });
  input.progress?.('Unpacking the roster …');
  const { fileNames } = rosterFormatNamed(input.format ?? rosterFormats[0].name);
  const read = await readArchive(archive!, fileNames, rosterLimits);
  if (read.kind === 'unreadable') return invalid('archive', read.message);
  return importRoster(environment, actor, {
    ...input,
    files: read.files,
    remarks: remarksOn(read),
  });
}

function remarksOn({ folder }: Extract<Archive, { readonly kind: 'archive' }>): RowProblems {
  if (folder === null) return { listed: [], count: 0 };
  const message = `The files are in the folder \`${folder.slice(0, 100)}\` of the archive; they belong at its top. They were read all the same.`;
  return { listed: [{ file: 'manifest.csv', line: null, column: null, message }], count: 1 };
}
