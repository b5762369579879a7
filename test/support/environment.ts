import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An environment with an empty store, gone with the test; its clock goes on by a second whenever somebody looks. */
export async function newEnvironment(address?: string): Promise<Environment> {
  const store = await openStore(address ?? `file:${await temporaryFolder()}/cairn.db`);
  onTestFinished(() => store.close());
  let seconds = 0;
  return {
    store,
    curricula: await Curricula.load(store),
    streams: new ChangeStreams(store),
    now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds++)),
    random: randomBytes,
  };
}
