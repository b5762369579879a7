import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Nodes } from '../curriculum/nodes.ts';
import type { Knowledge } from './infer.ts';
import { nodesOfKeys } from './node-of-key.ts';
import type { SelectionProblem } from './select/problem.ts';
import type { Wishes } from './wishes.ts';

/** Prices are counted in twentieths of an hour, so that a tenth can be halved. */
export const pricesPerHour = 20;

/** The selection that a learner's wishes and knowledge ask for. */
export function pose(wishes: Wishes, { known }: Knowledge): SelectionProblem {
  const { graph, goals, pins, exclusions, keepOrder } = wishes;
  const excluded = exclusions.length === 0 ? graph.unmarked : graph.unmarked.slice();
  for (const { nodes } of exclusions) for (const node of nodes) excluded[node] = 1;
  const targets = [...goals.map(({ node }) => node), ...pins.flatMap(({ nodes }) => nodes)];
  return {
    andOr: graph.nodes,
    targets: [...new Set(targets)],
    known,
    excluded,
    costs: prices(wishes),
    startFrom: nodesOfKeys(graph, keepOrder),
  };
}

/** Whether the learner, or else the goals' authors, prefer or avoid anything. */
export function hasTastes(wishes: Wishes): boolean {
  const { graph, preferred, avoided, ignoresTastes } = wishes;
  if (ignoresTastes) return false;
  // Most have none, and a large graph has many marks to look at.
  const isMarked = [preferred, avoided].some((marks) => marks !== graph.unmarked);
  return isMarked || authorsChoices(wishes).size > 0;
}

/** Hours, halved for what is preferred and doubled for what is avoided. */
function prices(wishes: Wishes): Int32Array {
  const { graph, preferred, avoided } = wishes;
  const usual = usualPrices(graph.nodes);
  if (!hasTastes(wishes)) return usual;
  const costs = usual.slice();
  const { tenths } = graph.nodes;
  for (const node of authorsChoices(wishes)) costs[node] = tenths[node]!;
  for (const node of marked(preferred)) costs[node] = tenths[node]!;
  for (const node of marked(avoided)) costs[node] = tenths[node]! * 4;
  return costs;
}

const usualByNodes = new WeakMap<Nodes, Int32Array>();

/** The prices of who has no tastes: made once for each graph, since of a large one they are megabytes. */
function usualPrices(nodes: Nodes): Int32Array {
  const usual = usualByNodes.get(nodes) ?? nodes.tenths.map((tenths) => tenths * 2);
  usualByNodes.set(nodes, usual);
  return usual;
}

/** The nodes with a 1; few, so that they are searched for and not all looked at. */
function* marked(marks: Uint8Array): Generator<number> {
  for (let node = marks.indexOf(1); node !== -1; node = marks.indexOf(1, node + 1)) yield node;
}

/** What the authors of the goals prefer, but where the learner has a taste of their own: for it or for an alternative to it. */
function authorsChoices({ graph, goals, preferred, avoided }: Wishes): Set<number> {
  const usual = new Set<number>();
  for (const { goal } of goals) {
    const { subject } = goal;
    if (subject.kind === 'competency') continue;
    const item = subject.kind === 'project' ? subject.project : subject.careerPath;
    for (const name of item.prefers) {
      const nodes = namedNodes(graph, name);
      const isDecided = nodes.some(
        (node) =>
          preferred[node] === 1 ||
          avoided[node] === 1 ||
          [...alternativesTo(graph, node)].some((other) => preferred[other] === 1),
      );
      if (!isDecided) for (const node of nodes) usual.add(node);
    }
  }
  return usual;
}

/** The nodes of `slug`, all its levels, or of `slug@level` and the levels above. */
function namedNodes(graph: CurriculumGraph, name: string): number[] {
  const [slug, level] = name.split('@') as [string, string?];
  const skill = graph.skill(slug);
  const lowest = graph.nodeOf(slug)!;
  if (skill === undefined) return [lowest];
  const from = level === undefined ? 0 : skill.levels.findIndex((each) => each.level === level);
  return skill.levels.slice(from).map((_, rank) => lowest + from + rank);
}

/** What can be chosen in place of a node, or of an expression that asks for it: options, and what these ask for. */
function alternativesTo({ nodes }: CurriculumGraph, node: number): ReadonlySet<number> {
  const around = new Set([node]);
  const options = new Set<number>();
  for (const each of around) {
    for (let at = nodes.userStart[each]!; at < nodes.userStart[each + 1]!; at++) {
      const group = nodes.users[at]!;
      if (nodes.owner[group]! >= nodes.firstExpression) around.add(nodes.owner[group]!);
      if (!nodes.choices.has(group)) continue;
      for (const option of membersOf(nodes, group, group + 1)) {
        if (option !== each) options.add(option);
      }
    }
  }
  for (const option of options) {
    if (option < nodes.firstExpression) continue;
    const groups = nodes.groupStart;
    for (const inner of membersOf(nodes, groups[option]!, groups[option + 1]!)) options.add(inner);
  }
  return options;
}

/** The members of groups that lie side by side. */
function membersOf({ members, memberStart }: Nodes, first: number, end: number): Int32Array {
  return members.subarray(memberStart[first], memberStart[end]);
}
