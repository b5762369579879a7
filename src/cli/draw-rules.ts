import type { Defect } from '../curriculum/defect.ts';
import { type DefectCode, type DefectRule, defectRules } from '../curriculum/defect-rules.ts';
import { wrap } from './layout.ts';
import type { Look } from './terminal.ts';

/** The rules that some defects break, each once, with what they mean and what mends them. */
export function drawRules(defects: readonly Defect[], { style, widthColumns }: Look): string {
  return Object.entries(rulesOf(defects))
    .map(([code, { title, meaning, mending }]) =>
      [
        `${style.bold(title)} ${style.dim(code)}`,
        ...[meaning, mending].flatMap((text) => wrap(text, widthColumns, '  ')),
      ].join('\n'),
    )
    .join('\n\n');
}

/** The same for programs, by code, in the order of the catalog. */
export function rulesOf(defects: readonly Defect[]): Readonly<Record<string, DefectRule>> {
  const broken = new Set<DefectCode>(defects.map(({ code }) => code));
  return Object.fromEntries(
    Object.entries(defectRules).filter(([code]) => broken.has(code as DefectCode)),
  );
}
