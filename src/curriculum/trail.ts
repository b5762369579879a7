import type { DocumentPath } from './defect.ts';

/** A path on the way down a document. Trails share their beginnings, since requirements nest thousands deep. */
export interface Trail {
  readonly from: Trail | null;
  readonly step: string | number;
}

export function pathOf(trail: Trail | null): DocumentPath {
  const path: (string | number)[] = [];
  for (let at = trail; at; at = at.from) path.push(at.step);
  return path.reverse();
}

/** The trail that goes on from another, or from the top, by these steps. */
export function trailOf(from: Trail | null, ...steps: readonly (string | number)[]): Trail {
  let trail = from;
  for (const step of steps) trail = { from: trail, step };
  return trail!;
}
