/** A list of 32-bit integers that grows, for building typed arrays whose length is not known before. */
export class IntList {
  #values = new Int32Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Int32Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** A copy of exactly the pushed values. */
  toArray(): Int32Array {
    return this.#values.slice(0, this.#length);
  }
}
