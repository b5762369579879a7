import { goalKinds, resourceKinds } from '../../../curriculum/curriculum.ts';
import type {
  AdviceDocument,
  AreaDocument,
  CareerPathDocument,
  CurriculumDocument,
  ProjectDocument,
  RequirementDocument,
  ResourceDocument,
  SituationDocument,
  SkillDocument,
  TitledDocument,
} from '../../../curriculum/document.ts';
import {
  type ByNameShape,
  type EitherShape,
  type Form,
  type ListShape,
  type MappingShape,
  mappingOf,
  type Named,
  optional,
  required,
  type Shape,
  type TextShape,
  type VariantsShape,
} from './shape.ts';

/** The longest texts, in characters. */
export const idMax = 100;
export const titleMax = 200;
export const summaryMax = 2_000;
export const noteMax = 1_000;
export const addressMax = 2_000;
export const externalIdMax = 500;

/** The longest lists. Those of skills and of what a group requires leave room for curricula of 100,000 skills. */
export const largeListMax = 200_000;
export const listMax = 1_000;
export const levelsMax = 20;

const idForm: Form = {
  code: 'bad-id',
  expects: 'lower-case words joined by hyphens, such as `web-concepts`',
  pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  mend: (text) => hyphenated(text),
};

const referenceForm: Form = {
  code: 'bad-reference',
  expects: 'a skill, alone or at a level, such as `functions` or `functions@working`',
  pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[a-z0-9]+(?:-[a-z0-9]+)*)?$/,
  mend: (text) => text.split('@').map(hyphenated).join('@'),
};

/** `http` and `https` only: readers of the curriculum make links of these. */
const linkForm: Form = {
  code: 'bad-link',
  expects: 'an address that begins with `https://` or `http://`',
  pattern: /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/,
};

const addressForm: Form = {
  code: 'bad-link',
  expects: 'an address, such as `https://example.org/skills/42` or `urn:uuid:…`',
  pattern: /^[a-z][a-z0-9+.-]*:\S+$/i,
};

const id: TextShape = { kind: 'text', charactersMax: idMax, isOneLine: true, form: idForm };
const reference: TextShape = {
  ...id,
  charactersMax: 2 * idMax + 1,
  form: referenceForm,
  names: 'competency',
};
const title: TextShape = { kind: 'text', charactersMax: titleMax, isOneLine: true };
const summary: TextShape = { kind: 'text', charactersMax: summaryMax };
const note: TextShape = { kind: 'text', charactersMax: noteMax };
const link: TextShape = { ...title, charactersMax: addressMax, form: linkForm };
const address: TextShape = { ...title, charactersMax: addressMax, form: addressForm };
const externalId: TextShape = { ...title, charactersMax: externalIdMax };
const hours: Shape = { kind: 'hours' };

function idOf(names: Named): TextShape {
  return { ...id, names };
}

const idDescription = 'Lower-case words joined by hyphens. It never changes.';
const itemIdDescription =
  'Lower-case words joined by hyphens; skills, projects and career paths share one name space. It never changes.';
const titleDescription = 'What people read.';
const summaryDescription = 'What it is about, in a sentence or two.';
const prefersDescription =
  "The author's usual choices for this goal. A learner's own preferences override them.";

const replacesDescription =
  'Ids that it had before, or took over, so that learners keep what they know and have done.';

const externalIds = optional(
  { kind: 'by-name', noun: 'system', key: id, of: externalId, namesMax: 20 },
  'What other systems call it, by the id of the system: integrations find it by these.',
);

function listOf(of: Shape, itemsMax = listMax, itemsMin = 0): ListShape {
  return { kind: 'list', of, itemsMax, itemsMin };
}

function byLevel(of: Shape, namesMin = 0): ByNameShape {
  return { kind: 'by-name', noun: 'level', key: idOf('level'), of, namesMax: levelsMax, namesMin };
}

type Group = Exclude<RequirementDocument, string>;
type Keyed<Union, Keys extends PropertyKey> = Extract<Union, Record<Keys, unknown>>;

