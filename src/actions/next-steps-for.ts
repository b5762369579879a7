import type { Evidence } from '../curriculum/evidence.ts';
import { foldEvidence } from '../curriculum/fold-evidence.ts';
import { type NextStep, nextStepsOf } from '../planner/cohort/next-steps.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import { groundOf } from './judge-learners.ts';
import type { RoadmapProgress } from './roadmap-progress.ts';

/** The steps that come next for a learner of whom there is this evidence, at most so many, with what blocks each. */
export function nextStepsFor(
  snapshot: CurriculaSnapshot,
  { published, progress }: RoadmapProgress,
  evidence: readonly Evidence[],
  most: number,
): readonly NextStep[] {
  const judgements = foldEvidence(groundOf(snapshot, published), evidence);
  return nextStepsOf(progress, judgements, most);
}
