/** Keeps so many values by key, and lets go of the one that was used the longest time ago. */
export class BoundedCache<Value> {
  readonly #values = new Map<string, Value>();
  readonly #limits: { readonly entries: number; readonly keyLength: number };

  /** Keys longer than `keyLength` are not kept at all. */
  constructor(limits: { readonly entries: number; readonly keyLength: number }) {
    this.#limits = limits;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    if (key.length > this.#limits.keyLength) return;
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#limits.entries) return;
    const [oldest] = this.#values.keys();
    this.#values.delete(oldest!);
  }
}
