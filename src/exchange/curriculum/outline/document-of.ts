import type { DocumentPath } from '../../../curriculum/defect.ts';
import type {
  AreaDocument,
  CurriculumDocument,
  SkillDocument,
} from '../../../curriculum/document.ts';
import { counted } from '../../../util/counted.ts';
import type { ImportReading, ImportSettings } from '../importer.ts';
import { atMost } from '../importing/at-most.ts';
import { fileDefect } from '../importing/defective.ts';
import { remarkHoursByDefault } from '../importing/hours-by-default.ts';
import { mendText } from '../importing/mend-text.ts';
import { type RemarkList, shortened } from '../importing/remark-list.ts';
import { isSlug, Slugs, slugFrom, titleFrom } from '../importing/slugs.ts';
import { externalIdMax, largeListMax, summaryMax } from '../native/document-shape.ts';
import type { Place } from '../native.ts';
import type { Outline, OutlineItem } from './outline.ts';

/**
 * Makes a document of an outline: what holds nothing becomes a skill, what is at the top and holds something an area. Where
 * a skill stands in between, or what else is said of it, becomes a note.
 */
export function documentOf(
  outline: Outline,
  settings: ImportSettings,
  remarks: RemarkList,
): ImportReading {
  const tree = treeOf(outline);
  if (tree.circle !== null) {
    const { place, title } = tree.circle;
    const message = `\`${shortened(title)}\` stands in itself, through others. Give one of them another parent.`;
    return { kind: 'defective', defects: [fileDefect('cyclic-tree', place, message)] };
  }
  const skills = outline.items.filter((item) => !tree.isGroup(item));
  if (skills.length > largeListMax) {
    const message = `There are ${skills.length} skills; ${largeListMax} are the most. Divide the file.`;
    return { kind: 'defective', defects: [fileDefect('too-large', outline.place, message)] };
  }
  if (outline.items.length === 0) {
    const message = `There is nothing in it that ${outline.platform} would show.`;
    return { kind: 'defective', defects: [fileDefect('too-few', outline.place, message)] };
  }
  return new OutlineReader(outline, tree, settings, remarks).reading(skills);
}

interface Tree {
  readonly isGroup: (item: OutlineItem) => boolean;
  /** Those that it stands in, the outermost first. */
  readonly around: (item: OutlineItem) => readonly OutlineItem[];
  /** One of those that stand in themselves; null where none does. */
  readonly circle: OutlineItem | null;
}

function treeOf({ items }: Outline): Tree {
  const byId = new Map(items.map((item) => [item.id, item]));
  const holding = new Set(items.map(({ parent }) => parent));
  const parentOf = (item: OutlineItem) => byId.get(item.parent ?? '');
  return {
    isGroup: (item) => item.isGroup ?? holding.has(item.id),
    around: (item) => {
      const around: OutlineItem[] = [];
      for (let at = parentOf(item); at && around.length < depthMax; at = parentOf(at))
        around.push(at);
      return around.reverse();
    },
    circle: circleIn(items, parentOf),
  };
}

/** Nobody reads a longer place. */
const depthMax = 1_000;

function circleIn(
  items: readonly OutlineItem[],
  parentOf: (item: OutlineItem) => OutlineItem | undefined,
): OutlineItem | null {
  const ending = new Set<OutlineItem>();
  for (const item of items) {
    const trail = new Set<OutlineItem>();
    let at: OutlineItem | undefined = item;
    for (; at && !ending.has(at); at = parentOf(at)) {
      if (trail.has(at)) return at;
      trail.add(at);
    }
    for (const each of trail) ending.add(each);
  }
  return null;
}

class OutlineReader {
  readonly #outline: Outline;
  readonly #tree: Tree;
  readonly #settings: ImportSettings;
  readonly #remarks: RemarkList;
  readonly #areas = new Map<OutlineItem | null, string>();

