import type { DefectCode } from '../../../curriculum/defect-rules.ts';
import type { Place, PlacedDefect } from '../native.ts';

/** What keeps files from being read at all. */
export function fileDefect(code: DefectCode, place: Place, message: string): PlacedDefect {
  return { severity: 'error', code, path: [], message, suggestions: [], ...place };
}

/** Where a file begins. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1 };
}
