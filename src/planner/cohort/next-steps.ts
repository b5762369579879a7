import type { Judgement } from '../../curriculum/fold-evidence.ts';
import { competencyKey } from '../../curriculum/requirement.ts';
import { dayName } from '../../util/calendar.ts';
import { dayText } from '../../util/day-text.ts';
import { listed } from '../../util/listed.ts';
import type { Progress, StepProgress } from '../progress/progress.ts';

export const blockKinds = [
  'MISSING_PREREQUISITE',
  'WAITING_FOR_CONFIRMATION',
  'NO_ACTIVITY',
] as const;

/** Why a learner doesn't get on with a step. */
export interface Block {
  /**
   * `MISSING_PREREQUISITE`: steps before it are still open. `WAITING_FOR_CONFIRMATION`: the learner has declared it since
   * somebody who weighs more said that it is not held. `NO_ACTIVITY`: it could be done, and for longer than a learner may
   * take nothing was.
   */
  readonly kind: (typeof blockKinds)[number];
  /** Keys of the steps that are missing; none for the other kinds. */
  readonly missing: readonly string[];
  readonly text: string;
}

export interface NextStep {
  readonly step: StepProgress;
  /** Null where it can be done, and nothing says that it isn't being done. */
  readonly block: Block | null;
}

/** The steps that come next on a roadmap, at most so many, each with what blocks it. */
export function nextStepsOf(
  { currentStep, nextSteps, stalledSince }: Progress,
  judgements: readonly Judgement[],
  most: number,
): readonly NextStep[] {
  const open = currentStep === null ? [] : [currentStep, ...nextSteps];
  const awaited = awaitedKeys(judgements);
  return open.slice(0, most).map((step) => {
    const block =
      missing(step) ??
      (awaited.has(step.step.key) ? awaiting : null) ??
      (stalledSince !== null && step === currentStep ? inactive(stalledSince) : null);
    return { step, block };
  });
}

function missing({ blockedBy }: StepProgress): Block | null {
  if (blockedBy.length === 0) return null;
  const titles = blockedBy.map(({ step }) => step.title);
  return {
    kind: 'MISSING_PREREQUISITE',
    missing: blockedBy.map(({ step }) => step.key),
    text: `It needs ${listed(titles, 'and', 3)} first.`,
  };
}

const awaiting: Block = {
  kind: 'WAITING_FOR_CONFIRMATION',
  missing: [],
  text: 'The learner says that it is learned, and it was found not to be before: a mentor is to confirm it.',
};

function inactive(stalledSince: number): Block {
  const text = `It can be done, and nothing was since ${dayText(dayName(stalledSince))}.`;
  return { kind: 'NO_ACTIVITY', missing: [], text };
}

/** Of what was found not to be held, what the learner has declared since. */
function awaitedKeys(judgements: readonly Judgement[]): ReadonlySet<string> {
  const awaited = judgements.filter(
    ({ isHeld, decidedBy, evidence }) =>
      !isHeld &&
      evidence.some(
        ({ kind, outcome, occurredAt }) =>
          kind === 'DECLARED' && outcome === 'HELD' && occurredAt > decidedBy.occurredAt,
      ),
  );
  return new Set(awaited.map(({ competency }) => competencyKey(competency)));
}
