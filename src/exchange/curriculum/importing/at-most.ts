import type { Place } from '../native.ts';
import type { RemarkList } from './remark-list.ts';

/** The first of a list that may not be longer; that the others are left out is remarked. */
export function atMost<Item>(
  items: readonly Item[],
  most: number,
  noun: string,
  { place, subject, remarks }: { place: Place; subject: string; remarks: RemarkList },
): Item[] {
  if (items.length > most) {
    const message = `Only the first ${most} of ${items.length} ${noun} are kept: more have no place on one skill.`;
    remarks.add('DROPPED', place, subject, message);
  }
  return items.slice(0, most);
}
