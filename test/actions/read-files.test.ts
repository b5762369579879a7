import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileChoice, readFiles } from '../../src/actions/read-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('reads', () => {
  it('one file, whatever it is called', () =>
    check({ 'notes.txt': 'title: Ü' }, 'notes.txt', { 'notes.txt': 'title: Ü' }));

  it('the files of a folder and of the folders in it, in order of their names', () =>
    check(
      { 'b.yaml': '2', 'a/z.yml': '1', 'c/d/e.JSON': '3', 'c/notes.md': '-', README: '-' },
      '.',
      { 'a/z.yml': '1', 'b.yaml': '2', 'c/d/e.JSON': '3' },
    ));

  it('no hidden file and no hidden folder', () =>
    check({ 'a.yaml': '1', '.a.yaml.swp': '-', '.hidden/b.yaml': '-' }, '.', { 'a.yaml': '1' }));

  it('a text without its byte order mark', () =>
    check({ 'a.yaml': '\ufeffx: 1' }, '.', { 'a.yaml': 'x: 1' }));

  it('through a link to the folder, and through links within it', async () => {
    const folder = await written({ 'real/..data/a.yaml': '1' });
    await symlink('..data/a.yaml', join(folder, 'real', 'a.yaml'));
    await symlink('real', join(folder, 'link'));
    expect(await readFiles(join(folder, 'link'))).toEqual({
      kind: 'files',
      files: [{ file: join(folder, 'link', 'a.yaml'), text: '1' }],
    });
  });

  it('no folder twice, though links lead in circles', async () => {
    const folder = await written({ 'a.yaml': '1', 'b/c.yaml': '2' });
    await symlink('..', join(folder, 'b', 'up'));
    const reading = await readFiles(folder);
    expect(reading.kind === 'files' && reading.files.map(({ text }) => text)).toEqual(['1', '2']);
  });
});

describe('refuses', () => {
  it('what is not there', () =>
    refuses({}, 'nowhere', "nowhere` can't be read: there is no such file or folder."));

  it('a path through a file', () =>
    refuses({ 'a.yaml': '' }, 'a.yaml/b', 'a part of the path is no folder.'));

  it('a folder without a curriculum', () =>
    refuses({ 'README.md': '' }, '.', 'has no file whose name ends in .yaml, .yml or .json.'));

  it('a link that leads out of the folder, or nowhere', async () => {
    const folder = await written({ 'secret.yaml': 'x', 'in/a.yaml': '1', 'within/a.yaml': '1' });
    await symlink('../secret.yaml', join(folder, 'in', 'b.yaml'));
    await symlink('nothing.yaml', join(folder, 'within', 'b.yaml'));
    expect(await messageOf(join(folder, 'in'))).toContain(
      'b.yaml` is a link that leads out of the folder.',
    );
    expect(await messageOf(join(folder, 'within'))).toContain(
      "b.yaml` can't be read: there is no such file",
    );
  });

  it('what is not UTF-8', async () => {
    const folder = await written({});
    await writeFile(join(folder, 'b.yaml'), Buffer.from('\ufefftitle: Loops', 'utf16le'));
    expect(await messageOf(folder)).toContain(
      'b.yaml` is not UTF-8 text. It is UTF-16, from line 1 on',
    );
    await writeFile(join(folder, 'b.yaml'), Buffer.from('a: b\n\nc: ä', 'latin1'));
    expect(await messageOf(folder)).toContain('b.yaml` is not UTF-8 text. Line 3 has the byte E4');
  });

  it('more than it has a mind to read', async () => {
    const folder = await written({ 'a.yaml': '' });
    await truncate(join(folder, 'a.yaml'), 64 * 1024 * 1024 + 1);
    expect(await messageOf(folder)).toContain('has 67108865 bytes; 67108864 are the most.');
  });

  it('more files than a curriculum has', async () => {
    const names = Array.from({ length: 1001 }, (_, index) => [`${index}.yaml`, ''] as const);
    await refuses(Object.fromEntries(names), '.', 'has 1001 files; 1000 are the most.');
  });

  it('what is neither a file nor a folder', async () =>
    expect(await messageOf('/dev/zero')).toBe('`/dev/zero` is neither a file nor a folder.'));
});

type Texts = Readonly<Record<string, string>>;

async function check(there: Texts, path: string, expected: Texts): Promise<void> {
  const folder = await written(there);
  const files = Object.entries(expected).map(([name, text]) => ({
    file: join(folder, name),
    text,
  }));
  expect(await readFiles(join(folder, path))).toEqual({ kind: 'files', files });
}

async function refuses(there: Texts, path: string, message: string): Promise<void> {
  expect(await messageOf(join(await written(there), path))).toContain(message);
}

async function messageOf(path: string): Promise<string> {
  const reading = await readFiles(path);
  return reading.kind === 'unreadable' ? reading.message : 'It was read.';
}

async function written(texts: Texts): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

it('reads what is meant of a folder, in hidden folders too where they are named', async () => {
  const folder = await written({
    'a.csv': 'a',
    'b.yaml': 'b',
    '.hidden/c.csv': 'c',
    'd/.meta/config.json': 'd',
    'd/other.json': 'e',
  });
  const namesOf = async (choice: FileChoice) => {
    const found = await readFiles(folder, choice);
    return found.kind === 'files' ? found.files.map(({ text }) => text) : found.message;
  };
  expect(await namesOf({ fileExtensions: ['csv'] })).toEqual(['a']);
  const isRead = (path: string) => path === 'd/.meta/config.json' || path === '.hidden/c.csv';
  const meta = { fileExtensions: ['json'], folder: { hiddenFolders: ['.meta'], isRead } };
  expect(await namesOf(meta)).toEqual(['d']);
  expect(await namesOf({ fileExtensions: ['tsv', 'txt'] })).toMatch(/ends in \.tsv or \.txt\.$/);
});
