import { existsSync } from 'node:fs';
import type { Ground } from '../actions/answer-plan-request.ts';
import type { CurriculaSnapshot } from '../actions/curricula.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { ExitCode, Surroundings } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import { readOrTell } from './read-or-tell.ts';

/** What to plan on: a file or folder, else a published curriculum of that id; or what to exit with, after telling why. */
export async function findGround(
  name: string,
  { terminal, open }: Surroundings,
): Promise<Ground | ExitCode> {
  if (existsSync(name)) {
    const reading = await readOrTell(name, terminal);
    return typeof reading === 'number' ? reading : { graph: reading.graph, revision: null };
  }
  // Only what can be an id is looked up: opening the database makes it where there is none.
  const heads: CurriculaSnapshot['heads'] = isId.test(name)
    ? (await open()).curricula.snapshot().heads
    : new Map();
  const head = heads.get(name);
  if (head) return { graph: head.graph, revision: head.revision.number, lineage: head.lineage };
  const meant = didYouMeanText(didYouMean(name, heads.keys()));
  const problem = `There is no file, folder or published curriculum \`${name}\`.${meant}`;
  terminal.tell(drawProblems([problem], terminal.tellLook));
  return 2;
}

const isId = /^[a-z0-9]+(-[a-z0-9]+)*$/;
