import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Reliance } from '../reliance.ts';
import type { WishedGoal } from '../wishes.ts';
import { linksOf, type OrderProblem } from './order-problem.ts';

/** What a goal of importance 1 weighs. */
const worthOfGoal = 1_000;

/** The planned nodes as steps to put in order: the number of a step is the index of its node. */
export function poseOrder(
  graph: CurriculumGraph,
  planned: readonly number[],
  reliances: readonly Reliance[],
  goals: readonly WishedGoal[],
): OrderProblem {
  const count = planned.length;
  const stepOf = new Map(planned.map((node, step) => [node, step]));
  const users: number[] = [];
  const needs: number[] = [];
  const named = new Map(goals.map(({ node }) => [node, [] as number[]]));
  for (const { on, by } of reliances) {
    const user = stepOf.get(by);
    if (user === undefined) {
      named.get(by)?.push(stepOf.get(on)!);
      continue;
    }
    users.push(user);
    needs.push(stepOf.get(on)!);
  }
  const worths = new Float64Array(count);
  for (const { node, goal } of goals) {
    const own = stepOf.get(node);
    const steps = own === undefined ? named.get(node)! : [own];
    for (const step of steps) worths[step]! += (goal.importance * worthOfGoal) / steps.length;
  }
  const areas = new Int32Array(count).fill(-1);
  const eased: number[] = [];
  const easing: number[] = [];
  planned.forEach((node, step) => {
    const subject = graph.subjectOf(node);
    if (subject.kind !== 'competency') return;
    areas[step] = graph.areaPosition(subject.skill.area);
    if (subject.rank > 0) return;
    for (const competency of subject.skill.recommends) {
      const other = stepOf.get(graph.nodeOfCompetency(competency)!);
      if (other === undefined) continue;
      eased.push(step);
      easing.push(other);
    }
  });
  return {
    count,
    tenths: Int32Array.from(planned, (node) => graph.nodes.tenths[node]!),
    areas,
    depths: Int32Array.from(planned, (node) => graph.depth[node]!),
    worths,
    needs: linksOf(count, users, needs),
    users: linksOf(count, needs, users),
    easedBy: linksOf(count, eased, easing),
    eases: linksOf(count, easing, eased),
  };
}
