import type { Evidence } from '../curriculum/evidence.ts';
import { foldEvidence } from '../curriculum/fold-evidence.ts';
import type { Moment } from '../curriculum/last-words.ts';
import { knowledgeOfEvidence, type LearnerKnowledge } from '../planner/knowledge-of-evidence.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { groundOf } from './judge-learners.ts';

/**
 * What a learner knows by all the evidence there is of the learner, at a moment or by now, with what follows from it.
 * What was found out is kept with the list of evidence, for whoever asks again with the same one.
 */
export function knowledgeOfLearner(
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  evidence: readonly Evidence[],
  moment: Moment = {},
): LearnerKnowledge {
  const found = kept.get(evidence) ?? new Map<string, LearnerKnowledge>();
  kept.set(evidence, found);
  const { curriculum, number } = published.revision;
  const { occurredUntil, recordedUntil } = moment;
  const key = JSON.stringify([curriculum, number, occurredUntil, recordedUntil]);
  const known = found.get(key);
  if (known) return known;
  const judgements = foldEvidence(groundOf(snapshot, published), evidence, moment);
  const knowledge = knowledgeOfEvidence(published.graph, judgements);
  found.set(key, knowledge);
  return knowledge;
}

const kept = new WeakMap<readonly Evidence[], Map<string, LearnerKnowledge>>();
