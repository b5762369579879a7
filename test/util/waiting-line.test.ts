import { describe, expect, it } from 'vitest';
import { waitingLine } from '../../src/util/waiting-line.ts';

describe('a waiting line', () => {
  it('runs so many at once, others in order, and turns away who would wait too long', async () => {
    const inLine = waitingLine({ atOnce: 2, waiting: 2 });
    const log: string[] = [];
    const ends: (() => void)[] = [];
    const task = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise<void>((resolve) => ends.push(resolve));
      log.push(`${name} ends`);
      return name;
    };
    const turns = ['a', 'b', 'c', 'd'].map((name) => inLine(task(name)));
    expect(inLine(task('e'))).toBeNull();
    await settled();
    expect(log).toEqual(['a begins', 'b begins']);
    ends[1]!();
    await settled();
    expect(log).toEqual(['a begins', 'b begins', 'b ends', 'c begins']);
    ends[0]!();
    ends[2]!();
    await settled();
    ends[3]!();
    expect(await Promise.all(turns)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on where a task fails', async () => {
    const inLine = waitingLine({ atOnce: 1, waiting: 1 });
    const failing = inLine(() => Promise.reject(new Error('no')));
    const next = inLine(async () => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
    expect(await inLine(async () => 'again')).toBe('again');
  });
});

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
