import { DirectedGraph } from 'graphology';
import { topologicalSort } from 'graphology-dag';
import toposort from 'toposort';
import { forwardChain } from '../../src/curriculum/forward-chain.ts';
import { compileNodes, type Nodes } from '../../src/curriculum/nodes.ts';
import { invariant } from '../../src/util/invariant.ts';
import { type Bench, line } from './bench.ts';
import { largeCurriculum } from './large-curriculum.ts';
import { short, timed, times } from './measure.ts';

const skillCount = 100_000;
/** Curricula of different seeds take turns, since the processor learns one that is repeated. */
const seeds = [1, 2, 3];
const rounds = 20;

export const wholeOrderBench: Bench = {
  name: 'whole-order',
  title: 'An order of everything',
  method:
    `Every node of ${skillCount.toLocaleString('en-US')} skills with 3.6 edges each after enough of what it needs, as \`forwardChain\` derives them when a curriculum is compiled, with how deep each lies; ` +
    `seeds ${seeds.join(', ')} in turn, the best of each. The bare walk adds up one value an edge, read from where the edge points. Peers take every edge for a hard need.`,
  run: async () => {
    const all = seeds.map((seed) => compileNodes(largeCurriculum(skillCount, seed)));
    const walks = all.map(() => Number.POSITIVE_INFINITY);
    const orders = all.map(() => Number.POSITIVE_INFINITY);
    for (let round = 0; round < rounds; round++) {
      all.forEach((nodes, index) => {
        // Twice, so that both find the graph where the other left it.
        for (const _ of [1, 2]) {
          walks[index] = Math.min(
            walks[index]!,
            timed(() => walk(nodes)),
          );
          orders[index] = Math.min(
            orders[index]!,
            timed(() => forwardChain(nodes)),
          );
        }
      });
    }
    for (const nodes of all) checkOrder(nodes, forwardChain(nodes).order);
    const own = sum(orders) / seeds.length;
    const bare = sum(walks) / seeds.length;
    const [first] = all as [Nodes];
    const measured = `${short(own)} ms`;
    return [
      line(
        'beside a bare walk over all edges',
        measured,
        `${short(bare)} ms, we take ${times(own / bare)} as long`,
        { figure: own / bare, atMost: 3, unit: 'x' },
      ),
      ...[
        { what: '`toposort`', took: timeToposort(first) },
        { what: '`graphology-dag`', took: timeGraphology(first) },
      ].map(({ what, took }) =>
        line(`beside ${what}`, measured, `${short(took)} ms, ${times(took / own)}`, {
          figure: took / own,
          atLeast: 50,
          unit: 'x',
        }),
      ),
    ];
  },
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What no order can do without: every edge is read once, and something where it points. */
function walk({ nodeCount, userStart, users, owner }: Nodes): number {
  let total = 0;
  for (let node = 0; node < nodeCount; node++) {
    const end = userStart[node + 1]!;
    for (let at = userStart[node]!; at < end; at++) total += owner[users[at]!]!;
  }
  return total;
}

function checkOrder(nodes: Nodes, order: Int32Array): void {
  const { nodeCount, groupStart, need, memberStart, members } = nodes;
  invariant(order.length === nodeCount, 'all nodes are ordered');
  const isDone = new Uint8Array(nodeCount);
  for (const node of order) {
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      let held = 0;
      for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
        held += isDone[members[at]!]!;
      }
      invariant(held >= need[group]!, 'each node comes after enough of what it needs');
    }
    isDone[node] = 1;
  }
}

/** The better of two: the first is slowed down by compiling. */
function timeToposort(nodes: Nodes): number {
  const names = Array.from({ length: nodes.nodeCount }, (_, node) => `node-${node}`);
  const edges = edgesOf(nodes).map(([from, to]): [string, string] => [names[from]!, names[to]!]);
  const sort = (): string[] => toposort.array(names, edges);
  return Math.min(timed(sort), timed(sort));
}

function timeGraphology(nodes: Nodes): number {
  const graph = new DirectedGraph();
  for (let node = 0; node < nodes.nodeCount; node++) graph.addNode(`node-${node}`);
  for (const [from, to] of edgesOf(nodes)) graph.mergeEdge(`node-${from}`, `node-${to}`);
  const sort = (): string[] => topologicalSort(graph);
  return Math.min(timed(sort), timed(sort));
}

/** From what is needed to what needs it. */
function edgesOf({ nodeCount, userStart, users, owner }: Nodes): [number, number][] {
  const edges: [number, number][] = [];
  for (let node = 0; node < nodeCount; node++) {
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      edges.push([node, owner[users[at]!]!]);
    }
  }
  return edges;
}
