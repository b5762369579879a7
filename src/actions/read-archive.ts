import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl';
import { notUtf8 } from './not-utf8.ts';
import { pathTroubles, Unreadable } from './unreadable-path.ts';

/** How large an archive may be, and what comes out of it. */
export interface ArchiveLimits {
  readonly archiveBytes: number;
  /** Of the files that are read, together and unpacked. */
  readonly textBytes: number;
  /** Of one unpacked file to what it takes in the archive, past the free bytes. */
  readonly unpackedRatio: number;
  readonly unpackedFreeBytes: number;
  /** Whatever their names. */
  readonly entries: number;
}

export interface ArchiveFile {
  readonly file: string;
  readonly text: string;
}

export type Archive =
  | {
      readonly kind: 'archive';
      readonly files: readonly ArchiveFile[];
      /** The folder in the archive that has the files, where they don't stand at its top; `null` where they do. */
      readonly folder: string | null;
    }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Reads those files of a zip or a folder that have one of the names, whatever the case of their letters, as UTF-8. No other
 * is opened. An archive may have all of them in one folder; nothing of it is ever written anywhere.
 */
export async function readArchive(
  archive: string | Uint8Array,
  names: readonly string[],
  limits: ArchiveLimits,
): Promise<Archive> {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  try {
    if (typeof archive !== 'string') return await readZip(archive, wanted, limits);
    const found = await stat(archive);
    if (found.isDirectory()) return await readFolder(archive, wanted, limits);
    if (!found.isFile()) throw new Unreadable(`\`${archive}\` is neither a file nor a folder.`);
    return await readZip(archive, wanted, limits, found.size);
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', message: error.message };
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = pathTroubles[code];
    if (typeof archive !== 'string' || reason === undefined) throw error;
    return { kind: 'unreadable', message: `\`${archive}\` can't be read: ${reason}.` };
  }
}

async function readFolder(
  folder: string,
  wanted: ReadonlySet<string>,
  limits: ArchiveLimits,
): Promise<Archive> {
  const home = (await realpath(folder)) + sep;
  const names = (await readdir(folder)).filter((name) => wanted.has(name.toLowerCase())).sort();
  const unpacked = new Unpacked(limits);
  const files: ArchiveFile[] = [];
  for (const name of names) {
    const path = await realpath(join(folder, name));
    if (!path.startsWith(home))
      throw new Unreadable(`\`${name}\` is a link that leads out of the folder.`);
    const { size } = await stat(path);
    unpacked.add(name, size);
    files.push({ file: name, text: decode(name, await readFile(path)) });
  }
  refuseTwins(files.map(({ file }) => file));
  return { kind: 'archive', files, folder: null };
}

async function readZip(
  archive: string | Uint8Array,
  wanted: ReadonlySet<string>,
  limits: ArchiveLimits,
  size = archive.length,
): Promise<Archive> {
  if (size > limits.archiveBytes)
    throw new Unreadable(`The archive has ${size} bytes; ${limits.archiveBytes} are the most.`);
  const zip = await openZip(archive);
  try {
    const entries = (await entriesOf(zip, limits)).filter(({ fileName }) =>
      wanted.has(baseOf(fileName).toLowerCase()),
    );
    const folder = folderOf(entries);
    refuseTwins(entries.map(({ fileName }) => fileName));
    const unpacked = new Unpacked(limits);
    const files: ArchiveFile[] = [];
    for (const entry of entries) {
      const file = baseOf(entry.fileName);
      files.push({ file, text: decode(file, await unpack(zip, entry, unpacked)) });
    }
    return { kind: 'archive', files, folder };
  } finally {
    zip.close();
  }
}

function openZip(archive: string | Uint8Array): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true };
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip?: ZipFile) =>
      zip ? resolve(zip) : reject(broken(error));
    if (typeof archive === 'string') open(archive, options, done);
    else fromBuffer(Buffer.from(archive), options, done);
  });
}

/** All of them, but for what systems leave in archives for themselves. */
function entriesOf(zip: ZipFile, limits: ArchiveLimits): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let count = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', (error) => reject(broken(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (++count > limits.entries) {
        reject(new Unreadable(`The archive has more than ${limits.entries} files in it.`));
        return;
      }
      const { fileName } = entry;
      if (!fileName.endsWith('/') && !fileName.startsWith('__MACOSX/')) entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** What the library says where a name is absolute or climbs, too. */
function broken(error: unknown): Error {
  const said = error instanceof Error ? error.message : '';
  if (/relative path|absolute path|invalid characters in fileName/.test(said))
    return new Unreadable('A file in the archive has a name that leads out of it.');
  if (/encrypt/.test(said)) return new Unreadable('The archive is encrypted.');
  return isOfSystem(error)
    ? (error as Error)
    : new Unreadable('This is no zip archive, or it is broken or cut off.');
}

function isOfSystem(error: unknown): boolean {
  return ((error as NodeJS.ErrnoException)?.code ?? '') in pathTroubles;
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Where all the files are. */
function folderOf(entries: readonly Entry[]): string | null {
  const folders = new Set(
    entries.map(({ fileName }) => fileName.slice(0, fileName.lastIndexOf('/') + 1)),
  );
  if (folders.size > 1)
    throw new Unreadable(
      'The files of the archive are in several folders; they belong at its top.',
    );
  const [folder = ''] = folders;
  if (folder.split('/').length > 2)
    throw new Unreadable(
      'The files of the archive are in a folder in a folder; they belong at its top.',
    );
  return folder === '' ? null : folder.slice(0, -1);
}

function refuseTwins(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const base = baseOf(name).toLowerCase();
    if (seen.has(base)) throw new Unreadable(`There is more than one file \`${base}\`.`);
    seen.add(base);
  }
}

/** Counts what comes out, before and while it does: sizes that archives tell of themselves may be lies. */
class Unpacked {
  readonly #limits: ArchiveLimits;
  #bytes = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /** @param packed bytes that the file takes in the archive; left out, it is not packed. */
  add(file: string, bytes: number, before = 0, packed = Number.POSITIVE_INFINITY): void {
    this.#bytes += bytes;
    const { textBytes, unpackedRatio, unpackedFreeBytes } = this.#limits;
    if (this.#bytes > textBytes)
      throw new Unreadable(`With \`${file}\` there are more than ${textBytes} bytes to read.`);
    const whole = before + bytes;
    if (whole > unpackedFreeBytes && whole > packed * unpackedRatio)
      throw new Unreadable(
        `\`${file}\` unpacks to more than ${unpackedRatio} times its size: that is no roster.`,
      );
  }
}

async function unpack(zip: ZipFile, entry: Entry, unpacked: Unpacked): Promise<Uint8Array> {
  const file = baseOf(entry.fileName);
  if (entry.isEncrypted()) throw new Unreadable(`\`${file}\` is encrypted.`);
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
    zip.openReadStream(entry, (error, found) => (error ? reject(broken(error)) : resolve(found))),
  );
  const pieces: Buffer[] = [];
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      unpacked.add(file, piece.length, bytes, entry.compressedSize);
      bytes += piece.length;
      checksum = crc32(piece, checksum);
      pieces.push(piece);
    }
    if (checksum !== entry.crc32) throw new Error('the library leaves this to us');
  } catch (error) {
    throw error instanceof Unreadable
      ? error
      : new Unreadable(`\`${file}\` can't be unpacked: the archive is broken or cut off.`);
  }
  return Buffer.concat(pieces);
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable(notUtf8(file, bytes));
  }
}
