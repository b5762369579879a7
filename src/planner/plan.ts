import type { CurriculumGraph } from '../curriculum/graph.ts';
import { advise } from './advise.ts';
import { assemble } from './assemble.ts';
import { knowledgeOf } from './infer.ts';
import { milestones } from './milestones.ts';
import { explainObstacle } from './obstacles.ts';
import { order } from './order.ts';
import { placeProjects } from './projects.ts';
import { readWishes } from './read-wishes.ts';
import type { Refusal } from './refusal.ts';
import { reliances } from './reliance.ts';
import type { PlanRequest } from './request.ts';
import type { Roadmap } from './roadmap.ts';
import { tooLong } from './schedule.ts';
import { solveWithRecommended } from './solve.ts';
import type { Work } from './work.ts';

export type PlanResult = Roadmap | Refusal;

/**
 * Computes a learner's roadmap: what to learn, in which order, when and why. The same request on the same graph gives the
 * same roadmap. Yields now and then in long searches, so that a server can breathe.
 */
export function* plan(graph: CurriculumGraph, request: PlanRequest): Work<PlanResult> {
  const read = readWishes(graph, request);
  if (read.kind !== 'wishes') return read;
  const { wishes } = read;
  const knowledge = knowledgeOf(wishes);

  const solved = yield* solveWithRecommended(wishes, knowledge);
  if (solved === null) return yield* explainObstacle(wishes, knowledge);
  const { planned, proof } = solved.solution;
  const targets = [
    ...wishes.goals.map(({ node }) => node),
    ...wishes.pins.flatMap(({ nodes }) => nodes),
    ...solved.recommended.map(({ node }) => node),
  ];
  const relied = reliances(graph, solved.layers, targets, knowledge.known);

  const ordered = yield* order(wishes, planned, relied.list);
  const drafts = milestones(wishes, ordered, relied.list);
  const projects = placeProjects(wishes, drafts, knowledge.known);
  const work = [...planned, ...projects.map(({ node }) => node)];
  const refusal = tooLong(wishes, tenthsOf(graph, work));
  if (refusal !== null) return refusal;
  return assemble({
    wishes,
    knowledge,
    proof,
    relied,
    recommended: solved.recommended,
    drafts,
    projects,
    advice: advise(wishes, knowledge, work),
  });
}

function tenthsOf({ nodes }: CurriculumGraph, work: readonly number[]): number {
  return work.reduce((tenths, node) => tenths + nodes.tenths[node]!, 0);
}
