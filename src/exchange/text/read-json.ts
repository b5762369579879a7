import {
  depthMax,
  type ListNode,
  type MappingNode,
  type TextNode,
  type TextProblem,
  type TextReading,
  tooDeep,
} from './text-node.ts';

/**
 * Reads JSON with the place of everything in it, however deep, in linear time. Stops at the first mistake. Offsets
 * count from `base`.
 */
export function readJson(text: string, base = 0): TextReading {
  const open: (ListNode | MappingNode)[] = [];
  let root: TextNode | null = null;
  let key = { text: '', offset: 0 };
  let hasJustOpened = false;
  let problem = null as TextProblem | null;
  let at = skipSpace(text, 0);
  while (readValue() && goOn());
  return { node: root, problems: problem ? [problem] : [] };

  function readValue(): boolean {
    const node = valueAt(text, at, base);
    if (node === null) return fail(valueMessage(text, at));
    const isCollection = node.kind !== 'scalar';
    if (isCollection && open.length === depthMax) return fail(tooDeep, 'too-deep');
    root ??= node;
    const parent = open.at(-1);
    if (parent?.kind === 'list') parent.items.push(node);
    else if (parent) parent.members.push({ key: key.text, offset: key.offset, value: node });
    if (isCollection) open.push(node);
    hasJustOpened = isCollection;
    at = skipSpace(text, isCollection ? at + 1 : scalarEnd(text, at)!);
    return true;
  }

  /** Closes what ends here and goes to where the next value begins; false where the document ends or breaks. */
  function goOn(): boolean {
    let top = open.at(-1);
    for (; top && text[at] === endOf(top); top = open.at(-1)) {
      open.pop();
      hasJustOpened = false;
      at = skipSpace(text, at + 1);
    }
    if (!top) return at < text.length && fail(afterEndMessage(text, at));
    if (!hasJustOpened) {
      if (text[at] !== ',') return fail(separatorMessage(text, at, top));
      at = skipSpace(text, at + 1);
    }
    return top.kind === 'list' || readKey();
  }

  function readKey(): boolean {
    const end = text[at] === '"' ? stringEnd(text, at) : null;
    const name = end === null ? undefined : scalar(text.slice(at, end));
    if (end === null || typeof name !== 'string') return fail(keyMessage(text, at));
    key = { text: name, offset: base + at };
    at = skipSpace(text, end);
    if (text[at] !== ':') return fail(`A key is followed by \`:\`, not ${shown(text, at)}.`);
    at = skipSpace(text, at + 1);
    return true;
  }

  function fail(message: string, code: TextProblem['code'] = 'syntax'): false {
    problem = { offset: base + at, code, message, isContained: false };
    return false;
  }
}

function valueAt(text: string, at: number, base: number): TextNode | null {
  const offset = base + at;
  if (text[at] === '[') return { kind: 'list', offset, items: [] };
  if (text[at] === '{') return { kind: 'mapping', offset, members: [] };
  const end = scalarEnd(text, at);
  const value = end === null ? undefined : scalar(text.slice(at, end));
  return value === undefined ? null : { kind: 'scalar', offset, value };
}

function endOf({ kind }: ListNode | MappingNode): string {
  return kind === 'list' ? ']' : '}';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); isSpace(code); code = text.charCodeAt(at)) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Past the string, number or word at `start`; null where there is none. */
function scalarEnd(text: string, start: number): number | null {
  if (text[start] === '"') return stringEnd(text, start);
  plain.lastIndex = start;
  return plain.test(text) ? plain.lastIndex : null;
}

const plain = /-?\d[\d.eE+-]*|true|false|null/y;
const number = /-?\d[\d.eE+-]{0,40}/y;

function stringEnd(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) at += 1;
    else if (code < 0x20) return null;
  }
  return null;
}

function scalar(source: string): string | number | boolean | null | undefined {
  if (source[0] === '"' && !source.includes('\\')) return source.slice(1, -1);
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function valueMessage(text: string, at: number): string {
  if (text[at] === '"') return stringMessage;
  if (text[at] === ']') return 'Take out the comma before `]`.';
  number.lastIndex = at;
  const digits = number.exec(text)?.[0];
  if (digits !== undefined) return `\`${digits}\` is not a number. Texts stand in double quotes.`;
  return `A value is expected here, not ${shown(text, at)}. Texts stand in double quotes.`;
}

function keyMessage(text: string, at: number): string {
  if (text[at] === '"') return stringMessage;
  if (text[at] === '}') return 'Take out the comma before `}`.';
  return `A key in double quotes is expected here, not ${shown(text, at)}.`;
}

function afterEndMessage(text: string, at: number): string {
  return `The document has ended; take out ${shown(text, at)} and what follows.`;
}

function separatorMessage(text: string, at: number, top: ListNode | MappingNode): string {
  return `A \`,\` or \`${endOf(top)}\` is expected here, not ${shown(text, at)}.`;
}

const stringMessage =
  'This text has no end, a line break, or an unknown escape in it. Close it with `"`, and write a line break as `\\n`.';

function shown(text: string, at: number): string {
  const character = text.codePointAt(at);
  return character === undefined ? 'the end of the text' : `\`${String.fromCodePoint(character)}\``;
}
