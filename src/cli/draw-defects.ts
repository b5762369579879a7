import type { PlacedDefect } from '../exchange/curriculum/native.ts';
import { counted } from '../util/counted.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import type { Style } from './terminal.ts';

/** One line for each problem of a curriculum, `file:line:column severity message`, as editors and programs know it. */
export function drawDefects(defects: readonly PlacedDefect[], style: Style): string {
  return defects.map((defect) => drawDefect(defect, style)).join('\n');
}

/** Nobody reads more of what may be left as it is. */
const warningsShown = 20;

/** The first warnings, and what tells them all where there are more. */
export function drawWarnings(
  warnings: readonly PlacedDefect[],
  whatTellsAll: string,
  style: Style,
): string {
  const first = drawDefects(warnings.slice(0, warningsShown), style);
  const more = warnings.length - warningsShown;
  return more <= 0 ? first : `${first}\n${counted(more, 'more warning')}: ${whatTellsAll}.`;
}

/** `2 errors and 1 warning`. */
export function defectCount(defects: readonly PlacedDefect[]): string {
  const severities = ['error', 'warning'] as const;
  const counts = severities.map((severity) => ({
    severity,
    count: defects.filter((defect) => defect.severity === severity).length,
  }));
  return listed(
    counts.filter(({ count }) => count > 0).map(({ severity, count }) => counted(count, severity)),
  );
}

function drawDefect(defect: PlacedDefect, { bold, red, yellow }: Style): string {
  const { file, line, column, severity, message, suggestions } = defect;
  const place = bold(`${plainLine(file)}:${line}:${column}`);
  const kind = severity === 'error' ? red(severity) : yellow(severity);
  const unsaid = suggestions.filter((suggestion) => !message.includes(suggestion));
  const hint =
    unsaid.length > 0
      ? ` (${listed(
          unsaid.map((name) => `\`${name}\``),
          'or',
        )}?)`
      : '';
  return `${place} ${kind} ${plainLine(message + hint)}`;
}
