import { memberOf } from '../../text/members.ts';
import type { ListNode, MappingNode, TextNode } from '../../text/text-node.ts';
import type { ImportSettings } from '../importer.ts';
import { type AreasFound, areasIn, type FoundArea } from './areas.ts';
import { type Hierarchy, hierarchyOf, type ItemRole } from './hierarchy.ts';
import { caseSystem } from './identifiers.ts';
import { cut, notesOf, statementOf, titleOf } from './item-text.ts';
import { type LevelsFound, levelsIn } from './levels.ts';
import { listAt, mappingAt, namedAt, printable, textAt, textOf } from './nodes.ts';
import { type Alternatives, findPrerequisites, type Prerequisites } from './prerequisites.ts';
import { type PackageFault, type ReadItem, type ReadPackage, shown } from './read-package.ts';
import { Relations } from './relations.ts';
import type { Remarks } from './remarks.ts';
import { distinctSlugs, slugFrom } from './slugs.ts';
import { tellUnheld } from './tell-unheld.ts';

export type ForeignReading =
  | { readonly kind: 'document'; readonly document: MappingNode }
  | { readonly kind: 'faulty'; readonly faults: readonly PackageFault[] };

/**
 * Makes a document of a package that others wrote: what has nothing under it becomes a skill, the groups at the top areas,
 * `precedes` prerequisites, items that are called so career paths. The rest becomes notes, and is told.
 */
export function readForeign(
  read: ReadPackage,
  settings: ImportSettings,
  remarks: Remarks,
): ForeignReading {
  const hierarchy = hierarchyOf(read);
  if (hierarchy.kind === 'circle')
    return { kind: 'faulty', faults: [circleFault(hierarchy.circle)] };
  const found = findPrerequisites(read, hierarchy, remarks);
  if (found.kind === 'faulty') return found;
  tellUnheld(read, hierarchy, remarks);
  const writer = new ForeignWriter(read, hierarchy, found.prerequisites, settings, remarks);
  return { kind: 'document', document: writer.document() };
}

function circleFault(circle: readonly ReadItem[]): PackageFault {
  const names = circle.slice(0, 10).map((item) => `\`${shown(titleOf(item))}\` (${item.subject})`);
  const more = circle.length > names.length ? ' → …' : '';
  const message = `The tree runs in a circle: ${names.join(' → ')}${more}. Take one \`isChildOf\` of it out.`;
  return { code: 'cyclic-tree', offset: circle[0]!.node.offset, message };
}

/** The longest lists and texts that a skill has room for. */
const listMax = 100;
const namesMax = 1_000;
const reasonMax = 1_000;

class ForeignWriter {
  readonly #read: ReadPackage;
  readonly #hierarchy: Hierarchy;
  readonly #prerequisites: Prerequisites;
  readonly #settings: ImportSettings;
  readonly #remarks: Remarks;
  readonly #slugs: ReadonlyMap<string, string>;
  readonly #relations: Relations;
  readonly #areas: AreasFound;
  readonly #levels: LevelsFound;

  constructor(
    read: ReadPackage,
    hierarchy: Hierarchy,
    prerequisites: Prerequisites,
    settings: ImportSettings,
    remarks: Remarks,
  ) {
    this.#read = read;
    this.#hierarchy = hierarchy;
    this.#prerequisites = prerequisites;
    this.#settings = settings;
    this.#remarks = remarks;
    const nameless: readonly (ItemRole | undefined)[] = ['group', 'level'];
    const named = read.items.filter(
      ({ identifier }) => !nameless.includes(hierarchy.roles.get(identifier)),
    );
    this.#slugs = distinctSlugs(named.map(unnamed), 'skill');
    this.#relations = new Relations(read, hierarchy, this.#slugs, remarks);
    this.#areas = areasIn(read, hierarchy, remarks);
    this.#levels = levelsIn(read, hierarchy, remarks);
  }

