import { findCounterparts } from '../actions/find-counterparts.ts';
import { hoursOf } from '../actions/list-skills.ts';
import type { SkillLevel } from '../curriculum/curriculum.ts';
import { builder } from './builder.ts';
import { CareerPathConnection, ProjectConnection, SkillConnection } from './connections.ts';
import { expects } from './cost.ts';
import { ExternalIdType, externalIdsOf } from './external-id.ts';
import { externalIdArgument, withItemNamed } from './item-by-name.ts';
import { careerPathsBySlug, projectsBySlug, skillsBySlug } from './item-pages.ts';
import { pageArguments } from './page.ts';
import { type Placed, placed } from './placed.ts';
import { PrerequisiteType, prerequisitesOf } from './prerequisite.ts';
import { levelOf, ProficiencyLevelType } from './proficiency-level.ts';
import { AreaType, CurriculumItemType, NodeType, RequirementType, SkillType } from './refs.ts';
import { placedRequirement } from './requirement.ts';
import { ResourceType } from './resource.ts';
import { SideType, sideOf } from './side.ts';
import { SkillFilter, SkillOrder, skillPage } from './skill-list.ts';
import { curriculumArgument, requireCurriculum } from './which-curriculum.ts';

const SkillLevelType = builder.objectRef<Placed<SkillLevel>>('SkillLevel');

SkillType.implement({
  description: 'Something a learner can learn and show.',
  interfaces: [NodeType, CurriculumItemType],
  fields: (t) => ({
    area: t.field({
      type: AreaType,
      description: 'The part of the curriculum that it belongs to.',
      resolve: ({ published, value }) =>
        placed('Area', published, published.graph.area(value.area)!),
    }),
    side: t.field({
      type: SideType,
      nullable: true,
      description: "Where it belongs, its area's side where it has none of its own.",
      resolve: ({ published, value }) => sideOf(published, value.side),
    }),
    sideNote: t.string({
      nullable: true,
      description: 'Why it belongs there, where people get it wrong.',
      resolve: ({ value }) => value.sideNote,
    }),
    hours: t.float({
      description: 'Hours for all levels together, for someone who has every prerequisite.',
      resolve: ({ value }) => hoursOf(value),
    }),
    levels: t.field({
      type: [SkillLevelType],
      description: 'The levels at which it can be held, lowest first.',
      extensions: expects(3),
      resolve: ({ published, value }) =>
        value.levels.map((level) => placed('SkillLevel', published, level)),
    }),
    prerequisites: t.field({
      type: [PrerequisiteType],
      description: 'What `requires` names, at every level, and what is recommended: as flat edges.',
      extensions: expects(5),
      resolve: (skill) => prerequisitesOf(skill),
    }),
    requiredBy: t.field({
      type: SkillConnection,
      description: 'Skills whose requirements name it, in order of slug.',
      args: pageArguments,
      resolve: ({ published, value }, args) =>
        skillsBySlug(published, published.graph.requiredBy(value.slug), args),
    }),
    careerPaths: t.field({
      type: CareerPathConnection,
      description: 'Career paths that it may lead to, alternatives included, in order of slug.',
      args: pageArguments,
      resolve: ({ published, value }, args) =>
        careerPathsBySlug(published, published.graph.careerPathsThrough(value.slug), args),
    }),
    projects: t.field({
      type: ProjectConnection,
      description: 'Projects that it may be needed for, alternatives included, in order of slug.',
      args: pageArguments,
      resolve: ({ published, value }, args) =>
        projectsBySlug(published, published.graph.projectsThrough(value.slug), args),
    }),
    resources: t.field({
      type: [ResourceType],
      description: 'What helps to learn it.',
      extensions: expects(3),
      resolve: ({ published, value }) =>
        value.resources.map((resource) => placed('Resource', published, resource)),
    }),
    sameAs: t.stringList({
      description: 'Addresses of the same skill elsewhere.',
      resolve: ({ value }) => [...value.sameAs],
    }),
    counterparts: t.field({
      type: [SkillType],
      description:
        'The same skill in other curricula, as `sameAs` says, directly or over a third curriculum; whoever knows one knows them all.',
      extensions: expects(2),
      resolve: ({ published, value }, _args, { curricula }) =>
        findCounterparts(curricula, published, value).map((each) =>
          placed('Skill', each.published, each.skill),
        ),
    }),
    replaces: t.stringList({
      description: 'Slugs that it had, or took over.',
      resolve: ({ value }) => [...value.replaces],
    }),
    notes: t.stringList({
      description:
        'What the curriculum it was imported from says of it and the native format has no place for.',
      resolve: ({ value }) => [...value.notes],
    }),
    externalIds: t.field({
      type: [ExternalIdType],
      description: 'What other systems call it.',
      extensions: expects(2),
      resolve: ({ value }) => externalIdsOf(value.externalIds),
    }),
  }),
});

SkillLevelType.implement({
  description: 'What it takes to hold a skill at a level, and what one can do then.',
  fields: (t) => ({
    level: t.field({
      type: ProficiencyLevelType,
      description: 'The level.',
      resolve: ({ published, value }) => levelOf(published, value.level),
    }),
    hours: t.float({
      description: 'Hours from the level below, for someone who has every prerequisite.',
      resolve: ({ value }) => value.hours,
    }),
    criteria: t.stringList({
      description: 'What one can do then: mentors confirm by it.',
      resolve: ({ value }) => [...value.criteria],
    }),
    requires: t.field({
      type: RequirementType,
      nullable: true,
      description: 'What must be held besides the level below; null where nothing must.',
      resolve: ({ published, value }) =>
        value.requires === null ? null : placedRequirement(published, value.requires),
    }),
  }),
});

builder.queryFields((t) => ({
  skill: t.field({
    type: SkillType,
    nullable: true,
    description:
      'The skill of that slug, or that another system calls so; null where there is none.',
    args: {
      slug: t.arg.string({ description: 'As in `functions`. Either this or `externalId`.' }),
      ...externalIdArgument,
      ...curriculumArgument,
    },
    resolve: (_root, args, context) =>
      withItemNamed(context, 'skill', args, (published, slug) => {
        const skill = published.graph.skill(slug);
        return skill ? placed('Skill', published, skill) : null;
      }),
  }),
  skills: t.field({
    type: SkillConnection,
    description: 'Skills of a curriculum.',
    args: {
      ...curriculumArgument,
      filter: t.arg({ type: SkillFilter, description: 'Which ones; all where it is left out.' }),
      orderBy: t.arg({
        type: SkillOrder,
        description: 'In which order; teaching order where it is left out.',
      }),
      ...pageArguments,
    },
    resolve: (_root, args, context) => skillPage(requireCurriculum(context, args), args),
  }),
}));
