import type { PublishedCurriculum } from '../actions/curricula.ts';
import { curriculumDigest } from '../actions/curriculum-digest.ts';
import type { Environment } from '../actions/environment.ts';
import { lintSupposed } from '../actions/lint-history.ts';
import { supposePublished } from '../actions/suppose-published.ts';
import type { Locate, PlacedDefect } from '../exchange/curriculum/native.ts';
import { plainLine } from '../util/plain-line.ts';
import { drawWarnings } from './draw-defects.ts';
import type { SoundReading } from './read-or-tell.ts';
import type { Terminal } from './terminal.ts';

/** Tells the first of what is worth another look in the text at a path, and which command tells the rest. */
export function tellWarnings(
  warnings: readonly PlacedDefect[],
  path: string,
  terminal: Terminal,
): void {
  tellFirst(warnings, `\`cairn validate ${plainLine(path)}\` tells them all`, terminal);
}

/** Tells what the history of a curriculum has to say of the names in what would be its next revision. */
export function tellHistory(
  environment: Pick<Environment, 'curricula' | 'now'>,
  { graph, locate }: Pick<SoundReading, 'graph' | 'locate'>,
  terminal: Terminal,
): void {
  const digest = curriculumDigest(graph.curriculum);
  const said = { graph, digest, publishedBy: 'command-line', note: null };
  const supposed = supposePublished(environment, environment.curricula.snapshot(), said);
  tellHistoryOf(supposed, locate, terminal);
}

/** The same of what is supposed already. */
export function tellHistoryOf(
  supposed: PublishedCurriculum,
  locate: Locate,
  terminal: Terminal,
): void {
  // No file says what was published before.
  tellFirst(
    lintSupposed(supposed, locate),
    '`checkCurriculum` of the API tells them all',
    terminal,
  );
}

function tellFirst(
  warnings: readonly PlacedDefect[],
  whatTellsAll: string,
  { progress, tell, tellLook }: Terminal,
): void {
  if (warnings.length === 0) return;
  progress('');
  tell(`${drawWarnings(warnings, whatTellsAll, tellLook.style)}\n`);
}
