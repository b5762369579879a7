import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Ground } from '../../src/actions/answer-plan-request.ts';
import { answerRequests } from '../../src/cli/answer-requests.ts';
import type { Surroundings } from '../../src/cli/command.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function ground(seed: number): Ground {
  const built = CurriculumGraph.build(randomCurriculum(seed, 24));
  if (built.kind !== 'graph') throw new Error(`seed ${seed} is unsound`);
  return { graph: built.graph, revision: 3 };
}

/** Answers the lines, from a file or as they come, and gives all that was written. */
async function run(jobs: number | null, of: Ground, lines: readonly string[] | PassThrough) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stdin = lines instanceof PassThrough ? lines : new PassThrough();
  let file = '-';
  if (stdin !== lines) {
    file = join(await temporaryFolder(), 'requests.jsonl');
    await writeFile(file, (lines as readonly string[]).join('\n'));
  }
  const terminal = createTerminal({ stdin, stdout, stderr });
  const texts = [read(stdout), read(stderr)];
  const surroundings = { terminal } as Surroundings;
  const code = await answerRequests(file, of, { prices: false, jobs }, surroundings);
  for (const stream of [stdout, stderr]) stream.end();
  const [output, problems] = await Promise.all(texts);
  return { code, output, problems };
}

async function read(stream: PassThrough): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
}

describe('answers on threads', () => {
  it('are those of one thread, byte for byte and in order, whatever the lines hold', async () => {
    const of = ground(4);
    const { chance } = dice(9);
    const lines = Array.from({ length: 80 }, (_, index) =>
      chance(0.1) ? 'nonsense' : JSON.stringify(randomRequest(index, of.graph.curriculum)),
    );
    const alone = await run(1, of, lines);
    expect(alone).toMatchObject({ code: 0, problems: '' });
    expect(alone.output?.trimEnd().split('\n')).toHaveLength(80);
    expect(await run(3, of, lines)).toEqual(alone);
  });

  it('come before the next line does', async () => {
    const of = ground(4);
    const input = new PassThrough();
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const terminal = createTerminal({ stdin: input, stdout, stderr });
    const answering = answerRequests('-', of, { prices: false, jobs: 2 }, {
      terminal,
    } as Surroundings);
    for (let line = 0; line < 3; line++) {
      input.write('nonsense\n');
      const [answer] = await once(stdout, 'data');
      expect(JSON.parse(String(answer))).toMatchObject({ kind: 'invalid-request' });
    }
    input.end();
    expect(await answering).toBe(0);
  });

  it('end with an honest error where a thread dies', async () => {
    const { graph } = ground(4);
    const broken = {
      curriculum: graph.curriculum,
      share: () => ({ ...graph.share(), snapshot: new SharedArrayBuffer(4) }),
    } as unknown as CurriculumGraph;
    const died = await run(2, { graph: broken, revision: null }, ['nonsense', 'nonsense']);
    expect(died).toMatchObject({ code: 1, output: '' });
    expect(died.problems).toMatch(
      /^error: A thread that plans stopped: .*compiled in this process.* 0 requests had been answered by then\.\n$/,
    );
  });

  it('are given by one thread where requirements are nested too deep to be sent', async () => {
    const { curriculum } = ground(4).graph;
    let nested = curriculum.careerPaths[0]!.requires;
    for (let depth = 0; depth < 5_000; depth++) nested = { kind: 'all-of', of: [nested] };
    const careerPaths = [{ ...curriculum.careerPaths[0]!, requires: nested }];
    const built = CurriculumGraph.build({ ...curriculum, careerPaths });
    if (built.kind !== 'graph') throw new Error('nesting changes nothing');
    const of = { graph: built.graph, revision: null };
    const lines = [JSON.stringify({ goals: [{ careerPath: careerPaths[0]!.slug }] })];
    expect(await run(2, of, lines)).toEqual(await run(1, of, lines));
  });
});