  document(): MappingNode {
    const { node, identifier } = this.#read.document;
    const { offset } = node;
    const text = (one: string) => textAt(one, offset);
    const said = printable(textOf(node, 'title') ?? '').replace(/\s+/g, ' ');
    const title = cut(said, 200) || 'Imported framework';
    const summary = summaryOf(node);
    const skills = this.#ofRole('skill').map((item) => this.#skill(item));
    const careerPaths = this.#ofRole('careerPath').map((item) => this.#careerPath(item));
    this.#tellHours(skills.length, offset);
    const slug = slugFrom(title) || `case-${slugFrom(identifier ?? 'framework')}`;
    return mappingAt(
      {
        curriculum: text(this.#settings.curriculum ?? slug),
        title: text(title),
        summary: summary === '' ? null : text(summary),
        externalIds: externalIdsAt(identifier, offset),
        levels: listAt(
          this.#levels.scale.map(({ id, title }) =>
            mappingAt({ id: text(id), title: text(title) }, offset),
          ),
          offset,
        ),
        areas: listAt(this.#areas.areas.map(areaDocument), offset),
        skills: listAt(skills, offset),
        careerPaths: listAt(
          careerPaths.filter((each) => each !== null),
          offset,
        ),
      },
      offset,
    );
  }

  /** In order of slug. */
  #ofRole(role: ItemRole): ReadItem[] {
    return this.#read.items
      .filter(({ identifier }) => this.#hierarchy.roles.get(identifier) === role)
      .sort((one, two) => (this.#slugOf(one.identifier) < this.#slugOf(two.identifier) ? -1 : 1));
  }

  #slugOf(identifier: string): string {
    return this.#slugs.get(identifier) ?? '';
  }

  #skill(item: ReadItem): MappingNode {
    const { identifier, node } = item;
    const { offset } = node;
    const text = (one: string) => textAt(one, offset);
    const texts = (list: readonly string[]) => listAt(list.map(text), offset);
    const [summary, ...restOfStatement] = statementOf(item);
    const notes = [
      ...restOfStatement,
      ...notesOf(item),
      ...this.#relations.notesOnPlace(item, this.#areas.isArea),
      ...this.#relations.notesOnRelations(item),
    ];
    if (notes.length > 0) this.#tellNotes(item, notes.length);
    const hours = this.#levels
      .levelsOf(identifier)
      .map((level) => [level, textAt(this.#settings.hoursByDefault, offset)] as const);
    const addresses = this.#relations.addresses(item);
    const examples = this.#relations.examples(item);
    return mappingAt(
      {
        id: text(this.#slugOf(identifier)),
        title: text(titleOf(item)),
        area: text(this.#areas.areaOf(identifier)),
        summary: text(summary!),
        hours: namedAt(hours, offset),
        requires: this.#requires(identifier, offset),
        recommends: texts(this.#recommends(item)),
        because: this.#reasons(item),
        resources: listAt(this.#within(item, examples, listMax, 'examples'), offset),
        sameAs: texts(this.#within(item, addresses, listMax, 'addresses of the same skill')),
        replaces: this.#replaced(item),
        externalIds: externalIdsAt(identifier, offset),
        notes: texts(this.#within(item, notes, listMax, 'notes')),
      },
      offset,
    );
  }

  #careerPath(item: ReadItem): MappingNode | null {
    const { identifier, subject, node } = item;
    const { offset } = node;
    const text = (one: string) => textAt(one, offset);
    const { needs, alternatives } = this.#prerequisites;
    if (!needs.get(identifier)?.size && !alternatives.has(identifier)) {
      const message = `Nothing is part of \`${shown(titleOf(item))}\`, so it asks for nothing and is no career path.`;
      this.#remarks.add('DROPPED', 'career paths of nothing', subject, message, offset);
      return null;
    }
    return mappingAt(
      {
        id: text(this.#slugOf(identifier)),
        title: text(titleOf(item)),
        summary: text(statementOf(item)[0]!),
        requires: this.#requires(identifier, offset),
        replaces: this.#replaced(item),
        externalIds: externalIdsAt(identifier, offset),
      },
      offset,
    );
  }

  #replaced(item: ReadItem): ListNode {
    const slugs = this.#relations.earlierSlugs(item);
    const { offset } = item.node;
    return listAt(
      this.#within(item, slugs, listMax, 'earlier names').map((slug) => textAt(slug, offset)),
      offset,
    );
  }

  #requires(identifier: string, offset: number): TextNode {
    const { needs, alternatives } = this.#prerequisites;
    const all = this.#references(needs.get(identifier) ?? []);
    const groups = (alternatives.get(identifier) ?? []).map((each) => this.#group(each, offset));
    return listAt([...all.map((slug) => textAt(slug, offset)), ...groups], offset);
  }

  #group({ count, of }: Alternatives, offset: number): MappingNode {
    const texts = (slugs: readonly string[]) =>
      listAt(
        slugs.map((slug) => textAt(slug, offset)),
        offset,
      );
    const members = of
      .map((leaves) => this.#references(leaves))
      .sort((one, two) => (one.join() < two.join() ? -1 : 1))
      .map((slugs) =>
        slugs.length === 1 ? textAt(slugs[0]!, offset) : mappingAt({ allOf: texts(slugs) }, offset),
      );
    const list = listAt(members, offset);
    if (count === 1) return mappingAt({ anyOf: list }, offset);
    return mappingAt({ atLeast: textAt(count, offset), of: list }, offset);
  }

  /** Skills by their lowest levels, in order of slug. */
  #references(identifiers: Iterable<string>): string[] {
    return [...identifiers].map((identifier) => this.#slugOf(identifier)).sort();
  }

  #recommends(item: ReadItem): string[] {
    const { needs, recommended } = this.#prerequisites;
    const needed = needs.get(item.identifier);
    const soft = [...(recommended.get(item.identifier) ?? [])].filter((each) => !needed?.has(each));
    return this.#within(item, this.#references(soft), namesMax, 'recommendations');
  }

  #reasons(item: ReadItem): MappingNode {
    const { identifier, subject, node } = item;
    const { needs, recommended, alternatives, reasons } = this.#prerequisites;
    const offered = new Set(alternatives.get(identifier)?.flatMap(({ of }) => of.flat()));
    const isPrerequisite = (from: string) =>
      needs.get(identifier)?.has(from) ||
      recommended.get(identifier)?.has(from) ||
      offered.has(from);
    const given = [...(reasons.get(identifier) ?? [])]
      .filter(([from]) => isPrerequisite(from))
      .map(([from, reason]) => [this.#slugOf(from), printable(reason)] as const)
      .sort(([one], [two]) => (one < two ? -1 : 1));
    if (given.some(([, reason]) => reason.length > reasonMax)) {
      const message = `A reason for one of its prerequisites has more than ${reasonMax} characters; the rest is cut off.`;
      this.#remarks.add(
        'DROPPED',
        'reasons too long to be kept whole',
        subject,
        message,
        node.offset,
      );
    }
    return namedAt(
      this.#within(item, given, namesMax, 'reasons').map(
        ([slug, reason]) => [slug, textAt(cut(reason, reasonMax), node.offset)] as const,
      ),
      node.offset,
    );
  }

  #within<Value>(
    { subject, node }: ReadItem,
    list: readonly Value[],
    most: number,
    what: string,
  ): Value[] {
    if (list.length > most) {
      const message = `It has ${list.length} ${what}; ${most} are kept.`;
      this.#remarks.add(
        'DROPPED',
        `more ${what} than there is room for`,
        subject,
        message,
        node.offset,
      );
    }
    return list.slice(0, most);
  }

  #tellNotes({ identifier, subject, node }: ReadItem, count: number): void {
    const message = `What the curriculum has no field for (${count} texts) stands in the notes of \`${this.#slugOf(identifier)}\`.`;
    this.#remarks.add('NOTED', 'skills with notes', subject, message, node.offset);
  }

  #tellHours(count: number, offset: number): void {
    if (count === 0) return;
    const message = `CASE does not say how long anything takes: each level of the ${count} skills takes ${this.#settings.hoursByDefault} hours. Change what is otherwise.`;
    this.#remarks.add('DEFAULTED', 'hours', 'CFItems', message, offset);
  }
}

function unnamed({ identifier, node }: ReadItem) {
  const keys = ['abbreviatedStatement', 'humanCodingScheme', 'fullStatement'];
  return { identifier, texts: keys.map((key) => textOf(node, key)) };
}

function areaDocument({ slug, title, summary, identifier, offset }: FoundArea): MappingNode {
  return mappingAt(
    {
      id: textAt(slug, offset),
      title: textAt(title, offset),
      summary: summary === null ? null : textAt(summary, offset),
      externalIds: externalIdsAt(identifier, offset),
    },
    offset,
  );
}

function externalIdsAt(identifier: string | null, offset: number): MappingNode {
  const id = identifier === null ? '' : cut(printable(identifier).replace(/\s+/g, ' '), 500);
  return namedAt(id === '' ? [] : [[caseSystem, textAt(id, offset)]], offset);
}

/** What a framework says of itself, and whose it is. */
function summaryOf(node: MappingNode): string {
  const by = [
    ['By', textOf(node, 'creator')],
    ['Published by', textOf(node, 'publisher')],
    ['Version', textOf(node, 'version')],
    ['Licence', textOf(memberOf(node, 'licenseURI'), 'title')],
    ['Source', textOf(node, 'officialSourceURL')],
  ].flatMap(([label, text]) =>
    text ? [`${label}: ${cut(printable(text).replace(/\s+/g, ' '), 250)}.`] : [],
  );
  const said = [textOf(node, 'description'), textOf(node, 'notes')].filter((text) => text !== null);
  const attribution = by.join(' ');
  const words = cut(printable(said.join('\n\n')), 1_990 - attribution.length);
  return [words, attribution].filter(Boolean).join('\n\n');
}
