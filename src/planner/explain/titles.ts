import type { Skill } from '../../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Requirement } from '../../curriculum/requirement.ts';
import { requirementTitle } from '../../curriculum/requirement-title.ts';

/** What people call a competency: the skill, and the level where there is more than one. */
export function competencyTitle(graph: CurriculumGraph, skill: Skill, level: string): string {
  if (skill.levels.length === 1) return skill.title;
  return `${skill.title} (${graph.level(level)!.title.toLowerCase()})`;
}

/** What people call the competency, project or career path of a node, or the one that it belongs to. */
export function nodeTitle(graph: CurriculumGraph, node: number): string {
  const subject = graph.subjectOf(graph.ownerOf(node));
  switch (subject.kind) {
    case 'competency':
      return competencyTitle(graph, subject.skill, subject.skill.levels[subject.rank]!.level);
    case 'project':
      return subject.project.title;
    case 'careerPath':
      return subject.careerPath.title;
    case 'expression':
      return '';
  }
}

/** What a learner excludes who excludes this node and the levels above it. */
export function exclusionTitle(graph: CurriculumGraph, node: number): string {
  const subject = graph.subjectOf(node);
  const isWholeSkill = subject.kind === 'competency' && subject.rank === 0;
  return isWholeSkill ? subject.skill.title : nodeTitle(graph, node);
}

/** Competencies that the title of a choice names; of more only the first are. */
const choiceTitlesMax = 8;

const choiceTitlesByGraph = new WeakMap<CurriculumGraph, WeakMap<Requirement, string>>();

/** As `requirementTitle`, but no longer than a sentence can hold. Kept, since the same choices are told of on many roadmaps. */
export function choiceTitle(graph: CurriculumGraph, choice: Requirement): string {
  let titles = choiceTitlesByGraph.get(graph);
  if (titles === undefined) {
    titles = new WeakMap();
    choiceTitlesByGraph.set(graph, titles);
  }
  const kept = titles.get(choice);
  if (kept !== undefined) return kept;
  const title = shortTitle(graph, choice);
  titles.set(choice, title);
  return title;
}

function shortTitle(graph: CurriculumGraph, choice: Requirement): string {
  const first: Requirement[] = [];
  const open = [choice];
  for (let next = open.pop(); next && first.length <= choiceTitlesMax; next = open.pop()) {
    if (next.kind === 'competency') first.push(next);
    else for (const option of next.of.slice(0, choiceTitlesMax + 1).reverse()) open.push(option);
  }
  if (first.length <= choiceTitlesMax) return requirementTitle(graph, choice);
  return `${first
    .slice(0, 3)
    .map((each) => requirementTitle(graph, each))
    .join(', ')} and others`;
}

/** `12 h`, `0.5 h`. */
export function hoursText(hours: number): string {
  return `${Math.round(hours * 10) / 10} h`;
}
