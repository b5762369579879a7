import type { Milestone, Step } from '../../../planner/roadmap.ts';
import { counted } from '../../../util/counted.ts';
import { daysText } from '../../../util/day-text.ts';
import { hoursText } from '../../../util/hours-text.ts';
import { criticalLast, drawArrow } from './draw-arrow.ts';
import { drawCard } from './draw-card.ts';
import { drawText } from './draw-text.ts';
import { element } from './element.ts';
import type { MilestoneLayout } from './lay-out-milestone.ts';
import {
  cardsLeft,
  laneLeft,
  lanePadding,
  margin,
  type Part,
  pageWidth,
  panelLeft,
  panelWidth,
  spineLeft,
} from './page.ts';
import { boldness, wrapped } from './text.ts';

const titleSize = 16;
const titleLeading = 21;
const factSize = 12;
const factLeading = 18;
const stationRadius = 15;

export interface Lane {
  readonly milestone: Milestone;
  readonly layout: MilestoneLayout;
  /** From 1. */
  readonly number: number;
  readonly top: number;
  readonly colourOf: (area: string | null) => number;
}

/** A milestone: its station on the line, what is said of it, and its cards in a frame of its colour. */
export function drawLane({ milestone, layout, number, top, colourOf }: Lane): Part {
  const colour = colourOf(milestone.area);
  const title = wrapped(milestone.title, {
    sizePixels: titleSize * boldness,
    widthPixels: panelWidth,
    linesMax: 5,
  });
  const facts = factsOf(milestone);
  const factsTop = top + lanePadding + title.length * titleLeading + 4;
  const panelHeight = title.length * titleLeading + 4 + facts.length * factLeading;
  const height = 2 * lanePadding + Math.max(panelHeight, layout.height);
  const cards = { x: cardsLeft, y: top + lanePadding };
  const frame = {
    x: laneLeft,
    y: top,
    width: pageWidth - laneLeft - margin,
    height,
    rx: 14,
  };
  const station = { cx: spineLeft, cy: top + lanePadding + titleSize / 2 + 2 };
  return {
    bottom: top + height,
    drawing: element('g', { class: `lane a${colour}` }, [
      element('rect', { class: 'frame tinted', ...frame }),
      element('circle', { class: 'tinted', ...station, r: stationRadius }),
      element(
        'text',
        { class: 'number', x: station.cx, y: station.cy + 5, 'font-size': number > 99 ? 11 : 14 },
        [String(number)],
      ),
      drawText(title, {
        x: panelLeft,
        top: top + lanePadding,
        size: titleSize,
        leading: titleLeading,
        look: 'strong',
      }),
      drawText(facts, {
        x: panelLeft,
        top: factsTop,
        size: factSize,
        leading: factLeading,
        look: 'faint',
      }),
      element('g', { transform: `translate(${cards.x} ${cards.y})` }, [
        ...layout.arrows.toSorted(criticalLast).map(drawArrow),
        ...layout.cards.map((card) =>
          drawCard(
            card,
            layout.places.get(card.step)!,
            layout.cardHeight,
            colourOf(areaOf(card.step) ?? milestone.area),
          ),
        ),
      ]),
    ]),
  };
}

function factsOf({ hours, steps, startsOn, endsOn }: Milestone): string[] {
  const [first, last] = [steps[0]?.timing?.week, steps.at(-1)?.timing?.week];
  const weeks = first === last ? `week ${first}` : `weeks ${first} to ${last}`;
  const when = startsOn && endsOn ? daysText(startsOn, endsOn) : first === undefined ? null : weeks;
  return [`${counted(steps.length, 'step')}, ${hoursText(hours)}`, when].flatMap((fact) =>
    fact ? wrapped(fact, { sizePixels: factSize, widthPixels: panelWidth, linesMax: 2 }) : [],
  );
}

/** The slug of the area; null for a project. */
export function areaOf({ subject }: Step): string | null {
  return subject.kind === 'project' ? null : subject.skill.area;
}
