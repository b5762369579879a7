import {
  type Collection,
  collectionOf,
  flowText,
  type Notation,
  type PlainValue,
} from './flow-text.ts';

/** A value as JSON with its keys in their order, what is small on one line; however deep it is nested. */
export function writeJson(value: PlainValue): string {
  const lines: string[] = [];
  const open: Block[] = [];
  write(value, '', '');
  for (let block = open.at(-1); block; block = open.at(-1)) {
    const { keys, values, closing } = block;
    const at = block.at++;
    if (at === values.length) {
      open.pop();
      lines.push(' '.repeat(open.length * indentColumns) + closing);
    } else {
      const key = keys ? `${JSON.stringify(keys[at])}: ` : '';
      write(values[at]!, key, at + 1 < values.length ? ',' : '');
    }
  }
  return `${lines.join('\n')}\n`;

  function write(value: PlainValue, key: string, comma: string): void {
    const head = ' '.repeat(open.length * indentColumns) + key;
    const columns = open.length < blocksMax ? columnsMax - head.length : Infinity;
    const inline = flowText(value, notation, columns);
    const collection = collectionOf(value);
    if (inline !== null) lines.push(head + inline + comma);
    else if (!collection) lines.push(head + flowText(value, notation) + comma);
    else {
      lines.push(head + (collection.keys ? '{' : '['));
      open.push({ ...collection, closing: (collection.keys ? '}' : ']') + comma });
    }
  }
}

const columnsMax = 100;
const indentColumns = 2;
/** What lies deeper stands on one line, however long: indentation alone would grow with the square of the depth. */
const blocksMax = 10;

/** A collection that is written one entry a line. */
interface Block extends Collection {
  readonly closing: string;
}

const notation: Notation = {
  scalar: (value) => JSON.stringify(value),
  key: (key) => JSON.stringify(key),
};
