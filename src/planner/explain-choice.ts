import type { CurriculumGraph } from '../curriculum/graph.ts';
import { listed } from '../util/listed.ts';
import { hoursText, requirementTitle } from './explain/titles.ts';
import { type Knowledge, knowledgeOf } from './infer.ts';
import { readWishes } from './read-wishes.ts';
import { reliances } from './reliance.ts';
import type { PlanRequest } from './request.ts';
import type { Choice, ChoiceExplanation, KnownCompetency, OptionPrice } from './roadmap.ts';
import { type Solution, solve } from './solve.ts';
import type { Wishes } from './wishes.ts';

/** Known competencies are tried one by one; more than this many are not. */
const triesMax = 60;

/**
 * What each option of a choice would have cost, by solving again with it forced, and which known competencies tipped it.
 * The choice is one of the roadmap that `plan` made of the same request on the same graph.
 */
export function* explainChoice(
  graph: CurriculumGraph,
  request: PlanRequest,
  choice: Choice,
): Generator<void, ChoiceExplanation> {
  const read = readWishes(graph, request);
  if (read.kind !== 'wishes') throw new Error('A roadmap was made of a request that is refused');
  const { wishes } = read;
  const knowledge = knowledgeOf(wishes);
  const planned = yield* solve(wishes, knowledge);
  if (planned === null) throw new Error('A roadmap was made of goals that are out of reach');
  const group = groupOf(graph, choice);
  const prices: OptionPrice[] = [];
  for (const [index, option] of choice.options.entries()) {
    const member = graph.nodes.members[graph.nodes.memberStart[group]! + index]!;
    const price = option.isChosen
      ? chosenPrice
      : yield* priceOf(wishes, knowledge, planned, member);
    prices.push(price);
  }
  const tippedBy = yield* tipping(wishes, knowledge, choice, group);
  return { prices, tippedBy, why: whyChosen(graph, choice, prices, tippedBy) };
}

const chosenPrice: OptionPrice = { extraHours: 0, extraHoursIsExact: true, addedSteps: 0 };

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
): Generator<void, OptionPrice> {
  const forced = yield* solve(wishes, knowledge, [member]);
  if (forced === null) return { extraHours: null, extraHoursIsExact: true, addedSteps: null };
  const before = new Set(planned.planned);
  return {
    extraHours: (forced.tenths - planned.tenths) / 10,
    extraHoursIsExact: forced.proof.optimal && planned.proof.optimal,
    addedSteps: forced.planned.filter((node) => !before.has(node)).length,
  };
}

/** The declared competencies without which the plan would choose otherwise here. */
function* tipping(
  wishes: Wishes,
  knowledge: Knowledge,
  choice: Choice,
  group: number,
): Generator<void, KnownCompetency[]> {
  const { graph, declared } = wishes;
  const chosen = choice.options.map(({ isChosen }) => isChosen).join();
  const tipped: KnownCompetency[] = [];
  for (const node of declared.slice(0, triesMax)) {
    const without = knowledgeOf(
      wishes,
      declared.filter((other) => other !== node),
    );
    const solution = yield* solve(wishes, without);
    if (solution === null) continue;
    const now = optionsChosen(wishes, without, solution, group);
    if (now === null || now === chosen) continue;
    const key = graph.keyOf(node);
    const known = knowledge.list.find(
      ({ competency: { skill, level } }) => `${skill}@${level}` === key,
    );
    if (known) tipped.push(known);
  }
  return tipped;
}

/** Which options a solution relies on, or null where it doesn't face the choice. */
function optionsChosen(
  { graph, goals, pins }: Wishes,
  knowledge: Knowledge,
  solution: Solution,
  group: number,
): string | null {
  const targets = [...goals.map(({ node }) => node), ...pins.flatMap(({ nodes }) => nodes)];
  const { choices } = reliances(graph, solution.planned, targets, knowledge.known);
  const decided = choices.find((each) => each.group === group);
  if (decided === undefined) return null;
  const { members, memberStart } = graph.nodes;
  const options = [...members.subarray(memberStart[group], memberStart[group + 1])];
  return options.map((member) => decided.chosen.includes(member)).join();
}

function whyChosen(
  graph: CurriculumGraph,
  choice: Choice,
  prices: readonly OptionPrice[],
  tippedBy: readonly KnownCompetency[],
): string {
  const named = choice.options.map(({ requirement, isChosen }, index) => ({
    title: requirementTitle(graph, requirement),
    isChosen,
    extra: prices[index]!.extraHours,
  }));
  const chosen = named.filter(({ isChosen }) => isChosen);
  const others = named.filter(({ isChosen }) => !isChosen);
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
