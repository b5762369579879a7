import type { MappingNode, TextNode } from '../../text/text-node.ts';
import type { ImportSettings } from '../importer.ts';
import { type AreasFound, areasIn } from './areas.ts';
import { type Hierarchy, hierarchyOf } from './hierarchy.ts';
import { caseSystem } from './identifiers.ts';
import {
  cut,
  notesOf,
  parts,
  printable,
  saysTooMuch,
  statementOf,
  titleOf,
  unheldFields,
} from './item-text.ts';
import { type LevelsFound, levelsIn } from './levels.ts';
import { listAt, mappingAt, memberOf, namedAt, textAt, textOf } from './nodes.ts';
import { findPrerequisites, isRecommendation, type Prerequisites } from './prerequisites.ts';
import {
  type PackageFault,
  type ReadAssociation,
  type ReadItem,
  type ReadPackage,
  shown,
} from './read-package.ts';
import type { Remarks } from './remarks.ts';
import { distinctSlugs, slugFrom } from './slugs.ts';

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
  const writer = new ForeignWriter(read, hierarchy, found.prerequisites, settings, remarks);
  return { kind: 'document', document: writer.document() };
}

function circleFault(circle: readonly ReadItem[]): PackageFault {
  const names = circle.slice(0, 10).map((item) => `\`${shown(titleOf(item))}\` (${item.subject})`);
  const more = circle.length > names.length ? ' → …' : '';
  const message = `The tree runs in a circle: ${names.join(' → ')}${more}. Take one \`isChildOf\` of it out.`;
  return { code: 'cyclic-tree', offset: circle[0]!.node.offset, message };
}

class ForeignWriter {
  readonly #read: ReadPackage;
  readonly #hierarchy: Hierarchy;
  readonly #prerequisites: Prerequisites;
  readonly #settings: ImportSettings;
  readonly #remarks: Remarks;
  readonly #slugs: ReadonlyMap<string, string>;
  readonly #taken: ReadonlySet<string>;
  readonly #areas: AreasFound;
  readonly #levels: LevelsFound;
  /** By item: associations that lead from it, and those that lead to it. */
  readonly #from = new Map<string, ReadAssociation[]>();
  readonly #toward = new Map<string, ReadAssociation[]>();

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
    for (const association of read.associations) {
      push(this.#from, association.origin.identifier, association);
      push(this.#toward, association.destination.identifier, association);
    }
    const named = read.items.filter(
      ({ identifier }) =>
        hierarchy.roles.get(identifier) !== 'group' && hierarchy.roles.get(identifier) !== 'level',
    );
    this.#slugs = distinctSlugs(named.map(unnamed), 'skill');
    this.#taken = new Set(this.#slugs.values());
    this.#areas = areasIn(read, hierarchy, remarks);
    this.#levels = levelsIn(read, hierarchy, remarks);
  }

  document(): MappingNode {
    const { node, identifier } = this.#read.document;
    const { offset } = node;
    const title =
      cut(printable(textOf(node, 'title') ?? '').replace(/\s+/g, ' '), 200) || 'Imported framework';
    const skills = this.#ofRole('skill').map((item) => this.#skill(item));
    const careerPaths = this.#ofRole('careerPath')
      .map((item) => this.#careerPath(item))
      .filter((each) => each !== null);
    this.#tellOfSkills(skills.length, offset);
    const summary = this.#summary();
    return mappingAt(
      {
        curriculum: textAt(
          this.#settings.curriculum ??
            (slugFrom(title) || `case-${slugFrom(identifier ?? 'framework')}`),
          offset,
        ),
        title: textAt(title, offset),
        summary: summary === '' ? null : textAt(summary, offset),
        externalIds: this.#externalIds(identifier, offset),
        levels: listAt(
          this.#levels.scale.map(({ id, title }) =>
            mappingAt({ id: textAt(id, offset), title: textAt(title, offset) }, offset),
          ),
          offset,
        ),
        areas: listAt(
          this.#areas.areas.map((area) =>
            mappingAt(
              {
                id: textAt(area.slug, area.offset),
                title: textAt(area.title, area.offset),
                summary: area.summary === null ? null : textAt(area.summary, area.offset),
                externalIds: this.#externalIds(area.identifier, area.offset),
              },
              area.offset,
            ),
          ),
          offset,
        ),
        skills: listAt(skills, offset),
        careerPaths: listAt(careerPaths, offset),
      },
      offset,
    );
  }

