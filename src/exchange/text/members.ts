import type { TextNode } from './text-node.ts';

/** What a mapping has under a key; of several the first. Null where that is nothing. */
export function memberOf(node: TextNode | null | undefined, key: string): TextNode | null {
  if (node?.kind !== 'mapping') return null;
  const value = node.members.find((member) => member.key === key)?.value ?? null;
  return value?.kind === 'scalar' && value.value === null ? null : value;
}

/** The items of the list that a mapping has under a key; none where there is no list. */
export function itemsOf(node: TextNode | null | undefined, key: string): readonly TextNode[] {
  const value = memberOf(node, key);
  return value?.kind === 'list' ? value.items : [];
}
