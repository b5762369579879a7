import { answerPlanRequest, byPresentNames, type Ground } from '../actions/answer-plan-request.ts';
import { planExplained } from '../actions/plan-explained.ts';
import type { PlanRequest } from '../planner/request.ts';
import { answerRequests } from './answer-requests.ts';
import { command, type ExitCode, type Surroundings } from './command.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';
import { drawRoadmap } from './draw-roadmap.ts';
import { findGround } from './find-ground.ts';
import { createPen } from './pen.ts';
import { requestOf, requestOptions } from './request-of.ts';
import { formatOf, formatOption, writeRoadmap } from './write-roadmap.ts';

export const plan = command({
  name: 'plan',
  summary: 'Plan a roadmap: what to learn, in which order, when and why.',
  operands: '[goal …]',
  operandCount: [0, Number.POSITIVE_INFINITY],
  options: {
    curriculum: {
      value: '<id or path>',
      says: 'A curriculum file or folder, or the id of a published curriculum; the seeds where left out.',
    },
    ...requestOptions,
    json: { says: 'Print the answer as JSON, refusals included.' },
    as: formatOption,
    prices: {
      says: 'With JSON or a format, price the options of every choice. Takes several times as long.',
    },
    requests: {
      value: '<file>',
      says: 'Answer many requests instead: one in JSON a line, as `PlanRoadmapInput` of the API; `-` reads standard input.',
    },
    jobs: {
      value: '<number>',
      says: 'With --requests, on how many threads to plan. Left out, a large file has one a core, all else one.',
    },
  },
  about: [
    'Lists may be joined by commas or given again and again. Skills may have a level: `functions@working`.',
    'With --requests one answer comes out for each line that is not blank, in order, as JSON with a `kind`. A line that is no request is answered by `invalid-request`, and the rest goes on.',
    'Exit codes: 0 where there is a roadmap, or every line was answered; 1 where the request is refused or the curriculum is at fault; 2 where the command line is.',
  ],
  examples: [
    'cairn plan backend-developer --know functions@working,git --hours-per-week 8',
    'cairn plan --goal data-analyst --goal flask,importance=2 --exclude django --start-on 2027-01-04 --hours-per-week 6',
    'cairn plan backend-developer --as svg > roadmap.svg',
    'cairn plan --curriculum ./my-curriculum --requests cohort.jsonl --jobs 2 > roadmaps.jsonl',
  ],
  run: async (line, surroundings) => {
    const { values, operands } = line;
    const asksBeside = operands.length > 0 || wishNames.some((name) => values[name] !== undefined);
    if (values.requests !== undefined && asksBeside)
      return refuse(['With `--requests`, goals and wishes stand in the requests.'], surroundings);
    if (values.jobs !== undefined && values.requests === undefined)
      return refuse(
        ['`--jobs` goes with `--requests`: one roadmap is planned at once.'],
        surroundings,
      );
    if (values.jobs !== undefined && !isJobs.test(values.jobs))
      return refuse(['`--jobs` is a whole number from 1 to 99.'], surroundings);
    const format = formatOf(values);
    if (format.kind === 'wrong') return refuse(format.problems, surroundings);
    const ground = await findGround(values.curriculum ?? surroundings.seeds, surroundings);
    if (typeof ground === 'number') return ground;
    const prices = values.prices ?? false;
    if (values.requests !== undefined)
      return answerRequests(
        values.requests,
        ground,
        { prices, jobs: values.jobs === undefined ? null : Number(values.jobs) },
        surroundings,
      );
    const read = requestOf(line, ground);
    if (read.kind === 'wrong') return refuse(read.problems, surroundings);
    const request = byPresentNames(ground, read.request);
    if (format.kind === 'format')
      return writeRoadmap(format.name, request, { ...ground, prices }, surroundings);
    return values.json
      ? answer(request, ground, prices, surroundings)
      : draw(request, ground, surroundings);
  },
});

const isJobs = /^[1-9]\d?$/;

const wishNames = Object.keys(requestOptions) as (keyof typeof requestOptions)[];

function refuse(problems: readonly string[], { terminal }: Surroundings): ExitCode {
  terminal.tell(drawProblems(problems, terminal.tellLook));
  return 2;
}

async function draw(
  request: PlanRequest,
  { graph }: Ground,
  { terminal }: Surroundings,
): Promise<ExitCode> {
  const { result, explanations } = await planExplained(graph, request);
  if (result.kind === 'roadmap') {
    await terminal.print(drawRoadmap(result, explanations, createPen(terminal.look, graph)));
    return 0;
  }
  terminal.tell(drawRefusal(result, terminal.tellLook));
  return 1;
}

async function answer(
  request: PlanRequest,
  ground: Ground,
  prices: boolean,
  { terminal }: Surroundings,
): Promise<ExitCode> {
  const result = await answerPlanRequest(ground, request, { prices });
  await terminal.print(JSON.stringify(result, null, 2));
  return result.kind === 'roadmap' ? 0 : 1;
}
