import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { answerPlanRequest, type Ground } from '../actions/answer-plan-request.ts';
import { counted } from '../util/counted.ts';
import type { ExitCode, Surroundings } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import { lines } from './lines.ts';

/** Answers every line of a file, or of standard input where it is `-`, in order: one line of JSON for one. */
export async function answerRequests(
  file: string,
  ground: Ground,
  prices: boolean,
  { terminal }: Surroundings,
): Promise<ExitCode> {
  const input = file === '-' ? terminal.input : await openFile(file);
  if (input === null) {
    terminal.tell(
      drawProblems([`There is no file \`${file}\` that can be read.`], terminal.tellLook),
    );
    return 2;
  }
  let count = 0;
  for await (const line of lines(input, lineLengthMax)) {
    await terminal.print(JSON.stringify(await answerPlanRequest(ground, line, { prices })));
    count += 1;
    if (count % progressEvery === 0) terminal.progress(`${counted(count, 'request')} answered`);
  }
  terminal.progress('');
  return 0;
}

/** A little more than a request may have, so that a longer one is refused as such. */
const lineLengthMax = 1_000_001;
const progressEvery = 10;

async function openFile(path: string): Promise<Readable | null> {
  const isFile = await stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );
  return isFile ? createReadStream(path) : null;
}
