/** A CFPackage as CASE 1.1 has it, and only what we write of it. Addresses are absolute, times UTC. */
export interface CasePackage {
  readonly CFDocument: CaseDocument;
  readonly CFItems: readonly CaseItem[];
  readonly CFAssociations: readonly CaseAssociation[];
  readonly CFDefinitions: CaseDefinitions;
}

/** What everything in a package has: a UUID in lower case, an address that leads to it, and when it changed last. */
interface Identified {
  readonly identifier: string;
  readonly uri: string;
  readonly lastChangeDateTime: string;
  readonly extensions?: CaseExtensions;
}

export interface CaseDocument extends Identified {
  readonly frameworkType: string;
  readonly caseVersion: '1.1';
  readonly creator: string;
  readonly title: string;
  readonly description?: string;
  readonly version?: string;
  readonly adoptionStatus: string;
}

export interface CaseItem extends Identified {
  readonly fullStatement: string;
  readonly abbreviatedStatement: string;
  readonly CFItemType: string;
  readonly CFItemTypeURI: CaseLink;
  readonly humanCodingScheme?: string;
  readonly conceptKeywords?: readonly string[];
  readonly conceptKeywordsURI?: CaseLink;
  readonly notes?: string;
  readonly subject?: readonly string[];
  readonly subjectURI?: readonly CaseLink[];
}

export interface CaseAssociation extends Identified {
  readonly associationType: string;
  readonly sequenceNumber?: number;
  readonly originNodeURI: CaseLink;
  readonly destinationNodeURI: CaseLink;
  readonly CFAssociationGroupingURI?: CaseLink;
  readonly notes?: string;
}

export interface CaseDefinitions {
  readonly CFConcepts: readonly CaseCoded[];
  readonly CFSubjects: readonly CaseCoded[];
  readonly CFLicenses: readonly never[];
  readonly CFItemTypes: readonly CaseItemType[];
  readonly CFAssociationGroupings: readonly CaseGrouping[];
}

/** A concept or a subject. */
export interface CaseCoded extends Identified {
  readonly title: string;
  readonly hierarchyCode: string;
}

export interface CaseItemType extends CaseCoded {
  readonly description: string;
}

export interface CaseGrouping extends Identified {
  readonly title: string;
  readonly description?: string;
}

/** What leads to something in the package or, from an association, to anything that has an address. */
export interface CaseLink {
  readonly title: string;
  readonly identifier: string;
  readonly uri: string;
}

/** A value that JSON holds, of little depth. By the standard's pattern, a key with a colon has no whole number for its value. */
export type CaseExtensions = Readonly<Record<string, unknown>>;

/** What ours are under: what we need to read a package of our own as it was. */
export const curriculumExtension = 'cairn:curriculum';
export const itemExtension = 'cairn:item';
export const groupExtension = 'cairn:group';

/** That the origin helps with the destination but isn't needed; who doesn't know it takes it for a relation. */
export const recommendedBefore = 'ext:recommendedBefore';
/** That the destination, a project, exercises the origin. */
export const practisedBy = 'ext:practisedBy';

/** How the associations of a grouping go together, on each of them and on the grouping. */
export type GroupMode = 'allOf' | 'anyOf' | 'atLeast';

export const itemTypes = {
  area: ['Area', 'A part of the curriculum.'],
  level: ['Proficiency Level', 'A level on the scale of how well skills are held.'],
  skill: ['Skill', 'What a learner can learn and show.'],
  competency: ['Competency', 'A skill at one of its levels.'],
  project: ['Project', 'Something that a learner builds.'],
  careerPath: ['Career Path', 'What a role asks of a person.'],
  retired: ['Retired Name', 'What a skill, a project or a career path was called before.'],
} as const;

export type ItemKind = keyof typeof itemTypes;
