import { element, tenth } from './element.ts';
import type { Point } from './grid.ts';
import type { PlacedArrow } from './lay-out-milestone.ts';

/** A line that leads down past the rows between, bending only where there is room, with a head. */
export function drawArrow({ from, to, points }: PlacedArrow): string {
  const isCritical = Boolean(from.timing?.isCritical && to.timing?.isCritical);
  const look = isCritical ? ' critical' : '';
  const [start, ...rest] = points;
  const end = rest.at(-1)!;
  const stops = [...rest.slice(0, -1), { x: end.x, y: end.y - headLength + 1 }];
  let line = `M${at(start!)}`;
  let from_ = start!;
  stops.forEach((stop, index) => {
    // Between rows it bends; past a row, whose upper and lower edges are two points, it goes straight.
    line += index % 2 === 0 ? bend(from_, stop) : `V${tenth(stop.y)}`;
    from_ = stop;
  });
  return (
    element('path', {
      class: `arrow${look}`,
      'data-from': from.key,
      'data-to': to.key,
      d: line,
    }) + element('path', { class: `head${look}`, d: head(end) })
  );
}

const headLength = 8;
const headWidth = 8;

function at({ x, y }: Point): string {
  return `${tenth(x)} ${tenth(y)}`;
}

function bend(from: Point, to: Point): string {
  const middle = (from.y + to.y) / 2;
  return `C${at({ x: from.x, y: middle })} ${at({ x: to.x, y: middle })} ${at(to)}`;
}

function head({ x, y }: Point): string {
  return `M${at({ x, y })}l${-headWidth / 2} ${-headLength}h${headWidth}z`;
}
