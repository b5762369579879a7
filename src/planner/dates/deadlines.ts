import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { Reliance } from '../reliance.ts';
import type { Kept, Room } from './date-question.ts';

/** By node: tenths of an hour of work by whose end it has to be done. What a step relies on has no entry for that. */
export type DueByNode = ReadonlyMap<number, number>;

/** The dates as they were asked for: of the goals that a step is or is named by, and the day to finish by. */
export function dues(
  planned: readonly number[],
  reliances: readonly Reliance[],
  kept: Kept | null,
): DueByNode {
  return dueByNode(planned, reliances, kept, ({ tenths }) => tenths, kept?.finishRoom ?? null);
}

/** The same as far as they can be kept, and where not, when the goal can be reached. */
export function deadlines(
  planned: readonly number[],
  reliances: readonly Reliance[],
  kept: Kept | null,
): DueByNode {
  return dueByNode(planned, reliances, kept, ({ reachable }) => reachable, kept?.finish ?? null);
}

function dueByNode(
  planned: readonly number[],
  reliances: readonly Reliance[],
  kept: Kept | null,
  tenthsOf: (room: Room) => number,
  finish: number | null,
): DueByNode {
  const found = new Map<number, number>();
  if (kept === null) return found;
  const lower = (node: number, goal: number): void => {
    const room = kept.room.get(goal);
    if (room === undefined) return;
    found.set(node, Math.min(tenthsOf(room), found.get(node) ?? Number.POSITIVE_INFINITY));
  };
  if (finish !== null) for (const node of planned) found.set(node, finish);
  for (const node of planned) lower(node, node);
  // A career path is no step: what it asks for has its date.
  for (const { on, by } of reliances) lower(on, by);
  return found;
}

/**
 * By milestone: the tenths of an hour by which all that comes after it may be put off with its dates kept all the same;
 * none where one isn't kept as it is.
 */
export function roomForMore(
  { nodes: { tenths } }: CurriculumGraph,
  milestones: readonly { readonly nodes: readonly number[] }[],
  due: DueByNode,
  finish: number | null,
): number[] {
  const room: number[] = [];
  let end = 0;
  for (const { nodes } of milestones) for (const node of nodes) end += tenths[node]!;
  let least = finish === null ? Number.POSITIVE_INFINITY : finish - end;
  for (let index = milestones.length - 1; index >= 0; index--) {
    room[index] = Math.max(0, least);
    for (const node of milestones[index]!.nodes.toReversed()) {
      least = Math.min(least, (due.get(node) ?? Number.POSITIVE_INFINITY) - end);
      end -= tenths[node]!;
    }
  }
  return room;
}
