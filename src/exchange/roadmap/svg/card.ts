import type { Step } from '../../../planner/roadmap.ts';
import { shortDaysText } from '../../../util/day-text.ts';
import { hoursText } from '../../../util/hours-text.ts';
import { listed } from '../../../util/listed.ts';
import { wrapped } from './text.ts';

/** What a step's card says. */
export interface Card {
  readonly step: Step;
  readonly title: readonly string[];
  /** Hours, dates, and what comes before it without an arrow that leads here. */
  readonly facts: readonly string[];
  /** The steps that have to come before it, as far as no arrow says so. */
  readonly told: readonly Step[];
}

export const cardWidth = 216;
/** The coloured part, on which the position stands. */
export const stripeWidth = 34;
export const textLeft = stripeWidth + 10;
export const titleSize = 13;
export const titleLeading = 17;
export const factSize = 11;
export const factLeading = 15;
export const cardPadding = 10;

const textWidth = cardWidth - textLeft - 8;

export function cardOf(step: Step, told: readonly Step[]): Card {
  const { title, subject, hours, timing } = step;
  const when = whenText(step);
  const facts = [
    [hoursText(hours), when],
    [timing?.isCritical && 'no slack', told.length > 0 && toldText(told)],
  ];
  const lines = facts.map((line) => line.filter(Boolean).join(' · ')).filter(Boolean);
  const name = subject.kind === 'project' ? `Build: ${title}` : title;
  return {
    step,
    told,
    title: wrapped(name, { sizePixels: titleSize, widthPixels: textWidth, linesMax: 4 }),
    facts: lines.flatMap((line) =>
      wrapped(line, { sizePixels: factSize, widthPixels: textWidth, linesMax: 2 }),
    ),
  };
}

export function cardHeight({ title, facts }: Card): number {
  return 2 * cardPadding + title.length * titleLeading + facts.length * factLeading;
}

function whenText({ timing }: Step): string | null {
  if (timing === null) return null;
  const { week, startsOn, endsOn } = timing;
  return startsOn && endsOn ? shortDaysText(startsOn, endsOn) : `week ${week}`;
}

/** A card has room for so many numbers. */
const numbersShown = 5;

function toldText(told: readonly Step[]): string {
  const numbers = told.map(({ position }) => String(position));
  return `after ${listed(numbers, 'and', numbersShown)}`;
}
