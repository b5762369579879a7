import type {
  Advice,
  CareerPath,
  ProficiencyLevel,
  Project,
  Skill,
  SkillLevel,
} from '../curriculum/curriculum.ts';
import type { Competency, Requirement } from '../curriculum/requirement.ts';
import type { ObjectiveName } from './objectives/index.ts';

/** The planner's ordered answer. Hours are multiples of 0.1. */
export interface Roadmap {
  readonly kind: 'roadmap';
  readonly objective: ObjectiveName;
  readonly summary: string;
  readonly goals: readonly Goal[];
  readonly totalHours: number;
  readonly proof: Proof;
  /** In the order to learn them; every prerequisite that the plan relies on comes before its step. */
  readonly steps: readonly Step[];
  /** Partition the steps, in order. */
  readonly milestones: readonly Milestone[];
  /** The steps that nothing on the roadmap has to precede. */
  readonly readyNow: readonly Step[];
  /** What the planner decided; prices and causes are computed on demand by `explainChoices`. */
  readonly choices: readonly Choice[];
  /** The steps that take longest of those that can only follow one another. */
  readonly longestChain: LongestChain;
  readonly known: readonly KnownCompetency[];
  readonly advice: readonly Advice[];
  readonly schedule: Schedule | null;
  /** What is different from the roadmap whose order was to be kept; null where none was. */
  readonly changes: RoadmapChanges | null;
}

/** How sure the choice of skills is, in hours weighted by preference (plain hours where nothing is preferred). */
export interface Proof {
  readonly optimal: boolean;
  readonly weightedHours: number;
  readonly lowerBoundHours: number;
  /** (weightedHours - lowerBoundHours) / weightedHours: 0 where the choice is optimal. */
  readonly gap: number;
  /** What stopped the search short of a proof; null where it is optimal. */
  readonly limitedBy: ProofLimit | null;
}

/**
 * `SEARCH`: how much may be searched for one request; it is counted, so that the answer is always the same. `CLOCK`: how long
 * that may take.
 */
export type ProofLimit = 'SEARCH' | 'CLOCK';

export interface Goal {
  readonly subject: GoalSubject;
  readonly title: string;
  readonly importance: number;
  /** `YYYY-MM-DD`, the last day on which it should be reached. */
  readonly by: string | null;
}

export type GoalSubject =
  | { readonly kind: 'careerPath'; readonly careerPath: CareerPath }
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'competency'; readonly skill: Skill; readonly level: string };

/** Something that the learner asked for and that can stand in the way of something else. */
export interface Wish {
  readonly kind: 'EXCLUDES' | 'PINS' | 'GOALS';
  /** `slug` or `slug@level`. */
  readonly name: string;
  readonly text: string;
}

/** One competency to gain, or one project to build. */
export interface Step {
  /** Stable across roadmaps: `functions@working`, `notes-app`. */
  readonly key: string;
  /** From 1. */
  readonly position: number;
  readonly title: string;
  readonly subject: StepSubject;
  readonly hours: number;
  /** The hours of all steps before this one. */
  readonly hoursBefore: number;
  /** Why the step is here; never empty. */
  readonly reasons: readonly Reason[];
  /** The goals that its reasons lead to, directly or by way of other steps, in their order. */
  readonly serves: readonly Goal[];
  /** The same in a sentence or two. */
  readonly why: string;
  /** The steps that must precede it, directly. */
  readonly after: readonly Step[];
  /** The steps that it must precede, directly. */
  readonly unlocks: readonly Step[];
  readonly timing: Timing | null;
}

export type StepSubject =
  | { readonly kind: 'competency'; readonly skill: Skill; readonly level: SkillLevel }
  | { readonly kind: 'project'; readonly project: Project };

export const reasonKinds = ['GOAL', 'NEEDED_BY', 'PINNED', 'RECOMMENDED_BY', 'PRACTISES'] as const;

export interface Reason {
  /**
   * `GOAL`: the goal names it or chose it. `NEEDED_BY`: the step needs it. `PINNED`: the learner wants it.
   * `RECOMMENDED_BY`: the step goes easier with it. `PRACTISES`: this project practises the step.
   */
  readonly kind: (typeof reasonKinds)[number];
  readonly text: string;
  readonly goal: Goal | null;
  readonly step: Step | null;
  /** The choice that made it this one among alternatives. */
  readonly choice: Choice | null;
  /** The author's words on why the prerequisite is one. */
  readonly because: string | null;
}

export interface Timing {
  /** The week in which it ends, from 1. */
  readonly week: number;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** Hours by which it may end later, with all that has to follow it, before a date breaks: of a goal, or else the finish. */
  readonly slackHours: number;
  readonly isCritical: boolean;
}

export interface Milestone {
  readonly title: string;
  /** The slug of the area that its steps share; null where they share none. */
  readonly area: string | null;
  readonly steps: readonly Step[];
  readonly hours: number;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

/** An any-of or at-least-n requirement that the planner decided. */
export interface Choice {
  /** Stable in one roadmap: who needs it and where in its requirement it stands. */
  readonly key: string;
  readonly requirement: Requirement;
  readonly neededBy: NeededBy;
  readonly chosen: readonly Step[];
  readonly options: readonly ChoiceOption[];
}

export type NeededBy =
  | { readonly kind: 'competency'; readonly skill: Skill; readonly level: ProficiencyLevel }
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'careerPath'; readonly careerPath: CareerPath };

