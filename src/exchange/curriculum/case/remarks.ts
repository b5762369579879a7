import type { ImportRemark } from '../importer.ts';
import type { Place } from '../native.ts';

/** Of each kind and reason so many are told one by one; of the others, how many there are. */
const eachMax = 200;
const subjectLength = 200;

/** Gathers what did not come over as it was; what is alike is told together once there is much of it. */
export class Remarks {
  readonly #groups = new Map<string, Told[]>();
  readonly #counts = new Map<string, number>();

  /**
   * @param reason says in a few words what all remarks of that kind have in common.
   * @param offset where it stands in the text.
   */
  add(
    kind: ImportRemark['kind'],
    reason: string,
    subject: string,
    message: string,
    offset: number,
  ) {
    const key = `${kind} ${reason}`;
    const told = this.#groups.get(key) ?? [];
    this.#groups.set(key, told);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (told.length < eachMax)
      told.push({ kind, reason, subject: subject.slice(0, subjectLength), message, offset });
  }

  /** In the order of the text. */
  all(place: (offset: number) => Place): ImportRemark[] {
    const told = [...this.#groups].flatMap(([key, group]) => {
      const more = this.#counts.get(key)! - group.length;
      const last = group.at(-1)!;
      if (more === 0) return group;
      return [
        ...group,
        { ...last, subject: 'CFPackage', message: `So it is with ${more} more: ${last.reason}.` },
      ];
    });
    return told
      .sort((one, two) => one.offset - two.offset)
      .map(({ kind, subject, message, offset }) => ({ kind, subject, message, ...place(offset) }));
  }
}

interface Told {
  readonly kind: ImportRemark['kind'];
  readonly reason: string;
  readonly subject: string;
  readonly message: string;
  readonly offset: number;
}
