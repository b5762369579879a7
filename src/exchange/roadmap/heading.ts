import type { Roadmap } from '../../planner/roadmap.ts';
import { counted } from '../../util/counted.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import { plainLine } from '../../util/plain-line.ts';

/** `Roadmap to Data analyst and SQL` */
export function titleOf({ goals }: Roadmap): string {
  return `Roadmap to ${plainLine(
    listed(
      goals.map(({ title }) => title),
      'and',
      goalsNamed,
    ),
  )}`;
}

/** A title has room for so many. */
const goalsNamed = 4;

/** `Roadmap to Data analyst: 56 steps, 312.5 h` */
export function headingOf(roadmap: Roadmap): string {
  const { steps, totalHours } = roadmap;
  return `${titleOf(roadmap)}: ${counted(steps.length, 'step')}, ${hoursText(totalHours)}`;
}
