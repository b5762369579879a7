import type { Defect, DocumentPath } from '../../../curriculum/defect.ts';
import type { CurriculumDocument } from '../../../curriculum/document.ts';
import { resolveDocument } from '../../../curriculum/resolve-document.ts';
import type { CheckedShape } from './check-shape.ts';

/**
 * What is wrong with the names in a document whose shape isn't right everywhere, so that an author hears of both at
 * once. Says nothing of what was put in for what is wrong, nor anything where whole lists of names are missing.
 */
export function nameDefects(
  checked: CheckedShape,
  misplaced: readonly Defect[],
): readonly Defect[] {
  const isIncomplete =
    !checked.isComplete ||
    checked.filled.some(isOfScales) ||
    misplaced.some(({ path }) => isOfScales(path));
  if (isIncomplete) return [];
  const document = checked.value as CurriculumDocument;
  allowEveryLevel(document, checked.filled);
  const resolution = resolveDocument(document);
  if (resolution.kind === 'curriculum') return [];
  const told = new PathSet();
  for (const path of checked.filled) told.add(path);
  for (const { code, path } of checked.problems) if (!isOfKeys(code)) told.add(path);
  return resolution.defects.filter(({ path }) => !told.covers(path));
}

function isOfKeys(code: string): boolean {
  return code === 'unknown-key' || code === 'duplicate-key';
}

/** Whether names are lost that others may refer to: a list as a whole, or an entry of a scale. */
function isOfScales(path: DocumentPath): boolean {
  const [key] = path;
  if (['levels', 'sides', 'interests', 'areas'].includes(String(key))) return true;
  return path.length <= 1 && !['curriculum', 'title', 'summary'].includes(String(key));
}

/** A skill whose hours can't be read may have any level. */
function allowEveryLevel(document: CurriculumDocument, filled: readonly DocumentPath[]): void {
  const levels = document.levels.map((level) => (typeof level === 'string' ? level : level.id));
  const hours = Object.fromEntries(levels.map((level) => [level, 1]));
  for (const [list, index, key] of filled) {
    const skill = list === 'skills' ? document.skills?.[Number(index)] : undefined;
    if (skill && (key === 'hours' || key === undefined)) skill.hours = hours;
  }
}

class PathSet {
  readonly #root: PathStep = { isEnd: false, next: new Map() };

  add(path: DocumentPath): void {
    let at = this.#root;
    for (const step of path) {
      let next = at.next.get(step);
      if (!next) {
        next = { isEnd: false, next: new Map() };
        at.next.set(step, next);
      }
      at = next;
    }
    at.isEnd = true;
  }

  /** Whether the path, or the beginning of it, is in the set. */
  covers(path: DocumentPath): boolean {
    let at: PathStep | undefined = this.#root;
    for (const step of path) {
      at = at.next.get(step);
      if (!at || at.isEnd) return at !== undefined;
    }
    return false;
  }
}

interface PathStep {
  isEnd: boolean;
  readonly next: Map<string | number, PathStep>;
}
