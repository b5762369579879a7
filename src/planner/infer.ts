import { components } from '../curriculum/components.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { landmarkBlock } from '../curriculum/landmarks.ts';
import { competencyKey } from '../curriculum/requirement.ts';
import { relevantPart } from './relevant-part.ts';
import type { KnownCompetency } from './roadmap.ts';
import type { Wishes } from './wishes.ts';

export interface Knowledge {
  /** By node: 1 where it is known; projects where they are completed. */
  readonly known: Uint8Array;
  /** The known competencies, in order of slug and level, with their provenance. */
  readonly list: readonly KnownCompetency[];
}

/**
 * What a learner knows: what is declared, the levels below it, and, where asked, what every derivation of it holds. Under
 * alternatives that is only what all of them have in common. What is denied is not inferred.
 */
export function knowledgeOf(
  wishes: Pick<Wishes, 'graph' | 'declared' | 'denied' | 'infers' | 'completedProjects'>,
  declared: readonly number[] = wishes.declared,
): Knowledge {
  const { graph } = wishes;
  const known = new Uint8Array(graph.nodes.nodeCount);
  const list: [node: number, competency: KnownCompetency][] = [];
  const learn = (
    node: number,
    provenance: KnownCompetency['provenance'],
    because: string,
  ): void => {
    if (known[node] === 1) return;
    known[node] = 1;
    list.push([node, { competency: graph.competencyOf(node), provenance, because }]);
  };
  for (const node of declared) learn(node, 'DECLARED', 'You say that you know it.');
  for (const node of declared) {
    for (const lower of levelsBelow(graph, node)) {
      learn(lower, 'INFERRED', `You know \`${graph.keyOf(node)}\`, a higher level of it.`);
    }
  }
  for (const [node, source] of wishes.infers ? impliedBy(graph, declared) : []) {
    if (wishes.denied[node] === 1) continue;
    learn(
      node,
      'INFERRED',
      `Whoever knows \`${competencyKey(graph.competencyOf(source))}\` knows it.`,
    );
  }
  for (const node of wishes.completedProjects) known[node] = 1;
  list.sort(([left], [right]) => left - right);
  return { known, list: list.map(([, competency]) => competency) };
}

function levelsBelow(graph: CurriculumGraph, node: number): number[] {
  const lowest = graph.nodes.firstOfSkill[graph.nodes.skillOf[node]!]!;
  return Array.from({ length: node - lowest }, (_, rank) => lowest + rank);
}

/**
 * Each competency that every derivation of a declared one holds, itself included, with the first declared one that it
 * follows from.
 */
export function impliedBy(
  graph: CurriculumGraph,
  declared: readonly number[],
): ReadonlyMap<number, number> {
  const held = heldWith(graph, declared);
  const sourceOf = new Map<number, number>();
  for (const source of declared) {
    for (const node of held.get(source)!) if (!sourceOf.has(node)) sourceOf.set(node, source);
  }
  return sourceOf;
}

/** By competency, what is held with it. */
type HeldWith = Map<number, readonly number[]>;

interface KeptHeldWith {
  readonly lists: HeldWith;
  /** The length of all lists. */
  length: number;
}

const keptByGraph = new WeakMap<CurriculumGraph, KeptHeldWith>();

/** Once the lists that are kept for a graph are longer together, all are found anew. */
const lengthMax = 500_000;

/**
 * By declared competency, those that every derivation of it holds, itself included. That depends on the graph alone, and
 * many declare the same, so it is kept.
 */
function heldWith(graph: CurriculumGraph, declared: readonly number[]): HeldWith {
  const kept = keptByGraph.get(graph) ?? { lists: new Map(), length: 0 };
  if (declared.every((node) => kept.lists.has(node))) return kept.lists;
  const isFull = kept.length > lengthMax;
  const next: KeptHeldWith = isFull ? { lists: new Map(), length: 0 } : kept;
  const missing = declared.filter((node) => !next.lists.has(node));
  for (const [source, list] of findHeldWith(graph, missing)) {
    next.lists.set(source, list);
    next.length += list.length;
  }
  keptByGraph.set(graph, next);
  return next.lists;
}

/** Landmarks are looked for among so many words of 32 candidates at a time, to bound the memory. */
const blockWords = 128;

function findHeldWith(graph: CurriculumGraph, sources: readonly number[]): HeldWith {
  const { nodes, andOr, numberOf } = relevantPart(graph.nodes, sources, graph.unmarked);
  const parts = components(andOr);
  const lists = new Map(sources.map((source) => [source, [] as number[]]));
  for (let first = 0; first < nodes.length; first += blockWords * 32) {
    const words = Math.min(blockWords, (nodes.length - first + 31) >> 5);
    const rows = landmarkBlock(andOr, parts, first, words);
    for (const [source, list] of lists) {
      const row = numberOf[source]! * words;
      for (let word = 0; word < words; word++) {
        for (let bits = rows[row + word]!; bits !== 0; bits &= bits - 1) {
          const node = nodes[first + word * 32 + 31 - Math.clz32(bits & -bits)];
          if (node !== undefined && node < graph.nodes.firstProject) list.push(node);
        }
      }
    }
  }
  return lists;
}