  #ofRole(role: string): ReadItem[] {
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
    const [summary, ...restOfStatement] = statementOf(item);
    const notes = [
      ...restOfStatement,
      ...notesOf(item),
      ...this.#notesOnPlace(identifier),
      ...this.#notesOnRelations(item),
    ];
    const unheld = unheldFields(item);
    if (unheld.length > 0) {
      const message = `There is no place for ${unheld
        .slice(0, 10)
        .map((key) => `\`${shown(key)}\``)
        .join(', ')}.`;
      this.#remarks.add('DROPPED', `fields without a place`, item.subject, message, offset);
    }
    if (saysTooMuch(item)) {
      const message =
        'A text of it is so long that its end may be cut off. Shorten it, or put it elsewhere.';
      this.#remarks.add(
        'DROPPED',
        'texts too long to be kept whole',
        item.subject,
        message,
        offset,
      );
    }
    if (notes.length > 0) {
      const message = `What the curriculum has no field for (${notes.length} texts) stands in the notes of \`${this.#slugOf(identifier)}\`.`;
      this.#remarks.add('NOTED', 'skills with notes', item.subject, message, offset);
    }
    const text = (one: string) => textAt(one, offset);
    return mappingAt(
      {
        id: text(this.#slugOf(identifier)),
        title: text(titleOf(item)),
        area: text(this.#areas.areaOf(identifier)),
        summary: text(summary!),
        hours: namedAt(
          this.#levels
            .levelsOf(identifier)
            .map((level) => [level, textAt(this.#settings.hoursByDefault, offset)]),
          offset,
        ),
        requires: this.#requires(identifier, offset),
        recommends: listAt(this.#references(this.#recommendedOf(identifier)).map(text), offset),
        because: this.#reasons(identifier, offset),
        resources: listAt(this.#examples(item), offset),
        sameAs: listAt(this.#sameAs(item).map(text), offset),
        replaces: listAt(this.#replaced(item).map(text), offset),
        externalIds: this.#externalIds(identifier, offset),
        notes: listAt(this.#withinLimit(item, notes, 100, 'notes').map(text), offset),
      },
      offset,
    );
  }

  #recommendedOf(identifier: string): string[] {
    const needs = this.#prerequisites.needs.get(identifier);
    const soft = this.#prerequisites.recommended.get(identifier) ?? [];
    return [...soft].filter((each) => !needs?.has(each)).slice(0, 1_000);
  }

  /** Skills by their lowest levels, in order of slug. */
  #references(identifiers: Iterable<string>): string[] {
    return [...identifiers].map((identifier) => this.#slugOf(identifier)).sort();
  }

  #requires(identifier: string, offset: number): TextNode {
    const { needs, alternatives } = this.#prerequisites;
    const all = this.#references(needs.get(identifier) ?? []).map(
      (slug) => textAt(slug, offset) as TextNode,
    );
    const groups = (alternatives.get(identifier) ?? []).map(({ count, of }) => {
      const members = of
        .map((leaves) => this.#references(leaves))
        .sort(([one = ''], [two = '']) => (one < two ? -1 : 1))
        .map((slugs) =>
          slugs.length === 1
            ? textAt(slugs[0]!, offset)
            : mappingAt(
                {
                  allOf: listAt(
                    slugs.map((slug) => textAt(slug, offset)),
                    offset,
                  ),
                },
                offset,
              ),
        );
      const list = listAt(members, offset);
      return count === 1
        ? mappingAt({ anyOf: list }, offset)
        : mappingAt({ atLeast: textAt(count, offset), of: list }, offset);
    });
    return listAt([...all, ...groups], offset);
  }

  #reasons(identifier: string, offset: number): MappingNode {
    const needs = this.#prerequisites.needs.get(identifier);
    const reasons = [...(this.#prerequisites.reasons.get(identifier) ?? [])]
      .filter(([from]) => this.#isPrerequisite(from, identifier, needs))
      .slice(0, 1_000)
      .map(
        ([from, reason]) =>
          [this.#slugOf(from), textAt(cut(printable(reason), 1_000), offset)] as const,
      );
    return namedAt(
      reasons.sort(([one], [two]) => (one < two ? -1 : 1)),
      offset,
    );
  }

  #isPrerequisite(from: string, to: string, needs: ReadonlySet<string> | undefined): boolean {
    const { recommended, alternatives } = this.#prerequisites;
    return Boolean(
      needs?.has(from) ||
        recommended.get(to)?.has(from) ||
        alternatives.get(to)?.some(({ of }) => of.some((leaves) => leaves.includes(from))),
    );
  }

  #careerPath(item: ReadItem): MappingNode | null {
    const { identifier, subject, node } = item;
    const { offset } = node;
    const requires = this.#requires(identifier, offset);
    const text = (one: string) => textAt(one, offset);
    if (requires.kind === 'list' && requires.items.length === 0) {
      const message = `Nothing is part of \`${shown(titleOf(item))}\`, so it asks for nothing and is no career path.`;
      this.#remarks.add('DROPPED', 'career paths of nothing', subject, message, offset);
      return null;
    }
    return mappingAt(
      {
        id: text(this.#slugOf(identifier)),
        title: text(titleOf(item)),
        summary: text(statementOf(item)[0]!),
        requires,
        externalIds: this.#externalIds(identifier, offset),
      },
      offset,
    );
  }

  /** The groups that a skill stands in below its area, and any others that it stands in. */
  #notesOnPlace(identifier: string): string[] {
    const { parents, items } = this.#hierarchy;
    const groups: string[] = [];
    for (let up = parents.get(identifier); up; up = parents.get(up.destination.identifier)) {
      if (this.#areas.isArea(up.destination.identifier)) break;
      groups.unshift(shown(titleOf(items.get(up.destination.identifier)!)));
      if (groups.length === 20) break;
    }
    const others = (this.#from.get(identifier) ?? []).filter(
      ({ type, origin, destination }) =>
        type === 'isChildOf' &&
        items.has(destination.identifier) &&
        origin.identifier !== destination.identifier &&
        parents.get(identifier)?.destination.identifier !== destination.identifier,
    );
    return [
      ...(groups.length > 0 ? [`Group: ${groups.join(' › ')}`] : []),
      ...others
        .slice(0, 20)
        .map(({ destination }) => `Also stands under: ${shown(destination.title)}`),
    ].flatMap((note) => parts(printable(note)));
  }

  /** What it has to do with others otherwise than by what a curriculum knows. */
  #notesOnRelations(item: ReadItem): string[] {
    const byType = new Map<string, string[]>();
    for (const association of this.#from.get(item.identifier) ?? []) {
      const label = relationOf(association.type);
      if (label === null) continue;
      const { title, uri, identifier, name } = association.destination;
      const isInside = this.#hierarchy.items.has(identifier);
      const target = isInside
        ? `\`${this.#slugs.get(identifier) ?? shown(title)}\``
        : `${shown(title)} (${uri ?? name})`;
      const list = byType.get(label) ?? [];
      byType.set(label, list);
      list.push(target);
      if (!isInside) {
        const message = `This leads to ${shown(title)}, which is not in the package. It stands in the notes of \`${this.#slugOf(item.identifier)}\`.`;
        this.#remarks.add(
          'EXTERNAL',
          'relations to other frameworks',
          association.subject,
          message,
          association.node.offset,
        );
      }
    }
    return [...byType].flatMap(([label, targets]) =>
      parts(printable(`${label}: ${targets.sort().join('; ')}`)),
    );
  }

  /** What shows how it is done, where it can be opened. */
  #examples({ identifier }: ReadItem): MappingNode[] {
    const examples = (this.#from.get(identifier) ?? []).filter(({ type }) => type === 'exemplar');
    return examples.slice(0, 100).flatMap(({ destination, node }) => {
      const { title, uri } = destination;
      if (uri === null || !isLink(uri)) return [];
      const members = {
        title: textAt(
          cut(printable(title).replace(/\s+/g, ' '), 200) || uri.slice(0, 200),
          node.offset,
        ),
        url: textAt(uri, node.offset),
        kind: textAt('REFERENCE', node.offset),
      };
      return [mappingAt(members, node.offset)];
    });
  }

  /** Where it is found under its own identifier, and what others call the same. */
  #sameAs(item: ReadItem): string[] {
    const own = textOf(item.node, 'uri');
    const matches = [
      ...(this.#from.get(item.identifier) ?? []),
      ...(this.#toward.get(item.identifier) ?? []),
    ]
      .filter(({ type }) => type === 'exactMatchOf')
      .map(({ origin, destination }) =>
        origin.identifier === item.identifier ? destination : origin,
      )
      .map(({ uri, name }) => uri ?? `urn:uuid:${name}`);
    const addresses = [...new Set([...(own === null ? [] : [own]), ...matches])]
      .filter(isAddress)
      .sort();
    return this.#withinLimit(item, addresses, 100, 'addresses of the same skill');
  }

  /** The slugs that what it replaced has, or would have. */
  #replaced(item: ReadItem): string[] {
    const slugs = new Set<string>();
    const seen = new Set([item.identifier]);
    const open = [item.identifier];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const { type, origin } of this.#toward.get(next) ?? []) {
        if (type !== 'replacedBy' || seen.has(origin.identifier)) continue;
        seen.add(origin.identifier);
        const isRetired = this.#hierarchy.roles.get(origin.identifier) === 'retired';
        const slug = isRetired ? this.#slugOf(origin.identifier) : slugFrom(origin.title);
        const isOther = !isRetired && this.#taken.has(slug);
        if (slug !== '' && !isOther) slugs.add(slug);
        if (isRetired) open.push(origin.identifier);
      }
    return this.#withinLimit(item, [...slugs].sort(), 100, 'earlier names');
  }

  #withinLimit(item: ReadItem, list: readonly string[], most: number, what: string): string[] {
    if (list.length <= most) return [...list];
    const message = `It has ${list.length} ${what}; ${most} are kept.`;
    this.#remarks.add(
      'DROPPED',
      `more ${what} than there is room for`,
      item.subject,
      message,
      item.node.offset,
    );
    return list.slice(0, most);
  }

  #externalIds(identifier: string | null, offset: number): MappingNode {
    return namedAt(
      identifier === null
        ? []
        : [[caseSystem, textAt(cut(identifier.replace(/\s+/g, ' '), 500), offset)]],
      offset,
    );
  }

  /** What the framework says of itself, and whose it is. */
  #summary(): string {
    const { node } = this.#read.document;
    const by = [
      ['By', textOf(node, 'creator')],
      ['Published by', textOf(node, 'publisher')],
      ['Version', textOf(node, 'version')],
      ['Licence', textOf(memberOf(node, 'licenseURI'), 'title')],
      ['Source', textOf(node, 'officialSourceURL')],
    ].flatMap(([label, text]) =>
      text ? [`${label}: ${cut(printable(text).replace(/\s+/g, ' '), 250)}.`] : [],
    );
    const said = [textOf(node, 'description'), textOf(node, 'notes')].filter(
      (text) => text !== null,
    );
    const attribution = by.join(' ');
    const words = cut(printable(said.join('\n\n')), 1_990 - attribution.length);
    return [words, attribution].filter(Boolean).join('\n\n');
  }

  #tellOfSkills(count: number, offset: number): void {
    const { hoursByDefault } = this.#settings;
    if (count > 0) {
      const message = `CASE does not say how long anything takes: each level of the ${count} skills takes ${hoursByDefault} hours. Change what is otherwise.`;
      this.#remarks.add('DEFAULTED', 'hours', 'CFItems', message, offset);
    }
    for (const item of this.#ofRole('retired')) {
      const message = `\`${shown(titleOf(item))}\` was replaced: it is no skill, but what is known of it counts for what replaced it.`;
      this.#remarks.add('CHANGED', 'replaced items', item.subject, message, item.node.offset);
    }
    this.#tellOfDocument();
    this.#tellOfGroups();
  }

  #tellOfDocument(): void {
    const { node } = this.#read.document;
    const unheld = unheldFields({ node }, documentFields);
    if (unheld.length === 0) return;
    const names = unheld.slice(0, 20).map((key) => `\`${shown(key)}\``);
    const message = `There is no place for ${names.join(', ')} of the framework.`;
    this.#remarks.add('DROPPED', 'fields of the framework', 'CFDocument', message, node.offset);
  }

  /** Groups are no skills: what is associated with them, but for prerequisites, has no place. */
  #tellOfGroups(): void {
    const { items, roles } = this.#hierarchy;
    for (const association of this.#read.associations) {
      const { type, origin, subject, node } = association;
      const role = roles.get(origin.identifier);
      if (
        role === 'skill' &&
        (type !== 'isPartOf' || roles.get(association.destination.identifier) === 'careerPath')
      )
        continue;
      if (role === 'skill') continue;
      if (
        type === 'isChildOf' ||
        type === 'precedes' ||
        isRecommendation(type) ||
        type === 'replacedBy'
      )
        continue;
      if (type === 'isPartOf' && roles.get(association.destination.identifier) === 'careerPath')
        continue;
      if (type === 'exactMatchOf' && roles.get(association.destination.identifier) === 'skill')
        continue;
      const name = items.get(origin.identifier);
      const message = name
        ? `\`${shown(titleOf(name))}\` is no skill here, so this \`${shown(type)}\` has no place.`
        : `This \`${shown(type)}\` comes from ${shown(origin.title)}, which is not in the package.`;
      this.#remarks.add(
        name ? 'DROPPED' : 'EXTERNAL',
        name ? 'associations of groups' : 'associations from elsewhere',
        subject,
        message,
        node.offset,
      );
    }
  }
}

