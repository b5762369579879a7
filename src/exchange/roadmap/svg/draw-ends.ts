import type { Goal, Roadmap } from '../../../planner/roadmap.ts';
import { dayText } from '../../../util/day-text.ts';
import { listed } from '../../../util/listed.ts';
import { drawText } from './draw-text.ts';
import { element, tenth } from './element.ts';
import { laneLeft, margin, type Part, pageWidth, spineLeft } from './page.ts';
import { boldness, wrapped } from './text.ts';

/** An end of the line, at this height. */
export interface End extends Part {
  readonly middle: number;
}

const size = 15;
const leading = 22;

/** Where the line begins: what is known already. */
export function drawStart(known: readonly string[], top: number): End {
  const text = known.length === 0 ? 'Start' : `Start: you know ${listed(known, 'and', knownNamed)}`;
  const lines = linesOf(text);
  const middle = top + leading / 2;
  const ring = { cx: spineLeft, cy: middle };
  return {
    middle,
    bottom: top + lines.length * leading,
    drawing:
      element('circle', { class: 'end', ...ring, r: 11 }) +
      element('circle', { class: 'paper', ...ring, r: 5 }) +
      drawText(lines, { x: laneLeft, top: top + 2, size, leading, look: 'strong' }),
  };
}

/** Of what is known there is room for so much. */
const knownNamed = 6;

/** Where the line ends: a flag, and beside it the goals, those too that it does not lead to for lack of time. */
export function drawGoals({ goals, schedule }: Roadmap, top: number): End {
  const deferred = schedule?.deferred ?? [];
  const texts = [
    ...goals.map((goal) => `Goal: ${goalText(goal)}${deferred.includes(goal) ? ', late' : ''}`),
    ...deferred
      .filter((goal) => !goals.includes(goal))
      .map((goal) => `Deferred: ${goalText(goal)}`),
  ];
  const lines = texts.flatMap(linesOf);
  const middle = top + leading / 2;
  return {
    middle,
    bottom: top + Math.max(2, lines.length) * leading,
    drawing:
      element('path', { class: 'end', d: flag(spineLeft, middle + 18) }) +
      drawText(lines, { x: laneLeft, top: top + 2, size, leading, look: 'strong' }),
  };
}

function linesOf(text: string): readonly string[] {
  const room = { widthPixels: pageWidth - laneLeft - margin, linesMax: 2 };
  return wrapped(text, { sizePixels: size * boldness, ...room });
}

function goalText({ title, by }: Goal): string {
  return by === null ? title : `${title}, by ${dayText(by)}`;
}

/** A pole on this foot, with a cloth that flies to the right. */
function flag(left: number, bottom: number): string {
  return `M${tenth(left - 2)} ${tenth(bottom)}v-36h22l-6 8l6 8h-18v20z`;
}

/** What the roadmap takes as known, by name. */
export function knownTitles({ known }: Roadmap, nameOf: NameOf): string[] {
  return known
    .filter(({ provenance }) => provenance !== 'INFERRED')
    .map(({ competency }) => nameOf(competency));
}

type NameOf = (competency: Roadmap['known'][number]['competency']) => string;
