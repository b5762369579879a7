/** Sorts the first `count` nodes by key, the smaller number first where keys are equal. */
export function sortByKey(nodes: Int32Array, count: number, keys: Float64Array): void {
  if (count > insertionMax) {
    nodes.subarray(0, count).sort((left, right) => keys[left]! - keys[right]! || left - right);
    return;
  }
  for (let next = 1; next < count; next++) {
    const node = nodes[next]!;
    const key = keys[node]!;
    let place = next;
    for (; place > 0; place--) {
      const other = nodes[place - 1]!;
      if (keys[other]! < key || (keys[other] === key && other < node)) break;
      nodes[place] = other;
    }
    nodes[place] = node;
  }
}

/** Few are sorted faster by moving each to its place. */
const insertionMax = 24;
