import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { explainChoices } from '../../src/planner/explain-choices.ts';
import { plan } from '../../src/planner/plan.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import type { Roadmap } from '../../src/planner/roadmap.ts';
import { dice } from '../support/random.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { type Bench, line } from './bench.ts';
import { median, percentile, short, spread, timed, times } from './measure.ts';

/** What it takes to price every option of every choice, in plans. */
export const choices: Bench = {
  name: 'choices',
  title: 'Prices of choices',
  method:
    'Roadmaps of the seeds for learners who each know five random skills; all options of all choices are priced and what tipped them is found. Compared with planning the same roadmap once.',
  run: async () => {
    const built = CurriculumGraph.build(await seedCurriculum());
    if (built.kind !== 'graph') throw new Error('The seeds are sound.');
    const { graph } = built;
    const asked = learners(graph).flatMap((request) => {
      const roadmap = runToEnd(plan(graph, request));
      return roadmap.kind === 'roadmap' && roadmap.choices.length > 0 ? [{ request, roadmap }] : [];
    });
    const measure = ({ request, roadmap }: { request: PlanRequest; roadmap: Roadmap }) => ({
      planning: timed(() => runToEnd(plan(graph, request))),
      explaining: timed(() => runToEnd(explainChoices(graph, request, roadmap))),
    });
    asked.forEach(measure);
    const measured = asked.map(measure);
    const explaining = measured.map((each) => each.explaining);
    const ratios = measured.map((each) => each.explaining / each.planning);
    const counts = asked.map(({ roadmap }) => roadmap.choices.length);
    const plans = sum(measured.map(({ planning }, index) => planning * counts[index]!));
    const byChoice = sum(explaining) / plans;
    return [
      line(
        `${asked.length} roadmaps of ${Math.min(...counts)} to ${Math.max(...counts)} choices`,
        spread(explaining),
        `planning ${spread(measured.map(({ planning }) => planning))}`,
      ),
      line('… in plans', `p50 ${times(median(ratios))}, p90 ${times(percentile(ratios, 0.9))}`, ''),
      line('… in plans, by choice, over all roadmaps', short(byChoice), '', {
        figure: byChoice,
        atMost: 1,
      }),
    ];
  },
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function learners({ curriculum }: CurriculumGraph): PlanRequest[] {
  return curriculum.careerPaths.flatMap(({ slug }, path) =>
    Array.from({ length: 12 }, (_, index) => ({
      goals: [{ careerPath: slug }],
      knows: dice(path * 100 + index)
        .pick(curriculum.skills, 5)
        .map((skill) => ({ skill: skill.slug })),
    })),
  );
}
