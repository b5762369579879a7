import type { Roadmap } from '../../../planner/roadmap.ts';
import { counted } from '../../../util/counted.ts';
import { daysText } from '../../../util/day-text.ts';
import { hoursText } from '../../../util/hours-text.ts';
import { titleOf } from '../heading.ts';
import { drawText } from './draw-text.ts';
import { margin, type Part, pageWidth } from './page.ts';
import { boldness, wrapped } from './text.ts';

const titleSize = 27;
const titleLeading = 34;
const factSize = 14;

/** What the roadmap leads to, and how long that takes. */
export function drawHeader(roadmap: Roadmap): Part {
  const room = { widthPixels: pageWidth - 2 * margin, linesMax: 2 };
  const title = wrapped(titleOf(roadmap), { sizePixels: titleSize * boldness, ...room });
  const facts = wrapped(factsOf(roadmap), { sizePixels: factSize, ...room });
  const factsTop = margin + title.length * titleLeading + 4;
  return {
    drawing:
      drawText(title, {
        x: margin,
        top: margin,
        size: titleSize,
        leading: titleLeading,
        look: 'strong',
      }) +
      drawText(facts, { x: margin, top: factsTop, size: factSize, leading: 20, look: 'faint' }),
    bottom: factsTop + facts.length * 20,
  };
}

function factsOf({ steps, milestones, totalHours, schedule }: Roadmap): string {
  const { weeks = null, startsOn = null, finishesOn = null } = schedule ?? {};
  const facts = [
    hoursText(totalHours),
    counted(steps.length, 'step'),
    counted(milestones.length, 'milestone'),
    weeks === null ? null : counted(weeks, 'week'),
    startsOn && finishesOn && daysText(startsOn, finishesOn),
  ];
  return facts.filter(Boolean).join(' · ');
}
