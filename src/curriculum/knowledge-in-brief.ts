import type { Judgement } from './fold-evidence.ts';
import type { Competency } from './requirement.ts';

/** What a learner is known to hold and known not to hold, in the fewest words: those that a request is made of. */
export interface KnowledgeInBrief {
  /** Of each skill the highest level that is held; those below it go without saying. */
  readonly knows: readonly Competency[];
  /** Of each skill the lowest level that is not held; those above it go without saying. */
  readonly denies: readonly Competency[];
}

/**
 * Judgements as wishes of a request. Where nothing is held nothing is denied either: a denial does no more than keep
 * something from being inferred. Never is a level denied that one known implies, since judgements are monotone.
 */
export function knowledgeInBrief(judgements: readonly Judgement[]): KnowledgeInBrief {
  const knows = new Map<string, Competency>();
  const denies = new Map<string, Competency>();
  // Levels come lowest first.
  for (const { competency, isHeld } of judgements) {
    if (isHeld) knows.set(competency.skill, competency);
    else if (!denies.has(competency.skill)) denies.set(competency.skill, competency);
  }
  return { knows: [...knows.values()], denies: knows.size === 0 ? [] : [...denies.values()] };
}
