import { type NounForm, nounForms } from './oneroster/noun-forms.ts';
import { type Manifest, manifestFile, readManifest } from './oneroster/read-manifest.ts';
import { emptyPart, readPart } from './oneroster/read-part.ts';
import { ProblemRows } from './problem-rows.ts';
import type {
  References,
  RosterFile,
  RosterFormat,
  RosterNoun,
  RosterPart,
  RosterParts,
  RosterReading,
} from './roster.ts';

const nouns = Object.keys(nounForms) as readonly RosterNoun[];

/** OneRoster 1.2 as CSV: the files that say who is in which class. What is in the others is nobody's business here. */
export const oneRoster = {
  name: 'ONEROSTER',
  title: 'OneRoster 1.2 CSV',
  description:
    'OneRoster 1.2 as CSV, whole (bulk) or what changed (delta): `manifest.csv` beside `orgs.csv`, `academicSessions.csv`, `courses.csv`, `classes.csv`, `users.csv`, `roles.csv` and `enrollments.csv`. No other file is opened.',
  fileNames: [manifestFile, ...nouns.map((noun) => nounForms[noun].file)],
  read,
} as const satisfies RosterFormat;

function* read(files: readonly RosterFile[]): Generator<undefined, RosterReading, unknown> {
  const [problems, remarks] = [new ProblemRows(), new ProblemRows()];
  const told = { problems, remarks, rows: { count: 0 } };
  const texts = textsByName(files, problems);
  const manifest = readManifest(texts.get(manifestFile), told);
  const parts: Partial<Record<RosterNoun, RosterPart<unknown>>> = {};
  const references: References[] = [];
  for (const noun of nouns) {
    const form: NounForm<unknown> = nounForms[noun];
    const text = texts.get(form.file.toLowerCase());
    const extent = extentOf(form, manifest, text !== undefined, problems);
    const isRead = extent !== 'NOTHING' && text !== undefined;
    const read = isRead ? yield* readPart(form, text, extent, told) : null;
    parts[noun] = read?.part ?? emptyPart(form.file);
    references.push(...(read?.references ?? []));
  }
  if (problems.count === 0 && nouns.every((noun) => parts[noun]!.extent === 'NOTHING'))
    problems.add(
      manifestFile,
      null,
      null,
      'There is nothing in this roster: every file is absent.',
    );
  if (problems.count > 0) return { kind: 'defective', problems: problems.toRows() };
  const roster = { code: manifest?.code ?? null, parts: parts as RosterParts, references };
  return { kind: 'roster', roster, remarks: remarks.toRows() };
}

/** By their names in lower case. */
function textsByName(files: readonly RosterFile[], problems: ProblemRows) {
  const texts = new Map<string, string>();
  for (const { file, text } of files) {
    const name = file.toLowerCase();
    if (texts.has(name)) problems.add(file, null, null, 'There are two files of this name.');
    texts.set(name, text);
  }
  return texts;
}

/** What the manifest says of a file, held against whether it is there. */
function extentOf(
  { file }: NounForm<unknown>,
  manifest: Manifest | null,
  isThere: boolean,
  problems: ProblemRows,
): RosterPart<unknown>['extent'] {
  if (!manifest) return 'NOTHING';
  const property = `file.${file.replace('.csv', '')}`;
  const said = manifest.extents.get(property);
  if (said === undefined && isThere)
    problems.add(
      manifestFile,
      null,
      property,
      `\`${file}\` is there, and no line \`${property}\`.`,
    );
  if (said === 'NOTHING' && isThere) {
    const message = `\`${property}\` is \`absent\`, and \`${file}\` is there.`;
    problems.add(manifestFile, manifest.lines.get(property) ?? null, property, message);
  }
  if (said !== undefined && said !== 'NOTHING' && !isThere) {
    const word = said === 'WHOLE' ? 'bulk' : 'delta';
    const message = `\`${property}\` is \`${word}\`, and \`${file}\` isn't there.`;
    problems.add(manifestFile, manifest.lines.get(property) ?? null, property, message);
  }
  return said ?? 'NOTHING';
}
