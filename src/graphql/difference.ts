import type { ComparedCurricula } from '../actions/compare-revisions.ts';
import type {
  AlterationKind as AlterationKindName,
  Alteration as AlterationValue,
  AlteredItem as AlteredItemValue,
  Aspect,
  Change,
  CurriculumDifference,
  HoursChange,
  LevelChange,
  ListChange,
  Noun,
  PlaceChange,
  RequirementChange,
  RequirementPart,
  RequirementPartKind as RequirementPartKindName,
  ValueChange,
} from '../curriculum/difference/alteration.ts';
import type { Requirement } from '../curriculum/requirement.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { pageArguments, pageOf } from './page.ts';
import { placed } from './placed.ts';
import { CurriculumItemType, type PlacedItem, RequirementType } from './refs.ts';
import { placedRequirement } from './requirement.ts';

/** A value of a difference, with the two curricula that its names are from. */
interface Between<Value> {
  readonly sides: Pick<ComparedCurricula, 'before' | 'after'>;
  readonly value: Value;
}

const CurriculumNoun = enumOf<Noun>('CurriculumNoun', 'What a curriculum consists of.', {
  CURRICULUM: 'The curriculum itself: its title and summary.',
  LEVEL: 'A level of proficiency.',
  SIDE: 'A side.',
  INTEREST: 'An interest.',
  AREA: 'An area.',
  SKILL: 'A skill.',
  PROJECT: 'A project.',
  CAREER_PATH: 'A career path.',
  ADVICE: 'A piece of advice.',
});

const AlterationKind = enumOf<AlterationKindName>(
  'AlterationKind',
  'What became of something in a curriculum.',
  {
    REMOVED: 'It is gone, and nothing took its place.',
    RENAMED: 'It is the same by another slug.',
    SPLIT: 'Several took its place.',
    MERGED: 'One took the place of several, one of which it may be itself.',
    REARRANGED: 'Several took the place of several.',
    ADDED: 'It is new.',
    CHANGED: 'It is there still, and something about it is different.',
  },
);

const CurriculumAspect = enumOf<Aspect>('CurriculumAspect', 'What can be different about it.', {
  SLUG: 'What it is named by.',
  TITLE: 'What people call it.',
  SUMMARY: 'What is said of it.',
  AREA: 'The area that it belongs to.',
  SIDE: 'The side that it belongs to.',
  SIDE_NOTE: 'Why it belongs there.',
  SITUATION: 'When advice is given.',
  WORDS: 'What advice says.',
  HOURS: 'What it takes.',
  LEVELS: 'Which levels it has.',
  REQUIREMENT: 'What it requires.',
  RECOMMENDATIONS: 'What it recommends to know before.',
  REASONS: 'Why its prerequisites are some.',
  CRITERIA: 'By what it is confirmed.',
  RESOURCES: 'By what it is learned.',
  SAME_AS: 'What is the same elsewhere.',
  REPLACES: 'Whose place it took.',
  NOTES: 'What an import had no other place for.',
  EXTERNAL_IDS: 'What other systems call it.',
  PRACTISES: 'What a project practises.',
  PREFERENCES: 'What the author usually chooses for it.',
  INTERESTS: 'Which interests a career path serves.',
  PLACE: 'Where it stands among others of its kind.',
});

const RequirementPartKind = enumOf<RequirementPartKindName>(
  'RequirementPartKind',
  'What can be different about a requirement.',
  {
    PREREQUISITE_ADDED: 'A competency is required that was not.',
    PREREQUISITE_REMOVED: 'A competency is no longer required.',
    LEVEL_CHANGED: 'A skill is required at another level.',
    BECAME_ALTERNATIVE: 'A competency that was required is one of several that will do.',
    BECAME_REQUIRED: 'A competency that was one of several that would do is required.',
    CHOICE_ADDED: 'Some of several are required that were not.',
    CHOICE_REMOVED: 'Some of several are no longer required.',
    ALTERNATIVES_ADDED: 'More will do.',
    ALTERNATIVES_REMOVED: 'Less will do.',
    COUNT_CHANGED: 'Another number of several is required.',
    REWRITTEN: 'The same is required in another combination.',
  },
);

