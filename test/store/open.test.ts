import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { OpenFailure } from '../../src/store/open-failure.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a file that is not there', () => {
  it.each([
    ['path', (path: string) => `file:${path}`],
    ['address', (path: string) => pathToFileURL(path).href],
  ])('is made with its folders, named by its %s', async (_, addressOf) => {
    const path = join(await temporaryFolder(), 'with a space', 'and%20more', 'cairn.db');
    const store = await openStore(addressOf(path));
    expect(await store.reads.curricula.heads()).toEqual([]);
    await store.close();
    expect(existsSync(path)).toBe(true);
  });
});

describe('an address is refused that', () => {
  it.each([
    ['names no kind of database', 'data/cairn.db', 'is neither `file:<path>` nor `postgres://…`'],
    ['names another kind', 'mysql://me:secret@host/db', 'is neither `file:<path>` nor'],
    ['names no file', 'file:', '`file:`, names no file'],
    ['names a folder', 'file:data/', '`file:data/`, names no file'],
    ['names memory', 'file::memory:', '`file::memory:`, names no file'],
    ['is no address', 'postgres://me:secret@:x/db', 'has no valid address'],
  ])('%s', async (_, address, sentence) => {
    const failure = await openStore(address).catch((error) => error);
    expect(failure).toBeInstanceOf(OpenFailure);
    expect(failure.message).toContain(sentence);
    expect(failure.message).not.toContain('secret');
  });
});
