import type { CurriculumGraph } from '../curriculum/graph.ts';

/** The competency or project of a step's key; undefined where the graph has it no more. */
export function nodeOfKey(graph: CurriculumGraph, key: string): number | undefined {
  const at = key.indexOf('@');
  if (at !== -1) {
    return graph.nodeOfCompetency({ skill: key.slice(0, at), level: key.slice(at + 1) });
  }
  return graph.project(key) === undefined ? undefined : graph.nodeOf(key);
}

/** Those that the graph has still, in the same order. */
export function nodesOfKeys(graph: CurriculumGraph, keys: readonly string[]): number[] {
  return keys.map((key) => nodeOfKey(graph, key)).filter((node) => node !== undefined);
}
