import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../src/curriculum/analytics.ts';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { graph } from '../support/curricula.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';

function figures(of: CurriculumGraph) {
  const work = figuresOf(of);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

function table(drawing: string) {
  const drawn = graph(drawing);
  const { competencies } = figures(drawn);
  return Object.fromEntries(
    Array.from(competencies.blocks, (blocks, node) => [
      drawn.competencyOf(node).skill,
      [blocks, competencies.leadsTo[node], competencies.delay[node], competencies.centrality[node]],
    ]),
  );
}

describe('figures of a curriculum without alternatives', () => {
  it('are those of the textbook', () =>
    // Blocks for certain, blocks at the most, delay, centrality.
    expect(table('a; b: a; c: b; d: b; e: c & d')).toEqual({
      a: [4, 4, 4, 0],
      b: [3, 3, 4, 8],
      c: [1, 1, 4, 4],
      d: [1, 1, 4, 4],
      e: [0, 0, 4, 0],
    }));

  it('are those of their definitions, chain by chain', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { between, pick } = dice(seed);
      const count = between(1, 9);
      const needs = Array.from({ length: count }, (_, index) =>
        pick(
          Array.from({ length: index }, (_, other) => other),
          between(0, 3),
        ),
      );
      const drawn = graph(
        needs.map((of, index) => `s${index}: ${of.map((n) => `s${n}`).join(' & ')}`).join('\n'),
      );
      const expected = byDefinition(needs);
      const { competencies, complexity, longestChain } = figures(drawn);
      expect(Array.from(competencies.blocks)).toEqual(expected.blocking);
      expect(Array.from(competencies.leadsTo)).toEqual(expected.blocking);
      expect(Array.from(competencies.delay)).toEqual(expected.delay);
      expect(Array.from(competencies.centrality)).toEqual(expected.centrality);
      expect(complexity).toBe(sum(expected.blocking) + sum(expected.delay));
      expect(longestChain.length).toBe(Math.max(...expected.delay));
    }
  });
});

describe('figures of a curriculum with alternatives', () => {
  it('tell what is needed for certain from what may be', () =>
    expect(table('a; b; c: a | b; d: c & a')).toEqual({
      a: [1, 2, 3, 0],
      b: [0, 2, 1, 0],
      c: [1, 1, 3, 3],
      d: [0, 0, 3, 0],
    }));

  it('take the way on which something is held soonest, through groups in groups', () => {
    const drawn = graph('a; b: a; c: b; d: c | (b & a); e: 2 of (c, b, a)');
    const { competencies, longestChain } = figures(drawn);
    expect(Array.from(competencies.delay)).toEqual([3, 3, 3, 3, 3]);
    expect(longestChain.map((node) => drawn.competencyOf(node).skill)).toEqual(['a', 'b', 'c']);
  });

  it('count what is out of reach without a competency', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const built = CurriculumGraph.build(randomCurriculum(seed, 8));
      if (built.kind === 'unsound') continue;
      const { nodes } = built.graph;
      const { competencies } = figures(built.graph);
      for (let node = 0; node < nodes.firstProject; node++) {
        const without = new Uint8Array(nodes.nodeCount);
        without[node] = 1;
        const { round } = forwardChain(nodes, without);
        const lost = round.subarray(0, nodes.firstProject).filter((each) => each === -1);
        expect(competencies.blocks[node]).toBe(lost.length - 1);
        expect(competencies.leadsTo[node]).toBeGreaterThanOrEqual(competencies.blocks[node]!);
        expect(competencies.leadsTo[node]).toBe(reached(built.graph, node));
      }
    }
  });

  it('keep the chain that takes most hours apart from the longest', () => {
    const drawn = graph('a 9; b 1; c 1: b; d 1: c; e 1: a');
    const { longestChain, slowestChain } = figures(drawn);
    expect(longestChain.map((node) => drawn.competencyOf(node).skill)).toEqual(['b', 'c', 'd']);
    expect(slowestChain.map((node) => drawn.competencyOf(node).skill)).toEqual(['a', 'e']);
  });

  it('are not finite where there are too many chains to count', () => {
    const rungs = Array.from({ length: 1_100 }, (_, index) =>
      index === 0 ? 'a0; b0' : `a${index}: a${index - 1} & b${index - 1}; b${index}: a${index}`,
    );
    const { competencies } = figures(graph(rungs.join('\n')));
    expect(competencies.centrality.some((each) => !Number.isFinite(each))).toBe(true);
  });
});

/** All three of every vertex, by going along every chain. */
function byDefinition(needs: readonly (readonly number[])[]) {
  const users = needs.map((_, vertex) =>
    needs.flatMap((of, user) => (of.includes(vertex) ? [user] : [])),
  );
  const chains: number[][] = [];
  const walk = (chain: number[]): void => {
    const next = users[chain.at(-1)!]!;
    if (next.length === 0) chains.push(chain);
    for (const user of next) walk([...chain, user]);
  };
  for (const [vertex, of] of needs.entries()) if (of.length === 0) walk([vertex]);
  const through = (vertex: number) => chains.filter((chain) => chain.includes(vertex));
  return {
    blocking: needs.map(
      (_, vertex) =>
        new Set(through(vertex).flatMap((chain) => chain.slice(chain.indexOf(vertex) + 1))).size,
    ),
    delay: needs.map((_, vertex) => Math.max(...through(vertex).map(({ length }) => length))),
    centrality: needs.map((_, vertex) =>
      sum(
        through(vertex)
          .filter((chain) => chain[0] !== vertex && chain.at(-1) !== vertex)
          .map(({ length }) => length),
      ),
    ),
  };
}

/** How many other competencies may need this one, one after the other. */
function reached({ nodes }: CurriculumGraph, from: number): number {
  const { userStart, users, owner, firstProject } = nodes;
  const seen = new Set([from]);
  for (const node of seen)
    for (const group of users.subarray(userStart[node], userStart[node + 1]))
      seen.add(owner[group]!);
  return [...seen].filter((node) => node < firstProject).length - 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
