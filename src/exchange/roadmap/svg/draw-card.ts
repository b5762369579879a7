import { listed } from '../../../util/listed.ts';
import {
  type Card,
  cardPadding,
  cardWidth,
  factLeading,
  factSize,
  stripeWidth,
  textLeft,
  titleLeading,
  titleSize,
} from './card.ts';
import { element, escaped, tenth } from './element.ts';
import type { Point } from './lay-out-milestone.ts';

/** A step: a rounded card, or for a project one with its corners cut. Its tooltip says all, the reason too. */
export function drawCard(card: Card, place: Point, height: number, area: number): string {
  const { step } = card;
  const isProject = step.subject.kind === 'project';
  const classes = [
    'card',
    `a${area}`,
    ...(isProject ? ['project'] : []),
    ...(step.timing?.isCritical ? ['critical'] : []),
  ];
  const size = { width: cardWidth, height };
  const middle = height / 2;
  const textHeight = card.title.length * titleLeading + card.facts.length * factLeading;
  const top = Math.max(cardPadding, (height - textHeight) / 2);
  const factsTop = top + card.title.length * titleLeading;
  const number = { x: stripeWidth / 2, y: middle + 4.5, 'font-size': numberSize(step.position) };
  return element(
    'g',
    {
      class: classes.join(' '),
      'data-key': step.key,
      transform: `translate(${tenth(place.x)} ${tenth(place.y)})`,
    },
    [
      element('title', {}, [escaped(tooltipOf(card))]),
      element('path', { class: 'box', d: outline(size, isProject) }),
      element('path', { class: 'tinted', d: stripe(height, isProject) }),
      element('text', { class: 'number', ...number }, [String(step.position)]),
      ...card.title.map((line, index) =>
        textLine(line, top + titleSize + index * titleLeading, titleSize, ''),
      ),
      ...card.facts.map((line, index) =>
        textLine(line, factsTop + factSize + index * factLeading, factSize, 'faint'),
      ),
    ],
  );
}

/** With the numbers that the card may have no room for. */
function tooltipOf({ step, told }: Card): string {
  const numbers = listed(told.map(({ position }) => String(position)));
  const after = numbers === '' ? '' : ` After ${numbers}.`;
  return `${step.position}. ${step.title}. ${step.why}${after}`;
}

function textLine(line: string, y: number, size: number, look: string): string {
  const attributes = { x: textLeft, y, 'font-size': size, ...(look && { class: look }) };
  return element('text', attributes, [escaped(line)]);
}

/** Four digits fit into the stripe, too. */
function numberSize(position: number): number {
  return position > 999 ? 10 : 13;
}

const cornerSize = 9;

/** The outline of a card of such a size, from its left upper corner. */
export function outline(
  { width, height }: { readonly width: number; readonly height: number },
  isProject: boolean,
): string {
  const corner = isProject ? 'l' : 'q';
  const turn = (x1: number, y1: number, x2: number, y2: number) =>
    corner === 'q' ? `q${x1} ${y1} ${x2} ${y2}` : `l${x2} ${y2}`;
  const size = cornerSize;
  return [
    `M${size} 0H${tenth(width - size)}`,
    turn(size, 0, size, size),
    `V${tenth(height - size)}`,
    turn(0, size, -size, size),
    `H${size}`,
    turn(-size, 0, -size, -size),
    `V${size}`,
    turn(0, -size, size, -size),
    'z',
  ].join('');
}

/** The left part of the outline. */
function stripe(height: number, isProject: boolean): string {
  const size = cornerSize;
  const turn = (x1: number, y1: number, x2: number, y2: number) =>
    isProject ? `l${x2} ${y2}` : `q${x1} ${y1} ${x2} ${y2}`;
  return [
    `M${size} 0H${stripeWidth}V${tenth(height)}H${size}`,
    turn(-size, 0, -size, -size),
    `V${size}`,
    turn(0, -size, size, -size),
    'z',
  ].join('');
}
