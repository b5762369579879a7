import { type AndOr, AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { dice } from '../support/random.ts';

export interface GoalProblem {
  readonly andOr: AndOr;
  /** Tenths of an hour. */
  readonly costs: Int32Array;
  /** Nodes to be reached, and what each is worth. */
  readonly goals: readonly { readonly node: number; readonly importance: number }[];
}

/**
 * Career paths that share a trunk of 40 skills and choose among families of tools, each a few skills that build on one
 * another: 22 goals with one to three needs of their own, and 10 to 30 choices among them and in the trunk. Which goals go
 * together well depends on what they choose.
 */
export function careersProblem(seed: number): GoalProblem {
  const { between, chance, pick } = dice(seed);
  const costs: number[] = [];
  const groups: { need: number; members: number[] }[][] = [];
  const add = (cost: number): number => {
    groups.push([]);
    return costs.push(cost) - 1;
  };
  const needAll = (node: number, members: number[]): void => {
    if (members.length > 0) groups[node]!.push({ need: members.length, members });
  };
  const trunk = Array.from({ length: 40 }, () => add(between(10, 200)));
  for (const node of trunk.slice(4)) {
    needAll(node, pick(trunk.slice(Math.max(0, node - 15), node), between(0, 2)));
  }
  const families = Array.from({ length: between(5, 9) }, () => {
    const family = Array.from({ length: between(6, 10) }, () => add(between(10, 200)));
    family.forEach((node, index) => {
      const before =
        index > 0 && chance(0.7) ? [family[between(Math.max(0, index - 3), index - 1)]!] : [];
      needAll(node, [...before, ...(chance(0.4) ? pick(trunk.slice(0, 20), 1) : [])]);
    });
    return family;
  });
  const goals = Array.from({ length: 22 }, () => add(between(10, 120)));
  for (const goal of goals) needAll(goal, pick(trunk, between(1, 3)));
  for (let choices = between(10, 30); choices > 0; choices--) {
    const owner = chance(0.7) ? pick(goals, 1)[0]! : between(20, trunk.length - 1);
    const members = pick(families, between(2, 4)).flatMap((family) => pick(family, 1));
    groups[owner]!.push({ need: members.length > 2 && chance(0.12) ? 2 : 1, members });
  }
  const builder = new AndOrBuilder();
  for (const own of groups) {
    builder.startNode();
    for (const { need, members } of own) builder.addGroup(need, members);
  }
  return {
    andOr: builder.build(),
    costs: Int32Array.from(costs),
    goals: goals.map((node) => ({ node, importance: between(1, 10) })),
  };
}
