import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Competency } from '../../curriculum/requirement.ts';
import { hoursText } from '../../util/hours-text.ts';
import type { Work } from '../work.ts';
import type { CohortMember } from './member.ts';
import { competencyOfKey, titleOfCompetency } from './names.ts';
import { isReady, waitsOf } from './waits.ts';

/** Members who have the same next thing before them, and all that it needs. */
export interface LearningGroup {
  readonly key: string;
  readonly competency: Competency;
  /** At least two, in the order of the members. Somebody may be in several groups. */
  readonly learners: readonly string[];
  /** For each of them, in the curriculum. */
  readonly hours: number;
  readonly text: string;
}

/** The competencies that several members can learn now; the largest groups first, then the longest steps, then by key. */
export function* findLearningGroups(
  graph: CurriculumGraph,
  members: readonly CohortMember[],
): Work<readonly LearningGroup[]> {
  const found = new Map<string, string[]>();
  for (const { learner, roadmap } of members) {
    if (roadmap === null) continue;
    const waits = waitsOf(roadmap.open);
    waits.keys.forEach((key, step) => {
      if (!isReady(waits, step)) return;
      const learners = found.get(key) ?? [];
      learners.push(learner);
      found.set(key, learners);
    });
    yield;
  }
  return [...found]
    .flatMap(([key, learners]) => {
      const competency = learners.length < 2 ? null : competencyOfKey(graph, key);
      if (competency === null) return [];
      const hours = graph.nodes.tenths[graph.nodeOfCompetency(competency)!]! / 10;
      const title = titleOfCompetency(graph, competency);
      const text = `${learners.length} learners can learn ${title} together now, which takes about ${hoursText(hours)}.`;
      return [{ key, competency, learners, hours, text }];
    })
    .sort(
      (left, right) =>
        right.learners.length - left.learners.length ||
        right.hours - left.hours ||
        (left.key < right.key ? -1 : 1),
    );
}
