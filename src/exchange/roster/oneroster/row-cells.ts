import { didYouMean, didYouMeanText } from '../../../util/did-you-mean.ts';
import type { ProblemRows } from '../problem-rows.ts';
import type { RosterNoun, Span } from '../roster.ts';
import { rosterLimits } from '../roster-limits.ts';

/** Where what a row says goes. */
export interface Told {
  readonly problems: ProblemRows;
  readonly remarks: ProblemRows;
  /** Of all the files together. */
  readonly rows: { count: number };
}

/** Notes what a column refers to. */
export type Refer = (column: string, to: RosterNoun, id: string, line: number) => void;

/** The cells of one row by the names of their columns; one that reads as it should not is told of. */
export class RowCells {
  readonly #file: string;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #told: Told;
  readonly #refer: Refer;
  #cells: readonly string[] = [];
  #line = 0;

  constructor(file: string, columns: ReadonlyMap<string, number>, told: Told, refer: Refer) {
    this.#file = file;
    this.#columns = columns;
    this.#told = told;
    this.#refer = refer;
  }

  /** Goes on to another row. */
  moveTo(line: number, cells: readonly string[]): void {
    this.#line = line;
    this.#cells = cells;
  }

  /** Null where there is nothing. */
  text(column: string): string | null {
    const index = this.#columns.get(column);
    const text = index === undefined ? '' : (this.#cells[index]?.trim() ?? '');
    if (text.length > rosterLimits.cell) {
      this.wrong(column, `This has ${text.length} characters; ${rosterLimits.cell} are the most.`);
      return null;
    }
    if (!/\0|\p{Surrogate}/u.test(text)) return text === '' ? null : text;
    this.wrong(column, 'There is a character here that is none, such as a NUL.');
    return null;
  }

  needed(column: string): string | null {
    const { count } = this.#told.problems;
    const text = this.text(column);
    this.#tellMissing(column, text, count);
    return text;
  }

  /** What another row is called; that it is there is for a later look at all of them. */
  id(column: string, to: RosterNoun): string | null {
    const id = this.text(column);
    if (id !== null) this.#refer(column, to, id, this.#line);
    return id;
  }

  neededId(column: string, to: RosterNoun): string | null {
    const { count } = this.#told.problems;
    const id = this.id(column, to);
    this.#tellMissing(column, id, count);
    return id;
  }

  /** Each once, in the order in which they are named. */
  ids(column: string, to: RosterNoun): readonly string[] {
    const parts = (this.text(column) ?? '').split(',').map((part) => part.trim());
    const ids = [...new Set(parts.filter((part) => part !== ''))];
    for (const id of ids) this.#refer(column, to, id, this.#line);
    return ids;
  }

  /** `YYYY-MM-DD`; null where there is none, or no such day. */
  day(column: string): string | null {
    const text = this.text(column);
    if (text === null || isDay(text)) return text;
    this.wrong(
      column,
      `\`${text.slice(0, 30)}\` is no day: it must look like \`2027-01-31\`, year first.`,
    );
    return null;
  }

  span(): Span {
    const span = { beginsOn: this.day('beginDate'), endsOn: this.day('endDate') };
    if (span.beginsOn !== null && span.endsOn !== null && span.endsOn < span.beginsOn)
      this.wrong('endDate', 'It ends before it begins.');
    return span;
  }

  flag(column: string): boolean | null {
    const text = this.needed(column)?.toLowerCase() ?? null;
    if (text === 'true' || text === 'false') return text === 'true';
    if (text !== null) this.wrong(column, `This must be \`true\` or \`false\`.`);
    return null;
  }

  choice<Choice extends string>(column: string, choices: readonly Choice[]): Choice | null {
    const text = this.needed(column);
    if (text === null) return null;
    const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    const meant = didYouMeanText(didYouMean(text, choices));
    const known = choices.map((choice) => `\`${choice}\``).join(', ');
    this.wrong(column, `\`${text.slice(0, 50)}\` is none of ${known}.${meant}`);
    return null;
  }

  /** Unless it was told already that what there is can't be read. */
  #tellMissing(column: string, text: string | null, problemsBefore: number): void {
    if (text === null && this.#told.problems.count === problemsBefore)
      this.wrong(column, `There is no \`${column}\`.`);
  }

  wrong(column: string, message: string): void {
    this.#told.problems.add(this.#file, this.#line, column, message);
  }

  remark(column: string, message: string): void {
    this.#told.remarks.add(this.#file, this.#line, column, message);
  }
}

function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(Number(day)) && day.toISOString().startsWith(text);
}
