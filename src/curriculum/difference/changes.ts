import { canonicalJson } from '../../util/canonical-json.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import type { HoursChange, ListChange, PlaceChange, ValueChange } from './alteration.ts';

/** A text that is another now; null where it is the same. */
export function valueChange(
  aspect: ValueChange['aspect'],
  before: string | null,
  after: string | null,
  says: string,
): ValueChange | null {
  return before === after ? null : { kind: 'value', aspect, before, after, says };
}

/** Something about which a text is said, of which it is enough to tell that it is another: its summary. */
export function textChange(
  aspect: ValueChange['aspect'],
  name: string,
  before: string | null,
  after: string | null,
): ValueChange | null {
  const says =
    before === null || before === ''
      ? `It has ${name} now.`
      : after === null || after === ''
        ? `It no longer has ${name}.`
        : `It has ${name} in other words.`;
  return valueChange(aspect, before, after, says);
}

/** @param where begins the sentence: `It`, `Its level Working`. */
export function hoursChange(
  level: string | null,
  before: number,
  after: number,
  where: string,
): HoursChange | null {
  if (before === after) return null;
  const says = `${where} takes ${hoursText(after)} now rather than ${hoursText(before)}.`;
  return { kind: 'hours', aspect: 'HOURS', level, before, after, says };
}

export interface ListQuestion {
  readonly aspect: ListChange['aspect'];
  readonly level?: string | null;
  /** Begins the sentence: `Its recommendations`. */
  readonly name: string;
  /** What entries are called in the sentence, of those that came and went; without it they are counted. */
  readonly nameOf?: {
    readonly came: (entry: string) => string;
    readonly went: (entry: string) => string;
  };
  readonly isOrdered?: boolean;
}

/** What came into a list and went from it; null where it holds the same. */
export function listChange(
  { aspect, level = null, name, nameOf, isOrdered = false }: ListQuestion,
  before: readonly string[],
  after: readonly string[],
): ListChange | null {
  const [had, has] = [new Set(before), new Set(after)];
  const added = [...has].filter((entry) => !had.has(entry));
  const removed = [...had].filter((entry) => !has.has(entry));
  const isReordered = isOrdered && !areEqual(stayed(had, has), stayed(has, had));
  if (added.length === 0 && removed.length === 0 && !isReordered) return null;
  const told = [
    countedOrNamed(added, nameOf?.came, 'new'),
    countedOrNamed(removed, nameOf?.went, 'gone'),
    isReordered ? 'they stand in another order' : null,
  ].filter((part) => part !== null);
  return {
    kind: 'list',
    aspect,
    level,
    added,
    removed,
    isReordered,
    says: `${name}: ${listed(told)}.`,
  };
}

export function placeChange(before: number, after: number): PlaceChange {
  const says =
    before === after
      ? 'It has another place among the others.'
      : `It has another place: it is number ${after} now and was number ${before}.`;
  return { kind: 'place', aspect: 'PLACE', before, after, says };
}

/** `case: 17`, for each system. */
export function externalIdEntries(ids: Readonly<Record<string, string>>): string[] {
  return Object.keys(ids)
    .sort()
    .map((system) => `${system}: ${ids[system]}`);
}

/** Whether two values are written alike. */
export function areEqual(left: unknown, right: unknown): boolean {
  return left === right || canonicalJson(left) === canonicalJson(right);
}

/** Entries that a sentence names; of more it says how many there are. */
const entriesTold = 4;

function countedOrNamed(
  entries: readonly string[],
  nameOf: ((entry: string) => string) | undefined,
  what: string,
): string | null {
  if (entries.length === 0) return null;
  const are = entries.length === 1 ? 'is' : 'are';
  const named = nameOf ? listed(entries.map(nameOf), 'and', entriesTold) : entries.length;
  return `${named} ${are} ${what}`;
}

function stayed(list: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...list].filter((entry) => other.has(entry));
}
