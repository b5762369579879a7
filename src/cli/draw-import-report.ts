import type { ImportedReading } from '../actions/read-import.ts';
import type { ImportRemark } from '../exchange/curriculum/importer.ts';
import { counted } from '../util/counted.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { drawDefects } from './draw-defects.ts';
import type { Look, Style } from './terminal.ts';

type Imported = Extract<ImportedReading, { readonly kind: 'curriculum' }>;

/** What became of things, in the order in which a reader cares. */
const headings: Readonly<Record<ImportRemark['kind'], string>> = {
  DROPPED: 'left out',
  CHANGED: 'changed',
  EXTERNAL: 'leading elsewhere',
  NOTED: 'kept as notes',
  DEFAULTED: 'taken for what the files do not say',
};

/** What did not come over as it was, by what became of it, and what there is now. */
export function drawImportReport(
  { curriculum, remarks, warnings }: Imported,
  { style }: Look,
): string {
  const kinds = Object.keys(headings) as ImportRemark['kind'][];
  const groups = kinds.flatMap((kind) => {
    const own = remarks.filter((remark) => remark.kind === kind);
    if (own.length === 0) return [];
    return [
      [style.bold(`${own.length} ${headings[kind]}`), ...own.map((one) => drawRemark(one, style))],
    ];
  });
  if (warnings.length > 0)
    groups.push([style.bold(counted(warnings.length, 'warning')), drawDefects(warnings, style)]);
  const { title, skills, projects, careerPaths } = curriculum;
  const parts = [
    counted(skills.length, 'skill'),
    ...(projects.length > 0 ? [counted(projects.length, 'project')] : []),
    ...(careerPaths.length > 0 ? [counted(careerPaths.length, 'career path')] : []),
  ];
  const told = kinds
    .map((kind) => ({ kind, count: remarks.filter((remark) => remark.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${headings[kind]}`);
  const sum = told.length === 0 ? 'Everything came over as it was' : capitalised(listed(told));
  const lines = groups.map((group) => `${group.join('\n')}\n\n`).join('');
  return `${lines}${sum}. ${plainLine(title)} has ${listed(parts)}.`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function drawRemark(
  { file, line, column, subject, message }: ImportRemark,
  { bold, dim }: Style,
): string {
  const place = bold(`${plainLine(file)}:${line}:${column}`);
  return `${place} ${dim(plainLine(subject))} ${plainLine(message)}`;
}
