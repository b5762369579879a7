import type { Roadmap } from '../planner/roadmap.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { wrap } from './layout.ts';
import type { Look } from './terminal.ts';

/** Which dates are not kept and what would help, and what follows one another however fast one learns. */
export function drawDates(
  { schedule, longestChain, steps }: Roadmap,
  { widthColumns }: Look,
): string[][] {
  if (schedule === null) return [];
  const { lateness, earliestFinishForAll } = schedule;
  const lines = lateness.map(({ why }) => plainLine(why));
  if (lateness.length > 0 && earliestFinishForAll !== null) {
    lines.push(`All of it can be done on ${earliestFinishForAll} at the earliest.`);
  }
  const { length } = longestChain.steps;
  if (length > 1 && length < steps.length) {
    const names = longestChain.steps.map(({ title }) => plainLine(title));
    lines.push(
      `The longest chain, of steps that can only follow one another, takes ${longestChain.hours} h: ${listed(names, 'and', namesShown)}.`,
    );
  }
  return lines.length === 0 ? [] : [lines.flatMap((line) => wrap(line, widthColumns, '  '))];
}

const namesShown = 6;
