import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { newId } from '../actions/environment.ts';
import { fetchCasePackage } from '../actions/fetch-case-package.ts';
import { formatProblem, readSettings } from '../actions/import-curriculum.ts';
import { importLimits } from '../actions/import-limits.ts';
import type { PublishResult } from '../actions/publish-curriculum.ts';
import { readFiles } from '../actions/read-files.ts';
import { formatsOf, type ImportedReading, readImport } from '../actions/read-import.ts';
import { type ImporterName, importerNamed, importers } from '../exchange/curriculum/index.ts';
import type { SourceFile } from '../exchange/curriculum/native.ts';
import { plainLine } from '../util/plain-line.ts';
import { choiceOf, choicesText } from './choice-of.ts';
import { command, type ExitCode, type Surroundings } from './command.ts';
import { drawImportReport } from './draw-import-report.ts';
import { drawProblems } from './draw-refusal.ts';
import { publishHere, readPublishWish, tellPublished } from './publish.ts';
import { tellDefective } from './read-or-tell.ts';
import { revisionJson } from './revisions.ts';
import { tellHistory } from './tell-warnings.ts';
import type { Terminal } from './terminal.ts';

const names = importers.map(({ name }) => name);

export const importFiles = command({
  name: 'import',
  summary: 'Make a curriculum of what others wrote, with a report.',
  operands: '<path or address> …',
  operandCount: [1, 20],
  options: {
    format: {
      value: '<format>',
      says: `What the files are: ${choicesText(names)}. Told by what stands in them where it is left out.`,
    },
    curriculum: {
      value: '<id>',
      says: 'What to call it; made from the files where it is left out.',
    },
    'hours-by-default': {
      value: '<hours>',
      says: `For skills of which nobody says how long they take; ${importLimits.hoursByDefault} where it is left out.`,
    },
    output: {
      value: '<file>',
      says: 'Write it there in the native format, as YAML, to go on from.',
    },
    publish: { says: 'Publish it as the next revision.' },
    note: { value: '<text>', says: 'What is new, for whoever compares revisions.' },
    'expected-revision': {
      value: '<number>',
      says: 'With --publish: the revision that you started from, 0 for a new curriculum.',
    },
    'allow-private': {
      says: 'With an address: it may be on this machine or in a private network.',
    },
    json: { says: 'Print the report as JSON, with the revision where one was published.' },
  },
  about: [
    '<path> is a file or a folder; several files make one curriculum, as a table of skills and one of prerequisites do. An address is that of a CASE package, as in `https://…/ims/case/v1p1/CFPackages/…`, or of the list of frameworks of a provider; where the provider asks for a token, CASE_TOKEN holds it. The report names all that did not come over as it was, by what became of it, each with its place in the files. Where neither --output nor --publish is given, the curriculum is printed as YAML, and the report goes where problems are told.',
    'Exit codes: 0 where a curriculum was made of it; 1 where none can be, or it could not be published; 2 where the command line is at fault or there is nothing to read.',
  ],
  examples: [
    'cairn import track/config.json --output track.yaml',
    'cairn import skills.csv prerequisites.csv --curriculum nursing --publish --note "First import"',
  ],
  run: async ({ values, operands }, surroundings) => {
    const { terminal } = surroundings;
    const asked = readAsked(values);
    if (asked.kind === 'wrong') return refuse(asked.problems, terminal);
    const isAddress = operands.some((operand) => /^https?:\/\//i.test(operand));
    const found = isAddress
      ? await fetchPackage(operands, values, surroundings)
      : await findFiles(operands, asked.format);
    if (found.kind === 'unreachable') return tellUnreachable(found, terminal);
    if (found.kind === 'wrong') return refuse(found.problems, terminal);
    const { files, format } = found;
    terminal.progress(`Reading ${files.length === 1 ? 'a file' : `${files.length} files`} …`);
    const reading = readImport(files, format, asked.settings);
    terminal.progress('');
    if (reading.kind === 'defective') return showDefective(reading, values.json === true, terminal);
    return settle(reading, { ...asked, ...values, format }, surroundings);
  },
});

interface Values {
  readonly format?: string;
  readonly curriculum?: string;
  readonly 'hours-by-default'?: string;
  readonly output?: string;
  readonly publish?: true;
  readonly note?: string;
  readonly 'expected-revision'?: string;
  readonly 'allow-private'?: true;
  readonly json?: true;
}

type Imported = Extract<ImportedReading, { readonly kind: 'curriculum' }>;

/** What a command line asks for, or all that speaks against it. */
function readAsked(values: Values) {
  const problems: string[] = [];
  const format = choiceOf('--format', values.format, names, (problem) => problems.push(problem));
  const wish = readPublishWish(values);
  if (wish.kind === 'wrong') problems.push(...wish.problems);
  for (const name of ['note', 'expected-revision'] as const)
    if (values[name] !== undefined && !values.publish)
      problems.push(`\`--${name}\` is for what is published: give \`--publish\`, too.`);
  const hours = values['hours-by-default'];
  const settings = readSettings({
    curriculum: values.curriculum,
    hoursByDefault: hours === undefined ? null : Number(hours || Number.NaN),
  });
  if (settings.kind === 'invalid-request')
    problems.push(...settings.problems.map(({ message }) => asOptions(message)));
  if (problems.length > 0 || settings.kind !== 'settings' || wish.kind !== 'wish')
    return { kind: 'wrong' as const, problems };
  const { note, expectedRevision } = wish;
  return { kind: 'asked' as const, format, settings: settings.settings, note, expectedRevision };
}

function asOptions(message: string): string {
  return message
    .replace('settings.curriculum', '--curriculum')
    .replace('settings.hoursByDefault', '--hours-by-default');
}

type Found =
  | { readonly kind: 'files'; readonly files: readonly SourceFile[]; readonly format: ImporterName }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

interface Unreachable {
  readonly kind: 'unreachable';
  /** A line each. */
  readonly lines: readonly string[];
}

/** Fetches the one package whose address is given. */
async function fetchPackage(
  operands: readonly string[],
  values: Values,
  { terminal, caseToken }: Surroundings,
): Promise<Found | Unreachable> {
  const [address, ...others] = operands as readonly [string, ...string[]];
  if (others.length > 0) return { kind: 'wrong', problems: ['An address is imported by itself.'] };
  if (values.format !== undefined && values.format.toUpperCase() !== 'CASE')
    return { kind: 'wrong', problems: ['What is fetched from an address is a package of CASE.'] };
  terminal.progress('Fetching the package …');
  const fetched = await fetchCasePackage({
    address,
    authorization: caseToken === null ? undefined : `Bearer ${caseToken}`,
    mayBePrivate: values['allow-private'] === true,
  }).finally(() => terminal.progress(''));
  switch (fetched.kind) {
    case 'file':
      return { kind: 'files', files: [fetched.file], format: 'CASE' };
    case 'several': {
      const list = fetched.frameworks.map(
        (framework) => `  ${plainLine(framework.title)}  ${plainLine(framework.address)}`,
      );
      return { kind: 'unreachable', lines: [fetched.message, ...list] };
    }
    case 'unreachable':
      return { kind: 'unreachable', lines: [fetched.message, ...wayIn(address, values)] };
  }
}

/** What lets an address without encryption be called, where it was not said. */
function wayIn(address: string, values: Values): string[] {
  if (values['allow-private'] || !/^http:/i.test(address)) return [];
  return [
    'With `--allow-private` it may be on this machine or in a private network, also without encryption.',
  ];
}

function tellUnreachable({ lines }: Unreachable, terminal: Terminal): ExitCode {
  for (const line of lines) terminal.tell(line);
  return 1;
}

/** Reads the files; where no format is named, those of the one format that they look like. */
async function findFiles(paths: readonly string[], format: ImporterName | null): Promise<Found> {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0)
    return {
      kind: 'wrong',
      problems: missing.map((path) => `There is no file or folder \`${path}\`.`),
    };
  const candidates: Extract<Found, { kind: 'files' }>[] = [];
  const problems: string[] = [];
  for (const name of format ? [format] : names) {
    const found = await readAll(paths, name);
    if (found.kind === 'wrong') problems.push(...found.problems);
    else if (format || formatsOf(found.files).includes(name)) candidates.push(found);
  }
  const [one, ...others] = candidates;
  if (one && others.length === 0) return one;
  if (format || (candidates.length === 0 && problems.length === names.length))
    return { kind: 'wrong', problems: [...new Set(problems)].slice(0, 1) };
  const problem = asTyped(formatProblem(candidates.map((candidate) => candidate.format)));
  return { kind: 'wrong', problems: [problem] };
}

