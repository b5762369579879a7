import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { optionsNeeded } from '../../curriculum/nodes.ts';
import { requirementTitle } from '../../curriculum/requirement-title.ts';
import { listed } from '../../util/listed.ts';
import { choiceTitle, exclusionTitle, nodeTitle } from '../explain/titles.ts';
import { goalSubject } from '../goal-subject.ts';
import type { ArgumentLine } from '../refusal.ts';
import type { NamedNodes } from '../wishes.ts';
import type { Conclusion } from './conclude.ts';

export interface PlacedConclusion extends Conclusion {
  readonly number: number;
  /** The numbers of the lines that it follows from. */
  readonly because: readonly number[];
  readonly isLast: boolean;
}

/** Of a large circle only some are named. */
const aboutMax = 100;

/** A conclusion as data and as a sentence. */
export function lineOf(
  graph: CurriculumGraph,
  exclusions: readonly NamedNodes[],
  placed: PlacedConclusion,
): ArgumentLine {
  const { kind, number, because, about, isLast } = placed;
  const says =
    kind === 'EXCLUDED' ? exclusionsText(graph, exclusions, about) : needText(graph, placed);
  const end = isLast ? `, so ${outOfReach(kind, about.length)}.` : '.';
  return {
    number,
    kind,
    says: `${says}${end}`,
    about: about.slice(0, aboutMax).map((node) => goalSubject(graph, node)),
    because,
  };
}

function outOfReach(kind: ArgumentLine['kind'], count: number): string {
  if (kind !== 'CIRCULAR' || count === 1) return "it can't be reached";
  return `${count === 2 ? 'neither' : 'none of them'} can be reached`;
}

function exclusionsText(
  graph: CurriculumGraph,
  exclusions: readonly NamedNodes[],
  about: readonly number[],
): string {
  const titles = about.map((node) => {
    const { nodes } = exclusions.find((exclusion) => exclusion.nodes.includes(node))!;
    return exclusionTitle(graph, nodes[0]!);
  });
  return `You exclude ${listed([...new Set(titles)])}`;
}

/** Names that a sentence lists before it goes on with "and 3 more". */
const namesShown = 5;

function needText(graph: CurriculumGraph, placed: PlacedConclusion): string {
  const { kind, about, from, choice, because } = placed;
  const references = because.length > 0 ? ` [${because.join(', ')}]` : '';
  const titles = about.map((node) => titleOf(graph, node));
  if (kind === 'CIRCULAR') {
    const wait = ['needs itself', 'need each other'][about.length - 1] ?? 'need one another';
    return `${listed(titles, 'and', namesShown)} ${wait}, and no other way is left${references}`;
  }
  if (choice === null) {
    const links = [...titles, titleOf(graph, from[0]!)];
    return `${links[0]} needs ${links.slice(1).join(', which needs ')}${references}`;
  }
  const left = optionsNeeded(choice) - 1;
  const rest =
    left === 0
      ? 'none of these is'
      : left === 1
        ? 'only one of these is'
        : `only ${left} of these are`;
  return `${titles[0]} needs ${choiceTitle(graph, choice)}, and ${rest} left${references}`;
}

/** A skill's lowest level goes without saying, as in the choices that name it. */
function titleOf(graph: CurriculumGraph, node: number): string {
  if (graph.subjectOf(node).kind !== 'competency') return nodeTitle(graph, node);
  return requirementTitle(graph, { kind: 'competency', ...graph.competencyOf(node) });
}
