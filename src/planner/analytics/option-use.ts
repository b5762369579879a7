import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { ChoiceRequirement } from '../../curriculum/nodes.ts';

/** How often choices are decided, and in which way. */
export interface OptionUse {
  /** By group: how often it had to be decided. */
  readonly decided: Int32Array;
  /** By slot, an index into the graph's `members`: how often the option was chosen. */
  readonly chosen: Int32Array;
}

export function noUse({ nodes }: CurriculumGraph): OptionUse {
  return {
    decided: new Int32Array(nodes.need.length),
    chosen: new Int32Array(nodes.members.length),
  };
}

/** An option of a choice, wherever it stands. */
export interface Alternative {
  readonly group: number;
  readonly slot: number;
  readonly choice: ChoiceRequirement;
  readonly option: ChoiceRequirement['of'][number];
  /** The competency, project or career path whose requirement it is. */
  readonly owner: number;
}

/** All options of all choices, in order of those who need them. */
export function alternativesOf(graph: CurriculumGraph): Alternative[] {
  const { choices, memberStart, owner } = graph.nodes;
  return [...choices]
    .map(([group, choice]) => ({ group, choice, owner: graph.ownerOf(owner[group]!) }))
    .sort((one, other) => one.owner - other.owner || one.group - other.group)
    .flatMap(({ group, choice, owner }) =>
      choice.of.map((option, index) => ({
        group,
        slot: memberStart[group]! + index,
        choice,
        option,
        owner,
      })),
    );
}
