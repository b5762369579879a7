import { type AndOr, AndOrBuilder } from '../../curriculum/and-or.ts';
import { components } from '../../curriculum/components.ts';
import { forwardChain } from '../../curriculum/forward-chain.ts';
import { invariant } from '../../util/invariant.ts';

/** Why a node can't hold. */
export type Refutation =
  | { readonly kind: 'blocked' }
  /** Of the group's members these are refuted, which leaves one too few. */
  | { readonly kind: 'group'; readonly group: number; readonly members: readonly number[] }
  /** As by a group, but its members may be others of the circle, which are refuted together. */
  | {
      readonly kind: 'circle';
      readonly circle: readonly number[];
      readonly group: number;
      readonly members: readonly number[];
    };

/**
 * Refutes a node that can't be derived: from what is blocked upwards, round by round, until the target falls. Where that
 * comes to a halt, what is left waits for circles of nodes that wait for one another; each circle falls as one. About
 * linear in the graph.
 *
 * @returns by node, for the target and all that its refutation rests on (and perhaps for more).
 */
export function refute(
  andOr: AndOr,
  blocked: Uint8Array,
  target: number,
): ReadonlyMap<number, Refutation> {
  const { need, owner, memberStart, userStart, users } = andOr;
  const refutations = new Map<number, Refutation>();
  /** By group: its refuted members; of no more is taken note than it takes. */
  const lost = new Map<number, number[]>();
  let round: number[] = [];
  for (let node = 0; node < andOr.nodeCount; node++) {
    if (blocked[node] === 1) fall(node, { kind: 'blocked' });
  }
  const { round: derived } = forwardChain(andOr, blocked);
  invariant(derived[target] === -1, 'what is refuted cannot be derived');
  while (!refutations.has(target)) {
    if (round.length === 0) fallTogether();
    const falling = round;
    round = [];
    for (const node of falling) spread(node);
  }
  return refutations;

  function fall(node: number, refutation: Refutation): void {
    refutations.set(node, refutation);
    round.push(node);
  }

  function spread(node: number): void {
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const group = users[at]!;
      if (refutations.has(owner[group]!)) continue;
      const members = lost.get(group) ?? [];
      members.push(node);
      lost.set(group, members);
      if (members.length >= enough(group)) {
        fall(owner[group]!, { kind: 'group', group, members });
      }
    }
  }

  /** So many refuted members leave the group one too few. */
  function enough(group: number): number {
    return memberStart[group + 1]! - memberStart[group]! - need[group]! + 1;
  }

  /** What the target waits for, needs first: what is left to wait for are circles, or rests on them. */
  function fallTogether(): void {
    for (const component of waitingComponents(target, closestToFalling)) {
      const circle = component.map(({ node }) => node);
      for (const { node, group, members } of component) {
        const isCircular = component.length > 1 || members.includes(node);
        const refutation = isCircular
          ? ({ kind: 'circle', circle, group, members } as const)
          : ({ kind: 'group', group, members } as const);
        fall(node, refutation);
      }
    }
  }

  /** Of the groups of a node that can't hold the one with the fewest members that are not refuted yet. */
  function closestToFalling(node: number): Support {
    let best: Support | null = null;
    for (let group = andOr.groupStart[node]!; group < andOr.groupStart[node + 1]!; group++) {
      const own = [...andOr.members.subarray(memberStart[group], memberStart[group + 1])];
      const fallen = own.filter((member) => refutations.has(member));
      const falling = own.filter((member) => derived[member] === -1 && !refutations.has(member));
      const count = enough(group) - fallen.length;
      if (count > falling.length || (best !== null && best.open.length <= count)) continue;
      const open = falling.slice(0, count);
      best = { node, group, members: [...fallen, ...open], open };
    }
    invariant(best !== null, 'what cannot be derived has a group that cannot hold');
    return best;
  }
}

/** What a node can't hold for; of its members the open ones are not refuted yet. */
interface Support {
  readonly node: number;
  readonly group: number;
  readonly members: readonly number[];
  readonly open: readonly number[];
}

/** What waits for one another, each in order of node; and each after what it waits for besides. */
function waitingComponents(start: number, supportOf: (node: number) => Support): Support[][] {
  const supports = [supportOf(start)];
  const numberOf = new Map([[start, 0]]);
  const builder = new AndOrBuilder();
  for (const { open } of supports) {
    for (const node of open) {
      if (numberOf.has(node)) continue;
      numberOf.set(node, supports.length);
      supports.push(supportOf(node));
    }
    builder.startNode();
    const members = open.map((node) => numberOf.get(node)!);
    builder.addGroup(members.length, members);
  }
  // Components are numbered needs first.
  const { componentOf, componentCount } = components(builder.build());
  const found: Support[][] = Array.from({ length: componentCount }, () => []);
  supports.forEach((support, number) => {
    found[componentOf[number]!]!.push(support);
  });
  return found.map((component) => component.sort((left, right) => left.node - right.node));
}
