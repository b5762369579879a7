import { foldText } from '../../../util/fold-text.ts';
import { idMax } from '../native/document-shape.ts';

/** Whether a text is an id as it stands. */
export function isSlug(text: string): boolean {
  return text.length <= idMax && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}

/** A text as an id, without accents and signs: `C# Basics` becomes `c-sharp-basics`; empty where nothing is left of it. */
export function slugFrom(text: string): string {
  const words = foldText(text.slice(0, 4 * idMax))
    .replace(/#/g, ' sharp ')
    .replace(/\+/g, ' plus ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  return words.slice(0, idMax).replace(/-+$/, '');
}

/** The ids of a name space, so that no two are the same. */
export class Slugs {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  has(slug: string): boolean {
    return this.#taken.has(slug);
  }

  /** The id of that text, or, where that is taken or there is none, one that is as near to it as can be. */
  claim(text: string, otherwise: string): string {
    const wanted = (isSlug(text) ? text : slugFrom(text)) || otherwise;
    let slug = wanted;
    for (let number = this.#next.get(wanted) ?? 2; this.#taken.has(slug); number += 1) {
      const end = `-${number}`;
      slug = wanted.slice(0, idMax - end.length).replace(/-+$/, '') + end;
      this.#next.set(wanted, number + 1);
    }
    this.#taken.add(slug);
    return slug;
  }
}

/** `visual-design` becomes `Visual design`. */
export function titleFrom(slug: string): string {
  return slug.slice(0, 1).toUpperCase() + slug.slice(1).replaceAll('-', ' ');
}