const Strictness = enumOf<RequirementChange['strictness']>(
  'Strictness',
  'How a requirement compares with what it was.',
  {
    STRICTER: 'Whoever meets it now met it before, but not the reverse.',
    LOOSER: 'Whoever met it before meets it now, but not the reverse.',
    OTHER: 'Some met it before and do no longer; others the reverse.',
    UNKNOWN: 'It is too large to tell.',
  },
);

const RequirementComparedBy = enumOf<RequirementChange['comparedBy']>(
  'RequirementComparedBy',
  'How a requirement was compared with what it was.',
  {
    MEANING: 'By all the ways to meet it: what means the same is no change.',
    SHAPE: 'By its parts, since it is too large for more: it may mean the same after all.',
  },
);

const AspectChangeType = builder.interfaceRef<Between<Change>>('AspectChange');

AspectChangeType.implement({
  description: 'One thing that is different about something.',
  resolveType: ({ value }) => typeNames[value.kind],
  fields: (t) => ({
    aspect: t.field({
      type: CurriculumAspect,
      description: 'What about it is different.',
      resolve: ({ value }) => value.aspect,
    }),
    says: t.string({
      description: 'The same as a sentence or two.',
      resolve: ({ value }) => value.says,
    }),
  }),
});

const typeNames = {
  value: 'ValueChange',
  hours: 'HoursChange',
  level: 'LevelChange',
  requirement: 'RequirementChange',
  list: 'ListChange',
  place: 'PlaceChange',
} as const satisfies Record<Change['kind'], string>;

builder.objectRef<Between<ValueChange>>('ValueChange').implement({
  description: 'A text is another, or it belongs to something else.',
  interfaces: [AspectChangeType],
  fields: (t) => ({
    before: t.string({
      nullable: true,
      description: 'A text, a slug, or for a situation an expression in JSON; null for none.',
      resolve: ({ value }) => value.before,
    }),
    after: t.string({
      nullable: true,
      description: 'The same as it is now; null for none.',
      resolve: ({ value }) => value.after,
    }),
  }),
});

builder.objectRef<Between<HoursChange>>('HoursChange').implement({
  description: 'It takes more hours, or less.',
  interfaces: [AspectChangeType],
  fields: (t) => ({
    level: t.string({
      nullable: true,
      description: 'The slug of the level that takes them; null of projects.',
      resolve: ({ value }) => value.level,
    }),
    before: t.float({ description: 'Hours before.', resolve: ({ value }) => value.before }),
    after: t.float({ description: 'Hours now.', resolve: ({ value }) => value.after }),
  }),
});

builder.objectRef<Between<LevelChange>>('LevelChange').implement({
  description: 'A skill has a level that it had not, or no longer has one.',
  interfaces: [AspectChangeType],
  fields: (t) => ({
    level: t.string({
      description: 'The slug of the level.',
      resolve: ({ value }) => value.level,
    }),
    isAdded: t.boolean({
      description: 'Whether it is new; otherwise it is gone.',
      resolve: ({ value }) => value.isAdded,
    }),
    hours: t.float({
      description: 'Hours that it takes, or took.',
      resolve: ({ value }) => value.hours,
    }),
  }),
});

const RequirementPartType = builder.objectRef<Between<RequirementPart>>('RequirementPart');

RequirementPartType.implement({
  description: 'One thing that is different about a requirement.',
  fields: (t) => ({
    kind: t.field({
      type: RequirementPartKind,
      description: 'What is different.',
      resolve: ({ value }) => value.kind,
    }),
    before: t.field({
      type: RequirementType,
      nullable: true,
      description: 'What it is about as it was; null where there was nothing of it.',
      resolve: ({ sides, value }) => requirementOf(sides.before, value.before),
    }),
    after: t.field({
      type: RequirementType,
      nullable: true,
      description: 'What it is about as it is now; null where there is nothing of it.',
      resolve: ({ sides, value }) => requirementOf(sides.after, value.after),
    }),
    says: t.string({
      description: 'The same as a sentence.',
      resolve: ({ value }) => value.says,
    }),
  }),
});

