import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { toDocument } from '../../src/curriculum/to-document.ts';
import { plan } from '../../src/planner/plan.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import { invariant } from '../../src/util/invariant.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { type Bench, type Line, line } from './bench.ts';
import { cohortCurriculum, cohortRequests } from './cohort-problem.ts';
import { short, timed, times } from './measure.ts';

const learners = 10_000;
/** So many are planned before, unmeasured: a cohort is long against the time in which code is compiled. */
const warmUp = 1_000;

export const cohort: Bench = {
  name: 'cohort',
  title: 'A roadmap for everybody in a cohort',
  method:
    `${learners.toLocaleString('en-US')} learners on a curriculum of 182 skills, 148 choices and 20 career paths: random beginnings known, up to three likes and three dislikes, 15 in 100 with an exclusion, a start and hours a week (seeds 1 and 2). ` +
    `Each answer is whole: selection with proof, order, dates, reasons, choices. First planning alone, by processor time, which other work on the machine does not count against; then \`cairn plan --requests\` with all, from the file of requests to the file of answers, by the clock.`,
  run: async () => {
    const curriculum = cohortCurriculum(1);
    const built = CurriculumGraph.build(curriculum);
    invariant(built.kind === 'graph', 'the curriculum is sound');
    const requests = cohortRequests(curriculum, learners, 2);
    return [planAlone(built.graph, requests), ...planByCommand(curriculum, requests)];
  },
};

function planAlone(graph: CurriculumGraph, requests: readonly PlanRequest[]): Line {
  for (const request of requests.slice(-warmUp)) runToEnd(plan(graph, request));
  let proven = 0;
  let refused = 0;
  const start = process.cpuUsage();
  for (const request of requests) {
    const result = runToEnd(plan(graph, request));
    if (result.kind !== 'roadmap') refused += 1;
    else if (result.proof.optimal) proven += 1;
  }
  const { user, system } = process.cpuUsage(start);
  const rate = learners / ((user + system) / 1e6);
  return line(
    'planning alone, a second and core',
    `${short(rate)} roadmaps`,
    `${proven} of ${learners - refused} proven, ${refused} refused by an exclusion`,
    { figure: rate, atLeast: 1000 },
  );
}

function planByCommand(
  curriculum: ReturnType<typeof cohortCurriculum>,
  requests: readonly PlanRequest[],
): Line[] {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  try {
    const path = join(folder, 'curriculum.yaml');
    writeFileSync(path, JSON.stringify(toDocument(curriculum)));
    const file = join(folder, 'requests.jsonl');
    writeFileSync(file, requests.map((request) => JSON.stringify(request)).join('\n'));
    const answers = (jobs: number): string => join(folder, `answers-${jobs}`);
    const take = (jobs: number): number =>
      timed(() => {
        const command = `"${process.execPath}" --import tsx src/cli/main.ts plan --curriculum "${path}" --requests "${file}" --jobs ${jobs} > "${answers(jobs)}"`;
        execFileSync('sh', ['-c', command], { stdio: 'inherit' });
      });
    const one = take(1);
    const two = take(2);
    const isSame = readFileSync(answers(1)).equals(readFileSync(answers(2)));
    invariant(isSame, 'the answers do not depend on the number of threads');
    const rate = (milliseconds: number): string =>
      `${short(learners / (milliseconds / 1000))} a second`;
    return [
      line(
        'the command, two threads beside one',
        rate(two),
        `${rate(one)}, ${times(one / two)}; the same bytes`,
        { figure: one / two, atLeast: 1.7, unit: 'x' },
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
