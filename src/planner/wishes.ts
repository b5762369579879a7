import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { ObjectiveName } from './objectives/index.ts';
import type { ProjectInclusion } from './request.ts';
import type { Goal, Wish } from './roadmap.ts';

/** A request that is sound: every name is a node of the graph, every date a day. */
export interface Wishes {
  readonly graph: CurriculumGraph;
  readonly goals: readonly WishedGoal[];
  /** What the learner says to know, each once, at its highest level. */
  readonly declared: readonly number[];
  /** By node of a denied competency or of a level above it: 1. */
  readonly denied: Uint8Array;
  readonly infers: boolean;
  /** Nodes of projects. */
  readonly completedProjects: readonly number[];
  readonly exclusions: readonly NamedNodes[];
  readonly pins: readonly NamedNodes[];
  /** By node: 1 where the learner prefers, or avoids it. */
  readonly preferred: Uint8Array;
  readonly avoided: Uint8Array;
  /** Only hours count, neither what the learner nor what the authors prefer: dates come first. */
  readonly ignoresTastes: boolean;
  readonly includesRecommended: boolean;
  readonly projects: ProjectInclusion;
  readonly objective: ObjectiveName;
  /** Keys of steps. */
  readonly keepOrder: readonly string[];
  readonly timetable: Timetable | null;
}

export interface WishedGoal {
  readonly goal: Goal;
  readonly node: number;
  readonly path: string;
}

/** A wish and the nodes that it is about: for an exclusion the level and all above it, for a pin one. */
export interface NamedNodes {
  readonly wish: Wish;
  readonly nodes: readonly number[];
}

/** Days are numbers as in `util/calendar.ts`. */
export interface Timetable {
  /** Hundredths of an hour; null where only dates are asked about. */
  readonly hundredthsPerWeek: number | null;
  readonly startOn: number | null;
  readonly finishBy: number | null;
  /** First and last day of each, in order, not touching one another. */
  readonly pauses: readonly { readonly from: number; readonly to: number }[];
}
