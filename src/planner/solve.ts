import type { Knowledge } from './infer.ts';
import { pose, pricesPerHour } from './pose.ts';
import type { Proof } from './roadmap.ts';
import { extractCore } from './select/core.ts';
import type { SelectionProblem } from './select/problem.ts';
import { select } from './select/select.ts';
import type { Wishes } from './wishes.ts';

/** Which competencies and projects to gain. */
export interface Solution {
  /** Nodes of competencies and projects, ascending. */
  readonly planned: readonly number[];
  readonly tenths: number;
  readonly proof: Proof;
}

/**
 * Solves for all goals and pins at once; null where exclusions rule something out.
 *
 * @param also nodes that must hold besides, as if they were pinned.
 */
export function* solve(
  wishes: Wishes,
  knowledge: Knowledge,
  also: readonly number[] = [],
): Generator<void, Solution | null> {
  const posed = pose(wishes, knowledge);
  const problem = { ...posed, targets: [...new Set([...posed.targets, ...also])] };
  const selection = yield* select(problem);
  if (selection === null) return null;
  const { firstCareerPath, tenths } = wishes.graph.nodes;
  const planned = selection.nodes.filter((node) => node < firstCareerPath);
  return {
    planned,
    tenths: planned.reduce((sum, node) => sum + tenths[node]!, 0),
    proof: proofOf(selection.cost, selection.lowerBound),
  };
}

/** As `solve`, and then the recommendations of what is planned, with what these need. */
export function* solveWithRecommended(
  wishes: Wishes,
  knowledge: Knowledge,
): Generator<void, { solution: Solution; recommended: readonly Recommendation[] } | null> {
  const solution = yield* solve(wishes, knowledge);
  if (solution === null || !wishes.includesRecommended) {
    return solution && { solution, recommended: [] };
  }
  const recommended = attainable(wishes, knowledge, solution.planned);
  const also = [...solution.planned, ...recommended.map(({ node }) => node)];
  const wider = yield* solve(wishes, knowledge, also);
  return wider && { solution: wider, recommended };
}

export interface Recommendation {
  readonly node: number;
  /** The planned node that recommends it. */
  readonly by: number;
}

function attainable(
  wishes: Wishes,
  knowledge: Knowledge,
  planned: readonly number[],
): Recommendation[] {
  const { graph } = wishes;
  const isPlanned = new Set(planned);
  const problem = pose(wishes, knowledge);
  const found: Recommendation[] = [];
  for (const by of planned) {
    const subject = graph.subjectOf(by);
    if (subject.kind !== 'competency' || subject.rank > 0) continue;
    for (const competency of subject.skill.recommends) {
      const node = graph.nodeOfCompetency(competency)!;
      if (isPlanned.has(node) || problem.known[node] === 1) continue;
      if (canHold(problem, node)) found.push({ node, by });
    }
  }
  return found;
}

function canHold(problem: SelectionProblem, node: number): boolean {
  return extractCore({ ...problem, targets: [node] }) !== null;
}

function proofOf(cost: number, lowerBound: number): Proof {
  return {
    optimal: lowerBound === cost,
    weightedHours: cost / pricesPerHour,
    lowerBoundHours: lowerBound / pricesPerHour,
    gap: cost === 0 ? 0 : (cost - lowerBound) / cost,
  };
}
