import { forwardChain } from '../curriculum/forward-chain.ts';
import { invariant } from '../util/invariant.ts';
import type { Knowledge } from './infer.ts';
import { keepSelection } from './keep-selection.ts';
import { pose, pricesPerHour } from './pose.ts';
import type { Proof, ProofLimit } from './roadmap.ts';
import { type Core, extractCore } from './select/core.ts';
import { defaultNodeBudget, selectFrom } from './select/select.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** Which competencies and projects to gain. */
export interface Solution {
  /** Nodes of competencies and projects, ascending. */
  readonly planned: readonly number[];
  readonly tenths: number;
  readonly proof: Proof;
}

export interface SolveOptions {
  /** Nodes that must hold besides, as if they were pinned. */
  readonly also?: readonly number[];
  readonly nodeBudget?: number;
}

/** Solves for all goals and pins at once; null where exclusions rule something out. */
export function* solve(
  wishes: Wishes,
  knowledge: Knowledge,
  { also = [], nodeBudget = defaultNodeBudget }: SolveOptions = {},
): Work<Solution | null> {
  const posed = pose(wishes, knowledge);
  const problem = { ...posed, targets: [...new Set([...posed.targets, ...also])] };
  const core = extractCore(problem);
  return core && (yield* solveFrom(wishes, core, problem.startFrom, nodeBudget));
}

/** As `solve`, where the core of what is posed is at hand already. */
export function* solveFrom(
  wishes: Wishes,
  core: Core,
  startFrom: readonly number[] = [],
  nodeBudget: number = defaultNodeBudget,
): Work<Solution> {
  const selection = yield* selectFrom(core, startFrom, nodeBudget);
  const { firstCareerPath, tenths } = wishes.graph.nodes;
  const planned = selection.nodes.filter((node) => node < firstCareerPath);
  return {
    planned,
    tenths: planned.reduce((sum, node) => sum + tenths[node]!, 0),
    proof: proofOf(selection.cost, selection.lowerBound, selection.limitedBy),
  };
}

/** As `solve`; of solutions that cost the same, one that has what it can of the roadmap whose order is to be kept. */
export function* solveAsBefore(
  wishes: Wishes,
  knowledge: Knowledge,
  options: SolveOptions = {},
): Work<Solution | null> {
  const found = yield* solve(wishes, knowledge, options);
  const given = options.also ?? [];
  return (
    found &&
    (yield* keepSelection(wishes, knowledge, found, (also) =>
      solve(wishes, knowledge, { ...options, also: [...given, ...also] }),
    ))
  );
}

export interface SolutionWithRecommended {
  readonly solution: Solution;
  /** What is planned for the goals and pins alone. */
  readonly needed: readonly number[];
  /** The same, by the date for which it is planned where there are several, then what recommendations added. */
  readonly layers: readonly (readonly number[])[];
  readonly recommended: readonly Recommendation[];
}

/** As `solveAsBefore`, and then the recommendations of what is planned, with what these need. */
export function* solveWithRecommended(
  wishes: Wishes,
  knowledge: Knowledge,
  options: SolveOptions = {},
): Work<SolutionWithRecommended | null> {
  const solution = yield* solveAsBefore(wishes, knowledge, options);
  if (solution === null) return null;
  const base = { solution, layers: [solution.planned] };
  return yield* addRecommended(wishes, knowledge, base, options);
}

/**
 * Adds the recommendations of what is planned, with what these need.
 *
 * @param base a solution, and the same in layers.
 * @param options.tenthsMax the most that all may take together. Where it is too little for all recommendations they are
 * taken one after the other, as long as they fit.
 */
export function* addRecommended(
  wishes: Wishes,
  knowledge: Knowledge,
  { solution, layers }: Pick<SolutionWithRecommended, 'solution' | 'layers'>,
  {
    tenthsMax = Number.POSITIVE_INFINITY,
    ...options
  }: SolveOptions & { readonly tenthsMax?: number } = {},
): Work<SolutionWithRecommended> {
  const { planned } = solution;
  const found = wishes.includesRecommended ? attainable(wishes, knowledge, planned) : [];
  const widened = function* (recommended: readonly Recommendation[]): Work<Solution> {
    const also = [...planned, ...recommended.map(({ node }) => node)];
    const wider = yield* solve(wishes, knowledge, { ...options, also });
    invariant(wider !== null, 'what can be attained one by one can be attained together');
    return wider;
  };
  let recommended: readonly Recommendation[] = found;
  let wider = found.length === 0 ? solution : yield* widened(found);
  if (wider.tenths > tenthsMax) {
    wider = solution;
    recommended = [];
    for (const one of found) {
      const more = yield* widened([...recommended, one]);
      if (more.tenths > tenthsMax) continue;
      wider = more;
      recommended = [...recommended, one];
    }
  }
  if (recommended.length === 0) return { solution, needed: planned, layers, recommended };
  const before = new Set(planned);
  const added = wider.planned.filter((node) => !before.has(node));
  const widest = { ...wider, proof: withDoubt(wider.proof, solution.proof) };
  return { solution: widest, needed: planned, layers: [...layers, added], recommended };
}

/** What was planned before is held to, so by what it may be too dear the whole may be, too. */
function withDoubt(proof: Proof, before: Proof): Proof {
  if (before.optimal) return proof;
  const doubt = before.weightedHours - before.lowerBoundHours;
  const lowerBoundHours = Math.max(0, proof.lowerBoundHours - doubt);
  const { weightedHours } = proof;
  return { ...before, weightedHours, lowerBoundHours, gap: 1 - lowerBoundHours / weightedHours };
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
  const { known, excluded } = pose(wishes, knowledge);
  const blocked = excluded.map((value, node) => (known[node] === 1 ? 0 : value));
  const { round } = forwardChain(graph.nodes, blocked, known);
  const isPlanned = new Set(planned);
  const found: Recommendation[] = [];
  for (const by of planned) {
    const subject = graph.subjectOf(by);
    if (subject.kind !== 'competency' || subject.rank > 0) continue;
    for (const competency of subject.skill.recommends) {
      const node = graph.nodeOfCompetency(competency)!;
      if (isPlanned.has(node) || known[node] === 1 || round[node] === -1) continue;
      found.push({ node, by });
    }
  }
  return found;
}

/** In prices as `pose` counts them. */
export function proofOf(
  cost: number,
  lowerBound: number,
  limitedBy: ProofLimit | null = 'SEARCH',
): Proof {
  const optimal = lowerBound === cost;
  return {
    optimal,
    weightedHours: cost / pricesPerHour,
    lowerBoundHours: lowerBound / pricesPerHour,
    gap: cost === 0 ? 0 : (cost - lowerBound) / cost,
    limitedBy: optimal ? null : limitedBy,
  };
}