export interface ChoiceOption {
  readonly requirement: Requirement;
  /** Null for a nested expression. */
  readonly competency: Competency | null;
  /** The plan relies on it. */
  readonly isChosen: boolean;
}

/** What an option would cost, by solving again with it forced. */
export interface OptionPrice {
  /** The total then, less the total as planned; null where it is excluded or cannot be reached. */
  readonly extraHours: number | null;
  readonly extraHoursIsExact: boolean;
  /** How many steps it would add that are not on the roadmap; null with `extraHours`. */
  readonly addedSteps: number | null;
}

export interface ChoiceExplanation {
  /** One for each option, in the order of the options. */
  readonly prices: readonly OptionPrice[];
  /** Each known competency without which the choice would differ. */
  readonly tippedBy: readonly KnownCompetency[];
  /** What tipped it, in sentences. */
  readonly tips: readonly string[];
  /** The whole of it in a few sentences. */
  readonly why: string;
}

export const provenances = ['DECLARED', 'INFERRED'] as const;
export type Provenance = (typeof provenances)[number];

export interface KnownCompetency {
  readonly competency: Competency;
  readonly provenance: Provenance;
  readonly because: string;
}

/** When it all happens, for a learner who said how many hours a week there are or when to start. */
export interface Schedule {
  /** Null where the hours a week are not said. */
  readonly weeks: number | null;
  readonly startsOn: string | null;
  readonly finishesOn: string | null;
  /** When all goals, those that are deferred too, and pins could be reached at the earliest at these hours a week. */
  readonly earliestFinishForAll: string | null;
  /** Every date that was asked for is kept, by all goals. */
  readonly fits: boolean;
  /** Goals whose date is not kept: left out for the sake of others, or late where nothing keeps its date. */
  readonly deferred: readonly Goal[];
  /** No other goals whose dates can be kept weigh more together. */
  readonly deferredIsProven: boolean;
  /** Skills were chosen by hours alone, against what is preferred and avoided, for the sake of dates. */
  readonly tastesGaveWay: boolean;
  /** One for each that is deferred, in their order. */
  readonly lateness: readonly Lateness[];
  /** What would keep every date; null where no date was asked for or no number of hours would do. */
  readonly hoursPerWeekNeeded: number | null;
}

/** Why a goal does not keep its date, and what would help. */
export interface Lateness {
  readonly goal: Goal;
  /** Hours that are missing for its date, beside what keeps its own. */
  readonly hoursMissing: number;
  /** When it could be reached if nothing else came first; null without a start, or past the year 9999. */
  readonly aloneOn: string | null;
  /** When it is reached after all that keeps its date, or on the roadmap where nothing does; null as above. */
  readonly afterOthersOn: string | null;
  readonly why: string;
}

/** Steps that can only follow one another. */
export interface LongestChain {
  /** In order; none where there are no steps. */
  readonly steps: readonly Step[];
  /** However many learn side by side, it takes no less. */
  readonly hours: number;
}

/** What a learner who followed an earlier roadmap will find different. */
export interface RoadmapChanges {
  /** In order. */
  readonly added: readonly Step[];
  /** In their old order. */
  readonly removed: readonly RemovedStep[];
  /** In their new order: the fewest that could be taken out of the old order and put back elsewhere. */
  readonly moved: readonly MovedStep[];
  /** The same in a sentence. */
  readonly summary: string;
}

export const removalReasons = ['DONE', 'EXCLUDED', 'REPLACED', 'NOT_NEEDED', 'GONE'] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** A step of the earlier roadmap that is not on this one. */
export interface RemovedStep {
  readonly key: string;
  /** What people call it; its key where the curriculum no longer has it. */
  readonly title: string;
  /**
   * `DONE`: known or built by now. `EXCLUDED`: the learner wants it no more. `REPLACED`: another option was chosen.
   * `NOT_NEEDED`: nothing on the roadmap needs it. `GONE`: the curriculum has it no more.
   */
  readonly because: RemovalReason;
  readonly why: string;
}

/** A step that has another place among the steps of the earlier roadmap than it had there. */
export interface MovedStep {
  readonly step: Step;
  /** The step that now has to come before it, or after it; null where it moved with its milestone or for a date. */
  readonly because: Step | null;
  readonly why: string;
}

/** How good an order is at what its objective promises; worked out only where asked for. */
export interface OrderProof {
  readonly objective: ObjectiveName;
  /**
   * What the objective has as little of as it can, in hours: how long steps wait on average until they are done, each
   * weighted as the objective has it, with what it charges for changes of area and the like.
   */
  readonly cost: number;
  /** What no order of the same steps can cost less than. */
  readonly lowerBound: number;
  /** (cost - lowerBound) / cost: 0 where no order is better. */
  readonly gap: number;
}
