import type { Evidence } from '../curriculum/evidence.ts';
import { foldEvidence } from '../curriculum/fold-evidence.ts';
import type { Moment } from '../curriculum/last-words.ts';
import { retiredKnowledge } from '../curriculum/retired-knowledge.ts';
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
  const heads = [...snapshot.heads].map(([slug, { revision }]) => [slug, revision.number]);
  const key = JSON.stringify([curriculum, number, heads, occurredUntil, recordedUntil]);
  const known = found.get(key);
  if (known) return known;
  const ground = groundOf(snapshot, published);
  const judgements = foldEvidence(ground, evidence, moment);
  const retired = retiredKnowledge(ground, evidence, moment);
  const knowledge = knowledgeOfEvidence(published.graph, judgements, retired);
  found.set(key, knowledge);
  return knowledge;
}

const kept = new WeakMap<readonly Evidence[], Map<string, LearnerKnowledge>>();
