import { operator } from '../actions/actor.ts';
import type { RosterImported } from '../actions/import-roster.ts';
import { importRosterArchive } from '../actions/import-roster-archive.ts';
import { rosterChangeKinds, rosterChangeSays } from '../actions/roster-changes.ts';
import { type RosterFormatName, rosterFormats } from '../exchange/roster/index.ts';
import type { RowProblem, RowProblems } from '../exchange/roster/roster.ts';
import { counted } from '../util/counted.ts';
import { invariant } from '../util/invariant.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { choiceOf, choicesText } from './choice-of.ts';
import { command, type ExitCode } from './command.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';
import type { Style, Terminal } from './terminal.ts';

const names = rosterFormats.map(({ name }) => name);

export const roster = command({
  name: 'roster',
  summary: 'Bring learners, mentors and cohorts to what a school says of its classes.',
  operands: '<zip or folder>',
  operandCount: [1, 1],
  options: {
    format: { value: '<format>', says: `What it is: ${choicesText(names)}.` },
    source: {
      value: '<name>',
      says: 'Tells this school from others; what its manifest calls the system where it is left out.',
    },
    'dry-run': { says: 'Store nothing, and tell all that would be done.' },
    force: { says: 'Even where most of those who are there would leave.' },
    json: { says: 'Print the report as JSON, with all changes.' },
  },
  about: [
    'Classes become cohorts, their students the members, teachers and aides the mentors; whom a student has as an agent looks after that one learner. Everybody has the id of the school as an external id, in the system `oneroster`, or `oneroster:<name>` where the manifest or --source names one. A whole roster (bulk) takes those out of their cohorts who are no longer in it; nobody is erased, and what was done here stays. All of it is done, or nothing.',
    'Exit codes: 0 where it is done, or would be; 1 where the roster is at fault, or too many would leave; 2 where the command line is at fault or there is nothing to read.',
  ],
  examples: ['cairn roster roster.zip --dry-run', 'cairn roster roster.zip'],
  run: async ({ values, operands: [path] }, { terminal, open }) => {
    const problems: string[] = [];
    const refuse = (problem: string) => void problems.push(problem);
    const format = choiceOf('--format', values.format, names, refuse) ?? names[0]!;
    if (problems.length > 0) return tellWrong(problems, terminal);
    const result = await importRosterArchive(await open(), operator, {
      format: format as RosterFormatName,
      archive: path!,
      source: values.source,
      dryRun: values['dry-run'] === true,
      force: values.force === true,
      progress: (stage) => terminal.progress(stage),
    }).finally(() => terminal.progress(''));
    invariant(result.kind !== 'forbidden', 'the operator may import rosters');
    invariant(result.kind !== 'key-conflict', 'no key is given');
    if (values.json) await terminal.print(JSON.stringify(result, null, 2));
    if (result.kind === 'roster-imported') {
      if (values.json) return 0;
      if (result.remarks.count > 0)
        terminal.tell(drawRows(result.remarks, terminal.tellLook.style));
      await terminal.print(drawReport(result, terminal.look.style));
      return 0;
    }
    if (result.kind === 'invalid-request') {
      if (!values.json) terminal.tell(drawRefusal(result, terminal.tellLook));
      return 2;
    }
    if (values.json) return 1;
    if (result.kind === 'mass-departure')
      terminal.tell(drawProblems([result.message], terminal.tellLook));
    else {
      const { count } = result.problems;
      terminal.tell(drawRows(result.problems, terminal.tellLook.style));
      terminal.tell(`${counted(count, 'problem')}: nothing was changed.`);
    }
    return 1;
  },
});

function tellWrong(problems: readonly string[], { tell, tellLook }: Terminal): ExitCode {
  tell(drawProblems(problems, tellLook));
  return 2;
}

function drawRows({ listed: rows, count }: RowProblems, { bold }: Style): string {
  const lines = rows.map((row) => `${bold(placeOf(row))} ${plainLine(row.message)}`);
  const more = count - rows.length;
  return [...lines, ...(more > 0 ? [`… and ${more} more of the kind.`] : [])].join('\n');
}

function placeOf({ file, line, column }: RowProblem): string {
  return [file, line, column]
    .filter((part) => part !== null)
    .map((part) => plainLine(String(part)))
    .join(':');
}

/** So many changes are told one by one: whoever wants all takes the JSON. */
const changesMax = 40;

function drawReport(
  { source, isDryRun, counts, changes }: RosterImported,
  { bold }: Style,
): string {
  const sums = rosterChangeKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => sumText[kind](counts[kind]));
  const head = isDryRun ? 'This would be done' : 'This was done';
  if (sums.length === 0) return `Nothing changes: all of \`${plainLine(source)}\` is so already.`;
  const lines = isDryRun
    ? changes.slice(0, changesMax).map((change) => `  ${plainLine(rosterChangeSays(change))}`)
    : [];
  const more = isDryRun ? changes.length - lines.length : 0;
  return [
    bold(`${head}, under \`${plainLine(source)}\``),
    ...lines,
    ...(more > 0 ? [`  … and ${more} more; \`--json\` has all of them.`] : []),
    `In all: ${listed(sums)}.`,
  ].join('\n');
}

const sumText: Readonly<Record<(typeof rosterChangeKinds)[number], (count: number) => string>> = {
  COHORT_CREATED: (count) => `${counted(count, 'cohort')} made`,
  COHORT_RETITLED: (count) => `${counted(count, 'cohort')} with another title`,
  LEARNER_CREATED: (count) => `${counted(count, 'learner')} created`,
  LEARNER_UPDATED: (count) => `${counted(count, 'learner')} changed`,
  MENTOR_CREATED: (count) => `${counted(count, 'mentor')} created`,
  MENTOR_UPDATED: (count) => `${counted(count, 'mentor')} changed`,
  LEARNER_LEFT: (count) => `${counted(count, 'seat')} in cohorts given up`,
  LEARNER_JOINED: (count) => `${counted(count, 'seat')} in cohorts taken`,
  MENTOR_LEFT: (count) => `${counted(count, 'mentor')} taken from cohorts`,
  MENTOR_JOINED: (count) => `${counted(count, 'mentor')} given to cohorts`,
  LEARNER_RELEASED: (count) => `${counted(count, 'learner')} taken from mentors of their own`,
  LEARNER_ENTRUSTED: (count) => `${counted(count, 'learner')} given to mentors of their own`,
};