  constructor(outline: Outline, tree: Tree, settings: ImportSettings, remarks: RemarkList) {
    this.#outline = outline;
    this.#tree = tree;
    this.#settings = settings;
    this.#remarks = remarks;
  }

  reading(skills: readonly OutlineItem[]): ImportReading {
    const { place, items, scale, ownPartCount } = this.#outline;
    if (ownPartCount > 0) {
      const message = `What Cairn wrote into ${counted(ownPartCount, 'description')}, of hours, criteria and prerequisites, is for people to read, and is left out. The native format and CASE keep it.`;
      this.#remarks.add('DROPPED', place, 'descriptions', message);
    }
    const heading = this.#heading();
    const areas = this.#areaDocuments(heading.title);
    this.#tellGroupsBetween(items);
    const slugs = slugsOf(skills);
    const documents = skills.map((item) => this.#skill(item, slugs.get(item)!));
    remarkHoursByDefault(
      skills.map((item) => ({ name: slugs.get(item)!, place: item.place })),
      this.#settings.hoursByDefault,
      this.#remarks,
    );
    const levels = scale.length > 0 ? scale : [onlyLevel];
    const document: CurriculumDocument = {
      ...heading,
      levels: levels.map(({ id, title }) => (title === titleFrom(id) ? id : { id, title })),
      areas: areas.map(({ document }) => document),
      skills: documents,
    };
    const locate = ([list, item]: DocumentPath): Place => {
      const index = Number(item);
      if (list === 'skills') return skills[index]?.place ?? place;
      return list === 'areas' ? (areas[index]?.place ?? place) : place;
    };
    return { kind: 'document', document, remarks: this.#remarks.all(), locate };
  }

  #heading() {
    const { place, whole } = this.#outline;
    const about = { place, subject: 'curriculum', remarks: this.#remarks };
    const title = mendText(whole.title ?? '', 'title', about);
    const told = whole.code !== null && isSlug(whole.code) ? whole.code : slugFrom(title ?? '');
    const slug = this.#settings.curriculum ?? (told || idFrom(place.file));
    if (title === null) {
      const message = `The file does not say what the whole is called; it is \`${slug}\`, and so is its title.`;
      this.#remarks.add('DEFAULTED', place, 'curriculum', message);
    }
    const summary = mendText(whole.summary ?? '', 'summary', about);
    return {
      curriculum: slug,
      title: title ?? titleFrom(slug),
      ...(summary === null ? {} : { summary }),
      ...this.#externalIds(whole.externalId),
    };
  }

  /** In the order of the files; what stands in none of them has one that is called after the whole. */
  #areaDocuments(title: string) {
    const { items, place } = this.#outline;
    const top = items.filter((item) => item.parent === null);
    const wanted: (OutlineItem | null)[] = top.filter(this.#tree.isGroup);
    if (top.some((item) => !this.#tree.isGroup(item))) wanted.push(null);
    const slugs = new Slugs();
    const areas: { readonly document: AreaDocument; readonly place: Place }[] = [];
    for (const item of wanted) {
      const last = areas.at(-1);
      if (areas.length === areasMax && last) {
        this.#areas.set(item, last.document.id);
        this.#tellCrowded(item);
        continue;
      }
      const id = slugs.claim(codeOf(item) ?? item?.title ?? title, 'area');
      this.#areas.set(item, id);
      areas.push(
        item
          ? { document: this.#area(item, id), place: item.place }
          : { document: { id, title }, place },
      );
    }
    return areas;
  }

  #tellCrowded(item: OutlineItem | null): void {
    const place = item?.place ?? this.#outline.place;
    const message = `There are more than ${areasMax} areas. What is in this one is in the last of them.`;
    this.#remarks.add('CHANGED', place, item?.title ?? 'the others', message);
  }

  #area(item: OutlineItem, id: string): AreaDocument {
    const about = { place: item.place, subject: item.id, remarks: this.#remarks };
    const summary = mendText(item.summary ?? '', 'summary', about);
    this.#tellLostNotes(item);
    return {
      id,
      title: mendText(item.title, 'title', about) ?? titleFrom(id),
      ...(summary === null ? {} : { summary }),
      ...this.#externalIds(item.externalId),
    };
  }

  #tellLostNotes({ notes, place, id }: OutlineItem): void {
    for (const note of notes)
      this.#remarks.add('DROPPED', place, id, `An area has no notes: ${shortened(note, 200)}`);
  }

  #tellGroupsBetween(items: readonly OutlineItem[]): void {
    for (const item of items) {
      if (item.parent === null || !this.#tree.isGroup(item)) continue;
      const message = `\`${shortened(item.title)}\` holds others and stands in an area, so it is no skill: it is named in the notes of those in it${item.summary ? ', and what it is about is left out' : ''}.`;
      this.#remarks.add('CHANGED', item.place, item.id, message);
      this.#tellLostNotes(item);
    }
  }

  #skill(item: OutlineItem, id: string): SkillDocument {
    const about = { place: item.place, subject: item.id, remarks: this.#remarks };
    const [area = null, ...between] = this.#tree.around(item);
    const title = mendText(item.title, 'title', about) ?? titleFrom(id);
    const summary = mendText(item.summary ?? '', 'summary', about);
    if (summary === null)
      this.#remarks.add(
        'DEFAULTED',
        item.place,
        item.id,
        'Nothing says what it is about, so its title does.',
      );
    const place = between.map((group) => group.title).join(' › ');
    const notes = [
      ...(place === '' ? [] : [`In ${this.#outline.platform} it stands in: ${place}`]),
      ...item.notes,
    ];
    const kept = atMost(notes, notesMax, 'notes', about).flatMap(
      (note) => mendText(note.slice(0, summaryMax), 'summary', about) ?? [],
    );
    if (kept.length > 0)
      this.#remarks.add(
        'NOTED',
        item.place,
        item.id,
        `What a skill has no place for became ${kept.length === 1 ? 'a note' : `${kept.length} notes`} on \`${id}\`.`,
      );
    const hours = this.#settings.hoursByDefault;
    const lowest = this.#outline.scale[0]?.id;
    const isPlain =
      item.levels.length === 0 || (item.levels.length === 1 && item.levels[0] === lowest);
    return {
      id,
      title,
      area: this.#areas.get(area)!,
      summary: summary ?? title,
      hours: isPlain ? hours : Object.fromEntries(item.levels.map((level) => [level, hours])),
      ...this.#externalIds(item.externalId),
      ...(kept.length === 0 ? {} : { notes: kept }),
    };
  }

  #externalIds(id: string | null) {
    const text = id?.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim() ?? '';
    if (text === '' || text.length > externalIdMax) return {};
    return { externalIds: { [this.#outline.system]: text } };
  }
}

/** Where nobody tells of levels there is one. */
export const levelByDefault = 'foundation';
const onlyLevel = { id: levelByDefault, title: titleFrom(levelByDefault) };
const areasMax = 1_000;
const notesMax = 100;

/** A code that is an id as it stands; others say less than the title. */
function codeOf(item: OutlineItem | null): string | null {
  const code = item?.code ?? null;
  return code !== null && isSlug(code) ? code : null;
}

/** Those with codes that are ids get them; the others what is left. */
function slugsOf(skills: readonly OutlineItem[]): ReadonlyMap<OutlineItem, string> {
  const slugs = new Slugs();
  const found = new Map<OutlineItem, string>();
  for (const item of skills)
    if (item.code !== null && isSlug(item.code) && !slugs.has(item.code))
      found.set(item, slugs.claim(item.code, 'skill'));
  for (const item of skills)
    if (!found.has(item)) found.set(item, slugs.claim(slugFrom(item.title), 'skill'));
  return found;
}

function idFrom(file: string): string {
  return slugFrom(file.replace(/^.*\//, '').replace(/\.\w+$/, '')) || 'imported';
}
