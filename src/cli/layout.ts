import { plainLine } from '../util/plain-line.ts';

/**
 * Breaks text into lines of at most so many columns, each begun by the same margin. Control characters become spaces,
 * so that no curriculum steers the terminal that it is drawn on; a word longer than a line is broken.
 */
export function wrap(text: string, widthColumns: number, margin = ''): string[] {
  const room = widthColumns - lengthOf(margin);
  const lines: string[] = [];
  let line = '';
  for (const word of plainLine(text)
    .split(' ')
    .flatMap((long) => pieces(long, room))) {
    const longer = line === '' ? word : `${line} ${word}`;
    const isFull = lengthOf(longer) > room;
    if (isFull) lines.push(margin + line);
    line = isFull ? word : longer;
  }
  return line === '' ? lines : [...lines, margin + line];
}

/** Text in exactly so many columns: cut with `…`, or filled with spaces after it. */
export function left(text: string, widthColumns: number): string {
  const shown = cut(plainLine(text), widthColumns);
  return shown + ' '.repeat(widthColumns - lengthOf(shown));
}

/** As `left`, with the spaces before it. */
export function right(text: string, widthColumns: number): string {
  const shown = cut(plainLine(text), widthColumns);
  return ' '.repeat(widthColumns - lengthOf(shown)) + shown;
}

/** The columns that the longest of some texts takes. */
export function widest(texts: readonly string[]): number {
  return texts.reduce((columns, text) => Math.max(columns, lengthOf(plainLine(text))), 0);
}

/** In characters; those that take two columns are rare enough to be counted as one. */
function lengthOf(text: string): number {
  return [...text].length;
}

function cut(text: string, widthColumns: number): string {
  if (lengthOf(text) <= widthColumns) return text;
  return `${[...text].slice(0, widthColumns - 1).join('')}…`;
}

function pieces(word: string, widthColumns: number): string[] {
  const characters = [...word];
  const found: string[] = [];
  for (let from = 0; from < characters.length; from += widthColumns)
    found.push(characters.slice(from, from + widthColumns).join(''));
  return found;
}
