/**
 * As many elements of a finite strict partial order as can be had with no two of them related (Dilworth, by a largest
 * matching of Hopcroft and Karp and the cover that König draws from it). Of several such sets, the lowest.
 *
 * @param above by element, all elements above it: the relation has to be transitive.
 */
export function largestAntichain(above: readonly (readonly number[])[]): number[] {
  const { upOf, downOf } = largestMatching(above);
  const below: number[][] = above.map(() => []);
  above.forEach((highers, element) => {
    for (const higher of highers) below[higher]!.push(element);
  });
  // König, from the upper ends that are free: what alternating paths reach.
  const isUpperReached = new Uint8Array(above.length);
  const isLowerReached = new Uint8Array(above.length);
  const open: number[] = [];
  downOf.forEach((down, element) => {
    if (down !== -1) return;
    isUpperReached[element] = 1;
    open.push(element);
  });
  for (let upper = open.pop(); upper !== undefined; upper = open.pop()) {
    for (const lower of below[upper]!) {
      if (isLowerReached[lower] === 1) continue;
      isLowerReached[lower] = 1;
      const next = upOf[lower]!;
      if (next === -1 || isUpperReached[next] === 1) continue;
      isUpperReached[next] = 1;
      open.push(next);
    }
  }
  return above
    .map((_, element) => element)
    .filter((element) => isUpperReached[element] === 1 && isLowerReached[element] === 0);
}

/** Pairs of an element and one above it, no element twice on the same side; -1 where an element is in none. */
function largestMatching(above: readonly (readonly number[])[]) {
  const upOf = new Int32Array(above.length).fill(-1);
  const downOf = new Int32Array(above.length).fill(-1);
  const layer = new Int32Array(above.length);
  while (layOut(above, upOf, downOf, layer)) {
    const next = new Int32Array(above.length);
    for (let element = 0; element < above.length; element++) {
      if (upOf[element] === -1) augment(element);
    }

    /** Follows one shortest path from a free element to a free upper end, and pairs along it. */
    function augment(start: number): void {
      const path = [start];
      while (path.length > 0) {
        const lower = path.at(-1)!;
        const upper = above[lower]![next[lower]!];
        if (upper === undefined) {
          layer[lower] = -1;
          path.pop();
          if (path.length > 0) next[path.at(-1)!]! += 1;
          continue;
        }
        const partner = downOf[upper]!;
        if (partner === -1) {
          for (const each of path) {
            const taken = above[each]![next[each]!]!;
            upOf[each] = taken;
            downOf[taken] = each;
          }
          return;
        }
        if (layer[partner] === layer[lower]! + 1) path.push(partner);
        else next[lower]! += 1;
      }
    }
  }
  return { upOf, downOf };
}

/** By element, how many pairs lead to it from a free one, -1 for none; tells whether any path ends free. */
function layOut(
  above: readonly (readonly number[])[],
  upOf: Int32Array,
  downOf: Int32Array,
  layer: Int32Array,
): boolean {
  layer.fill(-1);
  const open: number[] = [];
  upOf.forEach((up, element) => {
    if (up !== -1) return;
    layer[element] = 0;
    open.push(element);
  });
  let isFree = false;
  for (const lower of open) {
    for (const upper of above[lower]!) {
      const partner = downOf[upper]!;
      if (partner === -1) isFree = true;
      else if (layer[partner] === -1) {
        layer[partner] = layer[lower]! + 1;
        open.push(partner);
      }
    }
  }
  return isFree;
}
