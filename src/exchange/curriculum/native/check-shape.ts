import type { Defect, DocumentPath } from '../../../curriculum/defect.ts';
import type { DefectCode } from '../../../curriculum/defect-rules.ts';
import { pathOf, type Trail } from '../../../curriculum/trail.ts';
import { didYouMean, didYouMeanText } from '../../../util/did-you-mean.ts';
import type { ListNode, MappingNode, Member, ScalarNode, TextNode } from '../../text/text-node.ts';
import { checkScalar, type Fault, type ScalarShape, wrongKind } from './check-scalar.ts';
import { quoted } from './expected.ts';
import { filling } from './filling.ts';
import type { ByNameShape, ListShape, MappingShape, Shape, VariantsShape } from './shape.ts';

export interface ShapeProblem extends Defect {
  readonly offset: number;
}

export interface CheckedShape {
  /** The value, with something of the right shape wherever it is wrong or missing. */
  readonly value: unknown;
  readonly problems: readonly ShapeProblem[];
  /** Where something was put in. */
  readonly filled: readonly DocumentPath[];
  /** Whether all of it was read: there are problems enough, else. */
  readonly isComplete: boolean;
}

/** So many problems are told at most, with so many steps in all their paths together. */
export const problemsMax = 10_000;
const stepsMax = 1_000_000;

/** Finds all that departs from the shape, in linear time and without recursion. */
export function checkShape(root: TextNode, rootShape: Shape): CheckedShape {
  const problems: ShapeProblem[] = [];
  const filled: DocumentPath[] = [];
  const open: Frame[] = [];
  let steps = 0;
  const value = read(root, rootShape, null);
  for (let frame = open.at(-1); frame && !isFull(); frame = open.at(-1)) {
    if (frame.kind === 'list') readItem(frame);
    else readMember(frame);
  }
  return { value, problems, filled, isComplete: open.length === 0 };

  /** The value of a scalar; for the rest an empty list or mapping, which is filled later. */
  function read(node: TextNode, wanted: Shape, trail: Trail | null): unknown {
    const shape = alternative(wanted, node);
    if (node.kind === 'scalar' && isScalarShape(shape)) return readScalar(node, shape, trail);
    if (node.kind === 'list' && shape.kind === 'list') return openList(node, shape, trail);
    if (node.kind === 'mapping' && shape.kind === 'variants')
      return openVariant(node, shape, trail);
    if (node.kind === 'mapping' && (shape.kind === 'mapping' || shape.kind === 'by-name'))
      return openMapping(node, shape, trail);
    report(node, trail, wrongKind(node, wanted));
    return fill(wanted, trail);
  }

  function readScalar(node: ScalarNode, shape: ScalarShape, trail: Trail | null): unknown {
    const fault = checkScalar(node, shape);
    if (fault === null) return node.value;
    report(node, trail, fault);
    // A text that isn't as it should be is still a name; others may know it as it should be.
    const isText = shape.kind === 'text' && typeof node.value === 'string';
    return isText ? (fault.suggestions[0] ?? node.value) : fill(shape, trail);
  }

  function openList(node: ListNode, shape: ListShape, trail: Trail | null): unknown {
    const { itemsMin = 0, itemsMax } = shape;
    checkSize(node, node.items.length, itemsMin, itemsMax, trail);
    if (node.items.length < itemsMin) return fill(shape, trail);
    const target: unknown[] = [];
    open.push({ kind: 'list', node, shape, trail, target, next: 0 });
    return target;
  }

  function openMapping(
    node: MappingNode,
    shape: MappingShape | ByNameShape,
    trail: Trail | null,
    variants: VariantsShape | null = null,
  ): unknown {
    if (shape.kind === 'by-name') {
      const { namesMin = 0, namesMax } = shape;
      checkSize(node, node.members.length, namesMin, namesMax, trail);
      if (node.members.length < namesMin) return fill(shape, trail);
    }
    const target: Record<string, unknown> = {};
    open.push({ kind: 'mapping', node, shape, variants, trail, target, next: 0 });
    return target;
  }

  function openVariant(node: MappingNode, shape: VariantsShape, trail: Trail | null): unknown {
    const telling = node.members.find(({ key }) => Object.hasOwn(shape.of, key));
    if (telling) return openMapping(node, shape.of[telling.key]!, trail, shape);
    const names = Object.keys(shape.of);
    const suggestions = didYouMean(node.members[0]?.key ?? '', names);
    const code = node.members.length === 0 ? 'missing-key' : 'unknown-key';
    report(node, trail, fault(code, `must have one of ${quoted(names)}.`, suggestions));
    return fill(shape, trail);
  }

  function readItem(frame: ListFrame): void {
    const { node, shape, trail, target } = frame;
    const step = frame.next++;
    const item = node.items[step];
    if (item) target.push(read(item, shape.of, { from: trail, step }));
    else open.pop();
  }

  function readMember(frame: MappingFrame): void {
    const { node, shape, trail, target } = frame;
    const member = node.members[frame.next++];
    if (!member) {
      open.pop();
      if (shape.kind === 'mapping') checkPresence(node, shape, trail, target);
      return;
    }
    const inner = { from: trail, step: member.key };
    const fault = checkKey(member, frame);
    if (fault) report(member, inner, fault);
    else target[member.key] = read(member.value, shapeOf(shape, member.key), inner);
  }

  function checkPresence(
    node: MappingNode,
    { noun, keys }: MappingShape,
    trail: Trail | null,
    target: Record<string, unknown>,
  ): void {
    for (const [step, { shape, isRequired, description }] of Object.entries(keys)) {
      if (!isRequired || Object.hasOwn(target, step)) continue;
      const inner = { from: trail, step };
      report(node, inner, fault('missing-key', `is missing; ${noun} needs it. ${description}`));
      target[step] = fill(shape, inner);
    }
  }

  function checkSize(
    node: TextNode,
    count: number,
    least: number,
    most: number,
    trail: Trail | null,
  ): void {
    if (count < least) report(node, trail, fault('too-few', `must have at least ${least} in it.`));
    if (count > most)
      report(node, trail, fault('too-many', `has ${count} in it; ${most} are the most.`));
  }

  function fill(shape: Shape, trail: Trail | null): unknown {
    const path = pathOf(trail);
    filled.push(path);
    return filling(shape, `?${filled.length}`);
  }

  function report(
    { offset }: { readonly offset: number },
    trail: Trail | null,
    fault: Fault,
  ): void {
    const { code, says, suggestions } = fault;
    const path = pathOf(trail);
    steps += path.length;
    const message = `${nameOf(path)} ${says}${didYouMeanText(suggestions)}`;
    problems.push({ offset, severity: 'error', code, path, message, suggestions });
  }

  function isFull(): boolean {
    return problems.length >= problemsMax || steps > stepsMax;
  }
}

