import type { CareerPath, Curriculum, Project, Skill } from '../../../curriculum/curriculum.ts';
import type { Competency, Requirement } from '../../../curriculum/requirement.ts';
import { competencyKey } from '../../../curriculum/requirement.ts';
import { situationDocument } from '../../../curriculum/to-expression.ts';
import { canonicalJson } from '../../../util/canonical-json.ts';
import type { ExportContext } from '../exporter.ts';
import { identifiersOf } from './identifiers.ts';
import {
  type CaseAssociation,
  type CaseCoded,
  type CaseGrouping,
  type CaseItem,
  type CaseLink,
  type CasePackage,
  curriculumExtension,
  groupExtension,
  type ItemKind,
  itemExtension,
  itemTypes,
  practisedBy,
  recommendedBefore,
} from './package.ts';
import { uriOf } from './uri-of.ts';
import { type Placed, placesIn } from './write-requirement.ts';

/**
 * A curriculum as a package of CASE 1.1. What the standard has no field for is in extensions, so that `readOwn` makes the
 * very same curriculum of it again. A skill with several levels is a group of competencies, one a level; a skill with
 * one level is a competency itself. Yields now and then.
 */
export function* writePackage(
  curriculum: Curriculum,
  context: ExportContext,
): Generator<undefined, CasePackage, unknown> {
  const writer = new PackageWriter(curriculum, context);
  curriculum.levels.forEach((level, index) => {
    writer.addLevel(level, index + 1);
  });
  curriculum.areas.forEach((_, index) => {
    writer.addArea(index);
  });
  for (const [index, skill] of curriculum.skills.entries()) {
    writer.addSkill(skill, index + 1);
    yield;
  }
  for (const skill of curriculum.skills) {
    writer.addNeedsOfSkill(skill);
    yield;
  }
  for (const project of curriculum.projects) {
    writer.addProject(project);
    yield;
  }
  for (const careerPath of curriculum.careerPaths) {
    writer.addCareerPath(careerPath);
    yield;
  }
  return writer.package();
}

/** Keeps what is written so far, and that every identifier is given once. */
class PackageWriter {
  readonly #curriculum: Curriculum;
  readonly #context: ExportContext;
  readonly #identifiers;
  readonly #changed: string;
  readonly #items: CaseItem[] = [];
  readonly #associations: CaseAssociation[] = [];
  readonly #groupings: CaseGrouping[] = [];
  /** Links by competency, and by kind and slug of everything else. */
  readonly #links = new Map<string, CaseLink>();
  readonly #retired = new Set<string>();
  readonly #given = new Set<string>();

  constructor(curriculum: Curriculum, context: ExportContext) {
    this.#curriculum = curriculum;
    this.#context = context;
    this.#identifiers = identifiersOf(curriculum.slug, curriculum.externalIds);
    // What was never published never changed; no time is made up for it.
    this.#changed = (context.revision?.publishedAt ?? new Date(0)).toISOString();
    for (const { slug, externalIds } of curriculum.skills)
      this.#identifiers.kept('item', slug, externalIds);
  }