builder.objectRef<Between<RequirementChange>>('RequirementChange').implement({
  description: 'Something else is required.',
  interfaces: [AspectChangeType],
  fields: (t) => ({
    level: t.string({
      nullable: true,
      description: 'The slug of the level that requires it; null of projects and career paths.',
      resolve: ({ value }) => value.level,
    }),
    before: t.field({
      type: RequirementType,
      nullable: true,
      description: 'What was required; null for nothing.',
      resolve: ({ sides, value }) => requirementOf(sides.before, value.before),
    }),
    after: t.field({
      type: RequirementType,
      nullable: true,
      description: 'What is required now; null for nothing.',
      resolve: ({ sides, value }) => requirementOf(sides.after, value.after),
    }),
    strictness: t.field({
      type: Strictness,
      description: 'Whether it asks for more or less than it did.',
      resolve: ({ value }) => value.strictness,
    }),
    comparedBy: t.field({
      type: RequirementComparedBy,
      description: 'How it was found to be different.',
      resolve: ({ value }) => value.comparedBy,
    }),
    parts: t.field({
      type: [RequirementPartType],
      description: 'What is different, one by one.',
      extensions: expects(2),
      resolve: ({ sides, value }) => value.parts.map((part) => ({ sides, value: part })),
    }),
  }),
});

builder.objectRef<Between<ListChange>>('ListChange').implement({
  description: 'Something came into a list or went from it.',
  interfaces: [AspectChangeType],
  fields: (t) => ({
    level: t.string({
      nullable: true,
      description: 'The slug of the level whose list it is; null where it is of the whole.',
      resolve: ({ value }) => value.level,
    }),
    added: t.stringList({
      description: 'What is new: texts, slugs, competencies as `slug@level`.',
      resolve: ({ value }) => [...value.added],
    }),
    removed: t.stringList({
      description: 'What is gone.',
      resolve: ({ value }) => [...value.removed],
    }),
    isReordered: t.boolean({
      description:
        'Whether those that stay stand in another order, where the order means something.',
      resolve: ({ value }) => value.isReordered,
    }),
  }),
});

builder.objectRef<Between<PlaceChange>>('PlaceChange').implement({
  description: 'It has another place; of many orders of moves the one with the fewest is told.',
  interfaces: [AspectChangeType],
  fields: (t) => ({
    before: t.int({
      description: 'Its place before, from 1.',
      resolve: ({ value }) => value.before,
    }),
    after: t.int({ description: 'Its place now, from 1.', resolve: ({ value }) => value.after }),
  }),
});

interface Side {
  readonly noun: Noun;
  readonly published: ComparedCurricula['before'];
  readonly value: AlteredItemValue;
}

const AlteredItemType = builder.objectRef<Side>('AlteredItem');

AlteredItemType.implement({
  description: 'Something in one of two curricula that are compared.',
  fields: (t) => ({
    slug: t.string({ description: 'Names it.', resolve: ({ value }) => value.slug }),
    title: t.string({ description: 'What people call it.', resolve: ({ value }) => value.title }),
    hours: t.float({
      nullable: true,
      description: 'Hours of all levels together; null of what takes none of its own.',
      resolve: ({ value }) => value.hours,
    }),
    item: t.field({
      type: CurriculumItemType,
      nullable: true,
      description: 'The skill, project or career path; null of other kinds.',
      resolve: ({ noun, published, value }) => itemOf(noun, published, value.slug),
    }),
  }),
});

const AlterationType = builder.objectRef<Between<AlterationValue>>('Alteration');

