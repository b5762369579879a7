import type { RowProblem, RowProblems } from './roster.ts';

/** So many are listed; more tell nobody more. */
const listedMax = 100;

/** Collects what there is to say of rows: the first of it as it is, the rest as a number. */
export class ProblemRows {
  readonly #listed: RowProblem[] = [];
  #count = 0;

  add(file: string, line: number | null, column: string | null, message: string): void {
    this.#count += 1;
    if (this.#listed.length < listedMax) this.#listed.push({ file, line, column, message });
  }

  get count(): number {
    return this.#count;
  }

  toRows(): RowProblems {
    return { listed: this.#listed, count: this.#count };
  }
}
