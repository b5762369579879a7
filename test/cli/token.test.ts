import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anonymous, operator } from '../../src/actions/actor.ts';
import { authenticate } from '../../src/actions/authenticate.ts';
import { createMentor } from '../../src/actions/create-mentor.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import { token } from '../../src/cli/token.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { newEnvironment } from '../support/environment.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Runs `cairn token …` in this process, on a store that is its own. */
async function run(environment: Environment, ...args: string[]) {
  const parsed = parseCommandLine(token, args);
  if (parsed.kind !== 'line') throw new Error(JSON.stringify(parsed));
  const [printed, told]: [string[], string[]] = [[], []];
  const look = { style: createStyle(false), widthColumns: 200 };
  const terminal = {
    print: async (text: string) => void printed.push(text),
    tell: (text: string) => void told.push(text),
    progress: () => undefined,
    clear: () => undefined,
    look,
    tellLook: look,
  };
  const surroundings = { terminal, open: async () => environment };
  const code = await token.run(parsed.line, surroundings as never);
  return { code, output: printed.join('\n'), problems: told.join('\n') };
}

const who = async (environment: Environment, secret: string) => {
  const gate = { stranger: anonymous, provider: null };
  const asked = await authenticate(environment, gate, `Bearer ${secret}`);
  return asked.kind === 'identity' ? asked.identity : null;
};

describe('cairn token create', () => {
  it('lets the first admin in, and prints the secret alone', async () => {
    const folder = await temporaryFolder();
    const env = { DATABASE_URL: `file:${join(folder, 'cairn.db')}` };
    const { ended } = runProgram(['src/cli/main.ts', 'token', 'create', '--kind', 'admin'], {
      env,
    });
    const { code, output, problems } = await ended;
    expect([code, output]).toEqual([0, expect.stringMatching(/^cairn_[\w-]{43}\n$/)]);
    expect(problems).toMatch(/^This is the only time that the secret is shown/);
    const environment = await newEnvironment(env.DATABASE_URL);
    expect((await who(environment, output.trim()))?.actor).toMatchObject({ kind: 'ADMIN' });
  });

  it('makes those that scripts need', async () => {
    const environment = await newEnvironment();
    const mentor = await createMentor(environment, operator, {});
    const id = mentor.kind === 'mentor-created' ? mentor.mentor.id : '';
    for (const given of [id, typedId('Mentor', [id])]) {
      const { output } = await run(environment, 'create', '--kind', 'mentor', '--mentor', given);
      expect((await who(environment, output))?.actor).toMatchObject({ kind: 'MENTOR', mentor: id });
    }
    const { output } = await run(
      environment,
      ...['create', '--kind', 'service', '--title', 'Moodle', '--json'],
      ...['--scopes', 'learners:read,evidence:write', '--expires', '90d'],
    );
    const made = JSON.parse(output);
    const { actor, expiresAt } = (await who(environment, made.secret))!;
    expect(made).toMatchObject({ title: 'Moodle', scopes: ['learners:read', 'evidence:write'] });
    expect(actor).toMatchObject({ kind: 'SERVICE', scopes: made.scopes });
    const days = (Number(expiresAt) - Date.parse(made.createdAt)) / 86_400_000;
    expect(days).toBeCloseTo(90, 3);
  });

  it.each<[problem: RegExp, code: number, args: string[]]>([
    [/`--kind` must say whom/, 2, ['create']],
    [/`--kind adminn` must be one of .* Did you mean `admin`\?/, 2, ['create', '--kind', 'adminn']],
    [/is no time/, 2, ['create', '--kind', 'admin', '--expires', 'soon']],
    [/is no time/, 2, ['create', '--kind', 'admin', '--expires', '2027-02-30']],
    [/is in the past/, 1, ['create', '--kind', 'admin', '--expires', '2020-01-01']],
    [
      /There is no scope `learner:read`\. Did you mean `learners:read`\?/,
      1,
      ['create', '--kind', 'service', '--scopes', 'learner:read'],
    ],
    [/`--kind learner` needs `--learner`/, 2, ['create', '--kind', 'learner']],
    [/`--kind mentor` needs `--mentor`/, 2, ['create', '--kind', 'mentor']],
    [/There is no learner `x`/, 1, ['create', '--kind', 'learner', '--learner', 'x']],
    [/has no use for `x`/, 2, ['create', 'x', '--kind', 'admin']],
    [/has no use for `--kind`/, 2, ['list', '--kind', 'admin']],
    [/has no use for `x`/, 2, ['list', 'x']],
    [/needs the id of a token/, 2, ['revoke']],
    [/There is no token `x`/, 1, ['revoke', 'x']],
    [/can't `creat`.* Did you mean `create`\?/, 2, ['creat']],
  ])('says %s', async (problem, code, args) => {
    const environment = await newEnvironment();
    const ended = await run(environment, ...args);
    expect(ended).toEqual({ code, output: '', problems: expect.stringMatching(problem) });
    expect(await environment.store.reads.tokens.count()).toBe(0);
  });
});

describe('cairn token list', () => {
  it('tells where there is none, and shows those that there are without their secrets', async () => {
    const environment = await newEnvironment();
    expect(await run(environment, 'list')).toMatchObject({ code: 0, output: '' });
    const made = await run(
      environment,
      'create',
      '--kind',
      'admin',
      '--title',
      'Laptop\u001b[2J',
      '--expires',
      '12h',
    );
    await who(environment, made.output);
    await environment.store.write(async () => undefined);
    const { output } = await run(environment, 'list');
    expect(output).toMatch(
      /^Laptop \[2J\n {2}[\w-]{36} {2}cairn_.{6}…\n {2}admin\n {2}made .*, last used .*, expires .* UTC$/,
    );
    expect(output).not.toContain(made.output.slice(12));
    const [{ id }] = JSON.parse((await run(environment, 'list', '--json')).output);
    expect(await run(environment, 'revoke', id)).toMatchObject({ code: 0, problems: '' });
    expect((await run(environment, 'list')).output).toMatch(/ revoked .* UTC\n/);
    expect(await who(environment, made.output)).toBeNull();
  });
});
