#!/usr/bin/env -S node --import=tsx
// With a space in place of `=`, tsx takes the line above for an import.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ChangeStreams } from '../actions/change-streams.ts';
import { Curricula } from '../actions/curricula.ts';
import { readConfig } from '../config.ts';
import { curriculumJsonSchema } from '../exchange/curriculum/json-schema.ts';
import { backUpStore, restoreStore } from '../store/keep.ts';
import { openStore } from '../store/open.ts';
import { OpenFailure } from '../store/open-failure.ts';
import type { Store } from '../store/store.ts';
import { StoreBusy } from '../store/store-busy.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { backup } from './backup.ts';
import type { Command, ExitCode, Line } from './command.ts';
import { compare } from './compare.ts';
import { credential } from './credential.ts';
import { diff } from './diff.ts';
import { drawProblems } from './draw-refusal.ts';
import { exportFiles } from './export.ts';
import { commandHelp, programHelp } from './help.ts';
import { importFiles } from './import.ts';
import { importEvidenceFile } from './import-evidence.ts';
import { operations } from './operations.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { plan } from './plan.ts';
import { publish } from './publish.ts';
import { restore } from './restore.ts';
import { revert } from './revert.ts';
import { revisions } from './revisions.ts';
import { roster } from './roster.ts';
import { schema } from './schema.ts';
import { serve } from './serve.ts';
import { createTerminal } from './terminal.ts';
import { token } from './token.ts';
import { validate } from './validate.ts';

const commands: readonly Command[] = [
  ...[serve, plan, compare, validate, diff, publish],
  ...[revisions, revert],
  ...[importFiles, exportFiles, importEvidenceFile, roster, credential],
  ...[token, operations, backup, restore, schema],
];

const terminal = createTerminal(process);

// Whoever reads the results may stop before the end, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const exitCode = await main(process.argv.slice(2));
// `serve` goes on, and has an exit code of its own.
if (exitCode > 0) process.exitCode = exitCode;

async function main([name, ...rest]: readonly string[]): Promise<ExitCode> {
  if (name === '--version') return print(version());
  // `cairn help plan` is `cairn plan --help`.
  const [asked, args] = name === 'help' ? [rest[0], ['--help']] : [name, rest];
  if (asked === undefined || asked === '--help' || asked === '-h')
    return print(programHelp(commands, terminal.look));
  const command = commands.find((candidate) => candidate.name === asked);
  if (!command) return refuse([unknownCommand(asked)]);
  const parsed = parseCommandLine(command, args);
  switch (parsed.kind) {
    case 'help':
      return print(commandHelp(command, terminal.look));
    case 'wrong':
      terminal.tell(drawProblems(parsed.problems, terminal.tellLook));
      terminal.tell(`\n\`cairn ${command.name} --help\` tells how it goes.`);
      return 2;
    case 'line':
      return run(command, parsed.line);
  }
}

async function run(command: Command, line: Line): Promise<ExitCode> {
  const settings = readConfig(process.env);
  if (settings.kind === 'invalid') return refuse(settings.problems);
  const { databaseUrl, seeds, publicUrl, caseToken } = settings.config;
  let store: Store | undefined;
  try {
    return await command.run(line, {
      terminal,
      seeds,
      publicUrl,
      caseToken,
      open: async () => {
        store ??= await openStore(databaseUrl);
        return {
          store,
          curricula: await Curricula.load(store),
          streams: new ChangeStreams(store),
          now: () => new Date(),
          random: randomBytes,
        };
      },
      database: {
        backUp: (file, progress) => backUpStore(databaseUrl, file, progress),
        restore: (file, progress) => restoreStore(databaseUrl, file, new Date(), progress),
      },
      untilInterrupted,
      serve: async () => void (await import('../main.ts')),
      schemas: {
        api: async () => (await import('../graphql/print-schema.ts')).printedSchema(),
        documentCheck: async () => (await import('../graphql/document-check.ts')).documentCheck,
        curriculum: async (curriculum) => JSON.stringify(curriculumJsonSchema(curriculum), null, 2),
      },
    });
  } catch (error) {
    if (!(error instanceof OpenFailure || error instanceof StoreBusy)) throw error;
    terminal.tell(drawProblems([error.message], terminal.tellLook));
    return 1;
  } finally {
    await store?.close();
  }
}

/** The first Ctrl+C is told, a second one doesn't wait. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => controller.abort());
  return controller.signal;
}

async function print(text: string): Promise<ExitCode> {
  await terminal.print(text);
  return 0;
}

function refuse(problems: readonly string[]): ExitCode {
  terminal.tell(drawProblems(problems, terminal.tellLook));
  return 2;
}

function unknownCommand(name: string): string {
  const meant = didYouMean(
    name,
    commands.map((command) => command.name),
  );
  return `There is no command \`${name}\`.${didYouMeanText(meant)} \`cairn --help\` lists them.`;
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return JSON.parse(manifest).version;
}
