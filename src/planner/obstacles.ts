import { forwardChain } from '../curriculum/forward-chain.ts';
import { listed } from '../util/listed.ts';
import { advise } from './advise.ts';
import { hoursText } from './explain/titles.ts';
import type { Knowledge } from './infer.ts';
import { argue } from './obstacle/argument.ts';
import { smallestConflict } from './obstacle/conflict.ts';
import type { Repair, UnreachableGoals } from './refusal.ts';
import { type RelevantPart, relevantPart } from './relevant-part.ts';
import { type Lifts, smallestLifts } from './repairs.ts';
import type { Wish } from './roadmap.ts';
import { solve } from './solve.ts';
import type { NamedNodes, WishedGoal, Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** Why exclusions rule goals and pins out, and the smallest changes by which they would not. */
export function* explainObstacle(wishes: Wishes, knowledge: Knowledge): Work<UnreachableGoals> {
  const { graph, goals, pins } = wishes;
  const wanted = [...goals.map(({ node }) => node), ...pins.map(({ nodes }) => nodes[0]!)];
  const part = relevantPart(graph.nodes, wanted, knowledge.known);
  const isRuledOut = ruledOutBy(part, wishes.exclusions);
  const unreachable = goals.filter(({ node }) => isRuledOut(node));
  const goal = mostImportant(unreachable);
  const pin = goal === null ? pins.find(({ nodes }) => isRuledOut(nodes[0]!))! : null;
  const target = goal?.node ?? pin!.nodes[0]!;

  const exclusions = narrowFirst(wishes.exclusions);
  const found = yield* smallestConflict(
    part,
    part.numberOf[target]!,
    exclusions.map(({ nodes }) => nodes),
  );
  const conflict = found.map((index) => exclusions[index]!);
  const isRuledOutByThese = ruledOutBy(part, conflict);
  const { lines, leftOut } = argue(graph, knowledge.known, conflict, target);
  const repairs = yield* findRepairs(wishes, knowledge);
  const why = conflictText({
    wanted: pin === null ? titlesOf(unreachable, isRuledOutByThese) : [`\`${pin.wish.name}\``],
    others: titlesOf(unreachable, (node) => !isRuledOutByThese(node)),
    conflict,
  });
  const help = repairs[0] ? ` ${repairs[0].text}` : '';
  return {
    kind: 'unreachable-goals',
    message: `${why}${help}`,
    goals: unreachable.map((each) => each.goal),
    conflict: [
      ...conflict.map(({ wish }) => wish),
      ...(pin === null ? [] : [pin.wish]),
      ...(goal === null || goals.length === 1 ? [] : [goalWish(wishes, goal)]),
    ],
    why,
    argument: lines,
    argumentLinesLeftOut: leftOut,
    repairs,
    advice: advise(wishes, knowledge, []),
  };
}

/** Tells of the nodes that the part was made for whether exclusions rule them out. */
function ruledOutBy(
  { andOr, nodes, numberOf }: RelevantPart,
  exclusions: readonly NamedNodes[],
): (node: number) => boolean {
  const isPart = (node: number): boolean => nodes[numberOf[node]!] === node;
  const blocked = new Uint8Array(andOr.nodeCount);
  for (const node of exclusions.flatMap((exclusion) => exclusion.nodes)) {
    if (isPart(node)) blocked[numberOf[node]!] = 1;
  }
  const { round } = forwardChain(andOr, blocked);
  return (node) => isPart(node) && round[numberOf[node]!] === -1;
}

/** The first of those that matter most. */
function mostImportant(goals: readonly WishedGoal[]): WishedGoal | null {
  const most = Math.max(...goals.map(({ goal }) => goal.importance));
  return goals.find(({ goal }) => goal.importance === most) ?? null;
}

/**
 * Those first of which one would least like to hear that they must go. One level is excluded on purpose; who excludes a
 * whole skill may not mean all of it.
 */
function narrowFirst(exclusions: readonly NamedNodes[]): NamedNodes[] {
  return exclusions.toSorted((left, right) => left.nodes.length - right.nodes.length);
}

function goalWish({ graph }: Wishes, { goal, node }: WishedGoal): Wish {
  const subject = graph.subjectOf(node);
  const isLowest = subject.kind === 'competency' && subject.rank === 0;
  const name = isLowest ? subject.skill.slug : graph.keyOf(node);
  return { kind: 'GOALS', name, text: `You want to reach ${goal.title}.` };
}

/** The smallest changes, each tried; those first that give up the least: no goal, no pin, no time. */
function* findRepairs(wishes: Wishes, knowledge: Knowledge): Work<Repair[]> {
  const repairs: (Repair & { readonly givenUp: readonly number[] })[] = [];
  for (const lifts of yield* smallestLifts(wishes, knowledge.known)) {
    const solution = yield* solve(without(wishes, lifts), knowledge);
    if (solution === null) continue;
    const { exclusions, pins, goals } = lifts;
    const totalHours = solution.tenths / 10;
    const importance = goals.reduce((sum, { goal }) => sum + goal.importance, 0);
    const lifted = [...exclusions, ...pins].map(({ wish }) => wish);
    lifted.push(...goals.map((goal) => goalWish(wishes, goal)));
    repairs.push({
      lifts: lifted,
      text: repairText(lifted, totalHours),
      totalHours,
      givenUp: [importance, pins.length, totalHours],
    });
  }
  const byLeast = (left: readonly number[], right: readonly number[]): number =>
    left.reduce((difference, value, index) => difference || value - right[index]!, 0);
  return repairs
    .sort((left, right) => byLeast(left.givenUp, right.givenUp))
    .map(({ lifts, text, totalHours }) => ({ lifts, text, totalHours }));
}

function without(wishes: Wishes, { exclusions, pins, goals }: Lifts): Wishes {
  return {
    ...wishes,
    exclusions: wishes.exclusions.filter((exclusion) => !exclusions.includes(exclusion)),
    pins: wishes.pins.filter((pin) => !pins.includes(pin)),
    goals: wishes.goals.filter((goal) => !goals.includes(goal)),
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
    { verb: 'give up', of: names('GOALS') },
  ].filter(({ of }) => of.length > 0);
  const change = listed(changes.map(({ verb, of }) => `${verb} ${listed(of, 'and', namesShown)}`));
  return `${change[0]!.toUpperCase()}${change.slice(1)}, and it takes ${hoursText(hours)}.`;
}

function titlesOf(goals: readonly WishedGoal[], isMeant: (node: number) => boolean): string[] {
  return goals.filter(({ node }) => isMeant(node)).map(({ goal }) => goal.title);
}

interface ToldConflict {
  readonly wanted: readonly string[];
  /** Goals that are out of reach without having to do with this conflict. */
  readonly others: readonly string[];
  readonly conflict: readonly NamedNodes[];
}

function conflictText({ wanted, others, conflict }: ToldConflict): string {
  const without = listed(
    conflict.map(({ wish }) => `\`${wish.name}\``),
    'or',
  );
  const more =
    others.length === 0 ? '' : ` Nor can ${listed(others, 'and', 3)}, for other reasons.`;
  return `${listed(wanted, 'and', 3)} can't be reached without ${without}.${more}`;
}
