/** A row that can't be added, since there is one with the same values where they must be unique. */
export class UniqueConflict extends Error {
  override readonly name = 'UniqueConflict';
  /** As the database calls them. */
  readonly table: string;
  readonly columns: readonly string[];

  constructor({ table, columns, cause }: Conflict) {
    super(`\`${table}\` has a row with the same ${columns.join(', ')}.`, { cause });
    this.table = table;
    this.columns = columns;
  }
}

interface Conflict {
  readonly table: string;
  readonly columns: readonly string[];
  readonly cause: unknown;
}
