import type { Choice, ChoiceExplanation, NeededBy, OptionPrice } from '../planner/roadmap.ts';
import { counted } from '../util/counted.ts';
import { hoursText } from '../util/hours-text.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { left, widest, wrap } from './layout.ts';
import type { Pen } from './pen.ts';

/**
 * What the planner decided, and what every other option would have cost; a block of lines each. The same alternatives
 * are often asked for in several places, and stand here once.
 */
export function drawChoices(
  choices: readonly Choice[],
  explanations: ReadonlyMap<Choice, ChoiceExplanation>,
  pen: Pen,
): string[][] {
  const alike = new Map<string, { choice: Choice; neededBy: string[] }>();
  for (const choice of choices) {
    const key = drawOptions(choice, explanations.get(choice), pen).join('\n');
    const group = alike.get(key) ?? { choice, neededBy: [] };
    group.neededBy.push(plainLine(titleOf(choice.neededBy)));
    alike.set(key, group);
  }
  return [...alike.values()].map(({ choice, neededBy }) => {
    const { style, widthColumns, nameOf } = pen;
    const chosen = choice.options.filter(({ isChosen }) => isChosen);
    const names = listed(chosen.map(({ requirement }) => plainLine(nameOf(requirement))));
    const [first = '', ...more] = wrap(`${names} for ${listed(neededBy)}`, widthColumns, '  ');
    return [
      style.cyan(first),
      ...more.map(style.cyan),
      ...drawOptions(choice, explanations.get(choice), pen),
    ];
  });
}

function titleOf(neededBy: NeededBy): string {
  switch (neededBy.kind) {
    case 'competency':
      return neededBy.skill.title;
    case 'project':
      return neededBy.project.title;
    case 'careerPath':
      return neededBy.careerPath.title;
  }
}

/** The options that were not chosen, and what speaks for the one that was. */
function drawOptions(
  { options }: Choice,
  explanation: ChoiceExplanation | undefined,
  { style, widthColumns, nameOf }: Pen,
): string[] {
  const others = options
    .map(({ requirement, isChosen }, index) => ({
      name: nameOf(requirement),
      isChosen,
      price: explanation?.prices[index],
    }))
    .filter(({ isChosen }) => !isChosen);
  const nameColumns = Math.min(widest(others.map(({ name }) => name)), widthColumns - priceColumns);
  const lines = others.map(({ name, price }, index) => {
    const lead = left(index === 0 ? 'instead of' : '', 'instead of'.length);
    return `    ${lead}  ${left(name, nameColumns)}  ${priceText(price)}`.trimEnd();
  });
  const why = explanation ? whyText(explanation) : '';
  return [...lines, ...wrap(why, widthColumns, '    ').map(style.dim)];
}

/** What a line has beside the name, the longest price included. */
const priceColumns = 50;

function priceText(price: OptionPrice | undefined): string {
  if (!price) return '';
  const { extraHours, extraHoursIsExact, addedSteps } = price;
  if (extraHours === null) return 'not possible as you wish it';
  const sign = extraHours < 0 ? '−' : '+';
  const hours = extraHours === 0 ? 'no more hours' : `${sign}${hoursText(Math.abs(extraHours))}`;
  const steps = addedSteps ? `, ${counted(addedSteps, 'other step')}` : '';
  return `${extraHoursIsExact ? '' : 'about '}${hours}${steps}`;
}

function whyText({ prices, tips }: ChoiceExplanation): string {
  const isShorter = prices.some(({ extraHours }) => extraHours !== null && extraHours < 0);
  const taste = isShorter ? ['It is not the shortest, but what is preferred here.'] : [];
  return [...taste, ...tips].join(' ');
}
