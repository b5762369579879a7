import { type ChoiceRequirement, type Nodes, optionsNeeded } from '../../curriculum/nodes.ts';
import { invariant } from '../../util/invariant.ts';
import type { ArgumentKind } from '../refusal.ts';
import type { RelevantPart } from '../relevant-part.ts';
import type { Refutation } from './refute.ts';

/** That competencies, projects or career paths can't be reached. Nodes are the graph's, none of them an expression. */
export interface Conclusion {
  readonly kind: ArgumentKind;
  /** What can't be reached: one, the members of a circle, or the links of a chain of which each needs the next. */
  readonly about: readonly number[];
  /** What it can't be reached for, from other conclusions; a chain's last link needs it. */
  readonly from: readonly number[];
  /** What leaves a choice, of which too little is left. */
  readonly choice: ChoiceRequirement | null;
}

/** So many links make a chain; a longer one goes on in another conclusion. */
const linksMax = 4;

/** What follows from what, by what it is about: for the target and all that it follows from. */
export function conclude(
  nodes: Nodes,
  part: RelevantPart,
  refutations: ReadonlyMap<number, Refutation>,
  target: number,
): ReadonlyMap<number, Conclusion> {
  const conclusions = new Map<number, Conclusion>();
  const open = [target];
  for (const node of open) {
    if (conclusions.has(node)) continue;
    const conclusion = conclusionAbout(nodes, part, refutations, node);
    for (const each of conclusion.about) conclusions.set(each, conclusion);
    for (const each of conclusion.from) open.push(each);
  }
  joinChains(conclusions, target);
  return conclusions;
}

function conclusionAbout(
  nodes: Nodes,
  part: RelevantPart,
  refutations: ReadonlyMap<number, Refutation>,
  node: number,
): Conclusion {
  const isItem = (each: number): boolean => each < nodes.firstExpression;
  const own = part.numberOf[node]!;
  const refutation = refutationOf(own);
  if (refutation.kind === 'blocked') {
    return { kind: 'EXCLUDED', about: [node], from: [], choice: null };
  }
  if (refutation.kind === 'circle') {
    const about = refutation.circle.map((number) => part.nodes[number]!).filter(isItem);
    const from = about.flatMap((each) => itemsLost(part.numberOf[each]!));
    return { kind: 'CIRCULAR', about, from: without(from, about), choice: null };
  }
  const choice = choiceLost(own);
  const from = [...new Set(itemsLost(own))];
  if (choice === null) return { kind: 'NEEDS_ALL', about: [node], from, choice };
  const kind = optionsNeeded(choice) === 1 ? 'NEEDS_ANY' : 'NEEDS_AT_LEAST';
  return { kind, about: [node], from, choice };

  function refutationOf(number: number): Refutation {
    const found = refutations.get(number);
    invariant(found !== undefined, 'what a refutation rests on is refuted');
    return found;
  }

  /** The competencies for which a node is refuted, looking through expressions. */
  function itemsLost(number: number): number[] {
    const items: number[] = [];
    const looked = new Set([number]);
    for (const each of looked) {
      const found = refutationOf(each);
      for (const member of found.kind === 'blocked' ? [] : found.members) {
        if (isItem(part.nodes[member]!)) items.push(part.nodes[member]!);
        else looked.add(member);
      }
    }
    return items;
  }

  /** The choice of which too little is left; null where something is needed as such. */
  function choiceLost(number: number): ChoiceRequirement | null {
    for (let each = number; ; ) {
      const found = refutationOf(each);
      if (found.kind === 'blocked') return null;
      const choice = nodes.choices.get(part.groups[found.group]!);
      if (choice !== undefined) return choice;
      each = found.members[0]!;
      if (isItem(part.nodes[each]!)) return null;
    }
  }
}

function without(nodes: readonly number[], others: readonly number[]): number[] {
  const left = new Set(nodes);
  for (const other of others) left.delete(other);
  return [...left];
}

/** Makes one conclusion of those that each needs one thing, for which nothing else can't be reached. */
function joinChains(conclusions: Map<number, Conclusion>, target: number): void {
  const usersCount = new Map<number, number>();
  for (const { from } of new Set(conclusions.values())) {
    for (const node of from) usersCount.set(node, (usersCount.get(node) ?? 0) + 1);
  }
  const open = [target];
  const joined = new Set<number>();
  for (const node of open) {
    if (joined.has(node)) continue;
    let conclusion = conclusions.get(node)!;
    while (conclusion.kind === 'NEEDS_ALL' && conclusion.about.length < linksMax) {
      const [needed] = conclusion.from as [number];
      const next = conclusions.get(needed)!;
      if (next.kind !== 'NEEDS_ALL' || usersCount.get(needed)! > 1) break;
      conclusion = { ...conclusion, about: [...conclusion.about, needed], from: next.from };
    }
    for (const each of conclusion.about) {
      conclusions.set(each, conclusion);
      joined.add(each);
    }
    for (const each of conclusion.from) open.push(each);
  }
}
