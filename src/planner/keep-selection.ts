import type { Knowledge } from './infer.ts';
import { nodesOfKeys } from './node-of-key.ts';
import type { Solution } from './solve.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** So many ways back to earlier steps are tried: first all of those that are missing, then one after the other. */
const triesMax = 5;

/**
 * A solution that costs no more and has more of the steps of the roadmap whose order is to be kept, where there is one, else
 * the same: of plans of equal cost a roadmap that needn't change doesn't, whatever things are called by now. Where a plan
 * has nothing new there is nothing that an earlier step could stand in the place of.
 *
 * @param solveWith solves with nodes that must hold besides.
 */
export function* keepSelection(
  wishes: Wishes,
  knowledge: Knowledge,
  found: Solution,
  solveWith: (also: readonly number[]) => Work<Solution | null>,
): Work<Solution> {
  const { graph, keepOrder, exclusions } = wishes;
  if (keepOrder.length === 0 || !found.proof.optimal) return found;
  const kept = new Set(nodesOfKeys(graph, keepOrder));
  if (found.planned.every((node) => kept.has(node))) return found;
  const planned = new Set(found.planned);
  const excluded = new Set(exclusions.flatMap(({ nodes }) => nodes));
  const missing = [...kept].filter(
    (node) =>
      node < graph.nodes.firstProject &&
      knowledge.known[node] === 0 &&
      !planned.has(node) &&
      !excluded.has(node),
  );
  let best = found;
  const also: number[] = [];
  const tries = missing.length > 1 ? [missing, ...missing.map((node) => [node])] : [missing];
  for (const some of tries.slice(0, triesMax)) {
    if (some.every((node) => best.planned.includes(node))) continue;
    const solution = yield* solveWith([...also, ...some]);
    const { optimal, weightedHours } = solution?.proof ?? { optimal: false, weightedHours: 0 };
    if (!optimal || weightedHours !== best.proof.weightedHours) continue;
    best = solution!;
    also.push(...some);
  }
  return best;
}