function asTyped(problem: string): string {
  const typed = problem.replace(/`([A-Z_0-9]+)`/g, (_, name: string) => choicesText([name]));
  return typed.replace('Say which one is meant.', 'Say which one is meant with `--format`.');
}

async function readAll(paths: readonly string[], format: ImporterName): Promise<Found> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    const found = await readFiles(path, importerNamed(format));
    if (found.kind === 'unreadable') return { kind: 'wrong', problems: [found.message] };
    files.push(...found.files);
  }
  return { kind: 'files', files, format };
}

interface Asked {
  readonly format: ImporterName;
  readonly note: string | null;
  readonly expectedRevision: number | undefined;
  readonly output?: string;
  readonly publish?: true;
  readonly json?: true;
}

/** Tells the report, and does with the curriculum what is asked. */
async function settle(
  reading: Imported,
  asked: Asked,
  { terminal, open }: Surroundings,
): Promise<ExitCode> {
  const { curriculum, text } = reading;
  const isJson = asked.json === true;
  const { title, slug } = curriculum;
  if (!isJson) terminal.tell(drawImportReport(reading, terminal.tellLook));
  if (asked.output !== undefined) {
    await writeFile(asked.output, text);
    if (!isJson) terminal.tell(`Wrote ${plainLine(title)} to ${plainLine(asked.output)}.`);
  }
  if (!asked.publish) {
    if (isJson) await terminal.print(reportJson(reading, asked.format, null));
    else if (asked.output === undefined) await terminal.print(text.trimEnd());
    return 0;
  }
  terminal.progress('Opening the database …');
  const environment = await open();
  tellHistory(environment, reading, terminal);
  const { note, expectedRevision } = asked;
  const imported = { format: asked.format, event: newId(environment) };
  const wanted = { curriculum, note, expectedRevision, imported };
  const result = await publishHere(environment, wanted, terminal);
  if (isJson && result.kind !== 'head-moved') {
    await terminal.print(reportJson(reading, asked.format, result));
    return 0;
  }
  const told = { slug, title, expectedRevision };
  return tellPublished(environment, result, told, { terminal, isJson });
}

function reportJson(
  { curriculum, remarks, warnings }: Imported,
  format: ImporterName,
  publication: Extract<PublishResult, { readonly kind: 'published' | 'unchanged' }> | null,
): string {
  const { slug } = curriculum;
  const published = publication && {
    kind: publication.kind,
    ...revisionJson(publication.revision),
  };
  const report = { kind: 'imported', format, curriculum: slug, remarks, warnings };
  return JSON.stringify({ ...report, publication: published }, null, 2);
}

async function showDefective(
  reading: Extract<ImportedReading, { readonly kind: 'defective' }>,
  isJson: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  if (isJson) await terminal.print(JSON.stringify(reading, null, 2));
  else tellDefective(reading, terminal);
  return 1;
}

function refuse(problems: readonly string[], { tell, tellLook }: Terminal): ExitCode {
  tell(drawProblems(problems, tellLook));
  return 2;
}
