import {
  type Collection,
  collectionOf,
  flowText,
  type Notation,
  type PlainValue,
} from './flow-text.ts';

/**
 * A list or a mapping as YAML that people like to go on writing: what is small stands on one line, long texts are folded, the
 * items of the outermost lists have an empty line between them. However deep it is nested; YAML 1.2 reads the same again.
 */
export function writeYaml(value: PlainValue): string {
  const lines: string[] = [];
  const open: Block[] = [blockOf(value, 0, null)];
  for (let block = open.at(-1); block; block = open.at(-1)) {
    if (block.at === block.values.length) open.pop();
    else writeNext(block, lines, open);
  }
  return `${lines.join('\n')}\n`;
}

const columnsMax = 100;
const indentColumns = 2;
/** What lies deeper stands on one line, however long: indentation alone would grow with the square of the depth. */
const blocksMax = 8;
/** A mapping of more keys is easier to read one key a line. */
const flowKeysMax = 3;

/** A collection that is written one entry a line. */
interface Block extends Collection {
  readonly indent: number;
  /** What stands before the first entry in the place of the indentation; null where nothing does. */
  readonly lead: string | null;
}

function blockOf(value: PlainValue, indent: number, lead: string | null): Block {
  return { ...collectionOf(value)!, indent, lead };
}

function writeNext(block: Block, lines: string[], open: Block[]): void {
  const { keys, values, indent, lead } = block;
  const at = block.at++;
  const value = values[at]!;
  const padding = at === 0 && lead !== null ? lead : ' '.repeat(indent);
  const head = padding + (keys ? `${notation.key(keys[at]!)}:` : '-');
  const inline = inlineText(value, columnsMax - head.length - 1, open.length);
  if (at > 0 && inline === null && isApart(block, value)) lines.push('');
  if (inline !== null) lines.push(`${head} ${inline}`);
  else if (typeof value === 'string') writeText(value, head, indent + indentColumns, lines);
  else if (keys) {
    lines.push(head);
    open.push(blockOf(value, indent + indentColumns, null));
  } else open.push(blockOf(value, indent + indentColumns, `${head} `));
}

/** Whether an empty line stands before a block: between the parts of the whole, and between the items of a part. */
function isApart({ indent, keys }: Block, value: PlainValue): boolean {
  if (typeof value === 'string') return false;
  return indent === 0 || (indent === indentColumns && keys === null);
}

/** The value on the rest of a line; null where it is easier to read as a block. */
function inlineText(value: PlainValue, columns: number, blocks: number): string | null {
  if (typeof value === 'string') return isBlockText(value, columns) ? null : blockScalar(value);
  const collection = collectionOf(value);
  if (!collection || collection.values.length === 0) return flowText(value, notation);
  if (blocks >= blocksMax) return flowText(value, notation);
  const { keys, values } = collection;
  const isLarge = keys
    ? keys.length > flowKeysMax
    : values.some((item) => collectionOf(item)?.keys);
  return isLarge || blocks === 1
    ? listOfWords(collection, columns)
    : flowText(value, notation, columns);
}

/** What stands at the top is a block unless it is a list of words. */
function listOfWords({ keys, values }: Collection, columns: number): string | null {
  if (keys || values.some((item) => collectionOf(item))) return null;
  return flowText(values, notation, columns);
}

/** Whether a text is better folded, or, where it has several lines, kept line by line. */
function isBlockText(text: string, columns: number): boolean {
  if (strange.test(text) || text.trim() !== text) return false;
  if (text.includes('\n')) return !text.includes('\t');
  return text.length > columns && text.includes(' ') && !text.includes('  ');
}

function writeText(text: string, head: string, indent: number, lines: string[]): void {
  const padding = ' '.repeat(indent);
  const isLiteral = text.includes('\n');
  lines.push(`${head} ${isLiteral ? '|-' : '>-'}`);
  for (const line of isLiteral ? text.split('\n') : folded(text, columnsMax - indent))
    lines.push(line === '' ? '' : padding + line);
}

function folded(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A text on the rest of a line of a block, where commas and brackets mean nothing. */
function blockScalar(text: string): string {
  return isPlain(text) ? text : quoted(text);
}

const notation: Notation = {
  scalar: (value) => {
    if (typeof value !== 'string') return String(value);
    return isPlain(value) && !/[,[\]{}]/.test(value) ? value : quoted(value);
  },
  key: (key) => (isPlain(key) && !/[,[\]{}:]/.test(key) ? key : quoted(key)),
};

/** Whether a text says the same without quotes, to all versions of YAML. */
function isPlain(text: string): boolean {
  if (strange.test(text) || /[\t\n]/.test(text) || !/^\p{L}/u.test(text)) return false;
  return !/:(?: |$)| #|\s$/.test(text) && !words.test(text);
}

/** What some version of YAML takes for something else than text. */
const words = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** What YAML does not print, or takes for the end of a line. */
const strange = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;

/** JSON's way, with what YAML does not print by its number. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
