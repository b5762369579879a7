import { competencyKey, type Requirement } from '../curriculum/requirement.ts';
import { requirementText } from '../curriculum/requirement-text.ts';
import type { ArgumentLine, Refusal, UnreachableGoals } from '../planner/refusal.ts';
import type {
  Choice,
  ChoiceExplanation,
  ChoiceOption,
  Goal,
  KnownCompetency,
  Lateness,
  Milestone,
  NeededBy,
  OptionPrice,
  Reason,
  Roadmap,
  RoadmapChanges,
  Step,
} from '../planner/roadmap.ts';
import type { Addressee } from './plan-request.ts';

/** What the options of choices would cost, where somebody asked. */
export type Explanations = ReadonlyMap<Choice, ChoiceExplanation>;

/** Data that can be written as JSON; `kind` says what it is. */
export interface PlanResultJson {
  readonly kind: (Roadmap | Refusal)['kind'];
}

/**
 * The planner's answer as plain data, complete and with its keys in a fixed order, so that the same answer is the same
 * text. Fields are named as in the API, null means that there is none, and steps refer to each other by their keys.
 */
export function planResultJson(
  result: Roadmap | Refusal,
  addressee: Addressee,
  explanations: Explanations = new Map(),
): PlanResultJson {
  switch (result.kind) {
    case 'roadmap':
      return roadmapJson(result, addressee, explanations);
    case 'unreachable-goals':
      return unreachableJson(result);
    case 'unknown-names':
    case 'invalid-request':
      return result;
  }
}

function roadmapJson(roadmap: Roadmap, addressee: Addressee, explanations: Explanations) {
  const { kind, totalHours, proof, summary, objective, steps, schedule } = roadmap;
  return {
    kind,
    curriculum: addressee.curriculum,
    revision: addressee.revision,
    totalHours,
    proof,
    steps: steps.map(stepJson),
    summary,
    objective,
    goals: roadmap.goals.map(goalJson),
    milestones: roadmap.milestones.map(milestoneJson),
    readyNow: roadmap.readyNow.map(keyOf),
    choices: roadmap.choices.map((choice) => choiceJson(choice, explanations.get(choice))),
    known: roadmap.known.map(knownJson),
    advice: roadmap.advice.map(adviceJson),
    weeks: schedule?.weeks ?? null,
    startsOn: schedule?.startsOn ?? null,
    finishesOn: schedule?.finishesOn ?? null,
    fits: schedule?.fits ?? null,
    deferred: schedule?.deferred.map(goalJson) ?? [],
    deferredIsProven: schedule?.deferredIsProven ?? true,
    lateness: schedule?.lateness.map(latenessJson) ?? [],
    earliestFinishForAll: schedule?.earliestFinishForAll ?? null,
    hoursPerWeekNeeded: schedule?.hoursPerWeekNeeded ?? null,
    longestChain: {
      hours: roadmap.longestChain.hours,
      steps: roadmap.longestChain.steps.map(keyOf),
    },
    changes: roadmap.changes && changesJson(roadmap.changes),
  };
}

function stepJson(step: Step) {
  const { key, subject, position, title, hours, hoursBefore, why, timing } = step;
  const isProject = subject.kind === 'project';
  // One shape for all, since tens of thousands of steps are written for a cohort; what is undefined is not written.
  return {
    project: isProject ? subject.project.slug : undefined,
    skill: isProject ? undefined : subject.skill.slug,
    level: isProject ? undefined : subject.level.level,
    hours,
    key,
    position,
    title,
    hoursBefore,
    why,
    reasons: step.reasons.map(reasonJson),
    serves: step.serves.map(({ subject }) => subjectName(subject)),
    after: step.after.map(keyOf),
    unlocks: step.unlocks.map(keyOf),
    week: timing?.week ?? null,
    startsOn: timing?.startsOn ?? null,
    endsOn: timing?.endsOn ?? null,
    slackHours: timing?.slackHours ?? null,
    isCritical: timing?.isCritical ?? null,
  };
}

function reasonJson({ kind, text, goal, step, choice, because }: Reason) {
  return {
    kind,
    text,
    goal: goal && subjectName(goal.subject),
    step: step?.key ?? null,
    choice: choice?.key ?? null,
    because,
  };
}

function keyOf({ key }: Step): string {
  return key;
}

/** A goal, named as a request would name it. */
export function goalJson({ subject, title, importance, by }: Goal) {
  return { ...subjectName(subject), title, importance, by };
}

function latenessJson({ goal, hoursMissing, aloneOn, afterOthersOn, why }: Lateness) {
  return { goal: subjectName(goal.subject), hoursMissing, aloneOn, afterOthersOn, why };
}

/** As a request would name it. */
function subjectName(subject: Goal['subject'] | NeededBy) {
  switch (subject.kind) {
    case 'careerPath':
      return { careerPath: subject.careerPath.slug };
    case 'project':
      return { project: subject.project.slug };
    case 'competency':
      return { skill: subject.skill.slug, level: levelName(subject.level) };
  }
}

function levelName(level: string | { readonly slug: string }): string {
  return typeof level === 'string' ? level : level.slug;
}

function milestoneJson({ title, area, hours, startsOn, endsOn, steps }: Milestone) {
  return { title, area, hours, startsOn, endsOn, steps: steps.map(keyOf) };
}

function choiceJson(choice: Choice, explanation: ChoiceExplanation | undefined) {
  return {
    key: choice.key,
    requirement: textOf(choice.requirement),
    neededBy: subjectName(choice.neededBy),
    chosen: choice.chosen.map(keyOf),
    options: choice.options.map((option, index) => optionJson(option, explanation?.prices[index])),
    ...(explanation && { tippedBy: explanation.tippedBy.map(knownJson), why: explanation.why }),
  };
}

function optionJson({ requirement, competency, isChosen }: ChoiceOption, price?: OptionPrice) {
  return {
    requirement: textOf(requirement),
    skill: competency?.skill ?? null,
    level: competency?.level ?? null,
    isChosen,
    ...price,
  };
}

/** Text, since a requirement may be nested deeper than JSON can be written. */
function textOf(requirement: Requirement): string {
  return requirementText(requirement, competencyKey);
}

function knownJson({ competency, provenance, because }: KnownCompetency) {
  return { skill: competency.skill, level: competency.level, provenance, because };
}

function changesJson({ summary, added, removed, moved }: RoadmapChanges) {
  return {
    summary,
    added: added.map(keyOf),
    removed,
    moved: moved.map(({ step, because, why }) => ({
      step: step.key,
      because: because?.key ?? null,
      why,
    })),
  };
}

function adviceJson({ slug, title, says }: Roadmap['advice'][number]) {
  return { slug, title, says };
}

function unreachableJson(refusal: UnreachableGoals) {
  const { kind, message, goals, conflict, why, argument, repairs, advice } = refusal;
  return {
    kind,
    message,
    goals: goals.map(goalJson),
    conflict,
    why,
    argument: argument.map(argumentLineJson),
    argumentLinesLeftOut: refusal.argumentLinesLeftOut,
    repairs,
    advice: advice.map(adviceJson),
  };
}

function argumentLineJson({ number, kind, says, about, because }: ArgumentLine) {
  return { number, kind, says, about: about.map(subjectName), because };
}
