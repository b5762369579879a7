import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { lines } from '../../src/cli/lines.ts';

/** The lines of chunks that arrive one by one. */
async function check(chunks: (string | Buffer)[], expected: string[]) {
  const found: string[] = [];
  for await (const line of lines(Readable.from(chunks, { objectMode: false }), 10))
    found.push(line);
  expect(found).toEqual(expected);
}

it('finds lines across chunks', () => check(['one\ntw', 'o\nth', 'ree'], ['one', 'two', 'three']));

it('leaves blank lines out', () => check(['\n\none\n \t\r\n\ntwo\n\n'], ['one', 'two']));

it('puts characters together that arrive in parts', () => {
  const bytes = Buffer.from('é\n');
  return check([bytes.subarray(0, 1), bytes.subarray(1)], ['é']);
});

it('cuts a line just past the limit, and goes on after it', () =>
  check(
    ['12345678', '901234', '567890\nnext\n', '12345678901\nlast'],
    ['12345678901', 'next', '12345678901', 'last'],
  ));
