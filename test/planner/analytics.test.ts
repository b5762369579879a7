import { describe, expect, it } from 'vitest';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { analyseGoals } from '../../src/planner/analytics/analyse-goals.ts';
import { LearnerSums } from '../../src/planner/analytics/learner-figures.ts';
import { alternativesOf } from '../../src/planner/analytics/option-use.ts';
import { plan } from '../../src/planner/plan.ts';
import type { AdoptedPlan } from '../../src/planner/progress/adopted-plan.ts';
import type { Roadmap, Step } from '../../src/planner/roadmap.ts';
import { graph } from '../support/curricula.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

describe('the cheapest ways to all goals', () => {
  it('are those of separate plans, with the complexity of their steps by definition', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const built = CurriculumGraph.build(randomCurriculum(seed, 12));
      if (built.kind === 'unsound') continue;
      const { careerPaths, projects } = built.graph.curriculum;
      const { goals, use } = runToEnd(analyseGoals(built.graph, 100));
      const wanted = [
        ...careerPaths.map(({ slug }) => ({ careerPath: slug })),
        ...projects.map(({ slug }) => ({ project: slug })),
      ];
      const roadmaps = wanted.map(
        (goal) => runToEnd(plan(built.graph, { goals: [goal], projects: 'NONE' })) as Roadmap,
      );
      expect(goals.map(({ hours, complexity }) => [hours, complexity])).toEqual(
        roadmaps.map((roadmap) => [roadmap.totalHours, complexity(roadmap.steps)]),
      );
      const decided = roadmaps.flatMap(({ choices }) =>
        choices.map(({ requirement }) => requirement),
      );
      for (const { group, slot, choice, option } of alternativesOf(built.graph)) {
        const chosen = roadmaps.flatMap(({ choices }) =>
          choices.flatMap(({ requirement, options }) =>
            requirement === choice ? options.filter((each) => each.requirement === option) : [],
          ),
        );
        expect(use.decided[group]).toBe(decided.filter((each) => each === choice).length);
        expect(use.chosen[slot]).toBe(chosen.filter(({ isChosen }) => isChosen).length);
      }
    }
  });

  it('are not more than asked for', () => {
    const drawn = graph('a; b: a; $one: a; $two: b; !three: b');
    expect(runToEnd(analyseGoals(drawn, 2)).goals.map(({ hours }) => hours)).toEqual([1, 2]);
  });
});

describe('the figures of learners', () => {
  const drawn = graph('a; b; c: a | b; d: c; $path: d');

  function followers(count: number, doneCount: number, days: number, first = 'a') {
    const steps = [
      { key: `${first}@foundation`, after: [] },
      { key: 'c@foundation', after: [`${first}@foundation`] },
      { key: 'd@foundation', after: ['c@foundation'] },
    ];
    const done = steps
      .slice(0, doneCount)
      .map(({ key }) => [key, { day: 1000 - days, isWorked: true }]);
    return Array.from({ length: count }, () => ({
      plan: { steps, request: { goals: [{ careerPath: 'path' }] } } as unknown as AdoptedPlan,
      done: new Map(done as [string, { day: number; isWorked: boolean }][]),
      judgements: [],
      adoptedOn: 900,
    }));
  }

  it('tell what people wait at, and for how long', () => {
    const sums = new LearnerSums(drawn, 1000);
    for (const each of [
      ...followers(6, 1, 30),
      ...followers(5, 1, 2),
      ...followers(4, 2, 7),
      ...followers(3, 0, 0),
    ])
      sums.add(each);
    expect(sums.figures()).toMatchObject({
      followers: 18,
      stalls: [{ key: 'c@foundation', waiting: 11, medianDays: 30, notHeld: null }],
    });
  });

  it('tell which way people choose', () => {
    const sums = new LearnerSums(drawn, 1000);
    for (const each of [...followers(6, 0, 0), ...followers(2, 0, 0, 'b')]) sums.add(each);
    const { use } = sums.figures();
    const [one, other] = alternativesOf(drawn);
    expect([use.decided[one!.group], use.chosen[one!.slot], use.chosen[other!.slot]]).toEqual([
      8, 6, 2,
    ]);
  });
});

/** Blocking and delay of each competency among the steps, along every chain. */
function complexity(steps: readonly Step[]): number {
  const isCompetency = ({ subject }: Step) => subject.kind === 'competency';
  const next = (step: Step, way: 'after' | 'unlocks') => step[way].filter(isCompetency);
  const blocked = (step: Step): readonly Step[] =>
    next(step, 'unlocks').flatMap((other) => [other, ...blocked(other)]);
  const longest = (step: Step, way: 'after' | 'unlocks'): number =>
    1 + Math.max(0, ...next(step, way).map((other) => longest(other, way)));
  return steps
    .filter(isCompetency)
    .map(
      (step) => new Set(blocked(step)).size + longest(step, 'after') + longest(step, 'unlocks') - 1,
    )
    .reduce((sum, each) => sum + each, 0);
}
