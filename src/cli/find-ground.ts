import { existsSync } from 'node:fs';
import type { Ground } from '../actions/answer-plan-request.ts';
import { readCurriculum } from '../actions/read-curriculum.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { ExitCode, Surroundings } from './command.ts';
import { drawDefects } from './draw-defects.ts';
import { drawProblems } from './draw-refusal.ts';

export type FoundGround =
  | { readonly kind: 'found'; readonly ground: Ground }
  /** The terminal has been told why. */
  | { readonly kind: 'missing'; readonly exitCode: ExitCode };

/** What to plan on: a file or folder, else a published curriculum of that id; the seeds where nothing is named. */
export async function findGround(
  name: string | undefined,
  surroundings: Surroundings,
): Promise<FoundGround> {
  const path = name ?? surroundings.seeds;
  if (existsSync(path)) return readGround(path, surroundings);
  // Only what can be an id is looked up, since the database would be made for that.
  return isId.test(path) ? findPublished(path, surroundings) : missing(path, [], surroundings);
}

const isId = /^[a-z0-9]+(-[a-z0-9]+)*$/;
