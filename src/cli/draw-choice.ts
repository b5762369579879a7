import type { Choice, ChoiceExplanation, NeededBy, OptionPrice } from '../planner/roadmap.ts';
import { listed } from '../util/listed.ts';
import { left, plain, widest, wrap } from './layout.ts';
import type { Pen } from './pen.ts';
import { counted, hoursText } from './words.ts';

/** What the planner decided, and what every other option would have cost; as a block of lines. */
export function drawChoice(
  { options, neededBy }: Choice,
  explanation: ChoiceExplanation | undefined,
  { style, widthColumns, nameOf }: Pen,
): string[] {
  const named = options.map(({ requirement, isChosen }, index) => ({
    name: nameOf(requirement),
    isChosen,
    price: explanation?.prices[index],
  }));
  const chosen = named.filter(({ isChosen }) => isChosen).map(({ name }) => plain(name));
  const others = named.filter(({ isChosen }) => !isChosen);
  const nameColumns = Math.min(widest(others.map(({ name }) => name)), widthColumns - 40);
  return [
    `  ${style.cyan(listed(chosen))} for ${plain(titleOf(neededBy))}`,
    ...others.map(({ name, price }, index) => {
      const lead = index === 0 ? 'instead of' : '';
      return `    ${left(lead, 10)}  ${left(name, nameColumns)}  ${priceText(price)}`.trimEnd();
    }),
    ...wrap(tippedText(explanation, nameOf), widthColumns, '    ').map((line) => style.dim(line)),
  ];
}

function tippedText(explanation: ChoiceExplanation | undefined, nameOf: Pen['nameOf']): string {
  const names = explanation?.tippedBy.map(({ competency }) =>
    nameOf({ kind: 'competency', ...competency }),
  );
  return names?.length ? `What you know tipped it: ${listed(names)}.` : '';
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

function priceText(price: OptionPrice | undefined): string {
  if (!price) return '';
  const { extraHours, extraHoursIsExact, addedSteps } = price;
  if (extraHours === null) return 'not possible as you wish it';
  const sign = extraHours < 0 ? '−' : '+';
  const hours = extraHours === 0 ? 'no more hours' : `${sign}${hoursText(Math.abs(extraHours))}`;
  const steps = addedSteps ? `, ${counted(addedSteps, 'other step')}` : '';
  return `${extraHoursIsExact ? '' : 'about '}${hours}${steps}`;
}