AlterationType.implement({
  description: 'What became of something from one curriculum to another.',
  fields: (t) => ({
    noun: t.field({
      type: CurriculumNoun,
      description: 'What it is.',
      resolve: ({ value }) => value.noun,
    }),
    kind: t.field({
      type: AlterationKind,
      description: 'What became of it.',
      resolve: ({ value }) => value.kind,
    }),
    before: t.field({
      type: [AlteredItemType],
      description: 'What it was, in order of slug; empty where it is new.',
      extensions: expects(1),
      resolve: ({ sides, value }) =>
        value.before.map((item) => ({
          noun: value.noun,
          published: sides.before,
          value: item,
        })),
    }),
    after: t.field({
      type: [AlteredItemType],
      description: 'What it is now, in order of slug; empty where it is gone.',
      extensions: expects(1),
      resolve: ({ sides, value }) =>
        value.after.map((item) => ({
          noun: value.noun,
          published: sides.after,
          value: item,
        })),
    }),
    changes: t.field({
      type: [AspectChangeType],
      description:
        'What is different about it, where one became one or took others over; empty where it is all new or gone.',
      extensions: expects(2),
      resolve: ({ sides, value }) => value.changes.map((change) => ({ sides, value: change })),
    }),
    says: t.string({
      description: 'What became of it, as a sentence.',
      resolve: ({ value }) => value.says,
    }),
  }),
});

const AlterationConnection = builder.connectionObject(
  { type: AlterationType, name: 'AlterationConnection', description: 'A page of alterations.' },
  { name: 'AlterationEdge', description: 'An alteration in a list.' },
);

export const CurriculumDifferenceType =
  builder.objectRef<Between<CurriculumDifference>>('CurriculumDifference');

CurriculumDifferenceType.implement({
  description:
    'What a curriculum has otherwise than another, by what it means: what is only written in another order, or nested otherwise, is the same.',
  fields: (t) => ({
    isEmpty: t.boolean({
      description: 'Whether nothing differs.',
      resolve: ({ value }) => value.alterations.length === 0,
    }),
    summary: t.string({
      description: 'How much differs, in a few sentences.',
      resolve: ({ value }) => value.summary,
    }),
    alterations: t.field({
      type: AlterationConnection,
      description:
        'What became of what, by noun; of each first what is gone, then what goes on otherwise, then what is new, then what has changed.',
      args: {
        nouns: t.arg({
          type: [CurriculumNoun],
          description: 'Only of these; of all where it is left out.',
        }),
        kinds: t.arg({
          type: [AlterationKind],
          description: 'Only these; all where it is left out.',
        }),
        ...pageArguments,
      },
      resolve: ({ sides, value }, { nouns, kinds, ...page }) => {
        const items = value.alterations
          .map((alteration, place) => ({ slug: keyOf(alteration), place, alteration }))
          .filter(
            ({ alteration: { noun, kind } }) =>
              (nouns?.includes(noun) ?? true) && (kinds?.includes(kind) ?? true),
          );
        const listing = {
          name: 'alterations',
          items,
          keyOf: ({ place }: { place: number }) => place,
        };
        return pageOf(listing, page, ({ alteration }) => ({ sides, value: alteration }));
      },
    }),
  }),
});

/** What two curricula differ in, as the type of differences shows it. */
export function shownDifference({
  before,
  after,
  difference,
}: Pick<ComparedCurricula, 'before' | 'after' | 'difference'>): Between<CurriculumDifference> {
  return { sides: { before, after }, value: difference };
}

function keyOf({ noun, kind, before, after }: AlterationValue): string {
  return `${noun} ${kind} ${(after[0] ?? before[0]!).slug}`;
}

function requirementOf(published: ComparedCurricula['before'], requirement: Requirement | null) {
  return requirement && placedRequirement(published, requirement);
}

function itemOf(
  noun: Noun,
  published: ComparedCurricula['before'],
  slug: string,
): PlacedItem | null {
  const { graph } = published;
  switch (noun) {
    case 'SKILL':
      return placed('Skill', published, graph.skill(slug)!);
    case 'PROJECT':
      return placed('Project', published, graph.project(slug)!);
    case 'CAREER_PATH':
      return placed('CareerPath', published, graph.careerPath(slug)!);
    default:
      return null;
  }
}
