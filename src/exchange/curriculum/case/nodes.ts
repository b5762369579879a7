import { memberOf } from '../../text/members.ts';
import type { ListNode, MappingNode, ScalarNode, TextNode } from '../../text/text-node.ts';

/** Values of a document, each with the place that it was read at. */

export function textAt(value: string | number, offset: number): ScalarNode {
  return { kind: 'scalar', offset, value };
}

export function listAt(items: TextNode[], offset: number): ListNode {
  return { kind: 'list', offset, items };
}

/** Without the members that are not there, and without lists of nothing. */
export function mappingAt(
  members: Readonly<Record<string, TextNode | null | undefined>>,
  offset: number,
): MappingNode {
  return namedAt(Object.entries(members), offset);
}

/** As `mappingAt`, for names that others chose. */
export function namedAt(
  members: Iterable<readonly [string, TextNode | null | undefined]>,
  offset: number,
): MappingNode {
  const node: MappingNode = { kind: 'mapping', offset, members: [] };
  for (const [key, value] of members)
    if (value && !isEmpty(value)) node.members.push({ key, offset: value.offset, value });
  return node;
}

function isEmpty(node: TextNode): boolean {
  if (node.kind === 'scalar') return node.value === null;
  return (node.kind === 'list' ? node.items : node.members).length === 0;
}

/** The text under a key, without space around it and without what can't be printed; null where there is none. */
export function textOf(node: TextNode | null | undefined, key: string): string | null {
  const value = memberOf(node, key);
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return null;
  return printable(value.value) || null;
}

/** A text without what can't be printed, which systems leave behind when they cut and convert. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .trim();
}

/** The finite number under a key; a text that is one will do. */
export function numberOf(node: TextNode | null | undefined, key: string): number | null {
  const value = memberOf(node, key);
  if (value?.kind !== 'scalar' || value.value === '' || typeof value.value === 'boolean')
    return null;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : null;
}
