import type { Highs, ModelData } from 'highs';
import type { AndOr } from '../../curriculum/and-or.ts';
import { components } from '../../curriculum/components.ts';
import { forwardChain } from '../../curriculum/forward-chain.ts';
import { IntList } from '../../util/int-list.ts';
import type { HardPart, HardPartAnswer } from './hard-part.ts';

export interface MixedIntegerLimits {
  /** Nodes of the solver's own search: counted, so that answers repeat. */
  readonly nodes: number;
  /** The last resort, for a solver that takes long over each node. */
  readonly seconds: number;
}

/**
 * Solves a hard part as a mixed-integer program to a gap of 0. Each node is a binary variable, and each group a row: as many of
 * its members as it needs, where its owner is taken. What lies on a cycle carries a time label too, smaller than that of what
 * rests on it, so that nothing justifies itself.
 */
export function solveMixedInteger(
  highs: Highs,
  part: HardPart,
  { nodes, seconds }: MixedIntegerLimits,
): HardPartAnswer {
  const program = new Program(part).build();
  return highs.withModel(program, (model): HardPartAnswer => {
    model.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 0,
      mip_max_nodes: nodes,
      time_limit: seconds,
    });
    model.run();
    const { modelStatus } = highs.constants;
    const status = model.getModelStatus();
    if (status === modelStatus.optimal || status === modelStatus.empty) {
      const taken = takenNodes(part, model.getSolution().colValue);
      if (taken !== null) {
        const cost = taken.reduce((sum, node) => sum + part.costs[node]!, 0);
        return { taken, lowerBound: cost, limitedBy: null };
      }
    }
    const bound = Number(model.info.get('mip_dual_bound'));
    return {
      taken: null,
      lowerBound: Number.isFinite(bound) ? Math.max(0, Math.ceil(bound - roundingTolerance)) : 0,
      limitedBy: status === modelStatus.timeLimit ? 'CLOCK' : 'SEARCH',
    };
  });
}

/** Prices are whole, so a bound may be rounded up; less what the solver's arithmetic may be off by. */
const roundingTolerance = 1e-4;

/** Null where the solver's arithmetic led to what is no plan. */
function takenNodes({ andOr, goal }: HardPart, values: Float64Array): number[] | null {
  const blocked = Uint8Array.from({ length: andOr.nodeCount }, (_, node) =>
    values[node]! > 0.5 ? 0 : 1,
  );
  const { round } = forwardChain(andOr, blocked);
  if (round[goal] === -1) return null;
  return [...round.keys()].filter((node) => round[node] !== -1);
}

/** Collects the rows of the program, compressed by row. Columns: the nodes, then labels, then memberships on cycles. */
class Program {
  readonly #part: HardPart;
  readonly #componentOf: Int32Array;
  readonly #isCyclic: Uint8Array;
  /** By component: how many nodes it has, the range of its time labels. */
  readonly #sizes: Int32Array;
  readonly #rowStarts = new IntList();
  readonly #columns = new IntList();
  readonly #values = new IntList();
  readonly #rowLowest = new IntList();
  /** By node on a cycle: the column of its label. */
  readonly #labelOf = new Map<number, number>();
  /** Of the columns beyond the nodes, the greatest value, and whether it has to be whole. */
  readonly #greatest: number[] = [];
  readonly #isWhole: number[] = [];

  constructor(part: HardPart) {
    this.#part = part;
    const { componentOf, componentCount, isCyclic } = components(part.andOr);
    this.#componentOf = componentOf;
    this.#isCyclic = isCyclic;
    this.#sizes = new Int32Array(componentCount);
    for (const component of componentOf) this.#sizes[component]! += 1;
  }

  build(): ModelData {
    const { andOr, costs, goal } = this.#part;
    // The solver takes no program without rows.
    this.#addRow(1, [goal, 1]);
    for (let group = 0; group < andOr.need.length; group++) this.#addGroup(andOr, group);
    const nodeCount = andOr.nodeCount;
    const numCols = nodeCount + this.#greatest.length;
    const numRows = this.#rowLowest.length;
    this.#rowStarts.push(this.#columns.length);
    const colCost = new Float64Array(numCols);
    colCost.set(costs);
    const colLower = new Float64Array(numCols);
    const colUpper = new Float64Array(numCols).fill(1);
    colUpper.set(this.#greatest, nodeCount);
    const integrality = new Int32Array(numCols).fill(1);
    integrality.set(this.#isWhole, nodeCount);
    return {
      numCols,
      numRows,
      colCost,
      colLower,
      colUpper,
      rowLower: Float64Array.from(this.#rowLowest.toArray()),
      rowUpper: new Float64Array(numRows).fill(Number.POSITIVE_INFINITY),
      integrality: integrality as ModelData['integrality'] & Int32Array,
      matrix: {
        format: 'csr',
        numRows,
        numCols,
        starts: this.#rowStarts.toArray(),
        indices: this.#columns.toArray(),
        values: Float64Array.from(this.#values.toArray()),
      },
    };
  }

  #addGroup({ need, owner, memberStart, members }: AndOr, group: number): void {
    const node = owner[group]!;
    const own = members.subarray(memberStart[group], memberStart[group + 1]);
    if (need[group] === own.length) {
      for (const member of own) {
        this.#addRow(0, [member, 1, node, -1]);
        if (this.#isCircular(node, member)) this.#addOrder(node, member, node);
      }
      return;
    }
    const row: number[] = [];
    for (const member of own)
      row.push(this.#isCircular(node, member) ? this.#rest(node, member) : member, 1);
    this.#addRow(0, [...row, node, -need[group]!]);
  }

  #isCircular(node: number, member: number): boolean {
    const component = this.#componentOf[node]!;
    return this.#componentOf[member] === component && this.#isCyclic[component] === 1;
  }

  /** A column that says that the node rests on the member, which then has to be taken, and before it. */
  #rest(node: number, member: number): number {
    const column = this.#addColumn(1, 1);
    this.#addRow(0, [member, 1, column, -1]);
    this.#addOrder(node, member, column);
    return column;
  }

  /** Where the column is 1, the member's label is smaller than the node's. */
  #addOrder(node: number, member: number, column: number): void {
    const size = this.#sizes[this.#componentOf[node]!]!;
    this.#addRow(1 - size, [this.#label(node), 1, this.#label(member), -1, column, -size]);
  }

  #label(node: number): number {
    const known = this.#labelOf.get(node);
    if (known !== undefined) return known;
    const column = this.#addColumn(this.#sizes[this.#componentOf[node]!]! - 1, 0);
    this.#labelOf.set(node, column);
    return column;
  }

  #addColumn(greatest: number, isWhole: number): number {
    this.#greatest.push(greatest);
    this.#isWhole.push(isWhole);
    return this.#part.andOr.nodeCount + this.#greatest.length - 1;
  }

  /** Adds `sum of value * column >= lowest`; entries are columns and values in turn, and a column may come again. */
  #addRow(lowest: number, entries: readonly number[]): void {
    const values = new Map<number, number>();
    for (let at = 0; at < entries.length; at += 2) {
      const column = entries[at]!;
      values.set(column, (values.get(column) ?? 0) + entries[at + 1]!);
    }
    this.#rowStarts.push(this.#columns.length);
    this.#rowLowest.push(lowest);
    for (const [column, value] of values) {
      this.#columns.push(column);
      this.#values.push(value);
    }
  }
}
