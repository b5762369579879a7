import type { Actor } from '../actions/actor.ts';
import type { Area, CareerPath, Curriculum, Project, Skill } from '../curriculum/curriculum.ts';
import type { Evidence } from '../curriculum/evidence.ts';
import type { Learner } from '../curriculum/learner.ts';
import type { Cohort, Mentor } from '../curriculum/mentor.ts';
import type { Competency, Requirement } from '../curriculum/requirement.ts';
import type { Choice, Step } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import type { OnRoadmap } from './on-roadmap.ts';
import { type Placed, typeOfPlaced, type Unplaced } from './placed.ts';

// The types that mention one another, named before any of them is defined; each is defined in the file of its noun.

export type PlacedCurriculum = Placed<Curriculum, 'Curriculum'>;
export type PlacedArea = Placed<Area, 'Area'>;
export type PlacedSkill = Placed<Skill, 'Skill'>;
export type PlacedProject = Placed<Project, 'Project'>;
export type PlacedCareerPath = Placed<CareerPath, 'CareerPath'>;
export type PlacedCompetency = Placed<Competency, 'Competency'>;
export type PlacedAllOf = Placed<Extract<Requirement, { kind: 'all-of' }>, 'AllOf'>;
export type PlacedAnyOf = Placed<Extract<Requirement, { kind: 'any-of' }>, 'AnyOf'>;
export type PlacedAtLeast = Placed<Extract<Requirement, { kind: 'at-least' }>, 'AtLeast'>;
export type PlacedRequirement = PlacedAllOf | PlacedAnyOf | PlacedAtLeast | PlacedCompetency;
export type PlacedItem = PlacedSkill | PlacedProject | PlacedCareerPath;

export const CurriculumType = builder.objectRef<PlacedCurriculum>('Curriculum');
export const AreaType = builder.objectRef<PlacedArea>('Area');
export const SkillType = builder.objectRef<PlacedSkill>('Skill');
export const ProjectType = builder.objectRef<PlacedProject>('Project');
export const CareerPathType = builder.objectRef<PlacedCareerPath>('CareerPath');
export const CompetencyType = builder.objectRef<PlacedCompetency>('Competency');

export type OwnLearner = Unplaced<Learner, 'Learner'>;
/** Evidence with the id of whom it is of. */
export type OwnEvidence = Unplaced<
  { readonly learner: string; readonly evidence: Evidence },
  'Evidence'
>;
export type OwnMentor = Unplaced<Mentor, 'Mentor'>;
export type OwnCohort = Unplaced<Cohort, 'Cohort'>;

export const LearnerType = builder.objectRef<OwnLearner>('Learner');
export const EvidenceType = builder.objectRef<OwnEvidence>('Evidence');
export const MentorType = builder.objectRef<OwnMentor>('Mentor');
export const CohortType = builder.objectRef<OwnCohort>('Cohort');

export const NodeType = builder.nodeInterfaceRef();
export const CurriculumItemType = builder.interfaceRef<PlacedItem>('CurriculumItem');

export const AllOfType = builder.objectRef<PlacedAllOf>('AllOf');
export const AnyOfType = builder.objectRef<PlacedAnyOf>('AnyOf');
export const AtLeastType = builder.objectRef<PlacedAtLeast>('AtLeast');

export const RequirementType = builder.unionType('Requirement', {
  description:
    'What must be held before something can be learned, built or called reached: a competency, or an expression over competencies.',
  types: [AllOfType, AnyOfType, AtLeastType, CompetencyType],
  resolveType: typeOfPlaced,
});

/** Fields are added by the nouns that they lead to. */
export const ViewerType = builder.objectRef<Actor>('Viewer');

export const StepType = builder.objectRef<OnRoadmap<Step>>('Step');
export const ChoiceType = builder.objectRef<OnRoadmap<Choice>>('Choice');
