import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ArchiveLimits, readArchive } from '../../src/actions/read-archive.ts';
import { seeded } from '../support/random.ts';
import { zipOf } from '../support/rosters.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const limits: ArchiveLimits = {
  archiveBytes: 1_000_000,
  textBytes: 150_000,
  unpackedRatio: 50,
  unpackedFreeBytes: 10_000,
  entries: 20,
};

const names = ['a.csv', 'b.csv'];
const read = (archive: string | Uint8Array) => readArchive(archive, names, limits);

/** What stands in the way of reading a zip of these files. */
async function refusal(
  files: readonly (readonly [file: string, text: string | Uint8Array])[],
  spoil: (zip: Buffer) => Buffer = (zip) => zip,
) {
  const zip = spoil(await zipOf(files.map(([file, text]) => ({ file, text }))));
  const result = await read(zip);
  return result.kind === 'unreadable' ? result.message : result;
}

/** Puts other bytes wherever some are; of the same length, so that all offsets stay. */
const replaced = (from: string, to: string) => (zip: Buffer) =>
  Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');

/** Changes a number in each header of a kind. */
const patched = (signature: number, offset: number, value: number) => (zip: Buffer) => {
  const bytes = Buffer.from(zip);
  for (let at = 0; at + 4 <= bytes.length; at++)
    if (bytes.readUInt32LE(at) === signature) bytes.writeUInt16LE(value, at + offset);
  return bytes;
};
/** Text that nothing packs well. */
function noise(seed: number): string {
  const next = seeded(seed);
  return String.fromCharCode(...Array.from({ length: 100_000 }, () => 33 + next() * 90));
}

const [local, central] = [0x04034b50, 0x02014b50];

describe('an archive', () => {
  it('gives the files that are asked for, and no other', async () => {
    const zip = await zipOf([
      { file: 'A.csv', text: 'x,é\n' },
      { file: 'secret.csv', text: 'no' },
    ]);
    const files = [{ file: 'A.csv', text: 'x,é\n' }];
    expect(await read(zip)).toEqual({ kind: 'archive', files, folder: null });
    const path = join(await temporaryFolder(), 'a.zip');
    await writeFile(path, zip);
    expect(await read(path)).toEqual({ kind: 'archive', files, folder: null });
  });

  it('may have them all in one folder, beside what a Mac leaves there', async () => {
    const zip = await zipOf([
      { file: 'roster/a.csv', text: 'a' },
      { file: '__MACOSX/roster/a.csv', text: 'no' },
    ]);
    expect(await read(zip)).toMatchObject({ folder: 'roster', files: [{ file: 'a.csv' }] });
  });

  it('does not have to fear for its size what is not opened', async () => {
    const zip = await zipOf([
      { file: 'a.csv', text: 'a' },
      { file: 'bomb.csv', text: Buffer.alloc(5_000_000) },
    ]);
    expect(await read(zip)).toMatchObject({ kind: 'archive' });
  });

  it.each([
    [
      'that is a bomb',
      [['a.csv', Buffer.alloc(140_000)]],
      /unpacks to more than 50 times its size/,
    ],
    [
      'that is too much together',
      [
        ['a.csv', noise(1)],
        ['b.csv', noise(2)],
      ],
      /more than 150000 bytes to read/,
    ],
    [
      'with many files',
      Array.from({ length: 21 }, (_, i) => [`${i}.txt`, '']),
      /more than 20 files/,
    ],
    [
      'with two of a name',
      [
        ['a.csv', '1'],
        ['A.csv', '2'],
      ],
      /more than one file `a.csv`/,
    ],
    [
      'in several folders',
      [
        ['a.csv', '1'],
        ['x/b.csv', '2'],
      ],
      /in several folders/,
    ],
    ['in a folder in a folder', [['x/y/a.csv', '1']], /folder in a folder/],
    [
      'in Latin-1',
      [['a.csv', Buffer.from('caf\xe9', 'latin1')]],
      /not UTF-8 text. Line 1 has the byte E9/,
    ],
    ['in UTF-16', [['a.csv', Buffer.from('\ufeffa', 'utf16le')]], /It is UTF-16/],
  ] as const)('is refused %s', async (_, files, message) => {
    expect(await refusal(files as never)).toMatch(message);
  });

  const one = [['zz/b.csv', 'some text that is long enough, is it not']] as const;

  it.each([
    ['whose names climb', replaced('zz/b.csv', '../b.csv'), /leads out of it/],
    ['whose names are absolute', replaced('zz/b.csv', '/b/b.csv'), /leads out of it/],
    ['whose names have other slashes', replaced('zz/b.csv', '..\\b.csv'), /leads out of it/],
    [
      'that is encrypted',
      (zip: Buffer) => patched(local, 6, 1)(patched(central, 8, 1)(zip)),
      /is encrypted/,
    ],
    [
      'that is cut off',
      (zip: Buffer) => zip.subarray(0, zip.length - 30),
      /no zip archive, or it is broken/,
    ],
    [
      'whose content was changed',
      (zip: Buffer) => {
        const at = zip.indexOf('zz/b.csv') + 12;
        zip[at] = zip[at]! ^ 0xff;
        return zip;
      },
      /archive is broken/,
    ],
    ['that is none', () => Buffer.from('sourcedId,status\n'), /no zip archive/],
    ['that is empty', () => Buffer.alloc(0), /no zip archive/],
    ['that tells a lie of its sizes', patched(central, 24, 3), /archive is broken/],
  ] as const)('is refused %s', async (_, spoil, message) => {
    expect(await refusal(one, spoil)).toMatch(message);
  });

  it('is refused where the text was changed and only the checksum tells', async () => {
    const { ZipFile } = await import('yazl');
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('user-1,active'), 'a.csv', { compress: false });
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    expect(await read(bytes)).toMatchObject({ kind: 'archive' });
    bytes.write('user-2', bytes.indexOf('user-1'));
    expect(await read(bytes)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('a folder', () => {
  it('gives the files that are asked for', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.csv'), 'a');
    await writeFile(join(folder, 'c.csv'), 'c');
    await mkdir(join(folder, 'sub'));
    expect(await read(folder)).toEqual({
      kind: 'archive',
      files: [{ file: 'a.csv', text: 'a' }],
      folder: null,
    });
  });

  it('is refused where a link leads out of it, or a file is too large', async () => {
    const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(elsewhere, 'a.csv'), 'a');
    await symlink(join(elsewhere, 'a.csv'), join(folder, 'a.csv'));
    expect(await read(folder)).toMatchObject({ message: expect.stringMatching(/leads out/) });
    await writeFile(join(elsewhere, 'b.csv'), Buffer.alloc(600_000));
    expect(await read(elsewhere)).toMatchObject({
      message: expect.stringMatching(/bytes to read/),
    });
  });

  it('is told where there is none', async () => {
    const path = join(await temporaryFolder(), 'nowhere.zip');
    expect(await read(path)).toMatchObject({
      message: `\`${path}\` can't be read: there is no such file or folder.`,
    });
  });
});
