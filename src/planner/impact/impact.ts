import type { HoursImpact } from './hours-impact.ts';
import type { LossCause, RoadmapImpact } from './roadmap-impact.ts';

/**
 * How many there are; null where that is told to nobody who may not see who they are, since they are too few. Of a sample
 * they are those of the sample.
 */
export type Count = number | null;

/** What a new revision means for the learners of a curriculum. */
export interface Impact {
  readonly roadmaps: RoadmapsImpact;
  readonly evidence: EvidenceImpact;
  /** So many rows of the lists are left out since they speak of too few people. */
  readonly rowsWithheld: number;
  /** Those that change most, most of all first; none for whoever may not see the learners. */
  readonly examples: readonly RoadmapImpact[];
  /** All but the examples in a few sentences. */
  readonly text: string;
}

/** Of how many of those that there are something was found out. */
export interface Sample {
  readonly examined: Count;
  readonly of: Count;
  /** By so much may a share of the sample differ from that of all, 95 times in 100, from 0 to 1; 0 where all were examined. */
  readonly margin: number;
}

/** Of the roadmaps that are followed on the curriculum, and on those that have skills in common with it. */
export interface RoadmapsImpact extends Sample {
  /** Whatever it is that would be otherwise, those that become impossible or possible again included. */
  readonly changed: Count;
  readonly impossible: Count;
  readonly stillImpossible: Count;
  readonly possibleAgain: Count;
  /** So many of them would be planned anew without the revision, too, so that not all of it is by the revision. */
  readonly dueAnyway: Count;
  readonly hours: HoursImpact;
  /** With the goals that most learners have first. */
  readonly goals: readonly GoalImpact[];
  readonly lost: readonly LostImpact[];
  /** Steps that some have done and that would no longer count as done. */
  readonly undone: readonly UndoneImpact[];
}

export interface GoalImpact {
  /** `slug` or `slug@level`. */
  readonly name: string;
  readonly title: string;
  /** Who has it among the goals of the roadmap. */
  readonly learners: Count;
  /** Whose roadmap leads to it by other steps. */
  readonly otherWay: Count;
  /** Whose roadmap becomes impossible by it. */
  readonly impossible: Count;
}

/** A goal or a pin that can't be had any more. */
export interface LostImpact {
  readonly name: string;
  readonly title: string;
  readonly cause: LossCause;
  readonly learners: Count;
}

export interface UndoneImpact {
  readonly key: string;
  readonly title: string;
  readonly learners: Count;
}

/** Of the learners who have evidence that may lose its skill, whether or not they follow a roadmap. */
export interface EvidenceImpact extends Sample {
  readonly skills: readonly SkillLost[];
}

/** A skill that evidence shows people to hold, and that would mean nothing any more. */
export interface SkillLost {
  readonly skill: string;
  readonly title: string;
  readonly learners: Count;
}
