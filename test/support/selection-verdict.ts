import type { Highs } from 'highs';
import { extractCore } from '../../src/planner/select/core.ts';
import { solveMixedInteger } from '../../src/planner/select/mixed-integer.ts';
import type { Selection, SelectionProblem } from '../../src/planner/select/problem.ts';
import { select } from '../../src/planner/select/select.ts';
import { runToEnd } from './run-to-end.ts';
import { bruteForce, reachesTargets } from './selection-problems.ts';

/** What is wrong with a selection, by an independent judge; null where nothing is. */
export type Judge = (problem: SelectionProblem) => string | null;

/** Search nodes enough for a proof of whatever is judged here. */
const generousBudget = 200_000;

/** Judges against every subset: the cost, the choice among equals, and that nothing is missing or could be left out. */
export const byBruteForce: Judge = (problem) => {
  const best = bruteForce(problem);
  const selection = runToEnd(select(problem, generousBudget));
  if (selection === null || best === null) {
    return selection === best ? null : `one finds a plan and the other does not`;
  }
  const priced = selection.nodes.filter((node) => problem.costs[node]! > 0);
  if (priced.join() !== best.nodes.join()) return `has ${priced}, and not ${best.nodes}`;
  return faultOf(problem, selection);
};

/** Judges the cost against HiGHS, and that nothing is missing or could be left out. */
export function byHighs(highs: Highs): Judge {
  return (problem) => {
    const core = extractCore(problem);
    const selection = runToEnd(select(problem, generousBudget));
    if (selection === null || core === null) {
      return selection === core ? null : 'there is a core but no selection';
    }
    const { lowerBound, limitedBy } = solveMixedInteger(highs, core, generousLimits);
    if (limitedBy !== null) return `HiGHS gave up because of the ${limitedBy}`;
    if (selection.cost !== lowerBound) return `costs ${selection.cost}, and not ${lowerBound}`;
    return faultOf(problem, selection);
  };
}

const generousLimits = { nodes: 1_000_000, seconds: 120 };

function faultOf(problem: SelectionProblem, selection: Selection): string | null {
  const { nodes, cost, lowerBound, limitedBy } = selection;
  const sum = nodes.reduce((total, node) => total + problem.costs[node]!, 0);
  if (sum !== cost) return `says that it costs ${cost}, and costs ${sum}`;
  if (lowerBound !== cost || limitedBy !== null) return `is proven only down to ${lowerBound}`;
  if (!reachesTargets(problem, nodes)) return 'does not reach the targets';
  for (const node of nodes) {
    const rest = nodes.filter((other) => other !== node);
    if (reachesTargets(problem, rest)) return `could do without ${node}`;
  }
  return null;
}
