import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Nodes } from '../curriculum/nodes.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import { invariant } from '../util/invariant.ts';
import { solveInTime } from './dates/solve-in-time.ts';
import { choiceTexts, type Tip } from './explain/choice-texts.ts';
import { type Knowledge, knowledgeOf } from './infer.ts';
import { nodesOfKeys } from './node-of-key.ts';
import { readWishes } from './read-wishes.ts';
import { relevantPart } from './relevant-part.ts';
import { reliances } from './reliance.ts';
import type { PlanRequest } from './request.ts';
import type { Choice, ChoiceExplanation, NeededBy, OptionPrice, Roadmap } from './roadmap.ts';
import { type SolutionWithRecommended, solveWithRecommended } from './solve.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** Known competencies are tried one by one; more than this many are not. */
const triesMax = 60;

/** Search nodes that each new solution may visit: prices are asked for by the dozen. */
const nodeBudget = 2_000;

/**
 * What each option of the choices on a roadmap would have cost, by solving again with it forced, and which known
 * competencies tipped them. The roadmap is what `plan` made of the same request on the same graph. To explain all choices
 * takes little longer than to explain one: an option that several offer is priced once, and each known competency that
 * could matter is left out once.
 */
export function* explainChoices(
  graph: CurriculumGraph,
  request: PlanRequest,
  { choices, steps }: Roadmap,
): Work<ReadonlyMap<Choice, ChoiceExplanation>> {
  const explanations = new Map<Choice, ChoiceExplanation>();
  if (choices.length === 0) return explanations;
  const read = readWishes(graph, request);
  invariant(read.kind === 'wishes', 'a roadmap is made of a request that is sound');
  const knowledge = knowledgeOf(read.wishes);
  const inTime = yield* solveInTime(read.wishes, knowledge);
  invariant(inTime !== null, 'a roadmap is made of goals that can be reached');
  const { wishes, solved: planned } = inTime;
  const faced = groupsOf(graph, choices).map((group, index) => ({
    group,
    choice: choices[index]!,
  }));
  const members = faced.map(({ group }) => membersOf(graph.nodes, group));
  const prices = yield* priceEach(wishes, knowledge, planned, members.flat());
  const keys = wishes.keepOrder.length > 0 ? wishes.keepOrder : steps.map(({ key }) => key);
  const inOrder = nodesOfKeys(wishes.graph, keys);
  const tips = yield* tipsOf(wishes, knowledge, faced, inOrder);
  faced.forEach(({ choice }, index) => {
    const own = members[index]!.map((member) => prices.get(member)!);
    const tipped = tips[index]!;
    explanations.set(choice, {
      prices: own,
      tippedBy: tipped.map(({ known }) => known),
      ...choiceTexts(wishes, knowledge, choice, own, tipped),
    });
  });
  return explanations;
}

interface FacedChoice {
  readonly group: number;
  readonly choice: Choice;
}

/** The group of each choice. */
function groupsOf(graph: CurriculumGraph, choices: readonly Choice[]): number[] {
  const { nodes } = graph;
  const owners = new Set(choices.map(({ neededBy }) => ownerNode(graph, neededBy)));
  const groups = new Map<string, number>();
  for (const group of nodes.choices.keys()) {
    if (owners.has(graph.ownerOf(nodes.owner[group]!))) groups.set(graph.choiceKey(group), group);
  }
  return choices.map(({ key }) => {
    const group = groups.get(key);
    invariant(group !== undefined, `${key} is a choice of this graph`);
    return group;
  });
}

function ownerNode(graph: CurriculumGraph, neededBy: NeededBy): number | undefined {
  switch (neededBy.kind) {
    case 'competency': {
      const { skill, level } = neededBy;
      return graph.nodeOfCompetency({ skill: skill.slug, level: level.slug });
    }
    case 'project':
      return graph.nodeOf(neededBy.project.slug);
    case 'careerPath':
      return graph.nodeOf(neededBy.careerPath.slug);
  }
}

/** The node of each option. */
function membersOf({ members, memberStart }: Nodes, group: number): number[] {
  return [...members.subarray(memberStart[group], memberStart[group + 1])];
}

