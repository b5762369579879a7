import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { planIn } from '../../src/actions/adopted.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { impactOnLearners } from '../../src/actions/impact-on-learners.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { supposePublished } from '../../src/actions/suppose-published.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { plan } from '../../src/planner/plan.ts';
import { openStore } from '../../src/store/open.ts';
import { canonicalJson } from '../../src/util/canonical-json.ts';
import { invariant } from '../../src/util/invariant.ts';
import { newLearner } from '../support/learners.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { type Bench, type Line, line } from './bench.ts';
import { cohortCurriculum, cohortRequests } from './cohort-problem.ts';
import { short, times } from './measure.ts';

const learners = 1_000;

/** How fast it is known what publishing would mean for everybody. */
export const preview: Bench = {
  name: 'preview',
  title: 'What publishing would mean for learners',
  method: `${learners.toLocaleString('en-US')} learners who follow roadmaps on a curriculum of 182 skills, 148 choices and 20 career paths (seeds 1 and 2), of which every third skill is to take half as long again; SQLite. Everything counts: reading who they are and what they follow, handing it to threads, starting these, planning anew, summing up. Peer: the same requests planned one after the other by the planner alone, nothing read and nothing compared. All find the same.`,
  run,
};

async function run(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const store = await openStore(`file:${join(folder, 'cairn.db')}`);
  try {
    const environment: Environment = {
      store,
      curricula: await Curricula.load(store),
      streams: new ChangeStreams(store),
      now: () => new Date('2026-03-02T12:00:00Z'),
      random: randomBytes,
    };
    const curriculum = cohortCurriculum(1);
    await publishCurriculum(environment, { curriculum, publishedBy: 'bench', note: null });
    await fill(environment, curriculum);
    return await measure(environment, dearer(curriculum));
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function fill(environment: Environment, curriculum: Curriculum): Promise<void> {
  const snapshot = environment.curricula.snapshot();
  let left = learners;
  for (const request of cohortRequests(curriculum, learners * 2, 2)) {
    if (left === 0) return;
    const learner = newLearner();
    await environment.store.write((writes) => writes.learners.create([learner]));
    const wanted = { learner: learner.id, request, revision: 1 };
    const adopted = await adoptRoadmap(environment, snapshot, operator, wanted);
    if (adopted.kind === 'roadmap-adopted') left -= 1;
  }
  invariant(left === 0, 'enough requests can be met');
}

function dearer(curriculum: Curriculum): CurriculumGraph {
  const skills = curriculum.skills.map((skill, index) =>
    index % 3 > 0
      ? skill
      : {
          ...skill,
          levels: skill.levels.map((level) => ({
            ...level,
            hours: Math.round(level.hours * 15) / 10,
          })),
        },
  );
  const built = CurriculumGraph.build({ ...curriculum, skills });
  invariant(built.kind === 'graph', 'the curriculum stays sound');
  return built.graph;
}

async function measure(environment: Environment, graph: CurriculumGraph): Promise<Line[]> {
  const alone = await planAlone(environment, graph);
  const here = await find(environment, graph, 0);
  const one = await find(environment, graph, 1);
  const two = await find(environment, graph, 2);
  const isSame = one.found === here.found && two.found === here.found;
  invariant(isSame, 'what is found does not depend on the number of threads');
  const peer = `${rate(alone)} planned alone`;
  const row = (what: string, { milliseconds, stall }: typeof here) =>
    line(
      what,
      `${rate(milliseconds)} replans, longest stall ${short(stall)} ms`,
      `${peer}, ${times(alone / milliseconds)}`,
    );
  return [
    row('in the thread that asks', here),
    row('on one thread', one),
    row('on two threads', two),
    line('two threads beside one', times(one.milliseconds / two.milliseconds), '', {
      ...{ figure: one.milliseconds / two.milliseconds, atLeast: 1.3, unit: 'x' },
    }),
  ];
}

function rate(milliseconds: number): string {
  return `${short(learners / (milliseconds / 1000))} a second`;
}

/** Milliseconds for all requests as they are asked anew. */
async function planAlone({ store }: Environment, graph: CurriculumGraph): Promise<number> {
  const { adoptedRoadmaps } = store.reads;
  const ids = await adoptedRoadmaps.followers([graph.curriculum.slug], { limit: learners });
  const roadmaps = [...(await adoptedRoadmaps.followedBy(ids)).values()];
  const requests = roadmaps.map((roadmap) => {
    const { request, steps } = planIn(roadmap);
    return { ...request, keepOrder: steps.map(({ key }) => key) };
  });
  for (const request of requests.slice(0, 200)) runToEnd(plan(graph, request));
  const start = performance.now();
  for (const request of requests) runToEnd(plan(graph, request));
  return performance.now() - start;
}

async function find(environment: Environment, graph: CurriculumGraph, threads: number) {
  const snapshot = environment.curricula.snapshot();
  const said = { digest: 'new', publishedBy: 'bench', note: null };
  const supposed = supposePublished(environment, snapshot, { graph, ...said });
  const all = Number.POSITIVE_INFINITY;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const found = await impactOnLearners(environment, snapshot, supposed, {
    ...{ roadmapsMost: all, learnersMost: all, least: 1, threads },
  });
  const milliseconds = performance.now() - start;
  delay.disable();
  return { milliseconds, stall: delay.max / 1e6, found: canonicalJson(found) };
}
