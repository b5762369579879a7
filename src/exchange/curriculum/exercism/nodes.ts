import type { ListNode, MappingNode, TextNode } from '../../text/text-node.ts';

/** What stands under a key; of a key that stands twice the first. Null where there is nothing. */
export function member(node: TextNode | null, key: string): TextNode | null {
  if (node?.kind !== 'mapping') return null;
  return node.members.find((one) => one.key === key)?.value ?? null;
}

/** The text under a key, without spaces around it; empty where there is none. */
export function textAt(node: TextNode | null, key: string): string {
  return textOf(member(node, key));
}

export function textOf(node: TextNode | null): string {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value.trim() : '';
}

export function numberAt(node: TextNode | null, key: string): number | null {
  const value = member(node, key);
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : null;
}

export function itemsAt(node: TextNode | null, key: string): readonly TextNode[] {
  return itemsOf(member(node, key));
}

export function itemsOf(node: TextNode | null): ListNode['items'] {
  return node?.kind === 'list' ? node.items : [];
}

export function keysOf(node: TextNode | null): readonly MappingNode['members'][number][] {
  return node?.kind === 'mapping' ? node.members : [];
}
