import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Competency } from '../../curriculum/requirement.ts';
import { listed } from '../../util/listed.ts';
import { competencyTitle } from '../explain/titles.ts';

/** What a learner is asked: whether they hold one competency. */
export interface Question {
  readonly competency: Competency;
  /** What people call it. */
  readonly title: string;
  /** To be answered with yes, no or unsure. */
  readonly text: string;
  /** What someone does who holds it, as the author wrote it; may be empty. */
  readonly criteria: readonly string[];
}

export function questionAbout(graph: CurriculumGraph, node: number): Question {
  const competency = graph.competencyOf(node);
  const skill = graph.skill(competency.skill)!;
  const title = competencyTitle(graph, skill, competency.level);
  const { criteria } = skill.levels.find(({ level }) => level === competency.level)!;
  return { competency, title, text: textOf(title, skill.summary, criteria), criteria };
}

function textOf(title: string, summary: string, criteria: readonly string[]): string {
  if (criteria.length > 0) {
    const all =
      criteria.length === 1 ? 'Could you do that today?' : 'Could you do all of that today?';
    return `${title}: whoever holds it ${asList(criteria)}. ${all}`;
  }
  const about = summary === '' ? '' : ` It is about this: ${summary.replace(/\s*\.?$/, '.')}`;
  return `Do you hold “${title}” well enough to use it without help?${about}`;
}

/** Criteria hold commas of their own, so that they are parted by semicolons. */
function asList(criteria: readonly string[]): string {
  const plain = criteria.map((criterion) => criterion.trim().replace(/\.$/, ''));
  return plain.some((criterion) => criterion.includes(',')) ? plain.join('; ') : listed(plain);
}
