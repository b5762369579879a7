/** A row of a table as text. */
export interface TableRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What was read otherwise than the quotation marks say. */
  readonly fault: 'unclosed-quote' | 'text-after-quote' | null;
}

/** What may stand between cells, likeliest first. */
export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/**
 * The rows of a text as RFC 4180 and spreadsheets write it, one at a time, so that a million of them need no more room than
 * one; without those that are empty. A quotation mark that is never closed is taken for a letter, and so is one in the
 * middle of a cell.
 */
export function* tableRows(text: string, delimiter: Delimiter): Generator<TableRow, void> {
  let at = tableStart(text);
  let line = 1 + linesIn(text, 0, at);
  while (at < text.length) {
    const begin = at;
    const cells: string[] = [];
    let fault: TableRow['fault'] = null;
    for (;;) {
      const cell = readCell(text, at, delimiter);
      cells.push(cell.text);
      fault ??= cell.fault;
      at = cell.end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (cells.some((cell) => cell.trim() !== '')) yield { line, cells, fault };
    line += linesIn(text, begin, at);
  }
}

/** What stands between the cells of the first line. */
export function delimiterOf(text: string): Delimiter {
  const told = separatorLine.exec(text.slice(0, 20))?.[1];
  if (told !== undefined && delimiters.includes(told as Delimiter)) return told as Delimiter;
  const line = firstLine(text).replace(/"[^"]*"/g, '');
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))]!;
}

/** The first line with anything in it, or as much of it as is needed to know what it is. */
export function firstLine(text: string): string {
  const start = tableStart(text);
  return /\S[^\r\n]*/.exec(text.slice(start, start + 10_000))?.[0] ?? '';
}

/** Past the byte order mark, and the line by which Excel is told what stands between cells. */
function tableStart(text: string): number {
  return separatorLine.exec(text.slice(0, 20))?.[0].length ?? (text.startsWith('\ufeff') ? 1 : 0);
}

const separatorLine = /^\ufeff?sep=(.)(?:\r\n|\n|\r)/i;

interface Cell {
  readonly text: string;
  /** Of what follows: a delimiter, the end of the line or of the text. */
  readonly end: number;
  readonly fault: TableRow['fault'];
}

function readCell(text: string, start: number, delimiter: Delimiter): Cell {
  if (text[start] !== '"') return { ...plainCell(text, start, delimiter), fault: null };
  let content = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1 || quote - start > quotedMax)
      return { ...plainCell(text, start, delimiter), fault: 'unclosed-quote' };
    content += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const rest = plainCell(text, quote + 1, delimiter);
      const fault = rest.text.trim() === '' ? null : 'text-after-quote';
      return { text: content + (fault ? rest.text : ''), end: rest.end, fault };
    }
    content += '"';
    from = quote + 2;
  }
}

/** A longer cell is a mark that nobody closed; without an end to the search, many of them would take for ever. */
const quotedMax = 100_000;

function plainCell(text: string, start: number, delimiter: Delimiter) {
  const pattern = ends[delimiter];
  pattern.lastIndex = start;
  const end = pattern.exec(text)?.index ?? text.length;
  return { text: text.slice(start, end), end };
}

const ends: Readonly<Record<Delimiter, RegExp>> = {
  ',': /[,\r\n]/g,
  ';': /[;\r\n]/g,
  '\t': /[\t\r\n]/g,
};

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) lines += 1;
  }
  return lines;
}
