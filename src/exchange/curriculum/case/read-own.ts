import { memberOf } from '../../text/members.ts';
import { readJson } from '../../text/read-json.ts';
import type { ListNode, MappingNode, TextNode } from '../../text/text-node.ts';
import type { ImportSettings } from '../importer.ts';
import { listAt, mappingAt, namedAt, textAt, textOf } from './nodes.ts';
import { ownNeeds } from './own-needs.ts';
import { curriculumExtension, itemExtension, practisedBy, recommendedBefore } from './package.ts';
import type { ReadAssociation, ReadItem, ReadPackage } from './read-package.ts';
import type { Remarks } from './remarks.ts';
import { slugFrom } from './slugs.ts';

/** Whether we wrote the package, whoever has changed it since. */
export function isOwn({ document }: ReadPackage): boolean {
  return memberOf(memberOf(document.node, 'extensions'), curriculumExtension) !== null;
}

/**
 * Makes a document of a package that we wrote: the very same that it was written from. What was changed in its standard
 * fields since counts; what was added without our extensions is taken as far as it can be, and remarked.
 */
export function readOwn(
  read: ReadPackage,
  settings: ImportSettings,
  remarks: Remarks,
): MappingNode {
  return new OwnReader(read, settings, remarks).document();
}

/** What an item is, and what stands for it in requirements. */
interface OwnItem extends ReadItem {
  readonly kind: string;
  readonly slug: string;
  /** What our extension says of it. */
  readonly own: TextNode | null;
}

class OwnReader {
  readonly #document: MappingNode;
  readonly #own: TextNode | null;
  readonly #settings: ImportSettings;
  readonly #remarks: Remarks;
  readonly #items = new Map<string, OwnItem>();
  /** By type, then by the identifier of the destination, in the order that the associations are meant in. */
  readonly #toward = new Map<string, Map<string, ReadAssociation[]>>();
  /** As `#toward`, by the identifier of the origin. */
  readonly #from = new Map<string, Map<string, ReadAssociation[]>>();
  readonly #kinds = new Map<string, readonly OwnItem[]>();
  /** By item: its requirement, written down. */
  readonly #needs: ReadonlyMap<string, TextNode[]>;

