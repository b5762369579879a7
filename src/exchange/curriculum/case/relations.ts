import type { MappingNode } from '../../text/text-node.ts';
import type { Hierarchy } from './hierarchy.ts';
import { cut, parts, titleOf } from './item-text.ts';
import { mappingAt, printable, textAt, textOf } from './nodes.ts';
import { isRecommendation } from './prerequisites.ts';
import { type ReadAssociation, type ReadItem, type ReadPackage, shown } from './read-package.ts';
import type { Remarks } from './remarks.ts';
import { slugFrom } from './slugs.ts';

/** What the items of a package have to do with one another and with others, but for what needs what. */
export class Relations {
  readonly #hierarchy: Hierarchy;
  readonly #slugs: ReadonlyMap<string, string>;
  readonly #taken: ReadonlySet<string>;
  readonly #remarks: Remarks;
  readonly #from = new Map<string, ReadAssociation[]>();
  readonly #toward = new Map<string, ReadAssociation[]>();

  /** @param slugs by identifier, of all that has one. */
  constructor(
    { associations }: ReadPackage,
    hierarchy: Hierarchy,
    slugs: ReadonlyMap<string, string>,
    remarks: Remarks,
  ) {
    this.#hierarchy = hierarchy;
    this.#slugs = slugs;
    this.#taken = new Set(slugs.values());
    this.#remarks = remarks;
    for (const association of associations) {
      push(this.#from, association.origin.identifier, association);
      push(this.#toward, association.destination.identifier, association);
    }
  }

  /** The groups that a skill stands in below its area, and any others that it stands in. */
  notesOnPlace({ identifier }: ReadItem, isArea: (identifier: string) => boolean): string[] {
    const { parents, items } = this.#hierarchy;
    const groups: string[] = [];
    let up = parents.get(identifier)?.destination.identifier;
    const first = up;
    for (; up !== undefined && !isArea(up) && groups.length < groupsShown; ) {
      groups.unshift(shown(titleOf(items.get(up)!)));
      up = parents.get(up)?.destination.identifier;
    }
    const others = this.#leading(identifier)
      .filter(({ type, destination }) => type === 'isChildOf' && destination.identifier !== first)
      .filter(({ destination }) => items.has(destination.identifier));
    const notes = groups.length > 0 ? [`Group: ${groups.join(' › ')}`] : [];
    for (const { destination } of others)
      notes.push(`Also stands under: ${shown(destination.title)}`);
    return notes.map(printable);
  }

  /** What it has to do with others otherwise than by what a curriculum knows. */
  notesOnRelations({ identifier }: ReadItem): string[] {
    const byLabel = new Map<string, string[]>();
    for (const association of this.#leading(identifier)) {
      const label = this.#labelOf(association);
      if (label === null) continue;
      const { title, uri, identifier: other, name } = association.destination;
      const isInside = this.#hierarchy.items.has(other);
      const inside = `\`${this.#slugs.get(other) ?? shown(title)}\``;
      push(byLabel, label, isInside ? inside : `${shown(title)} (${uri ?? name})`);
      if (!isInside) this.#tellExternal(association);
    }
    return [...byLabel].flatMap(([label, others]) =>
      parts(printable(`${label}: ${others.sort().join('; ')}`)),
    );
  }

  /** What shows how it is done, where it can be opened. */
  examples({ identifier }: ReadItem): MappingNode[] {
    return this.#leading(identifier).flatMap(({ type, destination: { title, uri }, node }) => {
      if (type !== 'exemplar' || uri === null || !isLink(uri)) return [];
      const name = cut(printable(title).replace(/\s+/g, ' '), 200) || cut(uri, 200);
      const at = (text: string) => textAt(text, node.offset);
      return [mappingAt({ title: at(name), url: at(uri), kind: at('REFERENCE') }, node.offset)];
    });
  }

  /** Where it is found under its own identifier, and what others call the same; in order. */
  addresses({ identifier, node }: ReadItem): string[] {
    const matches = [...this.#leading(identifier), ...(this.#toward.get(identifier) ?? [])]
      .filter(({ type }) => type === 'exactMatchOf')
      .map(({ origin, destination }) => (origin.identifier === identifier ? destination : origin))
      .map(({ uri, name }) => uri ?? `urn:uuid:${name}`);
    const own = textOf(node, 'uri');
    return [...new Set(own === null ? matches : [own, ...matches])].filter(isAddress).sort();
  }

  /** The slugs that what it replaced has, or would have; in order. */
  earlierSlugs({ identifier }: ReadItem): string[] {
    const slugs = new Set<string>();
    const seen = new Set([identifier]);
    const open = [identifier];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const { type, origin } of this.#toward.get(next) ?? []) {
        if (type !== 'replacedBy' || seen.has(origin.identifier)) continue;
        seen.add(origin.identifier);
        const role = this.#hierarchy.roles.get(origin.identifier);
        if (role === 'retired') {
          slugs.add(this.#slugs.get(origin.identifier)!);
          open.push(origin.identifier);
        } else if (role === undefined) {
          const slug = slugFrom(origin.title);
          if (slug !== '' && !this.#taken.has(slug)) slugs.add(slug);
        }
      }
    return [...slugs].sort();
  }

  #leading(identifier: string): readonly ReadAssociation[] {
    return this.#from.get(identifier) ?? [];
  }

  /** How a note calls an association; null where the curriculum says it otherwise. */
  #labelOf({ type, destination: { identifier, uri } }: ReadAssociation): string | null {
    if (isRecommendation(type)) return null;
    switch (type) {
      case 'isChildOf':
      case 'precedes':
      case 'exactMatchOf':
      case 'hasSkillLevel':
        return null;
      case 'isPartOf':
        return this.#hierarchy.roles.get(identifier) === 'careerPath' ? null : 'Part of';
      case 'isPeerOf':
        return 'Peer of';
      case 'exemplar':
        return uri !== null && isLink(uri) ? null : 'Example';
      case 'isTranslationOf':
        return 'Translation of';
      case 'replacedBy':
        return 'Replaced by';
      default:
        return 'Related to';
    }
  }

  #tellExternal({ origin, destination, subject, node }: ReadAssociation): void {
    const slug = this.#slugs.get(origin.identifier);
    const message = `This leads to ${shown(destination.title)}, which is not in the package. It stands in the notes of \`${slug}\`.`;
    this.#remarks.add('EXTERNAL', 'relations to other frameworks', subject, message, node.offset);
  }
}

const groupsShown = 20;

function isLink(uri: string): boolean {
  return /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/.test(uri) && isAddress(uri);
}

function isAddress(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(uri) && uri.length <= 2_000 && !/\p{Cc}|\p{Cs}/u.test(uri);
}

function push<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
  const list = index.get(key) ?? [];
  index.set(key, list);
  list.push(value);
}