const noPrice: OptionPrice = { extraHours: 0, extraHoursIsExact: true, addedSteps: 0 };

/** By node, what a plan with it takes more. */
function* priceEach(
  wishes: Wishes,
  knowledge: Knowledge,
  planned: SolutionWithRecommended,
  nodes: readonly number[],
): Work<ReadonlyMap<number, OptionPrice>> {
  const prices = new Map<number, OptionPrice>();
  const isPlanned = new Set(planned.needed);
  for (const node of nodes) {
    if (prices.has(node)) continue;
    const costsNothing = isPlanned.has(node) || knowledge.known[node] === 1;
    prices.set(node, costsNothing ? noPrice : yield* priceOf(wishes, knowledge, planned, node));
  }
  return prices;
}

function* priceOf(
  wishes: Wishes,
  knowledge: Knowledge,
  { solution: before }: SolutionWithRecommended,
  node: number,
): Work<OptionPrice> {
  const forced = yield* solveWithRecommended(wishes, knowledge, { also: [node], nodeBudget });
  if (forced === null) return { extraHours: null, extraHoursIsExact: true, addedSteps: null };
  const { solution } = forced;
  const isPlanned = new Set(before.planned);
  return {
    extraHours: (solution.tenths - before.tenths) / 10,
    extraHoursIsExact: solution.proof.optimal && before.proof.optimal,
    addedSteps: solution.planned.filter((each) => !isPlanned.has(each)).length,
  };
}

/** For each choice the known competencies without which the plan would choose otherwise there. */
function* tipsOf(
  wishes: Wishes,
  knowledge: Knowledge,
  faced: readonly FacedChoice[],
  inOrder: readonly number[],
): Work<readonly (readonly Tip[])[]> {
  const { graph, declared } = wishes;
  const known = new Map(knowledge.list.map((each) => [competencyKey(each.competency), each]));
  const tips: Tip[][] = faced.map(() => []);
  const touched = touchedBy(wishes, knowledge);
  for (const node of declared.slice(0, triesMax)) {
    const without = knowledgeOf(
      wishes,
      declared.filter((other) => other !== node),
    );
    if (!touched.some((each) => without.known[each] === 0)) continue;
    const solved = yield* solveWithRecommended(wishes, without, { nodeBudget });
    if (!solved?.solution.proof.optimal) continue;
    const decided = decisions(wishes, without, solved, inOrder);
    faced.forEach(({ group, choice }, index) => {
      const chosen = decided.get(group);
      if (chosen === undefined) return;
      const otherwise = membersOf(graph.nodes, group).map((member) => chosen.includes(member));
      if (choice.options.every(({ isChosen }, option) => isChosen === otherwise[option])) return;
      tips[index]!.push({ known: known.get(graph.keyOf(node))!, otherwise });
    });
  }
  return tips;
}

/** The known nodes that what is wished meets on its way: a plan looks at no others. */
function touchedBy(wishes: Wishes, { known }: Knowledge): number[] {
  const { graph } = wishes;
  // What is planned may recommend anything.
  if (wishes.includesRecommended) return [...known.keys()].filter((node) => known[node] === 1);
  const { groupStart, memberStart, members } = graph.nodes;
  const targets = wished(wishes);
  const touched = new Set(targets.filter((node) => known[node] === 1));
  for (const node of relevantPart(graph.nodes, targets, known).nodes) {
    const end = memberStart[groupStart[node + 1]!]!;
    for (let at = memberStart[groupStart[node]!]!; at < end; at++) {
      if (known[members[at]!] === 1) touched.add(members[at]!);
    }
  }
  return [...touched];
}

function wished({ goals, pins }: Wishes): number[] {
  return [...goals.map(({ node }) => node), ...pins.flatMap(({ nodes }) => nodes)];
}

/** By group that a solution faces, the members that it relies on, as the roadmap does where it can. */
function decisions(
  wishes: Wishes,
  { known }: Knowledge,
  { layers, recommended }: SolutionWithRecommended,
  inOrder: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const targets = [...wished(wishes), ...recommended.map(({ node }) => node)];
  const { choices } = reliances(wishes.graph, layers, targets, known, inOrder);
  return new Map(choices.map(({ group, chosen }) => [group, chosen]));
}
