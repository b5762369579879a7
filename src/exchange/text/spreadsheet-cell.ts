import { plainLine } from '../../util/plain-line.ts';

export type Cell = string | number | null;

/**
 * Text that no spreadsheet takes for a formula, as OWASP advises: by `'` before it. Text that already begins so gets
 * another, so that who takes one away has what was there.
 */
export function spreadsheetCell(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const line = plainLine(cell);
  return formula.test(line) ? `'${line}` : line;
}

const formula = /^['\s]*[=+\-@＝＋－＠]/;
