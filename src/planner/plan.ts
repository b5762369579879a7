import type { CurriculumGraph } from '../curriculum/graph.ts';
import { advise } from './advise.ts';
import { assemble } from './assemble.ts';
import { deadlines, dues, roomForMore } from './dates/deadlines.ts';
import { solveInTime } from './dates/solve-in-time.ts';
import { knowledgeOf } from './infer.ts';
import { milestones } from './milestones.ts';
import { nodesOfKeys } from './node-of-key.ts';
import { explainObstacle } from './obstacles.ts';
import { order } from './order.ts';
import { placeProjects } from './projects.ts';
import { readWishes } from './read-wishes.ts';
import type { Refusal } from './refusal.ts';
import { type Reliances, reliances } from './reliance.ts';
import type { PlanRequest } from './request.ts';
import type { Roadmap } from './roadmap.ts';
import { tooLong } from './schedule.ts';
import type { Work } from './work.ts';

export type PlanResult = Roadmap | Refusal;

/**
 * Computes a learner's roadmap: what to learn, in which order, when and why. The same request on the same graph gives the
 * same roadmap. Yields now and then in long searches, so that a server can breathe.
 */
export function* plan(graph: CurriculumGraph, request: PlanRequest): Work<PlanResult> {
  const read = readWishes(graph, request);
  if (read.kind !== 'wishes') return read;
  const { wishes: asked } = read;
  const knowledge = knowledgeOf(asked);

  const inTime = yield* solveInTime(asked, knowledge);
  if (inTime === null) return yield* explainObstacle(asked, knowledge);
  const { wishes, solved, kept } = inTime;
  const { planned, proof } = solved.solution;
  const targets = [
    ...wishes.goals.map(({ node }) => node),
    ...wishes.pins.flatMap(({ nodes }) => nodes),
    ...solved.recommended.map(({ node }) => node),
  ];
  const rely = (order: readonly number[] | null): Reliances =>
    reliances(graph, solved.layers, targets, knowledge.known, order);
  const keepsOrder = wishes.keepOrder.length > 0;
  const first = rely(keepsOrder ? nodesOfKeys(graph, wishes.keepOrder) : null);

  const ordered = yield* order(wishes, planned, first.list, deadlines(planned, first.list, kept));
  // What comes first is what is said to be relied on, so that a later plan that keeps this order says the same.
  const relied = keepsOrder || !first.hasSpare ? first : rely(ordered);
  yield;
  const drafts = milestones(wishes, ordered, relied.list);
  const due = dues(planned, relied.list, kept);
  const room = roomForMore(graph, drafts, due, kept?.finishRoom ?? null);
  const projects = placeProjects(wishes, drafts, knowledge.known, room);
  const work = [...planned, ...projects.map(({ node }) => node)];
  const refusal = tooLong(wishes, tenthsOf(graph, work));
  if (refusal !== null) return refusal;
  return yield* assemble({
    wishes,
    knowledge,
    proof,
    relied,
    recommended: solved.recommended,
    drafts,
    projects,
    advice: advise(asked, knowledge, work),
    inTime,
    due,
  });
}

function tenthsOf({ nodes }: CurriculumGraph, work: readonly number[]): number {
  return work.reduce((tenths, node) => tenths + nodes.tenths[node]!, 0);
}
