import { operator } from '../actions/actor.ts';
import type { Environment } from '../actions/environment.ts';
import {
  type Publication,
  type PublishResult,
  publishCurriculum,
} from '../actions/publish-curriculum.ts';
import { publishLimits } from '../actions/publish-limits.ts';
import { differenceSince, revisionConflict } from '../actions/revision-conflict.ts';
import type { Revision } from '../curriculum/revision.ts';
import { plainLine } from '../util/plain-line.ts';
import { command, type ExitCode } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import { shareText } from './progress.ts';
import { readOrTell } from './read-or-tell.ts';
import { revisionJson } from './revisions.ts';
import { tellHistory, tellWarnings } from './tell-warnings.ts';
import type { Terminal } from './terminal.ts';

export const publish = command({
  name: 'publish',
  summary: 'Publish a curriculum as the next revision.',
  operands: '<path>',
  operandCount: [1, 1],
  options: {
    note: { value: '<text>', says: 'What is new, for whoever compares revisions.' },
    'expected-revision': {
      value: '<number>',
      says: 'The revision that you started from, 0 for a new curriculum: where another is the newest by now, nothing is published.',
    },
    json: { says: 'Print the revision as JSON.' },
  },
  about: [
    '<path> is a file, or a folder of files, in YAML or JSON. It becomes the newest revision in the database that DATABASE_URL names, whole, or nothing changes: where there is an error all of them are told, and where the newest revision is the same already there is nothing to do. A server that runs on the same database takes it up by itself.',
    'Exit codes: 0 where it is published, now or before; 1 where it is defective, another revision is the newest than the one expected, or the database is at fault.',
  ],
  examples: [
    'cairn publish my-curriculum.yaml --note "Adds the data path"',
    'cairn publish my-curriculum.yaml --expected-revision 7',
  ],
  run: async ({ values, operands: [path] }, { terminal, open }) => {
    const wish = readPublishWish(values);
    if (wish.kind === 'wrong') return refuse(wish.problems, terminal);
    terminal.progress('Reading …');
    const reading = await readOrTell(path!, terminal);
    if (typeof reading === 'number') return reading;
    const { curriculum, warnings } = reading;
    tellWarnings(warnings, path!, terminal);
    terminal.progress('Opening the database …');
    const environment = await open();
    tellHistory(environment, reading, terminal);
    const { note, expectedRevision } = wish;
    const publication = { curriculum, note, expectedRevision };
    const result = await publishHere(environment, publication, terminal);
    const told = { slug: curriculum.slug, title: curriculum.title, expectedRevision };
    return tellPublished(environment, result, told, { terminal, isJson: values.json === true });
  },
});

/** Publishes, and shows how far it is. */
export function publishHere(
  environment: Environment,
  publication: Pick<Publication, 'curriculum' | 'note' | 'expectedRevision' | 'imported'>,
  { progress }: Pick<Terminal, 'progress'>,
): Promise<PublishResult> {
  return publishCurriculum(environment, {
    ...publication,
    publishedBy: 'command-line',
    progress: (share) => progress(`${shareText(share)} written`),
  }).finally(() => progress(''));
}

/** What was said of how to publish; or all that is wrong with it. */
export function readPublishWish(values: {
  readonly note?: string | undefined;
  readonly 'expected-revision'?: string | undefined;
}):
  | {
      readonly kind: 'wish';
      readonly note: string | null;
      readonly expectedRevision: number | undefined;
    }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] } {
  const { note = null, 'expected-revision': expected } = values;
  const problems: string[] = [];
  if (note !== null && note.length > publishLimits.note)
    problems.push(`\`--note\` is longer than ${publishLimits.note} characters.`);
  if (expected !== undefined && !isWholeNumber(expected))
    problems.push('`--expected-revision` must be the number of a revision, or 0.');
  if (problems.length > 0) return { kind: 'wrong', problems };
  return {
    kind: 'wish',
    note,
    expectedRevision: expected === undefined ? undefined : Number(expected),
  };
}

/** Whether a text is a number that a revision may have, or 0. */
export function isWholeNumber(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

/** Tells what came of publishing. */
export async function tellPublished(
  environment: Environment,
  result: PublishResult,
  what: {
    readonly slug: string;
    readonly title: string;
    readonly expectedRevision: number | undefined;
  },
  { terminal, isJson }: { readonly terminal: Terminal; readonly isJson: boolean },
): Promise<ExitCode> {
  const { kind, revision } = result;
  if (kind !== 'head-moved') {
    const told = { kind, ...revisionJson(revision) };
    await terminal.print(isJson ? JSON.stringify(told, null, 2) : sentence(what.title, result));
    return 0;
  }
  const conflict = await revisionConflict(environment, {
    curriculum: what.slug,
    expected: what.expectedRevision ?? 0,
    number: revision?.number ?? null,
  });
  terminal.tell(drawProblems([conflict.message], terminal.tellLook));
  for (const each of conflict.revisionsSince) terminal.tell(`  ${revisionLine(each)}`);
  const since = await differenceSince(environment, operator, conflict);
  if (since) terminal.tell(plainLine(since.difference.summary));
  return 1;
}

function sentence(
  title: string,
  { kind, revision: { number } }: Exclude<PublishResult, { readonly kind: 'head-moved' }>,
): string {
  return kind === 'published'
    ? `Published ${plainLine(title)} as revision ${number}.`
    : `${plainLine(title)} is unchanged: revision ${number} is the same already.`;
}

function revisionLine({ number, publishedAt, publishedBy, note }: Revision): string {
  const said = note === null ? '' : `: ${plainLine(note)}`;
  return `${number}, ${publishedAt.toISOString()}, ${plainLine(publishedBy)}${said}`;
}

function refuse(problems: readonly string[], { tell, tellLook }: Terminal): ExitCode {
  tell(drawProblems(problems, tellLook));
  return 2;
}
