import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Reliances } from '../reliance.ts';
import type { Choice, ChoiceOption, NeededBy, Step } from '../roadmap.ts';

/** The choices that a plan decided, by group. One whose chosen options are all known is none. */
export function choicesOf(
  graph: CurriculumGraph,
  relied: Reliances,
  steps: ReadonlyMap<number, Step>,
): ReadonlyMap<number, Choice> {
  const { memberStart, members } = graph.nodes;
  const choices = new Map<number, Choice>();
  for (const { group, chosen, reached } of relied.choices) {
    if (reached.length === 0) continue;
    const { key, requirement, neededBy, options } = choiceFacts(graph, group);
    const first = memberStart[group]!;
    choices.set(group, {
      key,
      requirement,
      neededBy,
      chosen: reached.map((node) => steps.get(node)!),
      options: options.map(({ requirement: option, competency }, index) => ({
        requirement: option,
        competency,
        isChosen: chosen.includes(members[first + index]!),
      })),
    });
  }
  return choices;
}

/** What a choice says whatever is chosen. */
interface ChoiceFacts extends Pick<Choice, 'key' | 'requirement' | 'neededBy'> {
  readonly options: readonly Omit<ChoiceOption, 'isChosen'>[];
}

const factsByGraph = new WeakMap<CurriculumGraph, Map<number, ChoiceFacts>>();

/** Of so many choices the facts are kept for a graph; past that they are gathered anew. */
const factsMax = 10_000;

function choiceFacts(graph: CurriculumGraph, group: number): ChoiceFacts {
  let facts = factsByGraph.get(graph);
  if (facts === undefined) {
    facts = new Map();
    factsByGraph.set(graph, facts);
  }
  const kept = facts.get(group);
  if (kept !== undefined) return kept;
  if (facts.size >= factsMax) facts.clear();
  const requirement = graph.nodes.choices.get(group)!;
  const found: ChoiceFacts = {
    key: graph.choiceKey(group),
    requirement,
    neededBy: neededBy(graph, graph.ownerOf(graph.nodes.owner[group]!)),
    options: requirement.of.map((option) => ({
      requirement: option,
      competency:
        option.kind === 'competency' ? { skill: option.skill, level: option.level } : null,
    })),
  };
  facts.set(group, found);
  return found;
}

function neededBy(graph: CurriculumGraph, owner: number): NeededBy {
  const subject = graph.subjectOf(owner);
  if (subject.kind === 'project' || subject.kind === 'careerPath') return subject;
  const { skill, level } = graph.competencyOf(owner);
  return { kind: 'competency', skill: graph.skill(skill)!, level: graph.level(level)! };
}
