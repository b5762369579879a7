import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCurriculum } from '../actions/find-curriculum.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Revision } from '../curriculum/revision.ts';
import type { Exported } from '../exchange/curriculum/exporter.ts';
import { type ExporterName, exporterNamed, exporters } from '../exchange/curriculum/index.ts';
import { counted } from '../util/counted.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { choiceOf, choicesText } from './choice-of.ts';
import { command, type ExitCode, type Surroundings } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import { isWholeNumber } from './publish.ts';
import { readOrTell } from './read-or-tell.ts';
import type { Terminal } from './terminal.ts';

const names = exporters.map(({ name }) => name);

export const exportFiles = command({
  name: 'export',
  summary: 'Write a curriculum in a format of others, or in the native one.',
  operands: '<curriculum or path>',
  operandCount: [1, 1],
  options: {
    format: { value: '<format>', says: `How: ${choicesText(names)}.` },
    revision: {
      value: '<number>',
      says: 'Which revision of a published curriculum; the newest where it is left out.',
    },
    output: {
      value: '<folder>',
      says: 'Write the files there, by their names. Left out, a single file is printed.',
    },
    json: { says: 'Print the files and the remarks as JSON.' },
  },
  about: [
    '<curriculum or path> is the id of a published curriculum, or a file or folder in the native format. What the format cannot hold is told. Where PUBLIC_URL says at which address the server of the database is reached, CASE packages of what is published name it, so that their items can be looked up there.',
    'Exit codes: 0 where it is written; 1 where the curriculum is defective or the database is at fault; 2 where there is no such curriculum or the command line is at fault.',
  ],
  examples: [
    'cairn export python-web --format csv --output tables',
    'cairn export python-web --format yaml --revision 3 > before.yaml',
  ],
  run: async ({ values, operands: [name] }, surroundings) => {
    const { terminal } = surroundings;
    const problems: string[] = [];
    const refuseWith = (problem: string) => problems.push(problem);
    if (values.format === undefined)
      problems.push(`\`--format\` says how to write it: ${choicesText(names)}.`);
    const format = choiceOf('--format', values.format, names, refuseWith);
    if (values.revision !== undefined && !isWholeNumber(values.revision))
      problems.push('`--revision` must be the number of a revision.');
    if (format === null || problems.length > 0) return refuse(problems, terminal);
    const revision = values.revision === undefined ? null : Number(values.revision);
    const ground = await findExported(name!, revision, surroundings);
    if (typeof ground === 'number') return ground;
    terminal.progress('Writing …');
    const exported = exporterNamed(format).write(ground.graph, {
      revision: ground.revision,
      // Nothing answers for what was never published.
      address: ground.revision && surroundings.publicUrl,
    });
    terminal.progress('');
    if (values.json) {
      await terminal.print(JSON.stringify({ format, ...exported }, null, 2));
      return 0;
    }
    return settle(exported, { format, output: values.output }, terminal);
  },
});

interface Ground {
  readonly graph: CurriculumGraph;
  /** Null where it was never published. */
  readonly revision: Revision | null;
}

/** What is to be written; or what to exit with, after telling why. */
async function findExported(
  name: string,
  revision: number | null,
  { terminal, open }: Surroundings,
): Promise<Ground | ExitCode> {
  if (existsSync(name)) {
    if (revision !== null)
      return refuse(['`--revision` is for what is published, not for files.'], terminal);
    const reading = await readOrTell(name, terminal);
    return typeof reading === 'number' ? reading : { graph: reading.graph, revision: null };
  }
  const environment = await open();
  const snapshot = environment.curricula.snapshot();
  const found = await findCurriculum(environment, snapshot, { curriculum: name, revision });
  return found.kind === 'published' ? found.published : refuse([found.message], terminal);
}

/** Writes the files, and tells what they lack. */
async function settle(
  { files, remarks }: Exported,
  { format, output }: { readonly format: ExporterName; readonly output: string | undefined },
  terminal: Terminal,
): Promise<ExitCode> {
  const [first, ...others] = files;
  if (output === undefined && others.length > 0) {
    const files = listed([first!, ...others].map(({ file }) => file));
    return refuse(
      [
        `${exporterNamed(format).title} make several files, ${files}: name a folder for them with \`--output\`.`,
      ],
      terminal,
    );
  }
  // Written before anything is told: whoever stops reading what is told has the files all the same.
  if (output !== undefined) {
    await mkdir(output, { recursive: true });
    for (const { file, text } of files) await writeFile(join(output, file), text);
  }
  for (const { subject, message } of remarks)
    terminal.tell(
      `${subject === null ? '' : `${terminal.tellLook.style.bold(subject)}: `}${plainLine(message)}`,
    );
  if (output === undefined) {
    await terminal.print(first!.text.trimEnd());
    return 0;
  }
  const told =
    remarks.length === 0
      ? 'all of it'
      : `all but what ${counted(remarks.length, 'remark')} above name${remarks.length === 1 ? 's' : ''}`;
  terminal.tell(
    `Wrote ${listed(files.map(({ file }) => file))} to ${plainLine(output)}, with ${told}.`,
  );
  return 0;
}

function refuse(problems: readonly string[], { tell, tellLook }: Terminal): ExitCode {
  tell(drawProblems(problems, tellLook));
  return 2;
}
