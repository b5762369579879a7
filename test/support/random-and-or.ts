import { type AndOr, AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { dice } from './random.ts';

/** A random AND/OR graph with hard needs, any-of and at-least-n groups, in circles where asked. */
export function randomAndOr(seed: number, nodes: number, isCyclic: boolean): AndOr {
  const { between, chance, pick } = dice(seed);
  const builder = new AndOrBuilder();
  const all = Array.from({ length: nodes }, (_, node) => node);
  for (const node of all) {
    builder.startNode();
    const others = isCyclic ? all : all.slice(0, node);
    for (let groups = chance(0.3) ? 0 : between(1, 2); groups > 0; groups--) {
      const members = pick(others, between(1, 4));
      if (members.length > 0) builder.addGroup(between(1, members.length), members);
    }
  }
  return builder.build();
}
