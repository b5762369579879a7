import type { CurriculumGraph } from '../../curriculum/graph.ts';
import type { ArgumentLine } from '../refusal.ts';
import { relevantPart } from '../relevant-part.ts';
import type { NamedNodes } from '../wishes.ts';
import { lineOf } from './argument-line.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { refute } from './refute.ts';

export interface Argument {
  /** In reading order; the last says that the target can't be reached. */
  readonly lines: readonly ArgumentLine[];
  /** How many lines come before the first. */
  readonly leftOut: number;
}

/** Of a longer argument only the end is told. */
const linesMax = 30;

/**
 * Why exclusions rule a competency, project or career path out, as a person would argue: each line follows from what is
 * excluded and from the curriculum, or from lines before it. What several lines rest on is told once and referred to by
 * its number, as PubGrub does (Weizenbaum 2018).
 *
 * @param target its node in the graph, which the exclusions together rule out.
 */
export function argue(
  graph: CurriculumGraph,
  known: Uint8Array,
  exclusions: readonly NamedNodes[],
  target: number,
): Argument {
  const part = relevantPart(graph.nodes, [target], known);
  const blocked = new Uint8Array(part.andOr.nodeCount);
  for (const node of exclusions.flatMap(({ nodes }) => nodes)) {
    if (part.nodes[part.numberOf[node]!] === node) blocked[part.numberOf[node]!] = 1;
  }
  const refutations = refute(part.andOr, blocked, part.numberOf[target]!);
  const conclusions = inReadingOrder(conclude(graph.nodes, part, refutations, target), target);
  const numberOf = new Map<number, number>();
  const lines = conclusions.map((conclusion, index) => {
    for (const node of conclusion.about) numberOf.set(node, index + 1);
    const because = conclusion.from.map((node) => numberOf.get(node)!);
    return lineOf(graph, exclusions, {
      ...conclusion,
      number: index + 1,
      because: [...new Set(because)].sort((left, right) => left - right),
      isLast: index === conclusions.length - 1,
    });
  });
  const leftOut = Math.max(0, lines.length - linesMax);
  return { lines: lines.slice(leftOut), leftOut };
}

/** So many exclusions are told in one line. */
const exclusionsMax = 8;

/** Each conclusion after those that it follows from, and exclusions together right before the first that needs them. */
function inReadingOrder(
  conclusions: ReadonlyMap<number, Conclusion>,
  target: number,
): Conclusion[] {
  const told = new Set<number>();
  const list: Conclusion[] = [];
  const open: { conclusion: Conclusion; next: number }[] = [];
  const visit = (node: number): void => {
    const conclusion = conclusions.get(node)!;
    if (told.has(node) || conclusion.kind === 'EXCLUDED') return;
    for (const each of conclusion.about) told.add(each);
    open.push({ conclusion, next: 0 });
  };
  visit(target);
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const { conclusion } = last;
    const node = conclusion.from[last.next];
    last.next += 1;
    if (node !== undefined) {
      visit(node);
      continue;
    }
    open.pop();
    const excluded = conclusion.from
      .filter((each) => conclusions.get(each)!.kind === 'EXCLUDED' && !told.has(each))
      .sort((left, right) => left - right);
    for (let first = 0; first < excluded.length; first += exclusionsMax) {
      const about = excluded.slice(first, first + exclusionsMax);
      for (const each of about) told.add(each);
      list.push({ kind: 'EXCLUDED', about, from: [], choice: null });
    }
    list.push(conclusion);
  }
  return list.length > 0 ? list : [conclusions.get(target)!];
}
