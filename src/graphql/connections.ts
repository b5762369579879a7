import { builder } from './builder.ts';
import {
  CareerPathType,
  CurriculumItemType,
  CurriculumType,
  ProjectType,
  SkillType,
} from './refs.ts';

export const SkillConnection = builder.connectionObject(
  { type: SkillType, name: 'SkillConnection', description: 'A page of skills.' },
  { name: 'SkillEdge', description: 'A skill in a list.' },
);

export const ProjectConnection = builder.connectionObject(
  { type: ProjectType, name: 'ProjectConnection', description: 'A page of projects.' },
  { name: 'ProjectEdge', description: 'A project in a list.' },
);

export const CareerPathConnection = builder.connectionObject(
  { type: CareerPathType, name: 'CareerPathConnection', description: 'A page of career paths.' },
  { name: 'CareerPathEdge', description: 'A career path in a list.' },
);

export const CurriculumConnection = builder.connectionObject(
  { type: CurriculumType, name: 'CurriculumConnection', description: 'A page of curricula.' },
  { name: 'CurriculumEdge', description: 'A curriculum in a list.' },
);

export const SearchConnection = builder.connectionObject(
  { type: CurriculumItemType, name: 'SearchConnection', description: 'A page of what was found.' },
  { name: 'SearchEdge', description: 'Something that was found.' },
);
