import type { Curriculum } from '../curriculum/curriculum.ts';
import { type NamedKind, namedKinds } from '../curriculum/history.ts';
import type { Lineage } from '../curriculum/lineage.ts';

/** What the thread is asked: to compile a revision, and to send of it what another one has not. */
export interface CompileQuestion {
  /** Of the database, which the thread opens by itself: reading is most of the work. */
  readonly address: string;
  readonly curriculum: string;
  readonly number: number;
  /** The number of the revision that is in memory; null where none is. */
  readonly known: number | null;
  /** Whether to tell, too, what became of all names up to this revision. */
  readonly wantsLineage: boolean;
}

/** What the thread says: the items that are new or changed in parts, each of which is to be taken, and then the rest. */
export type CompileMessage =
  | { readonly kind: 'part'; readonly list: ListName; readonly json: string }
  | {
      readonly kind: 'compiled';
      /** JSON: all but the items. */
      readonly heading: string;
      /** The slugs of the known revision that this one has not. */
      readonly gone: Readonly<Record<ItemList, readonly string[]>>;
      readonly snapshot: SharedArrayBuffer;
      /** With its long lists empty, which come in parts; null where it is not wanted. */
      readonly lineage: Lineage | null;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** What the thread is told when it may send another part. */
export type CompileReply = 'taken';

/** The lists that may be long. */
export const itemLists = ['skills', 'projects', 'careerPaths', 'advice'] as const;
export type ItemList = (typeof itemLists)[number];

/** Of a lineage: who bore names, what these meant when, and what the history says. */
export const lineageLists = ['bearers', 'meanings', 'ranges'] as const;
export type LineageList = `${(typeof lineageLists)[number]} of ${NamedKind}`;

export type ListName = ItemList | LineageList;

export const listNames: readonly ListName[] = [
  ...itemLists,
  ...namedKinds.flatMap((kind) => lineageLists.map((list) => `${list} of ${kind}` as const)),
];

/** What a curriculum has besides. */
export type CurriculumHeading = Omit<Curriculum, ItemList>;
