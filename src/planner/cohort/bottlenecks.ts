import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Competency } from '../../curriculum/requirement.ts';
import { hoursText } from '../../util/hours-text.ts';
import type { Work } from '../work.ts';
import type { CohortMember } from './member.ts';
import { competencyOfKey, learnersText, titleOfCompetency } from './names.ts';
import { isReady, tenthsWaiting, waitsOf } from './waits.ts';

/** A competency that members lack, and what of their roadmaps waits for it. */
export interface Bottleneck {
  readonly key: string;
  readonly competency: Competency;
  /** Who lacks it and has it on their roadmap, in the order of the members. */
  readonly learners: readonly string[];
  /** Those of them who have all that it needs. */
  readonly ready: readonly string[];
  /** Summed over them: the hours of the steps of their roadmaps that it must precede, directly or by way of others. */
  readonly hoursBlocked: number;
  readonly text: string;
}

/**
 * The competencies for which the most learner-hours wait, these first; then those that more learners lack; then by key.
 * What nothing waits for is none. Linear in members, times what the waits of a roadmap take.
 */
export function* findBottlenecks(
  graph: CurriculumGraph,
  members: readonly CohortMember[],
): Work<readonly Bottleneck[]> {
  const found = new Map<string, Lack>();
  for (const { learner, roadmap } of members) {
    if (roadmap === null) continue;
    const waits = waitsOf(roadmap.open);
    const waiting = tenthsWaiting(waits);
    waits.keys.forEach((key, step) => {
      const lack = found.get(key) ?? { learners: [], ready: [], tenths: 0 };
      lack.learners.push(learner);
      if (isReady(waits, step)) lack.ready.push(learner);
      lack.tenths += waiting[step]!;
      found.set(key, lack);
    });
    yield;
  }
  const planned = members.filter(({ roadmap }) => roadmap !== null).length;
  return [...found]
    .flatMap(([key, lack]) => {
      const competency = competencyOfKey(graph, key);
      return competency && lack.tenths > 0 ? [{ key, competency, ...lack }] : [];
    })
    .sort(byWeight)
    .map(({ key, competency, learners, ready, tenths }) => {
      const hoursBlocked = tenths / 10;
      const title = titleOfCompetency(graph, competency);
      const text = textOf(title, { learners, ready, hoursBlocked, planned });
      return { key, competency, learners, ready, hoursBlocked, text };
    });
}

interface Lack {
  readonly learners: string[];
  readonly ready: string[];
  tenths: number;
}

type Keyed = Lack & { readonly key: string };

function byWeight(left: Keyed, right: Keyed): number {
  return (
    right.tenths - left.tenths ||
    right.learners.length - left.learners.length ||
    (left.key < right.key ? -1 : 1)
  );
}

interface Facts {
  readonly learners: readonly string[];
  readonly ready: readonly string[];
  readonly hoursBlocked: number;
  readonly planned: number;
}

function textOf(title: string, { learners, ready, hoursBlocked, planned }: Facts): string {
  const lack = learners.length === 1 ? 'lacks' : 'lack';
  return `${learnersText(learners.length, planned)} still ${lack} ${title}: ${hoursText(hoursBlocked)} of their roadmaps wait for it. ${readyText(learners.length, ready.length)}`;
}

function readyText(lacking: number, ready: number): string {
  if (ready === 0) return 'Nobody has all yet that it needs.';
  if (ready === lacking)
    return lacking === 1 ? 'It can be learned now.' : 'All of them can learn it now.';
  return `${ready} of them can learn it now.`;
}
