import { outline } from './draw-card.ts';
import { element, escaped } from './element.ts';
import { margin, type Part, pageWidth } from './page.ts';
import { widthOf } from './text.ts';

/** A sign of the drawing, and what it means. */
export interface Sign {
  /** Empty where the words are enough. */
  readonly sample: string;
  readonly says: string;
}

const size = 12;
const sampleWidth = 26;
const sampleHeight = 16;
const rowHeight = 26;

/** Signs side by side, in as many rows as they need. */
export function drawLegend(signs: readonly Sign[], top: number): Part {
  let left = margin;
  let row = 0;
  const drawn = signs.map(({ sample, says }) => {
    const textLeft = sample === '' ? 0 : sampleWidth + 8;
    const room = textLeft + widthOf(says, size);
    if (left > margin && left + room > pageWidth - margin) {
      left = margin;
      row += 1;
    }
    const place = `translate(${Math.round(left)} ${top + row * rowHeight})`;
    left += room + 20;
    const text = { class: 'faint', x: textLeft, y: 13, 'font-size': size };
    return element('g', { transform: place }, [sample, element('text', text, [escaped(says)])]);
  });
  return { drawing: drawn.join(''), bottom: top + (row + 1) * rowHeight };
}

/** A small card of such a look. */
export function cardSample(look: string, isProject = false): string {
  const box = { class: 'box', d: outline({ width: sampleWidth, height: sampleHeight }, isProject) };
  return element('g', { class: `swatch ${look}` }, [element('path', box)]);
}

/** A dot in the colour of an area. */
export function colourSample(colour: number): string {
  const dot = { class: 'tinted', x: 8, y: 1, width: 14, height: 14, rx: 4 };
  return element('g', { class: `a${colour}` }, [element('rect', dot)]);
}

export const arrowSample =
  element('path', { class: 'arrow', d: 'M1 8H18' }) +
  element('path', { class: 'head', d: 'M26 8l-8 -4v8z' });
