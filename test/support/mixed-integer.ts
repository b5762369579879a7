import loadHighs from 'highs';
import { components } from '../../src/curriculum/components.ts';
import type { SelectionProblem } from '../../src/planner/select/problem.ts';

export type CheapestCost = (problem: SelectionProblem) => number | null;

/**
 * Gives a judge that has nothing in common with our search: the problem as a mixed-integer program, solved by HiGHS to a
 * gap of 0. What is needed on a cycle must have a smaller time label than what needs it, so that nothing justifies itself.
 */
export async function loadJudge(): Promise<CheapestCost> {
  const highs = await load();
  return (problem) => {
    const options = { presolve: 'on', mip_rel_gap: 0, mip_abs_gap: 0, output_flag: false } as const;
    const { Status, ObjectiveValue } = highs.solve(programOf(problem), options);
    if (Status === 'Infeasible') return null;
    if (Status !== 'Optimal') throw new Error(`HiGHS ended with ${Status}`);
    return Math.round(ObjectiveValue);
  };
}

/** The package's types are of its CommonJS build, whose loader is under `default`; what Node imports is the loader. */
const load = loadHighs as unknown as typeof loadHighs.default;

/** As LP text: `x` a node that holds, `y` a membership that a group rests on, `t` a time label. */
function programOf({ andOr, targets, known, excluded, costs }: SelectionProblem): string {
  const { componentOf, isCyclic } = components(andOr);
  const nodes = [...costs.keys()].filter((node) => known[node] === 0);
  const rows: string[] = targets.filter((node) => known[node] === 0).map((node) => `x${node} = 1`);
  const binaries = nodes.map((node) => `x${node}`);
  for (const node of nodes) {
    if (excluded[node] === 1) rows.push(`x${node} = 0`);
    for (let group = andOr.groupStart[node]!; group < andOr.groupStart[node + 1]!; group++) {
      const members = [
        ...andOr.members.subarray(andOr.memberStart[group], andOr.memberStart[group + 1]),
      ];
      const open = members.filter((member) => known[member] === 0);
      const need = andOr.need[group]! - (members.length - open.length);
      if (need <= 0) continue;
      if (open.length < need) rows.push(`x${node} = 0`);
      else
        rows.push(
          `${open.map((member) => `y${group}_${member}`).join(' + ')} - ${need} x${node} >= 0`,
        );
      for (const member of open) {
        const y = `y${group}_${member}`;
        binaries.push(y);
        rows.push(`${y} - x${member} <= 0`);
        const onCycle = isCyclic[componentOf[node]!] === 1;
        if (!onCycle || componentOf[member] !== componentOf[node]) continue;
        const most = costs.length;
        rows.push(`t${node} - t${member} - ${most + 1} ${y} >= ${-most}`);
      }
    }
  }
  const price = nodes.map((node) => `${costs[node]} x${node}`).join(' + ');
  const labels = nodes.map((node) => `0 <= t${node} <= ${costs.length}`);
  return [
    `Minimize\n cost: ${price || '0 x'}`,
    `Subject To\n ${rows.map((row, index) => `r${index}: ${row}`).join('\n ') || 'r: x >= 0'}`,
    `Bounds\n ${labels.join('\n ')}`,
    `Binary\n ${binaries.join(' ')}`,
    'End',
  ].join('\n');
}
