import type { RoadmapChanges } from '../planner/roadmap.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { wrap } from './layout.ts';
import type { Look } from './terminal.ts';

/** What is different from an earlier roadmap; a block of lines each for what is new, what is gone and what moved. */
export function drawChanges(changes: RoadmapChanges | null, { style, widthColumns }: Look) {
  if (changes === null) return [];
  const { summary, added, removed, moved } = changes;
  const line = (name: string, why: string): string[] => [
    ...wrap(name, widthColumns, '  '),
    ...wrap(why, widthColumns, '    ').map(style.dim),
  ];
  const blocks: string[][] = [
    wrap(summary, widthColumns, '  '),
    added.length === 0
      ? []
      : wrap(`New: ${listed(added.map(({ title }) => plainLine(title)))}.`, widthColumns, '  '),
    removed.flatMap(({ title, why }) => line(`Gone: ${plainLine(title)}`, why)),
    moved.flatMap(({ step, why }) => line(`Moved: ${plainLine(step.title)}`, why)),
  ];
  return blocks.filter((block) => block.length > 0);
}
