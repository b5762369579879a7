import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { Competency, Requirement } from '../curriculum/requirement.ts';
import { requirementTitle } from '../curriculum/requirement-title.ts';
import { invariant } from '../util/invariant.ts';
import { expects } from './cost.ts';
import { type Placed, placed } from './placed.ts';
import { levelOf, ProficiencyLevelType } from './proficiency-level.ts';
import {
  AllOfType,
  AnyOfType,
  AtLeastType,
  CompetencyType,
  type PlacedCompetency,
  type PlacedRequirement,
  RequirementType,
  SkillType,
} from './refs.ts';

AllOfType.implement({
  description: 'All of these together.',
  fields: (t) => ({
    of: t.field({
      type: [RequirementType],
      description: 'Each of them must hold.',
      extensions: expects(5),
      resolve: partsOf,
    }),
    text: t.string({ description: inWords, resolve: textOf }),
  }),
});

AnyOfType.implement({
  description: 'Any one of these.',
  fields: (t) => ({
    of: t.field({
      type: [RequirementType],
      description: 'The alternatives.',
      extensions: expects(3),
      resolve: partsOf,
    }),
    text: t.string({ description: inWords, resolve: textOf }),
  }),
});

AtLeastType.implement({
  description: 'At least so many of these.',
  fields: (t) => ({
    count: t.int({ description: 'How many must hold.', resolve: ({ value }) => value.count }),
    of: t.field({
      type: [RequirementType],
      description: 'What there is to choose from.',
      extensions: expects(5),
      resolve: partsOf,
    }),
    text: t.string({ description: inWords, resolve: textOf }),
  }),
});

CompetencyType.implement({
  description: 'A skill at a level: what a requirement names, a learner holds and a step teaches.',
  fields: (t) => ({
    skill: t.field({
      type: SkillType,
      description: 'The skill.',
      resolve: ({ published, value }) => placed('Skill', published, skillOf(published, value)),
    }),
    level: t.field({
      type: ProficiencyLevelType,
      description: 'How well it is held.',
      resolve: ({ published, value }) => levelOf(published, value.level),
    }),
    text: t.string({
      description: "The same in words; the skill's lowest level goes without saying.",
      resolve: ({ published, value }) =>
        requirementTitle(published.graph, { ...value, kind: 'competency' }),
    }),
  }),
});

export function placedCompetency(
  published: PublishedCurriculum,
  competency: Competency,
): PlacedCompetency {
  return placed('Competency', published, competency);
}

export function placedRequirement(
  published: PublishedCurriculum,
  requirement: Requirement,
): PlacedRequirement {
  switch (requirement.kind) {
    case 'all-of':
      return placed('AllOf', published, requirement);
    case 'any-of':
      return placed('AnyOf', published, requirement);
    case 'at-least':
      return placed('AtLeast', published, requirement);
    case 'competency':
      return placed('Competency', published, requirement);
  }
}

const inWords = 'The same in words: `Functions and (Django or Flask)`.';

type Group = Exclude<Requirement, { kind: 'competency' }>;

function partsOf({ published, value }: Placed<Group>): PlacedRequirement[] {
  return value.of.map((part) => placedRequirement(published, part));
}

function textOf({ published, value }: Placed<Group>): string {
  return requirementTitle(published.graph, value);
}

function skillOf({ graph }: PublishedCurriculum, { skill }: Competency) {
  const found = graph.skill(skill);
  invariant(found, `${skill} is a skill of ${graph.curriculum.slug}`);
  return found;
}
