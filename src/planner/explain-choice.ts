import type { CurriculumGraph } from '../curriculum/graph.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import { requirementTitle } from '../curriculum/requirement-title.ts';
import { invariant } from '../util/invariant.ts';
import { listed } from '../util/listed.ts';
import { hoursText } from './explain/titles.ts';
import { type Knowledge, knowledgeOf } from './infer.ts';
import { readWishes } from './read-wishes.ts';
import { reliances } from './reliance.ts';
import type { PlanRequest } from './request.ts';
import type { Choice, ChoiceExplanation, KnownCompetency, OptionPrice } from './roadmap.ts';
import { type Solution, type SolutionWithRecommended, solveWithRecommended } from './solve.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** Known competencies are tried one by one; more than this many are not. */
const triesMax = 60;

/** Search nodes that each new solution may visit: prices are asked for by the dozen. */
const nodeBudget = 2_000;

/**
 * What each option of a choice would have cost, by solving again with it forced, and which known competencies tipped it.
 * The choice is one of the roadmap that `plan` made of the same request on the same graph.
 */
export function* explainChoice(
  graph: CurriculumGraph,
  request: PlanRequest,
  choice: Choice,
): Work<ChoiceExplanation> {
  const read = readWishes(graph, request);
  invariant(read.kind === 'wishes', 'a roadmap is made of a request that is sound');
  const { wishes } = read;
  const knowledge = knowledgeOf(wishes);
  const planned = yield* solveWithRecommended(wishes, knowledge);
  invariant(planned !== null, 'a roadmap is made of goals that can be reached');
  const group = groupOf(graph, choice);
  const prices: OptionPrice[] = [];
  for (const [index, option] of choice.options.entries()) {
    const member = graph.nodes.members[graph.nodes.memberStart[group]! + index]!;
    const costsNothing = option.isChosen || knowledge.known[member] === 1;
    const price = costsNothing
      ? noPrice
      : yield* priceOf(wishes, knowledge, planned.solution, member);
    prices.push(price);
  }
  const known = new Map(knowledge.list.map((each) => [competencyKey(each.competency), each]));
  const tippedBy = (yield* tipping(wishes, choice, group)).map((key) => known.get(key)!);
  const why = whyChosen(graph, new Set(known.keys()), choice, prices, tippedBy);
  return { prices, tippedBy, why };
}

const noPrice: OptionPrice = { extraHours: 0, extraHoursIsExact: true, addedSteps: 0 };

function groupOf(graph: CurriculumGraph, choice: Choice): number {
  for (const group of graph.nodes.choices.keys()) {
    if (graph.choiceKey(group) === choice.key) return group;
  }
  throw new Error(`There is no choice ${choice.key}`);
}

function* priceOf(
  wishes: Wishes,
  knowledge: Knowledge,
  planned: Solution,
  member: number,
): Work<OptionPrice> {
  const forced = yield* solveWithRecommended(wishes, knowledge, { also: [member], nodeBudget });
  if (forced === null) return { extraHours: null, extraHoursIsExact: true, addedSteps: null };
  const { solution } = forced;
  const before = new Set(planned.planned);
  return {
    extraHours: (solution.tenths - planned.tenths) / 10,
    extraHoursIsExact: solution.proof.optimal && planned.proof.optimal,
    addedSteps: solution.planned.filter((node) => !before.has(node)).length,
  };
}

/** The keys of the declared competencies without which the plan would choose otherwise here. */
function* tipping(wishes: Wishes, choice: Choice, group: number): Work<string[]> {
  const { graph, declared } = wishes;
  const chosen = choice.options.map(({ isChosen }) => isChosen).join();
  const tipped: string[] = [];
  for (const node of declared.slice(0, triesMax)) {
    const others = declared.filter((other) => other !== node);
    const without = knowledgeOf(wishes, others);
    const solved = yield* solveWithRecommended(wishes, without, { nodeBudget });
    if (!solved?.solution.proof.optimal) continue;
    const now = optionsChosen(wishes, without, solved, group);
    if (now !== null && now !== chosen) tipped.push(graph.keyOf(node));
  }
  return tipped;
}

/** Which options a solution relies on, or null where it doesn't face the choice. */
function optionsChosen(
  { graph, goals, pins }: Wishes,
  { known }: Knowledge,
  { layers, recommended }: SolutionWithRecommended,
  group: number,
): string | null {
  const wished = [...goals.map(({ node }) => node), ...pins.flatMap(({ nodes }) => nodes)];
  const targets = [...wished, ...recommended.map(({ node }) => node)];
  const { choices } = reliances(graph, layers, targets, known);
  const decided = choices.find((each) => each.group === group);
  if (decided === undefined) return null;
  const { members, memberStart } = graph.nodes;
  const options = [...members.subarray(memberStart[group], memberStart[group + 1])];
  return options.map((member) => decided.chosen.includes(member)).join();
}

function whyChosen(
  graph: CurriculumGraph,
  known: ReadonlySet<string>,
  choice: Choice,
  prices: readonly OptionPrice[],
  tippedBy: readonly KnownCompetency[],
): string {
  const named = choice.options.map(({ requirement, competency, isChosen }, index) => ({
    title: requirementTitle(graph, requirement),
    isChosen,
    isKnown: competency !== null && known.has(competencyKey(competency)),
    extra: prices[index]!.extraHours,
  }));
  const chosen = named.filter(({ isChosen }) => isChosen);
  const others = named.filter(({ isChosen, isKnown }) => !isChosen && !isKnown);
  const isShortest = others.every(({ extra }) => extra === null || extra >= 0);
  const why = isShortest ? 'the shortest way' : 'preferred here';
  const compared = listed(others.map(({ title, extra }) => `${title} ${comparedText(extra)}`));
  const sentences = [
    `${listed(chosen.map(({ title }) => title))} ${chosen.length === 1 ? 'is' : 'are'} ${why}: ${compared}.`,
  ];
  if (tippedBy.length > 0) {
    const names = tippedBy.map(({ competency }) =>
      requirementTitle(graph, { kind: 'competency', ...competency }),
    );
    sentences.push(`What tipped it is that you know ${listed(names)}.`);
  }
  return sentences.join(' ');
}

function comparedText(extraHours: number | null): string {
  if (extraHours === null) return 'is out of reach';
  if (extraHours === 0) return 'takes as long';
  return `takes ${hoursText(Math.abs(extraHours))} ${extraHours > 0 ? 'more' : 'less'}`;
}
