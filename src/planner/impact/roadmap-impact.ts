import { type CurriculumAt, presentNames } from '../../curriculum/skills-meant.ts';
import type { AdoptedPlan } from '../progress/adopted-plan.ts';
import { hoursOf } from '../progress/ask-anew.ts';
import type { ChangeData } from '../progress/change.ts';
import { presentName } from '../progress/wishes-for.ts';
import type { Refusal } from '../refusal.ts';
import type { GoalRequest } from '../request.ts';
import type { GoalSubject } from '../roadmap.ts';

export const roadmapOutcomes = [
  'SAME',
  'CHANGED',
  'IMPOSSIBLE',
  'STILL_IMPOSSIBLE',
  'POSSIBLE_AGAIN',
] as const;

/**
 * `SAME`: the learner would notice nothing. `CHANGED`: it is planned otherwise. `IMPOSSIBLE`: it could not be planned any
 * more, and would stay as it was. `STILL_IMPOSSIBLE`: as before. `POSSIBLE_AGAIN`: it could not be planned before.
 */
export type RoadmapOutcome = (typeof roadmapOutcomes)[number];

/** What a new revision means for one adopted roadmap. Plain data: threads hand it on. */
export interface RoadmapImpact {
  readonly learner: string;
  /** Of the adopted roadmap. */
  readonly id: string;
  readonly outcome: RoadmapOutcome;
  /** Of all steps, those that are done included. */
  readonly hoursBefore: number;
  readonly hoursAfter: number;
  /** `YYYY-MM-DD`, by the schedule; null without hours a week. */
  readonly finishBefore: string | null;
  readonly finishAfter: string | null;
  readonly goals: readonly GoalWay[];
  /** What of the learner's goals and pins becomes impossible by the revision; none where it was impossible before. */
  readonly lost: readonly LostWish[];
  /** Steps that are done and would no longer count as done. */
  readonly undone: readonly NamedStep[];
  /** It would be planned anew without the revision, too. */
  readonly isDueAnyway: boolean;
  /** What the learner would be told; null where that is nothing. */
  readonly says: string | null;
}

/** A goal as the learner has it, and whether other steps than before lead to it. */
export interface GoalWay {
  /** `slug` or `slug@level`. */
  readonly name: string;
  readonly title: string;
  readonly isOtherWay: boolean;
}

export const lossCauses = ['GONE', 'RULED_OUT', 'OTHER'] as const;

/** `GONE`: the curriculum has it no more. `RULED_OUT`: what the learner excludes or pins leaves no way. `OTHER`: else. */
export type LossCause = (typeof lossCauses)[number];

export interface LostWish {
  /** `slug` or `slug@level`; of a request that is wrong otherwise where in it. */
  readonly name: string;
  readonly title: string;
  readonly cause: LossCause;
}

export interface NamedStep {
  readonly key: string;
  readonly title: string;
}

/** An adopted roadmap before and after it was held against a new revision. */
export interface ReplannedBy {
  readonly learner: string;
  readonly id: string;
  /** The new revision. */
  readonly here: CurriculumAt;
  /** The number of the revision that the roadmap was planned on, whose names it uses. */
  readonly plannedOn: number;
  readonly before: AdoptedPlan;
  readonly after: AdoptedPlan;
  readonly change: ChangeData | null;
  readonly refusal: Refusal | null;
  /** The keys of the steps that were done, and of what is known or done by the new revision. */
  readonly done: ReadonlySet<string>;
  readonly doneAfter: ReadonlySet<string>;
  readonly isDueAnyway: boolean;
}

export function roadmapImpact(replanned: ReplannedBy): RoadmapImpact {
  const { learner, id, before, after, change, refusal, isDueAnyway } = replanned;
  const outcome = outcomeOf(replanned);
  return {
    ...{ learner, id, outcome, isDueAnyway },
    hoursBefore: hoursOf(before.steps),
    hoursAfter: hoursOf(after.steps),
    finishBefore: before.finishesOn,
    finishAfter: after.finishesOn,
    goals: goalWays(replanned),
    lost: refusal && outcome === 'IMPOSSIBLE' ? lostWishes(refusal, before) : [],
    undone: refusal ? [] : undoneSteps(replanned),
    says: change?.says ?? null,
  };
}

function outcomeOf({ before, change, refusal }: ReplannedBy): RoadmapOutcome {
  if (refusal) return before.attention === null ? 'IMPOSSIBLE' : 'STILL_IMPOSSIBLE';
  if (before.attention !== null) return 'POSSIBLE_AGAIN';
  return change ? 'CHANGED' : 'SAME';
}

/** The goals of a plan stand in the order of those that were wished for. */
function goalWays(replanned: ReplannedBy): GoalWay[] {
  const { here, plannedOn: at, before, after, refusal, done, doneAfter } = replanned;
  const now = new Map(
    after.goals.map(({ steps }, index) => [nameOf(after.wishes.goals[index]), steps]),
  );
  return before.goals.map(({ title, steps }, index) => {
    const wished = before.wishes.goals[index];
    const old = steps.filter((key) => !done.has(key)).flatMap((key) => namesNow(replanned, key));
    const paths = wished?.careerPath && presentNames(here, 'careerPaths', wished.careerPath, at);
    const names = paths || namesNow(replanned, nameOf(wished));
    const leading = names.flatMap((each) => now.get(each) ?? []);
    const isOtherWay = !refusal && !isSameSet(left(old, doneAfter), left(leading, doneAfter));
    return { name: nameOf(wished), title, isOtherWay };
  });
}

function namesNow({ here, plannedOn: at }: ReplannedBy, name: string): string[] {
  return presentName(here, name, { at, isWanted: true });
}

function nameOf({ careerPath, project, skill, level }: GoalRequest = {}): string {
  return careerPath ?? project ?? (level == null ? (skill ?? '') : `${skill}@${level}`);
}

/** Without projects along the way, which come and go with milestones: a goal needs none. */
function left(keys: readonly string[], done: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(keys.filter((key) => key.includes('@') && !done.has(key)));
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((key) => other.has(key));
}

function lostWishes(refusal: Refusal, { goals, wishes }: AdoptedPlan): LostWish[] {
  switch (refusal.kind) {
    case 'unknown-names':
      return refusal.names.map(({ name }) => {
        const goal = wishes.goals.findIndex((each) => nameOf(each).split('@')[0] === name);
        return { name, title: goals[goal]?.title ?? name, cause: 'GONE' };
      });
    case 'unreachable-goals':
      return refusal.goals.map(({ subject, title }) => ({
        ...{ name: subjectName(subject), title, cause: 'RULED_OUT' },
      }));
    case 'invalid-request':
      // What is wrong may be about nobody else: its place is enough.
      return refusal.problems.map(({ path }) => {
        const name = path.replaceAll(/\d+/g, '…');
        return { name, title: name, cause: 'OTHER' };
      });
  }
}

function subjectName(subject: GoalSubject): string {
  switch (subject.kind) {
    case 'careerPath':
      return subject.careerPath.slug;
    case 'project':
      return subject.project.slug;
    case 'competency':
      return `${subject.skill.slug}@${subject.level}`;
  }
}

function undoneSteps(replanned: ReplannedBy): NamedStep[] {
  const { before, done, doneAfter } = replanned;
  const isUndone = (key: string) =>
    ![key, ...namesNow(replanned, key)].some((each) => doneAfter.has(each));
  return before.steps
    .filter(({ key }) => done.has(key) && isUndone(key))
    .map(({ key, title }) => ({ key, title }));
}
