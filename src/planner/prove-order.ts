import type { CurriculumGraph } from '../curriculum/graph.ts';
import { orderLowerBound } from './order/lower-bound.ts';
import { costOfOrder } from './order/order-problem.ts';
import { poseOrder } from './order/pose-order.ts';
import { objectiveOf } from './order.ts';
import type { GoalSubject, OrderProof, Roadmap, Step } from './roadmap.ts';
import type { Work } from './work.ts';

/**
 * How far the order of a finished roadmap can be from the best, by the measure of its objective. Dates and an order that
 * was kept are no part of that measure: where there are such, what they cost is in the gap.
 */
export function* proveOrder(graph: CurriculumGraph, roadmap: Roadmap): Work<OrderProof> {
  const { steps, goals, objective } = roadmap;
  const nodes = new Map(steps.map((step) => [step, nodeOfStep(graph, step)]));
  const wished = goals.map((goal) => ({ goal, node: nodeOfGoal(graph, goal.subject), path: '' }));
  const links = steps.flatMap((step) => {
    const by = nodes.get(step)!;
    const needs = step.after.map((need) => ({ on: nodes.get(need)!, by, choice: null }));
    const named = wished
      .filter(({ goal }) => step.reasons.some((reason) => reason.goal === goal))
      .map(({ node }) => ({ on: by, by: node, choice: null }))
      .filter(({ on, by }) => on !== by);
    return [...needs, ...named];
  });
  const problem = poseOrder(graph, [...nodes.values()], links, wished);
  const prices = objectiveOf(objective).price(problem);
  const cost = costOfOrder(
    problem,
    prices,
    Int32Array.from(steps, (_, place) => place),
  );
  const bound = Math.min(cost, yield* orderLowerBound(problem, prices));
  const weight =
    prices.weights.reduce((sum, each) => sum + each, 0) +
    prices.linkPrice * problem.needs.steps.length;
  const hours = (price: number): number => (weight === 0 ? 0 : price / weight / 10);
  return {
    objective,
    cost: hours(cost),
    lowerBound: hours(bound),
    gap: cost === 0 ? 0 : (cost - bound) / cost,
  };
}

function nodeOfStep(graph: CurriculumGraph, { subject }: Step): number {
  return subject.kind === 'project'
    ? graph.nodeOf(subject.project.slug)!
    : graph.nodeOfCompetency({ skill: subject.skill.slug, level: subject.level.level })!;
}

function nodeOfGoal(graph: CurriculumGraph, subject: GoalSubject): number {
  switch (subject.kind) {
    case 'careerPath':
      return graph.nodeOf(subject.careerPath.slug)!;
    case 'project':
      return graph.nodeOf(subject.project.slug)!;
    case 'competency':
      return graph.nodeOfCompetency({ skill: subject.skill.slug, level: subject.level })!;
  }
}
