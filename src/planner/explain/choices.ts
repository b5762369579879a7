import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Reliances } from '../reliance.ts';
import type { Choice, NeededBy, Step } from '../roadmap.ts';

/** The choices that a plan decided, by group. One whose chosen options are all known is none. */
export function choicesOf(
  graph: CurriculumGraph,
  relied: Reliances,
  steps: ReadonlyMap<number, Step>,
): ReadonlyMap<number, Choice> {
  const choices = new Map<number, Choice>();
  for (const { group, chosen, reached } of relied.choices) {
    if (reached.length === 0) continue;
    const owner = graph.ownerOf(graph.nodes.owner[group]!);
    const requirement = graph.nodes.choices.get(group)!;
    const members = graph.nodes.members.subarray(
      graph.nodes.memberStart[group],
      graph.nodes.memberStart[group + 1],
    );
    choices.set(group, {
      key: graph.choiceKey(group),
      requirement,
      neededBy: neededBy(graph, owner),
      chosen: reached.map((node) => steps.get(node)!),
      options: requirement.of.map((option, index) => ({
        requirement: option,
        competency:
          option.kind === 'competency' ? { skill: option.skill, level: option.level } : null,
        isChosen: chosen.includes(members[index]!),
      })),
    });
  }
  return choices;
}

function neededBy(graph: CurriculumGraph, owner: number): NeededBy {
  const subject = graph.subjectOf(owner);
  if (subject.kind === 'project' || subject.kind === 'careerPath') return subject;
  const { skill, level } = graph.competencyOf(owner);
  return { kind: 'competency', skill: graph.skill(skill)!, level: graph.level(level)! };
}
