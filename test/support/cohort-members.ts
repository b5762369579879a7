import type { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { CohortMember, MemberRoadmap } from '../../src/planner/cohort/member.ts';
import type { Roadmap } from '../../src/planner/roadmap.ts';
import { planned } from './planning.ts';
import { dice } from './random.ts';
import { randomRequest } from './random-curricula.ts';

/** A roadmap of which nothing is done yet. */
export function begun({ steps }: Roadmap, hoursDone = 0): MemberRoadmap {
  const open = steps.map(({ key, hours, after }) => ({
    key,
    hours,
    after: after.map((step) => step.key),
  }));
  return { hoursDone, open };
}

/** Members of random roadmaps, some of them on the way and some without one. */
export function randomMembers(
  seed: number,
  graph: CurriculumGraph,
  count: number,
): readonly CohortMember[] {
  const { between, chance } = dice(seed);
  return Array.from({ length: count }, (_, index): CohortMember => {
    const learner = `learner-${index}`;
    const request = randomRequest(seed * 1000 + index, graph.curriculum);
    const result = planned(graph, { ...request, knows: '', denies: '' } as never);
    if (chance(0.1) || result.kind !== 'roadmap') return { learner, roadmap: null };
    const roadmap = begun(result);
    const done = between(0, roadmap.open.length);
    const hoursDone = roadmap.open.slice(0, done).reduce((sum, { hours }) => sum + hours, 0);
    return { learner, roadmap: { hoursDone, open: roadmap.open.slice(done) } };
  });
}
