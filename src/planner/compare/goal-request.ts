import type { GoalRequest } from '../request.ts';
import type { Goal } from '../roadmap.ts';

/** The goal as a request names it, with its level spelled out. */
export function goalRequestOf({ subject }: Pick<Goal, 'subject'>): GoalRequest {
  switch (subject.kind) {
    case 'careerPath':
      return { careerPath: subject.careerPath.slug };
    case 'project':
      return { project: subject.project.slug };
    case 'competency':
      return { skill: subject.skill.slug, level: subject.level };
  }
}
