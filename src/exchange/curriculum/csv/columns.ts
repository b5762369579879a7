/** The columns of the two tables, by the name under which they are written, with other names that they go by. */
export const skillColumns = {
  id: ['skill', 'skill id', 'slug', 'key', 'code', 'identifier'],
  title: ['name', 'skill name', 'skill title', 'label'],
  area: ['category', 'module', 'topic', 'unit', 'domain', 'section', 'subject', 'area id'],
  areaTitle: ['area name', 'category name', 'module name'],
  summary: ['description', 'about', 'details'],
  level: ['proficiency', 'proficiency level', 'stage', 'grade'],
  rank: ['level rank', 'level order', 'level position'],
  hours: ['effort', 'effort hours', 'estimated hours', 'duration', 'time', 'hrs'],
  criteria: ['criterion', 'can do', 'outcomes', 'learning outcomes', 'objectives'],
  side: [],
  sideNote: [],
  sameAs: ['same as', 'exact match', 'uri'],
  replaces: ['old ids', 'formerly'],
  requires: ['prerequisites', 'prereqs', 'needs', 'depends on', 'required skills'],
  notes: ['note', 'comments', 'remarks'],
  externalIds: ['external id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SkillColumn = keyof typeof skillColumns;

export const prerequisiteColumns = {
  skill: ['skill id', 'id', 'target', 'to', 'for', 'skill slug'],
  level: ['skill level', 'at level', 'target level'],
  needs: [
    ...['prerequisite', 'prerequisites', 'prereq', 'prerequisite id', 'prerequisite skill'],
    ...['requires', 'required skill', 'depends on', 'source', 'from'],
  ],
  needsLevel: ['prerequisite level', 'required level', 'source level', 'needed level'],
  kind: ['type', 'strength'],
  group: ['alternative group', 'alternatives', 'any of', 'or group'],
  option: ['together', 'and group'],
  atLeast: ['at least n', 'minimum', 'how many', 'count'],
  because: ['reason', 'why', 'rationale'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PrerequisiteColumn = keyof typeof prerequisiteColumns;

/** Where the columns of a table are, by their names. */
export interface TableColumns<Column extends string> {
  readonly at: ReadonlyMap<Column, number>;
  /** Columns that nobody knows, by their place. */
  readonly unknown: ReadonlyMap<number, string>;
  /** Columns that stand twice, by the place of the second. */
  readonly repeated: ReadonlyMap<number, string>;
}

/** Finds the columns that a first row names, whatever its case, its signs and its order. */
export function findColumns<Column extends string>(
  cells: readonly string[],
  columns: Readonly<Record<Column, readonly string[]>>,
): TableColumns<Column> {
  const names = new Map<string, Column>();
  for (const column of Object.keys(columns) as Column[])
    for (const name of [...columns[column], column]) names.set(folded(name), column);
  const at = new Map<Column, number>();
  const unknown = new Map<number, string>();
  const repeated = new Map<number, string>();
  for (const [index, cell] of cells.entries()) {
    const column = names.get(folded(cell));
    if (column === undefined) {
      if (cell.trim() !== '') unknown.set(index, cell.trim());
    } else if (at.has(column)) repeated.set(index, cell.trim());
    else at.set(column, index);
  }
  return { at, unknown, repeated };
}

/** `Skill-ID` and `skill id` are one, and so are `needsLevel` and `needs level`. */
function folded(name: string): string {
  return name
    .slice(0, nameMax)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const nameMax = 100;
