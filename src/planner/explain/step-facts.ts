import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Step, StepSubject } from '../roadmap.ts';
import { nodeTitle } from './titles.ts';

/** What a step says whatever roadmap it is on. */
export type StepFacts = Pick<Step, 'key' | 'title' | 'subject' | 'hours'>;

const factsByGraph = new WeakMap<CurriculumGraph, Map<number, StepFacts>>();

/** Of so many nodes the facts are kept for a graph; past that they are gathered anew. */
const factsMax = 20_000;

/** The facts of a competency or project. Kept, since the same steps stand on many roadmaps. */
export function stepFacts(graph: CurriculumGraph, node: number): StepFacts {
  let facts = factsByGraph.get(graph);
  if (facts === undefined) {
    facts = new Map();
    factsByGraph.set(graph, facts);
  }
  const kept = facts.get(node);
  if (kept !== undefined) return kept;
  if (facts.size >= factsMax) facts.clear();
  const found: StepFacts = {
    key: graph.keyOf(node),
    title: nodeTitle(graph, node),
    subject: stepSubject(graph, node),
    hours: graph.nodes.tenths[node]! / 10,
  };
  facts.set(node, found);
  return found;
}

function stepSubject(graph: CurriculumGraph, node: number): StepSubject {
  const subject = graph.subjectOf(node);
  if (subject.kind === 'project') return subject;
  const competency = graph.competencyOf(node);
  const skill = graph.skill(competency.skill)!;
  const level = skill.levels.find((each) => each.level === competency.level)!;
  return { kind: 'competency', skill, level };
}