  constructor(read: ReadPackage, settings: ImportSettings, remarks: Remarks) {
    this.#document = read.document.node;
    this.#own = memberOf(memberOf(this.#document, 'extensions'), curriculumExtension);
    this.#settings = settings;
    this.#remarks = remarks;
    for (const item of read.items) this.#items.set(item.identifier, ownItem(item));
    const inOrder = [...read.associations].sort(
      (one, two) => (one.sequence ?? Infinity) - (two.sequence ?? Infinity) || 0,
    );
    for (const association of inOrder) this.#keep(association);
    this.#needs = ownNeeds(
      {
        groupings: read.groupings,
        associations: inOrder,
        kindOf: (identifier) => this.#items.get(identifier)?.kind ?? null,
        referenceTo: (identifier) => this.#referenceTo(identifier),
      },
      remarks,
    );
  }

  document(): MappingNode {
    const { offset } = this.#document;
    const own = this.#own;
    const advice = memberOf(own, 'advice');
    const id = this.#settings.curriculum;
    return mappingAt(
      {
        curriculum: id === null ? memberOf(own, 'slug') : textAt(id, offset),
        title: memberOf(this.#document, 'title'),
        summary: memberOf(this.#document, 'description'),
        externalIds: memberOf(own, 'externalIds'),
        levels: listAt(
          this.#ofKind('level').map((item) => this.#titled(item)),
          offset,
        ),
        sides: renamed(memberOf(own, 'sides')),
        interests: renamed(memberOf(own, 'interests')),
        areas: listAt(
          this.#ofKind('area').map((item) => this.#area(item)),
          offset,
        ),
        skills: listAt(
          this.#ofKind('skill').map((item) => this.#skill(item)),
          offset,
        ),
        projects: listAt(
          this.#ofKind('project').map((item) => this.#project(item)),
          offset,
        ),
        careerPaths: listAt(
          this.#ofKind('careerPath').map((item) => this.#careerPath(item)),
          offset,
        ),
        advice:
          advice?.kind === 'scalar' ? readJson(String(advice.value), advice.offset).node : advice,
      },
      offset,
    );
  }

  #keep(association: ReadAssociation): void {
    const { type, origin, destination } = association;
    listIn(this.#toward, type, destination.identifier).push(association);
    listIn(this.#from, type, origin.identifier).push(association);
    const isOurs = this.#items.has(origin.identifier) || this.#items.has(destination.identifier);
    if (knownTypes.has(type) && isOurs) return;
    const message = `This \`${type.slice(0, 40)}\` has no place in a curriculum and is left out.`;
    this.#remarks.add(
      'DROPPED',
      'associations of other types',
      association.subject,
      message,
      association.node.offset,
    );
  }

  /** Of a kind, in the order of their places under what they belong to, then by slug. */
  #ofKind(kind: string): readonly OwnItem[] {
    const kept = this.#kinds.get(kind);
    if (kept) return kept;
    const place = (item: OwnItem) =>
      this.#from.get('isChildOf')?.get(item.identifier)?.[0]?.sequence ?? Infinity;
    const found = [...this.#items.values()]
      .filter((item) => item.kind === kind)
      .sort((one, two) => place(one) - place(two) || (one.slug < two.slug ? -1 : 1));
    this.#kinds.set(kind, found);
    return found;
  }

  #titled({ slug, node }: OwnItem): MappingNode {
    return mappingAt(
      { id: textAt(slug, node.offset), title: memberOf(node, 'abbreviatedStatement') },
      node.offset,
    );
  }

  #area(item: OwnItem): MappingNode {
    const { node, own } = item;
    const has = memberOf(own, 'hasSummary');
    const isSummary = has?.kind === 'scalar' && has.value === true;
    return mappingAt(
      {
        id: textAt(item.slug, node.offset),
        title: memberOf(node, 'abbreviatedStatement'),
        summary: isSummary ? memberOf(node, 'fullStatement') : null,
        side: memberOf(own, 'side'),
        externalIds: memberOf(own, 'externalIds'),
      },
      node.offset,
    );
  }

  #skill(item: OwnItem): MappingNode {
    const { identifier, slug, node, own } = item;
    const { offset } = node;
    const levels = this.#levelsOf(item);
    const [lowest] = levels;
    const byLevel = (read: (level: OwnLevel) => TextNode | null) =>
      namedAt(
        levels.map((level) => [level.level, read(level)]),
        offset,
      );
    const owner = lowest?.item.identifier ?? identifier;
    return mappingAt(
      {
        id: textAt(slug, offset),
        title: memberOf(node, 'abbreviatedStatement') ?? memberOf(node, 'fullStatement'),
        area: textAt(this.#areaOf(item), offset),
        summary: memberOf(node, 'fullStatement'),
        side: memberOf(own, 'side'),
        sideNote: memberOf(own, 'sideNote'),
        hours: byLevel(({ item }) => memberOf(item.own, 'hours') ?? this.#hoursByDefault(item)),
        criteria: byLevel(({ item }) => memberOf(item.own, 'criteria')),
        requires: listAt(this.#needs.get(owner) ?? [], offset),
        requiresAt: namedAt(
          levels
            .slice(1)
            .map(({ level, item }) => [
              level,
              listAt(this.#needs.get(item.identifier) ?? [], item.node.offset),
            ]),
          offset,
        ),
        recommends: this.#named(recommendedBefore, owner, offset),
        because: this.#reasons(item, levels),
        resources: withoutNulls(memberOf(own, 'resources')),
        sameAs: listAt(
          (this.#from.get('exactMatchOf')?.get(identifier) ?? []).map(({ destination, node }) =>
            textAt(destination.name, node.offset),
          ),
          offset,
        ),
        replaces: this.#replaced(item),
        externalIds: memberOf(own, 'externalIds'),
        notes: memberOf(own, 'notes'),
      },
      offset,
    );
  }

  /** The levels of a skill, lowest first: an item for each, or the skill itself at its only one. */
  #levelsOf(skill: OwnItem): OwnLevel[] {
    const children = this.#toward.get('isChildOf')?.get(skill.identifier) ?? [];
    const items = children
      .map(({ origin }) => this.#items.get(origin.identifier))
      .filter((item) => item?.kind === 'competency') as OwnItem[];
    return (items.length > 0 ? items : [skill]).map((item) => ({
      item,
      level: this.#levelOf(item),
    }));
  }

  #levelOf(item: OwnItem): string {
    const [association] = this.#from.get('hasSkillLevel')?.get(item.identifier) ?? [];
    const level = association && this.#items.get(association.destination.identifier);
    return level?.slug ?? this.#ofKind('level')[0]?.slug ?? '';
  }

  #areaOf(item: OwnItem): string {
    for (const { destination } of this.#from.get('isChildOf')?.get(item.identifier) ?? []) {
      const parent = this.#items.get(destination.identifier);
      if (parent?.kind === 'area') return parent.slug;
    }
    const [first] = this.#ofKind('area');
    const message = `\`${item.slug}\` stands in no area, so it goes into the first one.`;
    this.#remarks.add('DEFAULTED', 'skills in no area', item.subject, message, item.node.offset);
    return first?.slug ?? '';
  }

  #hoursByDefault({ slug, subject, node }: OwnItem): TextNode {
    const { hoursByDefault } = this.#settings;
    const message = `Nobody says how long \`${slug}\` takes, so it takes ${hoursByDefault} hours.`;
    this.#remarks.add('DEFAULTED', 'skills without hours', subject, message, node.offset);
    return textAt(hoursByDefault, node.offset);
  }

  /** The reason on the first association that gives one, for each skill that is needed or recommended. */
  #reasons({ node }: OwnItem, levels: readonly OwnLevel[]): MappingNode {
    const reasons = new Map<string, TextNode>();
    for (const { item } of levels)
      for (const type of ['precedes', recommendedBefore])
        for (const { origin, node } of this.#toward.get(type)?.get(item.identifier) ?? []) {
          const reason = memberOf(node, 'notes');
          const skill = this.#referenceTo(origin.identifier)?.split('@')[0];
          if (reason && skill && !reasons.has(skill)) reasons.set(skill, reason);
        }
    return namedAt(
      [...reasons].sort(([one], [two]) => (one < two ? -1 : 1)),
      node.offset,
    );
  }

  #project(item: OwnItem): MappingNode {
    const { identifier, node, own } = item;
    return mappingAt(
      {
        ...this.#goal(item),
        hours: memberOf(own, 'hours') ?? this.#hoursByDefault(item),
        practises: this.#named(practisedBy, identifier, node.offset),
      },
      node.offset,
    );
  }

  #careerPath(item: OwnItem): MappingNode {
    const interests = memberOf(item.own, 'interests');
    return mappingAt({ ...this.#goal(item), interests }, item.node.offset);
  }

  #goal(item: OwnItem) {
    const { identifier, slug, node, own } = item;
    return {
      id: textAt(slug, node.offset),
      title: memberOf(node, 'abbreviatedStatement'),
      summary: memberOf(node, 'fullStatement'),
      requires: listAt(this.#needs.get(identifier) ?? [], node.offset),
      prefers: memberOf(own, 'prefers'),
      replaces: this.#replaced(item),
      externalIds: memberOf(own, 'externalIds'),
    };
  }

  /** The names that it goes on from. */
  #replaced({ identifier, node }: OwnItem): ListNode {
    return listAt(
      (this.#toward.get('replacedBy')?.get(identifier) ?? []).map(({ origin, node }) =>
        textAt(this.#items.get(origin.identifier)?.slug ?? slugFrom(origin.title), node.offset),
      ),
      node.offset,
    );
  }

  /** The competencies that associations of a type lead from. */
  #named(type: string, destination: string, offset: number): ListNode {
    const named = (this.#toward.get(type)?.get(destination) ?? []).map(({ origin, node }) => {
      const reference = this.#referenceTo(origin.identifier);
      return reference === null ? null : textAt(reference, node.offset);
    });
    return listAt(
      named.filter((each) => each !== null),
      offset,
    );
  }

  /** What stands for an item in a requirement; null where nothing does. */
  #referenceTo(identifier: string): string | null {
    const item = this.#items.get(identifier);
    if (item?.kind === 'competency') {
      const [parent] = this.#from.get('isChildOf')?.get(identifier) ?? [];
      const skill = parent && this.#items.get(parent.destination.identifier);
      return skill?.kind === 'skill' ? `${skill.slug}@${this.#levelOf(item)}` : null;
    }
    return item?.kind === 'skill' ? `${item.slug}@${this.#levelOf(item)}` : null;
  }
}

