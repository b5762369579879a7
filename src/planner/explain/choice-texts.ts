import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { requirementTitle } from '../../curriculum/requirement-title.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import type { Knowledge } from '../infer.ts';
import type { Choice, ChoiceOption, KnownCompetency, OptionPrice } from '../roadmap.ts';
import type { Wishes } from '../wishes.ts';
import { choiceTitle } from './titles.ts';

/** A known competency without which a choice would be decided otherwise. */
export interface Tip {
  readonly known: KnownCompetency;
  /** By option: whether it would be chosen then. */
  readonly otherwise: readonly boolean[];
}

/** An option with all that a sentence may say about it. */
interface TitledOption extends ChoiceOption {
  readonly index: number;
  readonly title: string;
  readonly isKnown: boolean;
  readonly price: OptionPrice;
}

/** What a learner reads about a choice: what tipped it, and why it was decided as it was. */
export function choiceTexts(
  wishes: Wishes,
  { known }: Knowledge,
  choice: Choice,
  prices: readonly OptionPrice[],
  tips: readonly Tip[],
): { readonly tips: readonly string[]; readonly why: string } {
  const { graph } = wishes;
  const options = choice.options.map((option, index) => ({
    ...option,
    index,
    title: optionTitle(graph, option),
    isKnown: option.competency !== null && known[graph.nodeOfCompetency(option.competency)!] === 1,
    price: prices[index]!,
  }));
  const told = alikeTips(tips).map((alike) => tipText(graph, options, alike));
  const priced = new Set(told.map(({ prices: option }) => option));
  const rest = options.filter(
    (option) => !option.isChosen && !option.isKnown && !priced.has(option),
  );
  const texts = told.map(({ text }) => text);
  const why = rest.length === 0 ? texts : [comparison(wishes, options, rest), ...texts];
  return { tips: texts, why: why.join(' ') };
}

/** Tips by which the same would be chosen otherwise. */
function alikeTips(tips: readonly Tip[]): Tip[][] {
  const alike = new Map<string, Tip[]>();
  for (const tip of tips) {
    const key = tip.otherwise.join();
    alike.set(key, [...(alike.get(key) ?? []), tip]);
  }
  return [...alike.values()];
}

/** A sentence, and the option of which it tells the price; null where it tells none. */
function tipText(
  graph: CurriculumGraph,
  options: readonly TitledOption[],
  tips: readonly Tip[],
): { readonly text: string; readonly prices: TitledOption | null } {
  const { otherwise } = tips[0]!;
  const gained = options.filter(({ isChosen, index }) => isChosen && !otherwise[index]);
  const lost = options.filter(
    ({ isChosen, isKnown, index }) => !isChosen && !isKnown && otherwise[index],
  );
  const titles = (some: readonly TitledOption[]): string => listed(some.map(({ title }) => title));
  const names = listed(
    tips.map(({ known }) => requirementTitle(graph, { kind: 'competency', ...known.competency })),
  );
  const [other] = lost;
  const saved = lost.length === 1 ? (other!.price.extraHours ?? 0) : 0;
  if (gained.length === 1 && saved > 0) {
    const text = `${titles(gained)} instead of ${titles(lost)} saves ${hoursText(saved)} because you know ${names}.`;
    return { text, prices: other! };
  }
  if (lost.length === 0) return { text: `You know ${names}, which counts here.`, prices: null };
  const change =
    gained.length === 0
      ? `You can do without ${titles(lost)}`
      : `It is ${titles(gained)} instead of ${titles(lost)}`;
  return { text: `${change} because you know ${names}.`, prices: null };
}

/** What was chosen beside what the rest would take. */
function comparison(
  wishes: Wishes,
  options: readonly TitledOption[],
  rest: readonly TitledOption[],
): string {
  const chosen = options.filter(({ isChosen }) => isChosen);
  const extras = rest.map(({ price }) => price.extraHours ?? Number.POSITIVE_INFINITY);
  const least = Math.min(...extras);
  const shortest =
    least > 0
      ? 'the shortest way'
      : `${chosen.length === 1 ? 'one of' : 'among'} the shortest ways`;
  const lead = least < 0 ? tasteText(wishes, chosen) : shortest;
  const compared = rest.map(({ title, price }) => `${title} ${comparedText(price)}`);
  const names = listed(chosen.map(({ title }) => title));
  return `${names} ${chosen.length === 1 ? 'is' : 'are'} ${lead}: ${listed(compared)}.`;
}

/** Whose taste it is that something is chosen which is not the shortest. */
function tasteText({ graph, goals, preferred }: Wishes, chosen: readonly ChoiceOption[]): string {
  const nodes = chosen.flatMap(({ competency }) =>
    competency === null ? [] : [graph.nodeOfCompetency(competency)!],
  );
  if (nodes.some((node) => preferred[node] === 1)) return 'what you prefer';
  const slugs = new Set(chosen.map(({ competency }) => competency?.skill));
  const author = goals.find(({ goal: { subject } }) => {
    if (subject.kind === 'competency') return false;
    const { prefers } = subject.kind === 'project' ? subject.project : subject.careerPath;
    return prefers.some((name) => slugs.has(name.split('@')[0]));
  });
  return author === undefined ? 'preferred here' : `the usual choice for ${author.goal.title}`;
}

/** Nested options stand in parentheses, and long ones are cut. */
function optionTitle(graph: CurriculumGraph, { requirement }: ChoiceOption): string {
  if (requirement.kind === 'competency') return requirementTitle(graph, requirement);
  return `(${choiceTitle(graph, requirement)})`;
}

function comparedText({ extraHours, extraHoursIsExact }: OptionPrice): string {
  if (extraHours === null) return 'is out of reach';
  if (extraHours === 0) return 'takes as long';
  const about = extraHoursIsExact ? '' : 'about ';
  return `takes ${about}${hoursText(Math.abs(extraHours))} ${extraHours > 0 ? 'more' : 'less'}`;
}
