/** Places that wait for their turn, as bits: the first of all comes out first, whenever it was added. */
export class DirtyList {
  readonly #words: Int32Array;
  /** No word before this one has a bit. */
  #first: number;

  /** @param count places are whole numbers from 0 up to, not including, this. */
  constructor(count: number) {
    this.#words = new Int32Array((count + 31) >> 5);
    this.#first = this.#words.length;
  }

  add(place: number): void {
    const word = place >> 5;
    this.#words[word]! |= 1 << (place & 31);
    if (word < this.#first) this.#first = word;
  }

  /** -1 where none is left. */
  takeFirst(): number {
    const words = this.#words;
    while (this.#first < words.length) {
      const bits = words[this.#first]!;
      if (bits !== 0) {
        words[this.#first] = bits & (bits - 1);
        return this.#first * 32 + 31 - Math.clz32(bits & -bits);
      }
      this.#first += 1;
    }
    return -1;
  }
}
