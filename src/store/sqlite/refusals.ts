import type { Database as Connection } from 'better-sqlite3';
import { driverError } from '../driver-error.ts';
import { OpenFailure } from '../open-failure.ts';
import { StoreBusy } from '../store-busy.ts';

/** Throws an `OpenFailure` where a database has tables, and they are not ours. */
export function refuseForeign(connection: Connection, path: string): void {
  const names = connection.prepare('select name from sqlite_master').pluck().all();
  if (names.length === 0 || names.includes('migrations')) return;
  throw new OpenFailure({ problem: `\`${path}\` is a database of another program.` });
}

/** Throws an `OpenFailure` where a database doesn't hold together; the quick check doesn't look into indexes. */
export function refuseDamaged(
  connection: Connection,
  path: string,
  check: 'quick_check' | 'integrity_check',
): void {
  const found = connection.pragma(`${check}(1)`, { simple: true });
  if (found !== 'ok') throw damaged(path, found);
}

function damaged(path: string, cause: unknown): OpenFailure {
  return new OpenFailure({
    problem: `The database \`${path}\` is damaged.`,
    hint: 'Restore it from a backup.',
    cause,
  });
}

/** A sentence for what the driver or the system said; what is none of theirs is left as it is. */
export function openFailure(path: string, error: unknown): unknown {
  const said = driverError(error);
  if (error instanceof StoreBusy)
    return new OpenFailure({
      problem: `The database \`${path}\` is held by another program.`,
      cause: error,
    });
  if (!said) return error;
  if (/^SQLITE_CORRUPT/.test(said.code)) return damaged(path, error);
  const [, problem] = reasons.find(([codes]) => codes.test(said.code)) ?? [];
  return new OpenFailure({
    problem: `The database \`${path}\` ${problem ?? `can't be opened: ${said.message}.`}`,
    cause: error,
  });
}

const reasons: readonly (readonly [codes: RegExp, problem: string])[] = [
  [/^SQLITE_NOTADB/, 'is no SQLite database, or a damaged one.'],
  [/^(SQLITE_READONLY|EACCES|EPERM|EROFS)/, "can't be written: it, or its folder, is read-only."],
  [/^(SQLITE_FULL|ENOSPC)/, "can't be written: the disk is full."],
  [
    /^(SQLITE_CANTOPEN|ENOTDIR|EEXIST|EISDIR)/,
    "can't be opened: a part of its path is no folder, or it is one itself.",
  ],
];
