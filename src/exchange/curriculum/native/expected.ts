import type { TextNode } from '../../text/text-node.ts';
import type { Shape } from './shape.ts';

/** What a value of this shape must be, to go after "must be". */
export function expected(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.form?.expects ?? 'text';
    case 'hours':
      return 'a number of hours above 0, such as 2.5';
    case 'count':
      return 'a whole number';
    case 'choice':
      return `one of ${quoted(shape.of)}`;
    case 'list':
      return 'a list';
    case 'mapping':
      return `a mapping with ${quoted(Object.keys(shape.keys).filter((key) => shape.keys[key]!.isRequired))}`;
    case 'by-name':
      return `a mapping by ${shape.noun}`;
    case 'variants':
      return `a mapping with one of ${quoted(Object.keys(shape.of))}`;
    case 'either':
      return shape.expects;
  }
}

/** What a value is, to go after "not"; null where there is none. */
export function kindOf(
  node: TextNode,
): 'a list' | 'a mapping' | 'text' | 'a number' | 'true or false' | null {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'mapping') return 'a mapping';
  if (node.value === null) return null;
  if (typeof node.value === 'string') return 'text';
  return typeof node.value === 'number' ? 'a number' : 'true or false';
}

/** Names in code quotes, with commas. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
