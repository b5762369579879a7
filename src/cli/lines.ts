import type { Readable } from 'node:stream';

/**
 * The lines of a text stream that are not blank, as they come. A line that is longer than the limit is cut just past
 * it, so that whoever reads it sees that it is too long, and no line takes all the memory there is.
 */
export async function* lines(input: Readable, charactersMax: number): AsyncGenerator<string> {
  let line = '';
  input.setEncoding('utf8');
  for await (const chunk of input as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n');
    line = joined(line, first, charactersMax);
    for (const next of others) {
      if (line.trim() !== '') yield line;
      line = joined('', next, charactersMax);
    }
  }
  if (line.trim() !== '') yield line;
}

function joined(line: string, more: string, charactersMax: number): string {
  return line.length > charactersMax ? line : (line + more).slice(0, charactersMax + 1);
}
