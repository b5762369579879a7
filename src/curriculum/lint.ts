import type { Defect } from './defect.ts';
import { DefectList } from './defect-list.ts';
import type { CurriculumGraph } from './graph.ts';
import { lintAreaOrder } from './lint/area-order.ts';
import { lintRedundancy } from './lint/redundancy.ts';
import { lintResources } from './lint/resources.ts';
import { lintUsage } from './lint/usage.ts';

/**
 * What is sound in a curriculum but worth another look, by rule and then in order of slug: skills and levels that
 * nothing leads to, prerequisites and alternatives that change nothing, areas in an order that prerequisites contradict,
 * resources without a link. Items are named in paths by their slug.
 */
export function lint(graph: CurriculumGraph): Defect[] {
  const warnings = new DefectList('warning');
  lintUsage(graph, warnings);
  lintRedundancy(graph, warnings);
  lintAreaOrder(graph, warnings);
  lintResources(graph, warnings);
  return warnings.all;
}
