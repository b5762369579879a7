import type { DocumentPath } from '../../../curriculum/defect.ts';
import type { ListNode, MappingNode, Member, TextNode } from '../../text/text-node.ts';

/**
 * Finds the offset of a path, or of as much of it as there is: of a text or number the value, of the rest the key. In
 * the document's own lists an item's id may stand for its index.
 */
export function locator(root: MappingNode): (path: DocumentPath) => number {
  const slugs = new Map<ListNode, ReadonlyMap<string, number>>();
  return (path) => {
    let node: TextNode = root;
    let offset = root.offset;
    for (const [depth, step] of path.entries()) {
      if (node.kind === 'scalar') break;
      if (node.kind === 'list') {
        const index: number =
          typeof step === 'string' && depth === 1 ? indexOf(node, step) : Number(step);
        const item: TextNode | undefined = node.items[index];
        if (!item) break;
        node = item;
        offset = item.offset;
      } else {
        const member: Member | undefined = node.members.find(({ key }) => key === step);
        if (!member) break;
        node = member.value;
        const isNamed = byName.has(path[depth - 1] ?? '');
        offset = node.kind === 'scalar' && !isNamed ? node.offset : member.offset;
      }
    }
    return offset;
  };

  function indexOf(list: ListNode, slug: string): number {
    let indexes = slugs.get(list);
    if (!indexes) {
      indexes = new Map(list.items.map((item, index) => [slugOf(item), index] as const).reverse());
      slugs.set(list, indexes);
    }
    return indexes.get(slug) ?? -1;
  }
}

/** Mappings whose keys the author chose: what is wrong there is mostly the key. */
const byName: ReadonlySet<string | number> = new Set([
  'hours',
  'criteria',
  'requiresAt',
  'because',
]);

function slugOf(item: TextNode): string {
  if (item.kind === 'scalar') return String(item.value);
  if (item.kind === 'list') return '';
  const id = item.members.find(({ key }) => key === 'id')?.value;
  return id?.kind === 'scalar' ? String(id.value) : '';
}
