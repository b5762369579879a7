import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { postgres, sqlite } from '../support/databases.ts';

const file = sqlite();

describe.each([file, postgres()])('$name', (kind) => {
  it('is made by one of the processes that start at once, and used by them all', async () => {
    const address = await kind.newAddress();
    const publishers = ['left', 'right'].map((name) => publisher(address, name, 5));
    const numbers = await Promise.all(publishers.map(({ numbers }) => numbers));
    expect(numbers.flat().sort((left, right) => left - right)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(await intactRevisions(address)).toBe(10);
  });
});

describe('a process that is killed while it publishes', () => {
  it('loses nothing that it had published, and leaves nothing half done', async () => {
    const address = await file.newAddress();
    for (const waitMs of [0, 9]) {
      const { child, begun, numbers } = publisher(address, 'killed', 1000);
      await begun;
      await setTimeout(waitMs);
      child.kill('SIGKILL');
      const published = (await numbers).at(-1)!;
      expect(await intactRevisions(address)).toBeGreaterThanOrEqual(published);
    }
  });
});

describe('a process for which the disk is full', () => {
  it('fails with what it was doing, and keeps what it had published', async () => {
    const address = await file.newAddress();
    const { child, numbers } = publisher(address, 'full', 1000, 'ulimit -f 4000');
    const [published, [status]] = await Promise.all([numbers, once(child, 'exit')]);
    expect(status).not.toBe(0);
    expect(await intactRevisions(address)).toBe(published.at(-1));
    const next = await publisher(address, 'roomy', 1).numbers;
    expect(next).toEqual([published.at(-1)! + 1]);
  });
});

interface Publisher {
  readonly child: ChildProcess;
  /** Resolves when it has published once. */
  readonly begun: Promise<unknown>;
  /** The revisions that it said it had published, once it has ended. */
  readonly numbers: Promise<number[]>;
}

function publisher(address: string, name: string, count: number, limits = ':'): Publisher {
  const script = fileURLToPath(new URL('../support/publisher.ts', import.meta.url));
  const command = [process.execPath, '--import', 'tsx', script, address, name, String(count)];
  const child = spawn('sh', ['-c', `${limits} && exec "$@"`, 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const begun = once(child.stdout, 'data');
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const numbers = once(child, 'close').then(() =>
    said.join('').split('\n').filter(Boolean).map(Number),
  );
  return { child, begun, numbers };
}

/** How many revisions there are, once each has been read and found to be whole. */
async function intactRevisions(address: string): Promise<number> {
  const store = await openStore(address);
  onTestFinished(() => store.close());
  const [head] = await store.reads.curricula.heads();
  for (const { curriculum, number, digest } of await store.reads.revisions.page('drawn', {
    limit: 20,
  })) {
    const read = await store.reads.curricula.at(curriculum, number);
    expect(new Set([read!.title, ...read!.skills.map(({ title }) => title)])).toEqual(
      new Set([digest]),
    );
    expect(read!.skills).toHaveLength(1200);
  }
  return head?.number ?? 0;
}
