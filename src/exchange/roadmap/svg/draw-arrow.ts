import { element, tenth } from './element.ts';
import type { PlacedArrow, Point } from './lay-out-milestone.ts';

/** A line that turns with rounded corners, with a head. */
export function drawArrow(arrow: PlacedArrow): string {
  const { from, to, points } = arrow;
  const look = isCritical(arrow) ? ' critical' : '';
  const end = points.at(-1)!;
  const line = [...points.slice(0, -1), { x: end.x, y: end.y - headLength + 1 }];
  return (
    element('path', {
      class: `arrow${look}`,
      'data-from': from.key,
      'data-to': to.key,
      d: rounded(line),
    }) + element('path', { class: `head${look}`, d: head(end) })
  );
}

/** Where lines share a part of their way the critical one is seen. */
export function criticalLast(left: PlacedArrow, right: PlacedArrow): number {
  return Number(isCritical(left)) - Number(isCritical(right));
}

function isCritical({ from, to }: PlacedArrow): boolean {
  return Boolean(from.timing?.isCritical && to.timing?.isCritical);
}

const headLength = 8;
const headWidth = 8;

function head({ x, y }: Point): string {
  return `M${at({ x, y })}l${-headWidth / 2} ${-headLength}h${headWidth}z`;
}

function rounded(points: readonly Point[]): string {
  const turns = points.slice(1, -1).map((turn, index) => {
    const [into, out] = [near(turn, points[index]!), near(turn, points[index + 2]!)];
    return `L${at(into)}Q${at(turn)} ${at(out)}`;
  });
  return `M${at(points[0]!)}${turns.join('')}L${at(points.at(-1)!)}`;
}

const turnRadius = 7;

/** A point on the way to another, where a turn begins or ends. */
function near(turn: Point, other: Point): Point {
  const length = Math.hypot(other.x - turn.x, other.y - turn.y);
  const share = Math.min(turnRadius / length, 1 / 2);
  return {
    x: turn.x + (other.x - turn.x) * share,
    y: turn.y + (other.y - turn.y) * share,
  };
}

function at({ x, y }: Point): string {
  return `${tenth(x)} ${tenth(y)}`;
}
