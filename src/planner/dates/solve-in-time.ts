import type { Knowledge } from '../infer.ts';
import {
  addRecommended,
  type SolutionWithRecommended,
  solve,
  solveWithRecommended,
} from '../solve.ts';
import type { Wishes } from '../wishes.ts';
import type { Work } from '../work.ts';
import { DateQuestion, type Kept } from './date-question.ts';
import { isPaced, roomOf } from './dues.ts';

/** What to gain, once the dates that are asked for have had their say. */
export interface SolvedInTime {
  /** The wishes that the roadmap meets: without the goals that are left out, and without tastes where they gave way. */
  readonly wishes: Wishes;
  readonly solved: SolutionWithRecommended;
  /** Null where no date is asked for, or there are no hours a week to reckon with. */
  readonly kept: Kept | null;
  /** Hundredths of an hour a week that keep every date; null where no date is asked for or none would do. */
  readonly hundredthsNeeded: number | null;
  /** The fewest tenths of an hour that all goals and pins take; null where there is no timetable to put them on. */
  readonly fewestTenths: number | null;
}

/**
 * Solves for the goals and pins, and sees to it that dates are kept: by the usual selection where its hours fit, else by
 * the shortest, else for the goals of the greatest summed importance that can keep theirs. Of those worth as much it is
 * the set that has the first goal, in the order of the request, in which they differ. Goals without a date are never left
 * out, and come last; nor are pins, which are due when all should be done. Where not one date can be kept, nothing is left
 * out: everything is to be had in the fewest hours, what is due first coming first. Null where exclusions rule something
 * out.
 */
export function* solveInTime(wishes: Wishes, knowledge: Knowledge): Work<SolvedInTime | null> {
  const { timetable } = wishes;
  if (timetable === null) {
    const solved = yield* solveWithRecommended(wishes, knowledge);
    return solved && { wishes, solved, kept: null, hundredthsNeeded: null, fewestTenths: null };
  }
  const usual = yield* solve(wishes, knowledge);
  if (usual === null) return null;
  const question = new DateQuestion(wishes, knowledge, usual);
  const fewestTenths = yield* question.fewestTenths();
  const { dues } = question;
  const hundredthsNeeded = dues && (yield* question.hundredthsNeeded(dues));
  if (dues === null || !isPaced(timetable)) {
    const base = { solution: usual, layers: [usual.planned] };
    const solved = yield* addRecommended(wishes, knowledge, base);
    return { wishes, solved, kept: null, hundredthsNeeded, fewestTenths };
  }
  const kept = yield* question.keep(dues, roomOf(dues, timetable));
  const tenthsMax = kept.finishRoom ?? Number.POSITIVE_INFINITY;
  const solved = yield* addRecommended(kept.wishes, knowledge, kept, { tenthsMax });
  return { wishes: kept.wishes, solved, kept, hundredthsNeeded, fewestTenths };
}
