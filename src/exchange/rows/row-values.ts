/** Reads the properties of a row, and notes all that is wrong with them. */
export class RowValues {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #problems: RowProblem[] = [];
  readonly #read = new Set<string>();

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | null {
    const value = this.#take(name);
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    return this.#wrong(name, 'must be a text.');
  }

  number(name: string): number | null {
    const value = this.#take(name);
    if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
    const isNumber = typeof value === 'string' && /^-?\d+([.,]\d+)?$/.test(value);
    return isNumber ? Number(value.replace(',', '.')) : this.#wrong(name, 'must be a number.');
  }

  /** One of the words, however it is written. */
  choice<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const value = this.#take(name);
    if (value === null) return null;
    const found = words.find((word) => word === String(value).toUpperCase());
    return (
      found ?? this.#wrong(name, `must be one of ${words.map((word) => `\`${word}\``).join(', ')}.`)
    );
  }

  /** A day, or a moment with its time zone, as ISO 8601 has them. */
  instant(name: string): Date | null {
    const value = this.#take(name);
    if (value === null) return null;
    const isTime = typeof value === 'string' && isoTime.test(value);
    const time = isTime ? new Date(value) : null;
    return time && Number.isFinite(Number(time))
      ? time
      : this.#wrong(
          name,
          'must be a day or a moment, such as `2027-03-01` or `2027-03-01T09:30:00Z`.',
        );
  }

  /** An object; null where there is none. */
  nested(name: string): RowValues | null {
    const value = this.#take(name);
    if (value === null) return null;
    if (typeof value === 'object' && !Array.isArray(value))
      return new RowValues(value as Record<string, unknown>);
    return this.#wrong(name, 'must be an object.');
  }

  /** A list of objects, which may be left out. */
  list(name: string): readonly RowValues[] {
    const value = this.#take(name);
    if (value === null) return [];
    if (Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null))
      return value.map((each) => new RowValues(each));
    this.#wrong(name, 'must be a list of objects.');
    return [];
  }

  /** As it came. */
  any(name: string): unknown {
    return this.#take(name);
  }

  add(path: string, message: string): void {
    this.#problems.push({ path, message });
  }

  /** All that is wrong, with properties that nobody asked for. */
  problems(): readonly RowProblem[] {
    const strange = Object.keys(this.#values).filter((name) => !this.#read.has(name));
    const known = [...this.#read].join(', ');
    return [
      ...this.#problems,
      ...strange.slice(0, 5).map((name) => ({
        path: name.slice(0, 100),
        message: `There is no property \`${name.slice(0, 100)}\`; those that there are: ${known}.`,
      })),
    ];
  }

  #take(name: string): unknown {
    this.#read.add(name);
    return Object.hasOwn(this.#values, name) ? (this.#values[name] ?? null) : null;
  }

  #wrong(name: string, says: string): null {
    this.add(name, `\`${name}\` ${says}`);
    return null;
  }
}

export interface RowProblem {
  readonly path: string;
  readonly message: string;
}

const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d))?$/;
