import { forwardChain } from '../curriculum/forward-chain.ts';
import { listed } from '../util/listed.ts';
import { advise } from './advise.ts';
import { hoursText } from './explain/titles.ts';
import type { Knowledge } from './infer.ts';
import type { Repair, UnreachableGoals } from './refusal.ts';
import { smallestLifts } from './repairs.ts';
import type { Wish } from './roadmap.ts';
import { solve } from './solve.ts';
import type { NamedNodes, Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** Why exclusions and pins rule goals out, and the smallest changes that would not. */
export function* explainObstacle(wishes: Wishes, knowledge: Knowledge): Work<UnreachableGoals> {
  const goals = unreachable(wishes, knowledge, wishes.goals);
  const conflict = smallestConflict(wishes, knowledge, goals[0]?.node ?? null);
  const repairs = yield* findRepairs(wishes, knowledge);
  const ruledOut = unreachable({ ...wishes, exclusions: conflict }, knowledge, goals);
  const why = conflictText(
    ruledOut.map(({ goal }) => goal.title),
    conflict,
  );
  const help = repairs[0] ? ` ${repairs[0].text}` : '';
  return {
    kind: 'unreachable-goals',
    message: `${why}${help}`,
    goals: goals.map(({ goal }) => goal),
    conflict: conflict.map(({ wish }) => wish),
    why,
    repairs,
    advice: advise(wishes, knowledge, []),
  };
}

/** Those that can't hold for the exclusions. */
function unreachable<Target extends { readonly node: number }>(
  { graph, exclusions }: Wishes,
  { known }: Knowledge,
  targets: readonly Target[],
): Target[] {
  const blocked = new Uint8Array(graph.nodes.nodeCount);
  for (const { wish, nodes } of exclusions) {
    if (wish.kind === 'EXCLUDES') for (const node of nodes) blocked[node] = 1 - known[node]!;
  }
  const { round } = forwardChain(graph.nodes, blocked, known);
  return targets.filter(({ node }) => round[node] === -1);
}

/**
 * The wishes that rule the goal out, or else the first pin that can't be had, none of which can be left out of it
 * (QuickXplain, Junker 2004).
 */
function smallestConflict(wishes: Wishes, knowledge: Knowledge, goal: number | null): NamedNodes[] {
  const pins = wishes.pins.map((pin) => ({ ...pin, node: pin.nodes[0]! }));
  const pin = goal === null ? unreachable(wishes, knowledge, pins)[0]! : null;
  const target = goal ?? pin!.node;
  const isReachable = (exclusions: readonly NamedNodes[]): boolean =>
    unreachable({ ...wishes, exclusions }, knowledge, [{ node: target }]).length === 0;
  const conflict = explain([], wishes.exclusions, false);
  return pin === null
    ? conflict
    : [...conflict, wishes.pins.find(({ wish }) => wish === pin.wish)!];

  /** What of the candidates makes a conflict with what is held; as deep as the logarithm of their number. */
  function explain(
    held: readonly NamedNodes[],
    candidates: readonly NamedNodes[],
    hasMore: boolean,
  ): NamedNodes[] {
    if (hasMore && !isReachable(held)) return [];
    if (candidates.length <= 1) return [...candidates];
    const half = candidates.length >> 1;
    const second = explain([...held, ...candidates.slice(0, half)], candidates.slice(half), true);
    const first = explain([...held, ...second], candidates.slice(0, half), second.length > 0);
    return [...first, ...second];
  }
}

/** The fewest wishes whose lifting makes everything reachable; of as many, the shortest roadmaps first. */
function* findRepairs(wishes: Wishes, knowledge: Knowledge): Work<Repair[]> {
  const repairs: Repair[] = [];
  for (const lifted of yield* smallestLifts(wishes, knowledge)) {
    const solution = yield* solve(lift(wishes, lifted), knowledge);
    if (solution === null) continue;
    const lifts = lifted.map(({ wish }) => wish);
    const totalHours = solution.tenths / 10;
    repairs.push({ lifts, text: repairText(lifts, totalHours), totalHours });
  }
  return repairs.sort((left, right) => left.totalHours - right.totalHours);
}

function lift(wishes: Wishes, lifted: readonly NamedNodes[]): Wishes {
  return {
    ...wishes,
    exclusions: wishes.exclusions.filter((wish) => !lifted.includes(wish)),
    pins: wishes.pins.filter((wish) => !lifted.includes(wish)),
  };
}

/** Names that a sentence lists before it goes on with "and 3 more". */
const namesShown = 5;

function repairText(lifts: readonly Wish[], hours: number): string {
  const names = (wanted: Wish['kind']): string[] =>
    lifts.filter(({ kind }) => kind === wanted).map(({ name }) => `\`${name}\``);
  const changes = [
    { verb: 'allow', of: names('EXCLUDES') },
    { verb: 'drop the pin of', of: names('PINS') },
  ].filter(({ of }) => of.length > 0);
  const change = listed(changes.map(({ verb, of }) => `${verb} ${listed(of, 'and', namesShown)}`));
  return `${change[0]!.toUpperCase()}${change.slice(1)}, and it takes ${hoursText(hours)}.`;
}

function conflictText(goals: readonly string[], conflict: readonly NamedNodes[]): string {
  const exclusions = conflict.filter(({ wish }) => wish.kind === 'EXCLUDES');
  const pins = conflict.filter(({ wish }) => wish.kind === 'PINS');
  const without = listed(
    exclusions.map(({ wish }) => `\`${wish.name}\``),
    'or',
  );
  const wanted =
    goals.length > 0 ? listed(goals, 'and', 3) : listed(pins.map(({ wish }) => `\`${wish.name}\``));
  return `${wanted} can't be reached without ${without}.`;
}
