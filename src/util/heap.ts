/** A binary heap of values; the one that no other precedes comes out first. */
export class Heap<Value> {
  readonly #values: Value[] = [];
  readonly #precedes: (left: Value, right: Value) => boolean;

  constructor(precedes: (left: Value, right: Value) => boolean) {
    this.#precedes = precedes;
  }

  get size(): number {
    return this.#values.length;
  }

  push(value: Value): void {
    const values = this.#values;
    let at = values.length;
    values.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#precedes(value, values[parent]!)) break;
      values[at] = values[parent]!;
      at = parent;
    }
    values[at] = value;
  }

  pop(): Value | undefined {
    const values = this.#values;
    const first = values[0];
    const last = values.pop();
    if (values.length === 0 || last === undefined) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= values.length) break;
      if (child + 1 < values.length && this.#precedes(values[child + 1]!, values[child]!))
        child += 1;
      if (!this.#precedes(values[child]!, last)) break;
      values[at] = values[child]!;
      at = child;
    }
    values[at] = last;
    return first;
  }
}
