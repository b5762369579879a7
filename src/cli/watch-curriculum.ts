import { type CurriculumReading, readCurriculum } from '../actions/read-curriculum.ts';
import { settledChanges } from '../actions/settled-changes.ts';
import type { PlacedDefect } from '../exchange/curriculum/native.ts';
import { plainLine } from '../util/plain-line.ts';
import type { Terminal } from './terminal.ts';

/**
 * Shows how a curriculum reads now and after each change, until the signal.
 *
 * @param terminal where a person is told what is new and what is mended since; null for programs.
 */
export async function watchCurriculum(
  path: string,
  terminal: Terminal | null,
  signal: AbortSignal,
  show: (reading: CurriculumReading) => Promise<unknown>,
): Promise<void> {
  let before: readonly PlacedDefect[] | null = null;
  for await (const _ of settledChanges(path, signal)) {
    const reading = await readCurriculum(path);
    terminal?.clear();
    await show(reading);
    // Of what can't be read nobody knows what is wrong with it.
    const now = problemsOf(reading);
    if (terminal && now && before) tellChanges(before, now, terminal);
    terminal?.tell(terminal.tellLook.style.dim(`\nWatching ${plainLine(path)}. Ctrl+C stops it.`));
    before = now ?? before;
  }
}

function problemsOf(reading: CurriculumReading): readonly PlacedDefect[] | null {
  if (reading.kind === 'unreadable') return null;
  return reading.kind === 'curriculum' ? reading.warnings : reading.problems;
}

function tellChanges(
  before: readonly PlacedDefect[],
  now: readonly PlacedDefect[],
  { tell, tellLook }: Terminal,
): void {
  const { green, red, dim } = tellLook.style;
  const lines = [
    ...without(before, now).map(
      ({ file, message }) => `${green('mended')} ${plainLine(`${file} ${message}`)}`,
    ),
    ...without(now, before).map(
      ({ file, line, column, message }) =>
        `${red('new')} ${plainLine(`${file}:${line}:${column} ${message}`)}`,
    ),
  ];
  tell(`\n${lines.length > 0 ? lines.join('\n') : dim('Nothing is new, nothing is mended.')}`);
}

/** Those that the others have not, by what is wrong and in which file: what stands below an edit moves by lines. */
function without(
  defects: readonly PlacedDefect[],
  others: readonly PlacedDefect[],
): readonly PlacedDefect[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return defects.filter((defect) => {
    const count = counts.get(keyOf(defect)) ?? 0;
    counts.set(keyOf(defect), count - 1);
    return count <= 0;
  });
}

function keyOf({ file, severity, message }: PlacedDefect): string {
  return JSON.stringify([file, severity, message]);
}
