import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { root } from './sources.ts';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  /** What came on standard error. */
  readonly problems: string;
}

export interface Program {
  /** Resolves with all output so far when it has what is waited for; rejects when the program ends before. */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** The same of what comes on standard error. */
  readonly untilTold: (pattern: RegExp) => Promise<string>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Of its process. */
  readonly id: number | undefined;
  readonly ended: Promise<Ended>;
}

interface Surroundings {
  /** In place of the environment of the tests, but for what any program needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** What comes on standard input; nothing where left out. */
  readonly input?: string;
  /** What a shell does first, such as to set limits. */
  readonly first?: string;
}

/** Runs a TypeScript file of the project as people run it, in a process that is gone when the test is. */
export function runProgram(
  [file, ...args]: readonly [string, ...string[]],
  { env = {}, input = '', first }: Surroundings = {},
): Program {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  const command = [process.execPath, '--import', 'tsx', file, ...args] as const;
  const [program, ...rest] = first ? shell(first, command) : command;
  const child = spawn(program, rest, {
    cwd: root,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...env },
  });
  let [output, problems] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    problems += text;
  });
  child.stdin.on('error', () => undefined).end(input);
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, output, problems })),
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const untilIn = (stream: 'stdout' | 'stderr', pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const said = () => (stream === 'stdout' ? output : problems);
      const look = () => pattern.test(said()) && resolve(said());
      child[stream].on('data', look);
      child.on('close', () =>
        reject(new Error(`It ended before ${pattern}:\n${output}${problems}`)),
      );
      look();
    });
  const until = (pattern: RegExp) => untilIn('stdout', pattern);
  const untilTold = (pattern: RegExp) => untilIn('stderr', pattern);
  return { until, untilTold, signal: (signal) => child.kill(signal), id: child.pid, ended };
}

/** The program takes the place of the shell, and so has its id and its limits. */
function shell(first: string, command: readonly string[]) {
  return ['sh', '-c', `${first} && exec "$@"`, 'sh', ...command] as const;
}