const members: ListShape = {
  ...listOf(id, largeListMax),
  get of() {
    return requirement;
  },
};
const counted = mappingOf<Keyed<Group, 'atLeast'>>('an `atLeast` group', {
  atLeast: required({ kind: 'count' }, 'How many of the members are needed.'),
  of: required(members, 'The members to choose from.'),
});
const requirementGroup: VariantsShape = {
  kind: 'variants',
  noun: 'a requirement group',
  definition: 'requirementGroup',
  of: {
    anyOf: mappingOf<Keyed<Group, 'anyOf'>>('an `anyOf` group', {
      anyOf: required(members, 'One of these is enough.'),
    }),
    allOf: mappingOf<Keyed<Group, 'allOf'>>('an `allOf` group', {
      allOf: required(members, 'All of these are needed.'),
    }),
    atLeast: counted,
    of: counted,
  },
};
const requirement: EitherShape = {
  kind: 'either',
  definition: 'requirement',
  expects: 'a skill such as `functions@working`, or a group such as `{ anyOf: [django, flask] }`',
  text: reference,
  mapping: requirementGroup,
};
const requirements = listOf(requirement, largeListMax);

const situations: ListShape = {
  ...listOf(id),
  get of() {
    return situation;
  },
};

function condition(key: string, shape: Shape, description: string): MappingShape {
  const keys = { [key]: required(shape, description) };
  return { kind: 'mapping', noun: `a \`${key}\` condition`, keys };
}

type ConditionName = SituationDocument extends infer S ? (S extends S ? keyof S : never) : never;

const situation: VariantsShape = {
  kind: 'variants',
  noun: 'a condition',
  definition: 'situation',
  of: {
    all: condition('all', situations, 'All of these hold.'),
    any: condition('any', situations, 'One of these holds.'),
    not: {
      ...condition('not', id, ''),
      get keys() {
        return { not: required(situation, 'This does not hold.') };
      },
    },
    goal: condition('goal', idOf('goal'), 'This skill, project or career path is a goal.'),
    goalArea: condition('goalArea', idOf('area'), 'A skill of this area is a goal.'),
    noGoalOfKind: condition(
      'noGoalOfKind',
      { kind: 'choice', of: goalKinds },
      'No goal is of this kind.',
    ),
    knows: condition('knows', reference, 'The learner knows this.'),
    lacks: condition('lacks', reference, 'The learner does not know this.'),
    excludes: condition('excludes', idOf('item'), 'The learner excludes this skill or project.'),
    roadmapHas: condition('roadmapHas', idOf('item'), 'This skill or project is on the roadmap.'),
    roadmapLacks: condition(
      'roadmapLacks',
      idOf('item'),
      'This skill or project is not on the roadmap.',
    ),
  } satisfies Record<ConditionName, MappingShape>,
};

const titled: EitherShape = {
  kind: 'either',
  definition: 'titled',
  expects: 'an id, or a mapping such as `{ id: foundation, title: Foundation }`',
  text: id,
  mapping: mappingOf<TitledDocument>('an entry with a title', {
    id: required(id, idDescription),
    title: optional(title, 'What people read; made from the id when left out.'),
  }),
};

const area = mappingOf<AreaDocument>(
  'an area',
  {
    id: required(id, idDescription),
    title: required(title, titleDescription),
    summary: optional(summary, summaryDescription),
    side: optional(idOf('side'), 'The side that its skills belong to, where they do not say.'),
    externalIds,
  },
  'area',
);

const resource = mappingOf<ResourceDocument>(
  'a resource',
  {
    title: required(title, titleDescription),
    url: optional(link, 'Where it is found.'),
    hours: optional(hours, 'How long it takes, in hours.'),
    kind: optional(
      { kind: 'choice', of: resourceKinds },
      'What one does with it. READ when left out.',
    ),
    level: optional(idOf('level'), 'The level that it helps to reach; all levels when left out.'),
  },
  'resource',
);

