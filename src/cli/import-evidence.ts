import { operator } from '../actions/actor.ts';
import { type EvidenceImport, importEvidence } from '../actions/import-evidence.ts';
import { readFiles } from '../actions/read-files.ts';
import type { PlatformOutcome } from '../exchange/evidence/evidence-format.ts';
import { type EvidenceFormatName, evidenceFormats } from '../exchange/evidence/index.ts';
import { counted } from '../util/counted.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { choiceOf, choicesText } from './choice-of.ts';
import { command, type ExitCode } from './command.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';
import type { Style, Terminal } from './terminal.ts';

const names = evidenceFormats.map(({ name }) => name);

export const importEvidenceFile = command({
  name: 'import-evidence',
  summary: 'Record what a learning platform found of learners, from a file.',
  operands: '<file>',
  operandCount: [1, 1],
  options: {
    format: { value: '<format>', says: `What the file is: ${choicesText(names)}.` },
    curriculum: {
      value: '<id>',
      says: 'Which curriculum the results are about; the default one where it is left out.',
    },
    source: {
      value: '<name>',
      says: 'Under which name the platform speaks; that of the format where it is left out, as in `canvas`.',
    },
    'platform-system': {
      value: '<system>',
      says: 'In which system learners have the ids that the platform gives as external ids; `canvas` for Canvas where it is left out.',
    },
    'records-system': {
      value: '<system>',
      says: 'The same for ids from a student information system; `sis` where it is left out.',
    },
    'undated-at': {
      value: '<day>',
      says: 'On which day results without a date came about, `2026-05-01`; without it they are left out.',
    },
    'dry-run': { says: 'Store nothing, and tell what would be stored.' },
    json: { says: 'Print the report as JSON.' },
  },
  about: [
    'Learners are known by their external ids, or by a mail address that is in the file; outcomes by the guids that `cairn export --format canvas` gave them, by external ids of skills, by codes that are ids of skills, or by their titles. What is not known is told, with how many results it has, and the rest is recorded. The same file again changes nothing.',
    'Exit codes: 0 where all results were used or not assessed yet; 1 where some or all could not be used; 2 where the command line is at fault or there is nothing to read.',
  ],
  examples: [
    'cairn import-evidence outcome-results.csv --format canvas-results --curriculum python-web --dry-run',
  ],
  run: async ({ values, operands: [path] }, { terminal, open }) => {
    const problems: string[] = [];
    if (values.format === undefined)
      problems.push(`\`--format\` says what the file is: ${choicesText(names)}.`);
    const format = choiceOf('--format', values.format, names, (problem) => problems.push(problem));
    const undatedAt = dayIn(values['undated-at']);
    if (undatedAt === undefined) problems.push('`--undated-at` is a day, such as `2026-05-01`.');
    if (format === null || problems.length > 0) return refuse(problems, terminal);
    const read = await readFiles(path!);
    if (read.kind === 'unreadable') return refuse([read.message], terminal);
    const [file, ...others] = read.files;
    if (!file || others.length > 0)
      return refuse(['Name one file. Import several one after the other.'], terminal);
    const environment = await open();
    const result = await importEvidence(
      environment,
      environment.curricula.snapshot(),
      operator,
      {
        ...{ format: format as EvidenceFormatName, text: file.text, undatedAt: undatedAt ?? null },
        ...{ curriculum: values.curriculum, source: values.source },
        platformSystem: values['platform-system'],
        recordsSystem: values['records-system'],
        dryRun: values['dry-run'] === true,
      },
      (count) => terminal.progress(`Read ${counted(count, 'result')} …`),
    );
    terminal.progress('');
    if (result.kind !== 'evidence-imported') {
      if (values.json) await terminal.print(JSON.stringify(result, null, 2));
      else if (result.kind === 'invalid-request' || result.kind === 'unknown-names')
        terminal.tell(drawRefusal(result, terminal.tellLook));
      else terminal.tell(drawProblems([result.message], terminal.tellLook));
      return 1;
    }
    const { kind, ...told } = result;
    await terminal.print(
      values.json
        ? JSON.stringify({ kind, ...told }, null, 2)
        : drawReport(result, terminal.look.style),
    );
    return isComplete(result) ? 0 : 1;
  },
});

/** Null where none is given, undefined where it is none. */
function dayIn(text: string | undefined): Date | null | undefined {
  if (text === undefined) return null;
  const date = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(Number(date)) && date.toISOString().startsWith(text);
  return isDay && text.length === 'yyyy-mm-dd'.length ? date : undefined;
}

function isComplete({ counts }: EvidenceImport): boolean {
  const { ofUnknownLearners, ofUnknownOutcomes, unusable, withoutVerdict } = counts;
  return ofUnknownLearners + ofUnknownOutcomes + unusable + withoutVerdict === 0;
}

function drawReport(report: EvidenceImport, style: Style): string {
  const { counts, dryRun, problems, problemCount } = report;
  const sections = [
    drawList('learner', report.unknownLearners, report.unknownLearnerCount, style, (learner) => {
      const names = learner.names.map(({ system, externalId }) => `${system} ${externalId}`);
      return `${learner.title}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
    }),
    drawList('outcome', report.unknownOutcomes, report.unknownOutcomeCount, style, outcomeText),
    problems.map(({ line, message }) => `${style.bold(`line ${line}`)} ${plainLine(message)}`),
    problemCount > problems.length
      ? [`… and ${counted(problemCount - problems.length, 'more row')} that could not be used.`]
      : [],
  ].filter((section) => section.length > 0);
  const did = dryRun ? 'would be' : counts.created === 1 ? 'was' : 'were';
  const more = [
    [counts.updated, 'of a newer version'],
    [counts.unchanged, 'here already'],
    [counts.repeated, 'repeated in the file'],
    [counts.unassessed, 'not assessed yet'],
    [counts.withoutVerdict, 'without a word on mastery'],
    [counts.ofUnknownLearners, 'of unknown learners'],
    [counts.ofUnknownOutcomes, 'of unknown outcomes'],
    [counts.unusable, 'unusable'],
  ] as const;
  const rest = more.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  const sum = `${counted(counts.created, 'result')} ${did} recorded${rest.length > 0 ? `; ${listed(rest)}` : ''}.`;
  return [...sections.map((section) => `${section.join('\n')}\n\n`), sum].join('');
}

function drawList<Thing extends { readonly resultCount: number }>(
  noun: string,
  things: readonly Thing[],
  count: number,
  { bold }: Style,
  textOf: (thing: Thing) => string,
): string[] {
  if (count === 0) return [];
  const head = bold(`${counted(count, noun)} unknown here`);
  const lines = things.map((thing) => {
    const results = counted(thing.resultCount, 'result');
    return `  ${plainLine(textOf(thing)).slice(0, textMax)}: ${results}`;
  });
  const more = count - things.length;
  return [head, ...lines, ...(more > 0 ? [`  … and ${counted(more, `more ${noun}`)}`] : [])];
}

/** Cells may be of any length. */
const textMax = 200;

function outcomeText({ title, code, guid, id }: PlatformOutcome): string {
  const others = [code, guid, id].filter((name) => name !== null);
  return `${title ?? '(no title)'}${others.length > 0 ? ` (${others.join(', ')})` : ''}`;
}

function refuse(problems: readonly string[], { tell, tellLook }: Terminal): ExitCode {
  tell(drawProblems(problems, tellLook));
  return 2;
}
