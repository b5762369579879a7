import type { Knowledge } from '../infer.ts';
import { keepSelection } from '../keep-selection.ts';
import { hasTastes, pose } from '../pose.ts';
import { type Core, extractCore, repriced } from '../select/core.ts';
import { leastCost } from '../select/select.ts';
import {
  addRecommended,
  type Solution,
  type SolutionWithRecommended,
  solve,
  solveFrom,
  solveWithRecommended,
} from '../solve.ts';
import type { Wishes } from '../wishes.ts';
import type { Work } from '../work.ts';
import { DateQuestion, type Kept } from './date-question.ts';
import { duesOf, isPaced, roomOf } from './dues.ts';

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
  const posed = pose(wishes, knowledge);
  const core = extractCore(posed);
  if (core === null) return null;
  const first = yield* solveFrom(wishes, core, posed.startFrom);
  const usual = yield* keepSelection(wishes, knowledge, first, (also) =>
    solve(wishes, knowledge, { also }),
  );
  const dues = duesOf(wishes);
  if (dues === null) {
    const fewestTenths = yield* fewestTenthsOf(wishes, usual, core);
    const solved = yield* asUsual(wishes, knowledge, usual);
    return { wishes, solved, kept: null, hundredthsNeeded: null, fewestTenths };
  }
  const question = new DateQuestion(wishes, knowledge, usual, core);
  const fewestTenths = yield* question.fewestTenths();
  const hundredthsNeeded = yield* question.hundredthsNeeded(dues);
  if (!isPaced(timetable)) {
    const solved = yield* asUsual(wishes, knowledge, usual);
    return { wishes, solved, kept: null, hundredthsNeeded, fewestTenths };
  }
  const kept = yield* question.keep(dues, roomOf(dues, timetable));
  const tenthsMax = kept.finishRoom ?? Number.POSITIVE_INFINITY;
  const solved = yield* addRecommended(kept.wishes, knowledge, kept, { tenthsMax });
  return { wishes: kept.wishes, solved, kept, hundredthsNeeded, fewestTenths };
}

function* asUsual(
  wishes: Wishes,
  knowledge: Knowledge,
  usual: Solution,
): Work<SolutionWithRecommended> {
  return yield* addRecommended(wishes, knowledge, { solution: usual, layers: [usual.planned] });
}

/** What is wanted may be had in fewer hours than what is preferred and avoided leads to. */
function* fewestTenthsOf(wishes: Wishes, usual: Solution, core: Core): Work<number> {
  if (!hasTastes(wishes)) return usual.tenths;
  const { tenths } = wishes.graph.nodes;
  return yield* leastCost(repriced(core, tenths), usual.planned);
}