interface OwnLevel {
  readonly item: OwnItem;
  readonly level: string;
}

const knownTypes: ReadonlySet<string> = new Set([
  ...['isChildOf', 'precedes', 'isPartOf', 'exactMatchOf', 'replacedBy', 'hasSkillLevel'],
  ...[recommendedBefore, practisedBy],
]);

function ownItem(item: ReadItem): OwnItem {
  const own = memberOf(memberOf(item.node, 'extensions'), itemExtension);
  const slug =
    textOf(own, 'slug') ??
    textOf(item.node, 'humanCodingScheme') ??
    textOf(item.node, 'abbreviatedStatement') ??
    item.identifier;
  // Whatever others add without saying what it is becomes a skill.
  return { ...item, own, kind: textOf(own, 'kind') ?? 'skill', slug: own ? slug : slugFrom(slug) };
}

/** Sides and interests, which we call slugs and documents ids. */
function renamed(list: TextNode | null): TextNode | null {
  if (list?.kind !== 'list') return list;
  const items = list.items.map((item) =>
    mappingAt({ id: memberOf(item, 'slug'), title: memberOf(item, 'title') }, item.offset),
  );
  return listAt(items, list.offset);
}

/** Resources without what they don't say. */
function withoutNulls(list: TextNode | null): TextNode | null {
  if (list?.kind !== 'list') return list;
  const items = list.items.map((item) =>
    item.kind === 'mapping'
      ? namedAt(
          item.members.map(({ key, value }) => [key, value]),
          item.offset,
        )
      : item,
  );
  return listAt(items, list.offset);
}

function listIn(
  index: Map<string, Map<string, ReadAssociation[]>>,
  type: string,
  identifier: string,
): ReadAssociation[] {
  const ofType = index.get(type) ?? new Map<string, ReadAssociation[]>();
  index.set(type, ofType);
  const list = ofType.get(identifier) ?? [];
  ofType.set(identifier, list);
  return list;
}
