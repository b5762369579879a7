import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Importer } from '../exchange/curriculum/importer.ts';
import { bytesMax, filesMax, type SourceFile } from '../exchange/curriculum/native.ts';
import { listed } from '../util/listed.ts';
import { notUtf8 } from './not-utf8.ts';
import { pathTroubles, Unreadable } from './unreadable-path.ts';

export type Files =
  | { readonly kind: 'files'; readonly files: readonly SourceFile[] }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Which files of a folder are meant. */
export type FileChoice = Pick<Importer, 'fileExtensions' | 'folder'>;

const nativeFiles: FileChoice = { fileExtensions: ['yaml', 'yml', 'json'] };

/** Whoever names a folder with more in it, of whatever kind, has named the wrong one. */
const entriesMax = 10_000;

/**
 * Reads the file of that path; or, of a folder and the folders in it, the files that are meant, in order of their names:
 * those that end in `.yaml`, `.yml` or `.json` where nothing else is said. What is hidden is left out unless it is meant, and
 * so are links to folders. A link to a file is refused if it leads out of the folder.
 */
export async function readFiles(path: string, choice: FileChoice = nativeFiles): Promise<Files> {
  try {
    const paths = (await stat(path)).isDirectory() ? await pathsIn(path, choice) : [path];
    await refuseOversize(path, paths);
    const files: SourceFile[] = [];
    for (const each of paths)
      files.push({ file: each.replaceAll(sep, '/'), text: await read(each) });
    return { kind: 'files', files };
  } catch (error) {
    return { kind: 'unreadable', message: sentence(path, error) };
  }
}

/**
 * A text that is another one whenever a file that `readFiles` reads of that path was changed, added, removed, or put in the
 * place of another; also where nothing can be read.
 */
export async function traceOfFiles(path: string): Promise<string> {
  try {
    const paths = (await stat(path)).isDirectory() ? await pathsIn(path) : [path];
    const traces: string[] = [];
    for (const each of paths) {
      const { ino, size, mtimeNs, ctimeNs } = await stat(each, { bigint: true });
      traces.push([each, ino, size, mtimeNs, ctimeNs].join(' '));
    }
    return traces.join('\n');
  } catch (error) {
    return sentence(path, error);
  }
}

async function pathsIn(root: string, choice: FileChoice = nativeFiles): Promise<string[]> {
  const home = (await realpath(root)) + sep;
  const paths: string[] = [];
  const folders = [root];
  let entries = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (++entries > entriesMax)
        throw new Unreadable(`\`${root}\` has more than ${entriesMax} files in it.`);
      if (entry.isDirectory()) {
        if (isEntered(entry.name, choice)) folders.push(path);
      } else if (isMeant(relative(root, path), choice)) paths.push(await inside(home, path));
    }
  }
  if (paths.length === 0)
    throw new Unreadable(
      `\`${root}\` has no file whose name ends in ${listed(
        choice.fileExtensions.map((extension) => `.${extension}`),
        'or',
      )}.`,
    );
  if (paths.length > filesMax)
    throw new Unreadable(`\`${root}\` has ${paths.length} files; ${filesMax} are the most.`);
  return paths.sort();
}

function isEntered(name: string, { folder }: FileChoice): boolean {
  return !name.startsWith('.') || (folder?.hiddenFolders.includes(name) ?? false);
}

function isMeant(path: string, { fileExtensions, folder }: FileChoice): boolean {
  if (folder) return folder.isRead(path.replaceAll(sep, '/'));
  const name = basename(path).toLowerCase();
  return (
    !name.startsWith('.') && fileExtensions.some((extension) => name.endsWith(`.${extension}`))
  );
}

async function inside(home: string, path: string): Promise<string> {
  if ((await realpath(path)).startsWith(home)) return path;
  throw new Unreadable(`\`${path}\` is a link that leads out of the folder.`);
}

/** Asks for the sizes first, so that nothing endless is read. */
async function refuseOversize(root: string, paths: readonly string[]): Promise<void> {
  let bytes = 0;
  for (const path of paths) {
    const found = await stat(path);
    if (!found.isFile()) throw new Unreadable(`\`${path}\` is neither a file nor a folder.`);
    bytes += found.size;
  }
  if (bytes > bytesMax)
    throw new Unreadable(`\`${root}\` has ${bytes} bytes; ${bytesMax} are the most.`);
}

async function read(path: string): Promise<string> {
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable(notUtf8(path, bytes));
  }
}

function sentence(path: string, error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  if (!(error instanceof Error && 'code' in error)) throw error;
  const { path: at = path } = error as NodeJS.ErrnoException;
  return `\`${at}\` can't be read: ${pathTroubles[String(error.code)] ?? error.message}.`;
}
