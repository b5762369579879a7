import { publishCurriculum } from '../actions/publish-curriculum.ts';
import { invariant } from '../util/invariant.ts';
import { plainLine } from '../util/plain-line.ts';
import { command, type ExitCode } from './command.ts';
import { drawDefects } from './draw-defects.ts';
import { drawProblems } from './draw-refusal.ts';
import { readOrTell } from './read-or-tell.ts';
import type { Terminal } from './terminal.ts';

export const publish = command({
  name: 'publish',
  summary: 'Publish a curriculum as the next revision.',
  operands: '<path>',
  operandCount: [1, 1],
  options: {
    note: { value: '<text>', says: 'What is new, for whoever compares revisions.' },
    json: { says: 'Print the revision as JSON.' },
  },
  about: [
    '<path> is a file, or a folder of files, in YAML or JSON. It becomes the newest revision in the database that DATABASE_URL names, whole, or nothing changes: where there is an error all of them are told, and where the newest revision is the same already there is nothing to do. A server that runs on the same database takes it up by itself.',
    'Exit codes: 0 where it is published, now or before; 1 where it is defective or the database is at fault.',
  ],
  examples: ['cairn publish my-curriculum.yaml --note "Adds the data path"'],
  run: async ({ values, operands: [path] }, { terminal, open }) => {
    const note = values.note ?? null;
    if (note && note.length > noteLengthMax) return refuse(terminal);
    const reading = await readOrTell(path!, terminal);
    if (typeof reading === 'number') return reading;
    const { curriculum, warnings } = reading;
    if (warnings.length > 0) terminal.tell(`${drawDefects(warnings, terminal.tellLook.style)}\n`);
    const publication = { curriculum, publishedBy: 'command-line', note };
    const result = await publishCurriculum(await open(), publication);
    invariant(result.kind !== 'head-moved', 'whatever the head is will do');
    const { kind, revision } = result;
    const { digest, publishedAt, ...told } = revision;
    await terminal.print(
      values.json
        ? JSON.stringify({ kind, ...told, publishedAt: publishedAt.toISOString(), digest }, null, 2)
        : sentence[kind](plainLine(curriculum.title), revision.number),
    );
    return 0;
  },
});

const noteLengthMax = 1_000;

const sentence = {
  published: (title: string, number: number) => `Published ${title} as revision ${number}.`,
  unchanged: (title: string, number: number) =>
    `${title} is unchanged: revision ${number} is the same already.`,
};

function refuse({ tell, tellLook }: Terminal): ExitCode {
  tell(drawProblems([`\`--note\` is longer than ${noteLengthMax} characters.`], tellLook));
  return 2;
}
