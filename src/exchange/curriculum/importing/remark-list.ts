import { counted } from '../../../util/counted.ts';
import { type ImportRemark, importRemarkKinds } from '../importer.ts';
import type { Place } from '../native.ts';

/** So many of each kind stand in a report; the others are counted. */
export const remarksMax = 2_000;

type Kind = ImportRemark['kind'];

/** Gathers what did not come over as it was. Of a kind with very many remarks the last one tells how many more there are. */
export class RemarkList {
  readonly #remarks: ImportRemark[] = [];
  readonly #counts = new Map<Kind, number>();
  readonly #last = new Map<Kind, Place>();

  add(kind: Kind, { file, line, column }: Place, subject: string, message: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    const place = { file, line, column };
    this.#counts.set(kind, count);
    this.#last.set(kind, place);
    if (count <= remarksMax)
      this.#remarks.push({ kind, subject: shortened(subject), message, ...place });
  }

  /** All of them, in the order of the files. */
  all(): ImportRemark[] {
    const remarks = [...this.#remarks];
    for (const kind of importRemarkKinds) {
      const more = (this.#counts.get(kind) ?? 0) - remarksMax;
      if (more <= 0) continue;
      const message = `There ${more === 1 ? 'is' : 'are'} ${counted(more, 'more remark')} of this kind, which would not fit here.`;
      remarks.push({ kind, subject: 'the rest', message, ...this.#last.get(kind)! });
    }
    return remarks
      .map((remark, index) => ({ remark, index }))
      .sort((one, two) => byPlace(one.remark, two.remark) || one.index - two.index)
      .map(({ remark }) => remark);
  }
}

function byPlace(one: Place, two: Place): number {
  if (one.file !== two.file) return one.file < two.file ? -1 : 1;
  return one.line - two.line || one.column - two.column;
}

const subjectMax = 100;

/** A text of somebody else's as it can stand in a sentence: on one line and not for ever. */
export function shortened(text: string, charactersMax = subjectMax): string {
  const line = text
    .slice(0, 4 * charactersMax)
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1).trimEnd()}…`;
}
