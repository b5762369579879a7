import { plainLine } from '../../../util/plain-line.ts';

/** How wide a text may become in whichever of the fonts it is drawn, in pixels. There is nothing here to measure by. */
export function widthOf(text: string, sizePixels: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * sizePixels;
}

/** How much wider letters are where they are bold. */
export const boldness = 1.16;

/**
 * Breaks text into at most so many lines of such a width. A word that is longer than a line is broken; where lines run
 * out, the last ends in `…`.
 */
export function wrapped(
  text: string,
  { sizePixels, widthPixels, linesMax }: TextBox,
): readonly string[] {
  const room = widthPixels / sizePixels;
  const lines: string[] = [];
  let line = '';
  for (const piece of plainLine(text)
    .split(' ')
    .flatMap((word) => piecesOf(word, room))) {
    const longer = line === '' ? piece : `${line} ${piece}`;
    if (line === '' || widthOf(longer, 1) <= room) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = piece;
    if (lines.length === linesMax) return [...lines.slice(0, -1), ended(lines.at(-1)!, room)];
  }
  return [...lines, line];
}

interface TextBox {
  readonly sizePixels: number;
  readonly widthPixels: number;
  readonly linesMax: number;
}

function ended(line: string, room: number): string {
  const characters = [...line];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, 1) > room) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** No title is so long that all of it could be shown. */
const piecesMax = 20;

function piecesOf(word: string, room: number): string[] {
  if (widthOf(word, 1) <= room) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && widthOf(piece + character, 1) > room && !joins.test(character)) {
      pieces.push(piece);
      piece = '';
      if (pieces.length === piecesMax) break;
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** What changes the character before it, and takes no room of its own. */
const joins = /\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]/u;
const wide =
  /[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff00-\uff60\u3000-\u303f]/u;

function emsOf(character: string): number {
  const known = emsByCharacter.get(character);
  if (known !== undefined) return known;
  if (joins.test(character)) return 0;
  return wide.test(character) ? 1.4 : 1.2;
}

/** By DejaVu Sans, the widest of the fonts that systems draw with, in hundredths of its size. */
const emsByCharacter: ReadonlyMap<string, number> = new Map(
  Object.entries({
    30: "'ijlIJ",
    36: ' ,.·:;/\\|f-',
    42: '()[]tr!',
    54: '"*_`sz?c',
    62: 'LFkvxyPTYaoe',
    66: 'ESbdghnpqu0123456789{}$K',
    74: 'AVBRXZCUHN',
    82: 'DG&OQw',
    88: '#+<=>^~M',
    101: '%mW@—…',
  }).flatMap(([hundredths, characters]) =>
    [...characters].map((character) => [character, Number(hundredths) / 100] as const),
  ),
);
