import type { Roadmap } from '../planner/roadmap.ts';
import { plainLine } from '../util/plain-line.ts';
import { wrap } from './layout.ts';
import type { Look } from './terminal.ts';

/** What the curriculum has to say, with roadmaps and refusals alike; a block of lines each. */
export function drawAdvice(advice: Roadmap['advice'], { style, widthColumns }: Look): string[][] {
  return advice.map(({ title, says }, index) => [
    ...(index === 0 ? [style.bold('Advice')] : []),
    `  ${style.yellow(plainLine(title))}`,
    ...wrap(says, widthColumns, '  '),
  ]);
}
