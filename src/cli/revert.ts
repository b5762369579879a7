import type { Actor } from '../actions/actor.ts';
import { restoreRevision } from '../actions/restore-revision.ts';
import { plainLine } from '../util/plain-line.ts';
import { command } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import { isWholeNumber, readPublishWish } from './publish.ts';
import { findHead, revisionJson } from './revisions.ts';

export const revert = command({
  name: 'revert',
  summary: 'Bring an earlier revision of a curriculum back, as the next one.',
  operands: '<revision>',
  operandCount: [1, 1],
  options: {
    curriculum: {
      value: '<id>',
      says: 'Which curriculum; the one that was published first where it is left out.',
    },
    note: { value: '<text>', says: 'Why, for whoever compares revisions.' },
    'expected-revision': {
      value: '<number>',
      says: 'The newest revision that you know of: where another is the newest by now, nothing is published.',
    },
    json: { says: 'Print the revision as JSON.' },
  },
  about: [
    '<revision> is its number, as `cairn revisions` lists it. Nothing is taken away: what was published since stays to be read, and can be brought back as well.',
    'Exit codes: 0 where it is the newest, now or before; 1 where another revision is the newest than the one expected, or the database is at fault; 2 where there is no such revision.',
  ],
  examples: ['cairn revert 3', 'cairn revert 3 --curriculum python-web --note "Too early"'],
  run: async ({ values, operands: [number] }, { terminal, open }) => {
    const refuse = (problems: readonly string[]) =>
      terminal.tell(drawProblems(problems, terminal.tellLook));
    const wish = readPublishWish(values);
    const problems = wish.kind === 'wrong' ? [...wish.problems] : [];
    if (!isWholeNumber(number!)) problems.push(`\`${number}\` is not the number of a revision.`);
    if (wish.kind === 'wrong' || problems.length > 0) {
      refuse(problems);
      return 2;
    }
    const environment = await open();
    const head = findHead(environment, values.curriculum, terminal);
    if (!head) return 2;
    const { note, expectedRevision } = wish;
    const result = await restoreRevision(environment, commandLine, {
      curriculum: head.curriculum,
      revision: Number(number),
      note,
      expectedRevision,
    });
    if (!('revision' in result)) {
      refuse([result.message]);
      return result.kind === 'revision-conflict' ? 1 : 2;
    }
    const { kind, revision } = result;
    const title = plainLine(head.curriculum);
    const sentence =
      kind === 'published'
        ? `Brought revision ${number} of ${title} back as revision ${revision.number}.`
        : `${title} is unchanged: revision ${revision.number} says the same as revision ${number}.`;
    const told = { kind, ...revisionJson(revision) };
    await terminal.print(values.json ? JSON.stringify(told, null, 2) : sentence);
    return 0;
  },
});

/** Revisions say by which door they came. */
const commandLine: Actor = { kind: 'ADMIN', name: 'command-line' };
