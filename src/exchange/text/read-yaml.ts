import {
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { aliasedValuesMax, composeYaml, tooManyAliases } from './compose-yaml.ts';
import type { ListNode, MappingNode, TextNode, TextProblem, TextReading } from './text-node.ts';
import { withoutIndentationEchoes } from './without-indentation-echoes.ts';
import { yamlSyntaxMessage } from './yaml-syntax-message.ts';

/**
 * Reads YAML 1.2 with the place of everything in it, however deep, in linear time. Goes on after a mistake with what
 * can be made of the rest; of the mistakes in one line, which mostly follow from each other, it tells the first. Offsets
 * count from `base`.
 */
export function readYaml(text: string, base = 0): TextReading {
  const composed = composeYaml(text);
  const { node, problems } = toTextNode(composed.root, composed.inner, base);
  const complaints = withoutIndentationEchoes(text, composed.errors);
  const all = complaints.map(({ pos: [offset], code, message }): TextProblem => {
    return {
      offset: base + afterSpaces(text, offset),
      code: 'syntax',
      message: yamlSyntaxMessage(code, message),
      isContained: contained.has(code),
    };
  });
  for (const problem of composed.problems) all.push({ ...problem, offset: base + problem.offset });
  for (const problem of problems) all.push(problem);
  all.sort((one, two) => one.offset - two.offset);
  return { node, problems: all.filter((one, at) => isFirstOfLine(text, base, all[at - 1], one)) };
}

/** The parser complains of indentation where the line begins; people look at where it is written. */
function afterSpaces(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ') at += 1;
  return at;
}

/** Mistakes that spoil the value they are in and nothing else. */
const contained: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_COLLECTION_TYPE',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

function isFirstOfLine(
  text: string,
  base: number,
  before: TextProblem | undefined,
  one: TextProblem,
) {
  return before === undefined || text.slice(before.offset - base, one.offset - base).includes('\n');
}

/** A list or mapping that is being read. */
interface Frame {
  readonly source: YAMLMap | YAMLSeq;
  readonly target: ListNode | MappingNode;
  readonly anchor: Anchor | null;
  next: number;
  /** How many values it holds, with what aliases repeat. */
  values: number;
}

interface Anchor {
  readonly node: TextNode;
  /** Null while it is being read. */
  values: number | null;
}

function toTextNode(root: Node | null, inner: ReadonlyMap<number, Node>, base: number) {
  const problems: TextProblem[] = [];
  const anchors = new Map<string, Anchor>();
  const open: Frame[] = [];
  let aliasedValues = 0;
  const node = root === null ? nothing(base) : read(root);
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    if (frame.next < frame.source.items.length) readItem(frame);
    else close(frame);
  }
  return { node: node.kind === 'scalar' && node.value === null ? null : node, problems };

  function readItem({ source, target, next }: Frame): void {
    open.at(-1)!.next += 1;
    if (target.kind === 'list') {
      target.items.push(read(source.items[next] as Node));
      return;
    }
    const { key, value } = source.items[next] as { key: Node; value: Node | null };
    const offset = offsetOf(key);
    if (!isScalar(key)) tell(offset, plainKeys);
    const name = isScalar(key) ? (key.source ?? String(key.value)) : '';
    target.members.push({ key: name, offset, value: value ? read(value) : nothing(offset) });
  }

  function read(source: Node): TextNode {
    if (isAlias(source)) return repeated(source.source, offsetOf(source));
    if (!isScalar(source)) return begin(source);
    const node = scalar(source.value, offsetOf(source));
    if (source.anchor) anchors.set(source.anchor, { node, values: 1 });
    count(1);
    return node;
  }

  function begin(placed: YAMLMap | YAMLSeq): TextNode {
    const offset = offsetOf(placed);
    const source = (inner.get(offset - base) ?? placed) as YAMLMap | YAMLSeq;
    const target: ListNode | MappingNode = isMap(source)
      ? { kind: 'mapping', offset, members: [] }
      : { kind: 'list', offset, items: [] };
    const anchor = placed.anchor ? { node: target, values: null } : null;
    if (placed.anchor && anchor) anchors.set(placed.anchor, anchor);
    open.push({ source, target, anchor, next: 0, values: 1 });
    return target;
  }

  function close({ anchor, values }: Frame): void {
    open.pop();
    if (anchor) anchor.values = values;
    count(values);
  }

  /** Adds to what the collection around holds. */
  function count(values: number): void {
    const frame = open.at(-1);
    if (frame) frame.values += values;
  }

  function repeated(name: string, offset: number): TextNode {
    const anchor = anchors.get(name);
    const values = anchor?.values ?? null;
    if (anchor === undefined || values === null) {
      const message = anchor
        ? `\`*${name}\` stands inside of what it repeats.`
        : `Nothing before this is marked \`&${name}\`.`;
      tell(offset, message);
      return nothing(offset);
    }
    const isWithin = aliasedValues <= aliasedValuesMax;
    aliasedValues += values;
    if (isWithin && aliasedValues > aliasedValuesMax)
      tell(offset, tooManyAliases, 'too-many-aliases');
    if (aliasedValues > aliasedValuesMax) return nothing(offset);
    count(values);
    return anchor.node;
  }

  function tell(offset: number, message: string, code: TextProblem['code'] = 'syntax'): void {
    problems.push({ offset, code, message, isContained: true });
  }

  function offsetOf(node: Node): number {
    return base + (node.range?.[0] ?? 0);
  }

  function scalar(value: unknown, offset: number): TextNode {
    if (value === null || isPlain(value)) return { kind: 'scalar', offset, value };
    tell(offset, plainValues);
    return nothing(offset);
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function nothing(offset: number): TextNode {
  return { kind: 'scalar', offset, value: null };
}

const plainKeys = 'A key is a plain word. Put it in quotes if it is one.';
const plainValues = 'A value is a text, a number, true or false. Take the tag away.';
