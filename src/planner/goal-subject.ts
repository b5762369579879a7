import type { CurriculumGraph } from '../curriculum/graph.ts';
import { invariant } from '../util/invariant.ts';
import type { GoalSubject } from './roadmap.ts';

/** What a node stands for, as a goal would name it; the node is no expression. */
export function goalSubject(graph: CurriculumGraph, node: number): GoalSubject {
  const subject = graph.subjectOf(node);
  invariant(subject.kind !== 'expression', `node ${node} is no expression`);
  if (subject.kind !== 'competency') return subject;
  const { skill, rank } = subject;
  return { kind: 'competency', skill, level: skill.levels[rank]!.level };
}
