import { plainLine } from '../../util/plain-line.ts';

export type Cell = string | number | null;

/**
 * Text that no spreadsheet takes for a formula, as OWASP advises: by `'` before it. Text that already begins so gets
 * another, so that who takes one away has what was there.
 */
export function spreadsheetCell(cell: Cell): Cell {
  return typeof cell === 'string' ? withFormulaMark(plainLine(cell)) : cell;
}

/** The same for text that keeps its lines. */
export function withFormulaMark(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What was there before the mark was put there. */
export function withoutFormulaMark(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
}

const formula = /^['\s]*[=+\-@＝＋－＠]/;
