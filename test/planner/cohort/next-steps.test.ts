import { describe, expect, it } from 'vitest';
import { foldEvidence } from '../../../src/curriculum/fold-evidence.ts';
import { nextStepsOf } from '../../../src/planner/cohort/next-steps.ts';
import type { Progress, StepProgress } from '../../../src/planner/progress/progress.ts';
import { graph } from '../../support/curricula.ts';
import { arrived, contentOf, day, finding } from '../../support/random-evidence.ts';

const drawn = graph('variables 2\nfunctions 4 : variables\nhtml 3');

function stepOf(skill: string, blockedBy: readonly StepProgress[] = []): StepProgress {
  const step = { key: `${skill}@foundation`, title: skill, hours: 2, after: [] };
  const state = blockedBy.length > 0 ? ('WAITING' as const) : ('READY' as const);
  return { step, position: 1, state, blockedBy, doneOn: null, dueOn: null, expectedOn: null };
}

const variables = stepOf('variables');
const functions = stepOf('functions', [variables]);

function progress(stalledSince: number | null): Progress {
  const open = [variables, functions, stepOf('html')];
  return {
    ...{ steps: open, hoursDone: 0, hoursLeft: 6, shareDone: 0, goals: [] },
    ...{ currentStep: variables, nextSteps: open.slice(1), stalledSince },
    ...{ hoursPerWeek: null, expectedFinishOn: null, daysAhead: null },
  };
}

const blocksOf = (...given: Parameters<typeof nextStepsOf>) =>
  nextStepsOf(...given).map(({ step, block }) => [step.step.title, block?.kind ?? null]);

describe('next steps', () => {
  it('are blocked by what is missing, or by nothing', () => {
    const found = nextStepsOf(progress(null), [], 2);
    expect(found.map(({ block }) => block)).toEqual([
      null,
      {
        kind: 'MISSING_PREREQUISITE',
        missing: ['variables@foundation'],
        text: 'It needs variables first.',
      },
    ]);
  });

  it('of somebody who is stalled are not being done', () => {
    const [first, , third] = nextStepsOf(progress(20_000), [], 3);
    expect(first!.block).toMatchObject({
      kind: 'NO_ACTIVITY',
      text: 'It can be done, and nothing was since 4 Oct 2024.',
    });
    expect(third!.block).toBeNull();
  });

  it('wait for a mentor where they were declared after they were found not to be held', () => {
    const competency = { curriculum: drawn.curriculum.slug, skill: 'html', level: 'foundation' };
    const failed = finding({
      competency,
      outcome: 'NOT_HELD',
      kind: 'OBSERVED',
      occurredAt: day(1),
    });
    const says = (when: number) =>
      finding({ competency, externalId: 'says', kind: 'DECLARED', occurredAt: day(when) });
    const judged = (when: number) =>
      foldEvidence({ graph: drawn }, arrived([contentOf(failed), contentOf(says(when))]));
    expect(blocksOf(progress(null), judged(2), 3)[2]).toEqual(['html', 'WAITING_FOR_CONFIRMATION']);
    expect(blocksOf(progress(null), judged(0), 3)[2]).toEqual(['html', null]);
  });
});
