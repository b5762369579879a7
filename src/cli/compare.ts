import { byPresentNames } from '../actions/answer-plan-request.ts';
import { answerComparison, compareGoalsOn } from '../actions/compare-goals.ts';
import type { PlanRequest } from '../planner/request.ts';
import { command } from './command.ts';
import { drawComparison } from './draw-comparison.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';
import { findGround } from './find-ground.ts';
import { createPen } from './pen.ts';
import { requestOf, requestOptions } from './request-of.ts';

const { know, deny, prefer, avoid, exclude } = requestOptions;

export const compare = command({
  name: 'compare',
  summary: 'Compare goals: what each would take from here, what they share, and where they part.',
  operands: '<goal …>',
  operandCount: [1, Number.POSITIVE_INFINITY],
  options: {
    curriculum: {
      value: '<id or path>',
      says: 'A curriculum file or folder, or the id of a published curriculum; the seeds where left out.',
    },
    know,
    deny,
    'no-infer': requestOptions['no-infer'],
    'completed-project': requestOptions['completed-project'],
    prefer,
    avoid,
    exclude,
    json: { says: 'Print the answer as JSON, refusals included.' },
  },
  about: [
    'Lists may be joined by commas or given again and again. Skills may have a level: `functions@working`.',
    'Exit codes: 0 where the goals are compared; 1 where the request is refused or the curriculum is at fault; 2 where the command line is.',
  ],
  examples: [
    'cairn compare backend-developer data-analyst --know functions@working,git',
    'cairn compare django flask fastapi',
  ],
  run: async ({ values, operands }, surroundings) => {
    const { terminal } = surroundings;
    const ground = await findGround(values.curriculum ?? surroundings.seeds, surroundings);
    if (typeof ground === 'number') return ground;
    const read = requestOf({ values, operands }, ground);
    const problems = read.kind === 'wrong' ? read.problems : tooFew(read.request);
    if (read.kind === 'wrong' || problems.length > 0) {
      terminal.tell(drawProblems(problems, terminal.tellLook));
      return 2;
    }
    const request = byPresentNames(ground, read.request);
    if (values.json) {
      const answer = await answerComparison(ground, request);
      await terminal.print(JSON.stringify(answer, null, 2));
      return answer.kind === 'goal-comparison' ? 0 : 1;
    }
    const result = await compareGoalsOn(ground, request);
    if (result.kind !== 'goal-comparison') {
      terminal.tell(drawRefusal(result, terminal.tellLook));
      return 1;
    }
    await terminal.print(drawComparison(result, createPen(terminal.look, ground.graph)));
    return 0;
  },
});

function tooFew({ goals }: PlanRequest): readonly string[] {
  return goals.length > 1
    ? []
    : ['`cairn compare` needs at least two goals; `cairn plan` tells what one takes.'];
}
