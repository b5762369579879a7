import { levelsMax } from '../native/document-shape.ts';

/**
 * Words in the order that all lists have in common. Where the lists leave it open or contradict each other, what stands first
 * comes first.
 */
export function inOrder(lists: readonly (readonly string[])[]): string[] {
  const words = [...new Set(lists.flat())];
  const before = new Map(words.map((word) => [word, new Set<string>()]));
  for (const list of new Set(lists.map((list) => list.join(' ')))) {
    const [first, ...rest] = list.split(' ');
    rest.reduce((lower, word) => {
      before.get(word)!.add(lower);
      return word;
    }, first!);
  }
  const order: string[] = [];
  while (order.length < words.length) {
    const open = words.filter((word) => !order.includes(word));
    if (open.length > levelsMax * levelsMax) return words;
    order.push(
      open.find((word) => [...before.get(word)!].every((one) => order.includes(one))) ?? open[0]!,
    );
  }
  return order;
}