  package(): CasePackage {
    const { slug, title, summary, levels, sides, interests, externalIds } = this.#curriculum;
    const { revision } = this.#context;
    const own = {
      ...{ slug, sides, interests, externalIds },
      defaultLevel: levels[0]?.slug ?? null,
      // As text, since conditions may be nested deeper than readers of JSON go.
      advice: canonicalJson(
        this.#curriculum.advice.map(({ slug: id, title, when, says }) => ({
          ...{ id, title, says },
          when: situationDocument(when),
        })),
      ),
    };
    return {
      CFDocument: {
        ...this.#identified(this.#identifiers.document),
        frameworkType: 'Curriculum',
        caseVersion: '1.1',
        creator: 'Cairn',
        title: title || slug,
        ...(summary ? { description: summary } : {}),
        ...(revision ? { version: String(revision.number) } : {}),
        adoptionStatus: revision ? 'Implemented' : 'Draft',
        extensions: { [curriculumExtension]: own },
      },
      CFItems: this.#items,
      CFAssociations: this.#associations,
      CFDefinitions: {
        CFConcepts: this.#coded('interest', interests),
        CFSubjects: this.#coded('side', sides),
        CFLicenses: [],
        CFItemTypes: Object.entries(itemTypes).map(([kind, [title, description]], index) => ({
          ...this.#identified(this.#identifiers.of('type', kind)),
          ...{ title, description, hierarchyCode: String(index + 1) },
        })),
        CFAssociationGroupings: this.#groupings,
      },
    };
  }

  addLevel({ slug, title }: { slug: string; title: string }, position: number): void {
    const identifier = this.#identifiers.of('level', slug);
    this.#addItem('level', { identifier, slug, title, summary: title, own: {} });
    this.#addChild(`level ${slug}`, this.#document, position);
  }

  addArea(index: number): void {
    const { slug, title, summary, side, externalIds } = this.#curriculum.areas[index]!;
    const identifier = this.#identifiers.kept('area', slug, externalIds);
    const own = { side, externalIds, hasSummary: summary !== null };
    this.#addItem('area', { identifier, slug, title, summary: summary ?? title, own, side });
    this.#addChild(`area ${slug}`, this.#document, this.#curriculum.levels.length + index + 1);
  }

  addSkill(skill: Skill, position: number): void {
    const { slug, title, summary, side, levels, externalIds, notes } = skill;
    const [only] = levels.length === 1 ? levels : [];
    const identifier = this.#identifiers.kept('item', slug, externalIds);
    const own = {
      ...{ side, sideNote: skill.sideNote, resources: skill.resources, externalIds, notes },
      ...(only ? { hours: only.hours, criteria: only.criteria } : {}),
    };
    this.#addItem('skill', { identifier, slug, title, summary, own, side, notes });
    this.#addChild(`skill ${slug}`, this.#links.get(`area ${skill.area}`), position);
    if (only) {
      this.#links.set(competencyKey({ skill: slug, level: only.level }), this.#link('skill', slug));
      this.#addLevelOf(skill, only.level);
    } else for (const level of levels) this.#addCompetency(skill, level.level);
  }

  addNeedsOfSkill(skill: Skill): void {
    const { slug, levels, recommends } = skill;
    const lowest = { skill: slug, level: levels[0]?.level ?? '' };
    for (const [index, { level, requires }] of levels.entries()) {
      const owner = this.#links.get(competencyKey({ skill: slug, level }))!;
      const below = levels[index - 1];
      if (below) {
        const origin = this.#links.get(competencyKey({ skill: slug, level: below.level }))!;
        this.#associate('precedes', origin, owner, { own: { levelBelow: true } });
      }
      this.#addNeeds('precedes', requires, owner, skill.because);
    }
    recommends.forEach((competency, index) => {
      const notes = reasonFor(skill.because, competency);
      this.#addAbout(recommendedBefore, competency, lowest, { position: index + 1, notes });
    });
    skill.sameAs.forEach((address, index) => {
      const elsewhere = { title: address, identifier: address, uri: uriOf(address) };
      this.#associate('exactMatchOf', this.#link('skill', slug), elsewhere, {
        position: index + 1,
      });
    });
    this.#addReplaced(skill.replaces, this.#link('skill', slug));
  }

  addProject({ slug, title, summary, hours, requires, practises, ...rest }: Project): void {
    const { prefers, replaces, externalIds } = rest;
    const identifier = this.#identifiers.kept('item', slug, externalIds);
    const own = { hours, prefers, externalIds };
    this.#addItem('project', { identifier, slug, title, summary, own });
    const owner = this.#link('project', slug);
    this.#addChild(`project ${slug}`, this.#document, this.#nextPosition());
    this.#addNeeds('precedes', requires, owner, {});
    practises.forEach((competency, index) => {
      const origin = this.#links.get(competencyKey(competency))!;
      this.#associate(practisedBy, origin, owner, { position: index + 1 });
    });
    this.#addReplaced(replaces, owner);
  }

  addCareerPath({ slug, title, summary, interests, requires, ...rest }: CareerPath): void {
    const { prefers, replaces, externalIds } = rest;
    const identifier = this.#identifiers.kept('item', slug, externalIds);
    const own = { interests, prefers, externalIds };
    this.#addItem('careerPath', { identifier, slug, title, summary, own, interests });
    this.#addChild(`careerPath ${slug}`, this.#document, this.#nextPosition());
    const owner = this.#link('careerPath', slug);
    this.#addNeeds('isPartOf', requires, owner, {});
    this.#addReplaced(replaces, owner);
  }

  #addCompetency(skill: Skill, slug: string): void {
    const { hours, criteria } = skill.levels.find(({ level }) => level === slug)!;
    const level = this.#curriculum.levels.findIndex((each) => each.slug === slug);
    const key = competencyKey({ skill: skill.slug, level: slug });
    const levelTitle = this.#curriculum.levels[level]?.title || slug;
    this.#addItem('competency', {
      identifier: this.#identifiers.of('competency', key),
      slug: key,
      title: `${skill.title || skill.slug} (${levelTitle})`,
      summary: criteria.length > 0 ? criteria.join('\n') : skill.summary,
      own: { hours, criteria },
    });
    this.#links.set(key, this.#link('competency', key));
    this.#addChild(`competency ${key}`, this.#link('skill', skill.slug), level + 1);
    this.#addLevelOf(skill, slug);
  }

  #addLevelOf(skill: Skill, level: string): void {
    const origin = this.#links.get(competencyKey({ skill: skill.slug, level }))!;
    const destination = this.#links.get(`level ${level}`);
    if (destination) this.#associate('hasSkillLevel', origin, destination, {});
  }

  #addReplaced(replaces: readonly string[], successor: CaseLink): void {
    replaces.forEach((earlier, index) => {
      this.#addRetired(earlier);
      this.#associate('replacedBy', this.#link('retired', earlier), successor, {
        position: index + 1,
      });
    });
  }

  #addRetired(slug: string): void {
    if (this.#retired.has(slug)) return;
    this.#retired.add(slug);
    const identifier = this.#identifiers.of('item', slug);
    this.#addItem('retired', { identifier, slug, title: slug, summary: slug, own: {} });
  }

  /** What a requirement names, each time that it does, and the groups that it names it in. */
  #addNeeds(
    type: 'precedes' | 'isPartOf',
    requirement: Requirement | null,
    owner: CaseLink,
    because: Readonly<Record<string, string>>,
  ): void {
    const { groups, members } = placesIn(requirement, (parent, position) =>
      this.#identifiers.of('group', `${parent ?? owner.identifier}:${position}`),
    );
    for (const { identifier, parent, position, mode, count } of groups) {
      const title = count === null ? modeTitles[mode] : `At least ${count} of these`;
      this.#groupings.push({
        ...this.#identified(identifier),
        title: `${title}: ${owner.title}`,
        extensions: {
          [groupExtension]: { mode, count, owner: owner.identifier, parent, position },
        },
      });
    }
    for (const { competency, position, group } of members)
      this.#associate(type, this.#links.get(competencyKey(competency))!, owner, {
        ...{ position, group, notes: reasonFor(because, competency) },
      });
  }

  #addAbout(type: string, from: Competency, to: Competency, more: AssociationFields): void {
    const destination = this.#links.get(competencyKey(to));
    const origin = this.#links.get(competencyKey(from));
    if (origin && destination) this.#associate(type, origin, destination, more);
  }

  #addItem(kind: ItemKind, fields: ItemFields): void {
    const { identifier, slug, summary, own, side = null, notes = [], interests = [] } = fields;
    const title = fields.title || slug;
    const liked = this.#curriculum.interests.filter((each) => interests.includes(each.slug));
    const subject = this.#curriculum.sides.find((each) => each.slug === side);
    const [concept] = liked;
    this.#items.push({
      ...this.#identified(identifier),
      fullStatement: summary || title,
      abbreviatedStatement: title,
      CFItemType: itemTypes[kind][0],
      CFItemTypeURI: this.#linkTo(this.#identifiers.of('type', kind), itemTypes[kind][0]),
      humanCodingScheme: slug,
      ...(notes.length > 0 ? { notes: notes.join('\n\n') } : {}),
      ...(subject
        ? { subject: [subject.title], subjectURI: [this.#linkToCoded('side', subject)] }
        : {}),
      ...(concept
        ? {
            conceptKeywords: liked.map((each) => each.title),
            conceptKeywordsURI: this.#linkToCoded('interest', concept),
          }
        : {}),
      extensions: { [itemExtension]: { kind, slug, ...own } },
    });
    this.#links.set(`${kind} ${slug}`, this.#linkTo(identifier, title));
  }

  #addChild(child: string, parent: CaseLink | undefined, position: number): void {
    if (parent) this.#associate('isChildOf', this.#links.get(child)!, parent, { position });
  }

  #associate(
    type: string,
    origin: CaseLink,
    destination: CaseLink,
    { position, group = null, notes = null, own }: AssociationFields,
  ): void {
    const name = [type, group?.identifier ?? '', origin.identifier, destination.identifier];
    const grouping = group && this.#linkTo(group.identifier, modeTitles[group.mode]);
    this.#associations.push({
      ...this.#identified(this.#once(name.join(' '))),
      associationType: type,
      ...(position === undefined ? {} : { sequenceNumber: position }),
      originNodeURI: origin,
      destinationNodeURI: destination,
      ...(grouping ? { CFAssociationGroupingURI: grouping } : {}),
      ...(notes === null ? {} : { notes }),
      ...(group
        ? { extensions: { prereqMode: group.mode, prereqGroup: group.identifier } }
        : own
          ? { extensions: { [itemExtension]: own } }
          : {}),
    });
  }

  /** The identifier of an association, which may say the same as another. */
  #once(name: string): string {
    let identifier = this.#identifiers.of('association', name);
    for (let again = 2; this.#given.has(identifier); again++)
      identifier = this.#identifiers.of('association', `${name} ${again}`);
    this.#given.add(identifier);
    return identifier;
  }

  #coded(kind: string, list: readonly { slug: string; title: string }[]): CaseCoded[] {
    return list.map(({ slug, title }, index) => ({
      ...this.#identified(this.#identifiers.of(kind, slug)),
      ...{ title, hierarchyCode: String(index + 1) },
    }));
  }

  #identified(identifier: string) {
    const { address } = this.#context;
    const uri = address === null ? `urn:uuid:${identifier}` : `${address}/uri/${identifier}`;
    return { identifier, uri, lastChangeDateTime: this.#changed };
  }

  get #document(): CaseLink {
    return this.#linkTo(this.#identifiers.document, this.#curriculum.title);
  }

  #link(kind: ItemKind, slug: string): CaseLink {
    return this.#links.get(`${kind} ${slug}`)!;
  }

  #linkToCoded(kind: string, { slug, title }: { slug: string; title: string }): CaseLink {
    return this.#linkTo(this.#identifiers.of(kind, slug), title);
  }

  #linkTo(identifier: string, title: string): CaseLink {
    return { title, identifier, uri: this.#identified(identifier).uri };
  }

  #nextPosition(): number {
    return this.#items.length;
  }
}

interface ItemFields {
  readonly identifier: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** What else is needed to read it as it was. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly side?: string | null;
  readonly notes?: readonly string[];
  readonly interests?: readonly string[];
}

interface AssociationFields {
  /** In the order of its list, from 1. */
  readonly position?: number;
  readonly group?: Placed['group'];
  readonly notes?: string | null;
  readonly own?: Readonly<Record<string, unknown>>;
}

const modeTitles = {
  allOf: 'All of these',
  anyOf: 'One of these',
  atLeast: 'Several of these',
} as const;

function reasonFor(because: Readonly<Record<string, string>>, { skill }: Competency) {
  return Object.hasOwn(because, skill) ? because[skill]! : null;
}
