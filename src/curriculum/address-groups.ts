/** Addresses that are joined, and those that these are joined with. */
export class AddressGroups {
  readonly #next = new Map<string, string>();

  join(addresses: readonly string[]): void {
    const [first] = addresses;
    if (first === undefined) return;
    for (const address of addresses) this.#next.set(this.of(address), this.of(first));
  }

  /** One of them, the same for all. */
  of(address: string): string {
    let last = address;
    for (let next = this.#next.get(last); next !== undefined && next !== last; ) {
      last = next;
      next = this.#next.get(last);
    }
    // Whoever asks again finds it at once.
    for (let each = address; each !== last; ) {
      const next = this.#next.get(each)!;
      this.#next.set(each, last);
      each = next;
    }
    return last;
  }

  all(): readonly string[] {
    return [...this.#next.keys()];
  }
}
