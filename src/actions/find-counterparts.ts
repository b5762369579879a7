import type { Skill } from '../curriculum/curriculum.ts';
import { counterpartsOf } from '../curriculum/skills-meant.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { groundOf } from './judge-learners.ts';

/** A skill where it is published. */
export interface PublishedSkill {
  readonly published: PublishedCurriculum;
  readonly skill: Skill;
}

/** The same skill in the other curricula that there are, in order of curriculum and slug. */
export function findCounterparts(
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
  { slug }: Skill,
): PublishedSkill[] {
  const here = groundOf(snapshot, published);
  return counterpartsOf(here, here.counterparts, slug).map(({ curriculum, skill }) => {
    const other = snapshot.heads.get(curriculum)!;
    return { published: other, skill: other.graph.skill(skill)! };
  });
}