/** What of a framework the curriculum says. */
const documentFields: ReadonlySet<string> = new Set([
  ...[
    'identifier',
    'sourcedId',
    'title',
    'description',
    'notes',
    'creator',
    'publisher',
    'version',
  ],
  ...['licenseURI', 'officialSourceURL', 'lastChangeDateTime', 'uri', 'caseVersion'],
]);

function unnamed(item: ReadItem) {
  const { identifier, node } = item;
  return {
    identifier,
    texts: [
      textOf(node, 'abbreviatedStatement'),
      textOf(node, 'humanCodingScheme'),
      textOf(node, 'fullStatement'),
    ],
  };
}

/** How a note calls an association; null where the curriculum says it otherwise. */
function relationOf(type: string): string | null {
  const known: Readonly<Record<string, string | null>> = {
    ...{
      isChildOf: null,
      precedes: null,
      exactMatchOf: null,
      replacedBy: null,
      hasSkillLevel: null,
    },
    ...{
      isPartOf: 'Part of',
      isPeerOf: 'Peer of',
      exemplar: 'Example',
      isTranslationOf: 'Translation of',
    },
  };
  if (isRecommendation(type)) return null;
  return Object.hasOwn(known, type) ? known[type]! : 'Related to';
}

function isLink(uri: string): boolean {
  return /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/.test(uri) && uri.length <= 2_000;
}

function isAddress(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(uri) && uri.length <= 2_000 && !/\p{Cc}|\p{Cs}/u.test(uri);
}

function push(
  index: Map<string, ReadAssociation[]>,
  key: string,
  association: ReadAssociation,
): void {
  const list = index.get(key) ?? [];
  index.set(key, list);
  list.push(association);
}