/** A list or mapping that is being read. */
type Frame = ListFrame | MappingFrame;

interface ListFrame {
  readonly kind: 'list';
  readonly node: ListNode;
  readonly shape: ListShape;
  readonly trail: Trail | null;
  readonly target: unknown[];
  /** The index of the next item. */
  next: number;
}

interface MappingFrame {
  readonly kind: 'mapping';
  readonly node: MappingNode;
  readonly shape: MappingShape | ByNameShape;
  /** The variants that the mapping is one of. */
  readonly variants: VariantsShape | null;
  readonly trail: Trail | null;
  readonly target: Record<string, unknown>;
  /** The index of the next member. */
  next: number;
}

function alternative(shape: Shape, node: TextNode): Shape {
  if (shape.kind !== 'either') return shape;
  if (node.kind === 'mapping') return shape.mapping ?? shape;
  if (node.kind === 'list') return shape;
  return (typeof node.value === 'number' ? shape.number : shape.text) ?? shape;
}

function isScalarShape(shape: Shape): shape is ScalarShape {
  return ['text', 'hours', 'count', 'choice'].includes(shape.kind);
}

function shapeOf(shape: MappingShape | ByNameShape, key: string): Shape {
  return shape.kind === 'mapping' ? shape.keys[key]!.shape : shape.of;
}

function checkKey(
  { key, offset }: Member,
  { shape, variants, target }: MappingFrame,
): Fault | null {
  if (Object.hasOwn(target, key))
    return fault('duplicate-key', 'stands here twice. Take one away.');
  if (shape.kind === 'by-name')
    return checkScalar({ kind: 'scalar', offset, value: key }, shape.key);
  if (Object.hasOwn(shape.keys, key)) return null;
  if (variants && Object.hasOwn(variants.of, key))
    return fault(
      'unknown-key',
      `can't stand beside ${quoted(Object.keys(target))}. Nest one in the other.`,
    );
  const keys = Object.keys(shape.keys);
  const suggestions = didYouMean(key, keys);
  const hint = suggestions.length === 0 ? ` Its keys are ${quoted(keys)}.` : '';
  return fault('unknown-key', `is not a key of ${shape.noun}.${hint}`, suggestions);
}

function fault(code: DefectCode, says: string, suggestions: readonly string[] = []): Fault {
  return { code, says, suggestions };
}

/** What a message calls the value: by its key, with the keys around it up to the next list. */
function nameOf(path: DocumentPath): string {
  const lastItem = path.findLastIndex((step) => typeof step === 'number');
  const keys = path.slice(lastItem + 1);
  if (keys.length > 0) return `\`${shortened(keys.join('.'))}\``;
  const list = path.slice(0, lastItem);
  return lastItem === -1 ? 'The document' : `An item of ${nameOf(list)}`;
}

/** A key may be anything at all; a message is read on a terminal. */
function shortened(name: string): string {
  const printable = name.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');
  return printable.length > 80 ? `${printable.slice(0, 80)}…` : printable;
}
