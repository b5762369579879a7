import type { TextNode } from '../../src/exchange/text/text-node.ts';

/** The value of a text's node, without the places; not for deep ones. Of a key that stands twice the last counts. */
export function plainValue(node: TextNode | null): unknown {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return Object.fromEntries(node.members.map(({ key, value }) => [key, plainValue(value)]));
}
