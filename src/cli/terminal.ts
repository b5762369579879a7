import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';

/** Where a command reads from and writes to. */
export interface Terminal {
  readonly input: Readable;
  /** Results, and nothing else, so that they can be piped. Resolves when there is room for more. */
  readonly print: (text: string) => Promise<void>;
  /** Problems, and what else is no result. */
  readonly tell: (text: string) => void;
  /** Draws over the last line told, where a person is watching; elsewhere it is silent. */
  readonly progress: (text: string) => void;
  /** Empties the screen, where a person is watching; elsewhere it tells an empty line, which sets apart what follows. */
  readonly clear: () => void;
  /** For what is printed: from 60 to 120 columns wide, 80 where nobody watches. */
  readonly look: Look;
  /** For what is told; no width is too wide where nobody watches. */
  readonly tellLook: Look;
}

/** How to draw. */
export interface Look {
  readonly style: Style;
  readonly widthColumns: number;
}

/** Colours and weights; without colour each leaves its text as it is. */
export type Style = Readonly<Record<(typeof formats)[number], (text: string) => string>>;

const formats = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const;

interface Streams {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A stream that may be a terminal; `hasColors` minds NO_COLOR, FORCE_COLOR and what the terminal can do. */
type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly hasColors?: () => boolean;
};

export function createTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  let hasProgress = false;
  const erase = () => {
    if (hasProgress) stderr.write('\r\u001b[K');
    hasProgress = false;
  };
  return {
    input: stdin,
    print: (text) => written(stdout, `${text}\n`),
    tell: (text) => {
      erase();
      stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!stderr.isTTY) return;
      erase();
      hasProgress = text !== '';
      stderr.write(text);
    },
    clear: () => {
      erase();
      stderr.write(stderr.isTTY ? '\u001b[2J\u001b[3J\u001b[H' : '\n');
    },
    look: lookOf(stdout, usualColumns),
    // Problems that go to a file are searched there: each stays on its line.
    tellLook: lookOf(stderr, Number.POSITIVE_INFINITY),
  };
}

const usualColumns = 80;
const narrowestColumns = 60;
const widestColumns = 120;

function lookOf(stream: Output, elsewhereColumns: number): Look {
  const { columns } = stream;
  const widthColumns = columns
    ? Math.min(Math.max(columns, narrowestColumns), widestColumns)
    : elsewhereColumns;
  return { style: createStyle(stream.hasColors?.() ?? false), widthColumns };
}

export function createStyle(hasColour: boolean): Style {
  return Object.fromEntries(
    formats.map((format) => [
      format,
      (text: string) => (hasColour ? styleText(format, text, { validateStream: false }) : text),
    ]),
  ) as Style;
}

function written(stream: Output, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (stream.write(text)) resolve();
    else stream.once('drain', resolve);
  });
}