const skill = mappingOf<SkillDocument>(
  'a skill',
  {
    id: required(id, itemIdDescription),
    title: required(title, titleDescription),
    area: required(idOf('area'), 'The id of the area that it belongs to.'),
    summary: required(summary, summaryDescription),
    side: optional(idOf('side'), "The side that it belongs to; its area's when left out."),
    sideNote: optional(note, 'Why it belongs to that side, where people get it wrong.'),
    hours: required(
      {
        kind: 'either',
        expects: 'a number of hours, or hours by level such as `{ foundation: 4, working: 6 }`',
        number: hours,
        mapping: byLevel(hours, 1),
      },
      'Hours from the level below, by level, without gaps. A plain number means the lowest level alone.',
    ),
    criteria: optional(
      byLevel(listOf(note, 100)),
      'What one can do at each level: mentors confirm by it, placement asks by it.',
    ),
    requires: optional(requirements, 'What its lowest level needs: all of the list.'),
    requiresAt: optional(
      byLevel(requirements),
      'What a higher level needs beyond the level below.',
    ),
    recommends: optional(listOf(reference), 'What helps, but is not needed.'),
    because: optional(
      { kind: 'by-name', noun: 'skill', key: idOf('skill'), of: note, namesMax: listMax },
      'Why a prerequisite is one, by the id of the prerequisite.',
    ),
    resources: optional(listOf(resource, 100), 'Where to learn it.'),
    sameAs: optional(
      listOf(address, 100),
      'Addresses of the same skill elsewhere: knowledge counts for both.',
    ),
    replaces: optional(listOf(id, 100), replacesDescription),
    externalIds,
    notes: optional(
      listOf(summary, 100),
      'What the curriculum it was imported from says of it and this format has no place for.',
    ),
  },
  'skill',
);

const project = mappingOf<ProjectDocument>(
  'a project',
  {
    id: required(id, itemIdDescription),
    title: required(title, titleDescription),
    summary: required(summary, summaryDescription),
    hours: required(hours, 'How long it takes, in hours.'),
    requires: optional(requirements, 'What one must know before: all of the list.'),
    practises: optional(listOf(reference), 'What it exercises.'),
    prefers: optional(listOf({ ...reference, names: 'step' }), prefersDescription),
    replaces: optional(listOf(id, 100), replacesDescription),
    externalIds,
  },
  'project',
);

const careerPath = mappingOf<CareerPathDocument>(
  'a career path',
  {
    id: required(id, itemIdDescription),
    title: required(title, titleDescription),
    summary: required(summary, summaryDescription),
    interests: optional(
      listOf(idOf('interest')),
      'Whom it suits, by the interests of the curriculum.',
    ),
    requires: required(
      listOf(requirement, largeListMax, 1),
      'What the role asks for: all of the list.',
    ),
    prefers: optional(listOf({ ...reference, names: 'step' }), prefersDescription),
    replaces: optional(listOf(id, 100), replacesDescription),
    externalIds,
  },
  'careerPath',
);

const advice = mappingOf<AdviceDocument>(
  'a piece of advice',
  {
    id: required(id, idDescription),
    title: required(title, titleDescription),
    when: required(situation, 'The situation that it belongs to.'),
    says: required(summary, 'What the learner is told.'),
  },
  'advice',
);

/** The whole document. A file of a folder has some of these keys. */
export const documentShape = mappingOf<CurriculumDocument>('a curriculum', {
  curriculum: required(id, 'The id of the curriculum. It never changes.'),
  title: required(title, titleDescription),
  summary: optional(summary, summaryDescription),
  externalIds,
  levels: required(listOf(titled, levelsMax, 1), 'The scale of proficiency, lowest first.'),
  sides: optional(listOf(titled, 50), 'Where skills may belong, such as frontend and backend.'),
  interests: optional(
    listOf(titled, 200),
    'What learners may enjoy, by which career paths are suggested.',
  ),
  areas: required(listOf(area), 'The parts of the curriculum, in teaching order.'),
  skills: optional(listOf(skill, largeListMax), 'What can be learned and shown.'),
  projects: optional(listOf(project, largeListMax), 'What learners build.'),
  careerPaths: optional(listOf(careerPath, largeListMax), 'What roles ask of a person.'),
  advice: optional(listOf(advice), 'Warnings and pointers for certain situations.'),
});

function hyphenated(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
