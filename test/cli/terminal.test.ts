import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createTerminal } from '../../src/cli/terminal.ts';

/** A terminal over streams that are kept, of which standard error may be watched by a person. */
function open({ columns, isTTY = false }: { columns?: number; isTTY?: boolean } = {}) {
  const stdin = new PassThrough();
  const stdout = Object.assign(new PassThrough(), columns === undefined ? {} : { columns });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  return { terminal: createTerminal({ stdin, stdout, stderr }), stdout, stderr };
}

it('keeps results and problems apart', async () => {
  const { terminal, stdout, stderr } = open();
  await terminal.print('result');
  terminal.tell('problem');
  expect(String(stdout.read())).toBe('result\n');
  expect(String(stderr.read())).toBe('problem\n');
});

it.each([
  [undefined, 80],
  [40, 60],
  [70, 70],
  [100, 100],
  [300, 120],
])('draws in a terminal of %s columns %i wide', (columns, expected) =>
  expect(open(columns === undefined ? {} : { columns }).terminal.look.widthColumns).toBe(expected),
);

it('waits for whoever reads', async () => {
  const { terminal, stdout } = open();
  let isPrinted = false;
  const printed = terminal.print('x'.repeat(100_000)).then(() => {
    isPrinted = true;
  });
  await new Promise(setImmediate);
  expect(isPrinted).toBe(false);
  stdout.resume();
  await printed;
});

it('shows progress to a person, and erases it before anything else', () => {
  const { terminal, stderr } = open({ isTTY: true });
  terminal.progress('1 of 2');
  terminal.progress('2 of 2');
  terminal.tell('done');
  expect(String(stderr.read())).toBe('1 of 2\r\u001b[K2 of 2\r\u001b[Kdone\n');
});

it('shows no progress in a pipe', () => {
  const { terminal, stderr } = open();
  terminal.progress('1 of 2');
  terminal.progress('');
  expect(stderr.read()).toBe(null);
});

it('empties the screen of a person, and sets a pipe apart by a line', () => {
  for (const [isTTY, expected] of [
    [true, '\u001b[2J\u001b[3J\u001b[H'],
    [false, '\n'],
  ] as const) {
    const { terminal, stdout, stderr } = open({ isTTY });
    terminal.clear();
    expect([String(stderr.read()), stdout.read()]).toEqual([expected, null]);
  }
});
