import { existsSync } from 'node:fs';
import { type CurriculumReading, readCurriculum } from '../actions/read-curriculum.ts';
import type { ExitCode } from './command.ts';
import { defectCount, drawDefects } from './draw-defects.ts';
import { drawProblems } from './draw-refusal.ts';
import type { Terminal } from './terminal.ts';

export type SoundReading = Extract<CurriculumReading, { kind: 'curriculum' }>;

/** Reads a curriculum; where that can't be, tells all that is wrong and gives what to exit with. */
export async function readOrTell(
  path: string,
  terminal: Terminal,
): Promise<SoundReading | ExitCode> {
  const reading = await readCurriculum(path);
  if (reading.kind === 'curriculum') return reading;
  tellDefective(reading, terminal);
  return existsSync(path) ? 1 : 2;
}

/** Tells all that keeps a curriculum from being one. */
export function tellDefective(
  reading: Exclude<CurriculumReading, SoundReading>,
  { tell, tellLook }: Terminal,
): void {
  if (reading.kind === 'unreadable') tell(drawProblems([reading.message], tellLook));
  else {
    tell(`${drawDefects(reading.problems, tellLook.style)}\n`);
    tell(`${defectCount(reading.problems)}: no curriculum can be made of this.`);
  }
}
