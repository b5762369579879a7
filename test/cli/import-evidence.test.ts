import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { importEvidenceFile } from '../../src/cli/import-evidence.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import { newEnvironment } from '../support/environment.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let environment: Environment;

beforeEach(async () => {
  environment = await newEnvironment();
  const publication = { curriculum: smallCurriculum(), publishedBy: 'a test', note: null };
  await publishCurriculum(environment, publication);
  const since = new Date('2025-01-01T00:00:00Z');
  const externalIds = [{ system: 'canvas', externalId: '3' }];
  await createLearner(environment, operator, { since, externalIds });
});

async function run(text: string | Buffer, ...args: readonly string[]) {
  const path = join(await temporaryFolder(), 'results.csv');
  await writeFile(path, text);
  const parsed = parseCommandLine(importEvidenceFile, [path, ...args]);
  if (parsed.kind !== 'line') throw new Error(JSON.stringify(parsed));
  const [printed, told]: [string[], string[]] = [[], []];
  const look = { style: createStyle(false), widthColumns: 200 };
  const terminal = {
    print: async (text: string) => void printed.push(text),
    tell: (text: string) => void told.push(text),
    progress: () => undefined,
    look,
    tellLook: look,
  };
  const open = async () => environment;
  const code = await importEvidenceFile.run(parsed.line, { terminal, open } as never);
  return { code, output: printed.join('\n'), told: told.join('\n') };
}

const head =
  'student name,student id,learning outcome friendly name,learning outcome mastered,submission date';
const ada = 'Ada,3,functions,1,2025-06-01';
const canvas = ['--format', 'canvas-results'];

describe('cairn import-evidence', () => {
  it('tells what it would do, and does it', async () => {
    const trial = await run(`${head}\n${ada}`, ...canvas, '--dry-run');
    expect(trial).toEqual({ code: 0, output: '1 result would be recorded.', told: '' });
    const done = await run(`${head}\n${ada}`, ...canvas);
    expect(done.output).toBe('1 result was recorded.');
    const again = await run(`${head}\n${ada}`, ...canvas);
    expect(again).toMatchObject({ code: 0, output: '0 results were recorded; 1 here already.' });
  });

  it('tells whom and what it does not know', async () => {
    const rows = [
      head,
      'Grace\u001b[31m,4,functions,1,2025-06-01',
      'Ada,3,cobol,1,2025-06-01',
      'Ada,3,css,1,',
    ];
    const { code, output } = await run(rows.join('\n'), ...canvas);
    expect(code).toBe(1);
    expect(output.split('\n').filter(Boolean)).toEqual([
      '1 learner unknown here',
      '  Grace [31m (canvas 4): 1 result',
      '1 outcome unknown here',
      '  (no title) (cobol): 1 result',
      'line 4 It has no date. Say on which day results without one came about.',
      '0 results were recorded; 1 of unknown learners, 1 of unknown outcomes and 1 unusable.',
    ]);
    const dated = await run(
      `${head}\nAda,3,css,1,`,
      ...canvas,
      '--undated-at',
      '2025-06-01',
      '--json',
    );
    expect(JSON.parse(dated.output)).toMatchObject({
      kind: 'evidence-imported',
      counts: { created: 1 },
    });
  });

  it.each([
    [['--format', 'xapi'], /`--format xapi` must be one of/],
    [[], /`--format` says what the file is/],
    [[...canvas, '--undated-at', '2025-02-30'], /is a day/],
  ])('refuses a command line that is wrong: %j', async (args, told) => {
    expect(await run(head, ...args)).toMatchObject({ code: 2, told: expect.stringMatching(told) });
  });

  it('refuses files that are none', async () => {
    expect(await run('a,b\n1,2', ...canvas)).toMatchObject({
      code: 1,
      told: expect.stringMatching(/no report of outcome results/),
    });
    expect(await run(Buffer.from('\xff\xfe', 'latin1'), ...canvas)).toMatchObject({
      code: 2,
      told: expect.stringMatching(/not UTF-8/),
    });
    expect(await run(head, ...canvas, '--curriculum', 'smal')).toMatchObject({
      code: 1,
      told: expect.stringMatching(/small/),
    });
  });
});
