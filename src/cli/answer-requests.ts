import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Ground } from '../actions/answer-plan-request.ts';
import { ThreadFailure } from '../actions/answering-thread.ts';
import {
  answerHere,
  answerOnThreads,
  type RequestAnswerer,
  usualThreads,
} from '../actions/request-threads.ts';
import { counted } from '../util/counted.ts';
import type { ExitCode, Surroundings } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import { lines } from './lines.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface AnswerOptions {
  readonly prices: boolean;
  /** How many threads plan; null where it is left to the size of the file. */
  readonly jobs: number | null;
}

/** Answers every line of a file, or of standard input where it is `-`, in order: one line of JSON for one. */
export async function answerRequests(
  file: string,
  ground: Ground,
  { prices, jobs }: AnswerOptions,
  { terminal }: Surroundings,
): Promise<ExitCode> {
  const source = file === '-' ? { input: terminal.input, bytes: null } : await openFile(file);
  if (source === null) {
    terminal.tell(
      drawProblems([`There is no file \`${file}\` that can be read.`], terminal.tellLook),
    );
    return 2;
  }
  const threads = jobs ?? usualThreads(source.bytes);
  const answerer =
    threads === 1 ? answerHere(ground, prices) : answerOnThreads(ground, prices, threads);
  const progress = new Progress(terminal, source.bytes);
  try {
    await answerInOrder(source.input, answerer, terminal, progress);
    return 0;
  } catch (error) {
    if (!(error instanceof ThreadFailure)) throw error;
    const answered = `${counted(progress.count, 'request')} had been answered by then.`;
    terminal.tell(drawProblems([`${error.message} ${answered}`], terminal.tellLook));
    return 1;
  } finally {
    progress.end();
    await answerer.close();
  }
}

/** Each answer is printed as soon as those before it are, whether or not the next line has come. */
async function answerInOrder(
  input: Readable,
  { answer, asksAhead }: RequestAnswerer,
  terminal: Terminal,
  progress: Progress,
): Promise<void> {
  const printing: Promise<void>[] = [];
  let last = Promise.resolve();
  for await (const line of lines(input, lineLengthMax)) {
    if (printing.length >= asksAhead) await printing.shift();
    last = printAfter(last, answer(line), terminal).then(() => progress.add(line));
    // A failure is met when its turn comes, in this loop or after it.
    last.catch(() => undefined);
    printing.push(last);
  }
  await last;
}

async function printAfter(
  before: Promise<void>,
  answer: Promise<string>,
  terminal: Terminal,
): Promise<void> {
  const [, text] = await Promise.all([before, answer]);
  await terminal.print(text);
}

/** A little more than a request may have, so that a longer one is refused as such. */
const lineLengthMax = 1_000_001;

/** The file as a stream, and its size where it has one. */
async function openFile(path: string): Promise<{ input: Readable; bytes: number | null } | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.isDirectory()) return null;
  return { input: createReadStream(path), bytes: found.isFile() ? found.size : null };
}
