import { blockingOf } from './analytics/blocking.ts';
import { chainFigures, heaviestChain } from './analytics/chains.ts';
import { quickestWay } from './analytics/quickest-way.ts';
import type { CurriculumGraph } from './graph.ts';

/**
 * How hard a curriculum is to get through, as Curricular Analytics measures it (Heileman, Abdallah, Slim and Hickman 2018).
 * Its courses are our competencies: a skill at each of its levels. Where nothing leaves a choice the figures are theirs.
 */
export interface CurriculumFigures {
  /** By competency, in the graph's numbers. */
  readonly competencies: {
    /** The blocking factor for certain: so many others can't be held without it, whatever is chosen. */
    readonly blocks: Int32Array;
    /** The blocking factor at the most: so many others may be reached through it, by some choice or other. */
    readonly leadsTo: Int32Array;
    /** The delay factor: so many competencies has the longest chain through it. Choices are made for what is held soonest. */
    readonly delay: Int32Array;
    /** As `chainFigures` tells, choices made likewise; not finite where there are too many chains to count. */
    readonly centrality: Float64Array;
    /** `blocks` and `delay` together. */
    readonly complexity: Int32Array;
  };
  /** The complexity of all competencies together. */
  readonly complexity: number;
  /** The longest chain in competencies, and the one that takes most hours; what is needed first first. */
  readonly longestChain: readonly number[];
  readonly slowestChain: readonly number[];
}

/** Measures a curriculum. Yields now and then; kept with the graph, which never changes. */
export function* figuresOf(graph: CurriculumGraph): Generator<undefined, CurriculumFigures> {
  const known = kept.get(graph);
  if (known) return known;
  const links = quickestWay(graph);
  yield;
  const { delay, centrality } = chainFigures(links);
  const { blocks, leadsTo } = yield* blockingOf(graph);
  const complexity = blocks.map((count, node) => count + delay[node]!);
  const figures = {
    competencies: { blocks, leadsTo, delay, centrality, complexity },
    complexity: complexity.reduce((sum, each) => sum + each, 0),
    longestChain: heaviestChain(links, () => 1),
    slowestChain: heaviestChain(links, (node) => graph.nodes.tenths[node]!),
  };
  kept.set(graph, figures);
  return figures;
}

const kept = new WeakMap<CurriculumGraph, CurriculumFigures>();
