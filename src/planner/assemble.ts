import type { Advice } from '../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { changesOf } from './changes.ts';
import type { DueByNode } from './dates/deadlines.ts';
import { longestChain } from './dates/longest-chain.ts';
import type { TimedStep } from './dates/slack.ts';
import { choicesOf } from './explain/choices.ts';
import {
  goalReason,
  neededByReason,
  pinnedReason,
  practisesReason,
  recommendedReason,
  whyText,
} from './explain/reasons.ts';
import { servedGoals } from './explain/served-goals.ts';
import { stepFacts } from './explain/step-facts.ts';
import { summaryText } from './explain/summary.ts';
import type { Knowledge } from './infer.ts';
import type { DraftMilestone } from './milestones.ts';
import { hasTastes } from './pose.ts';
import type { PlacedProject } from './projects.ts';
import { type Reliances, reliances } from './reliance.ts';
import type { Choice, Milestone, Proof, Reason, Roadmap, Step, Timing } from './roadmap.ts';
import { type Dated, schedule } from './schedule.ts';
import type { Recommendation } from './solve.ts';
import type { Wishes } from './wishes.ts';
import type { Work } from './work.ts';

/** What the phases of planning found out. */
export interface Findings {
  readonly wishes: Wishes;
  readonly knowledge: Knowledge;
  readonly proof: Proof;
  readonly relied: Reliances;
  readonly recommended: readonly Recommendation[];
  readonly drafts: readonly DraftMilestone[];
  readonly projects: readonly PlacedProject[];
  readonly advice: readonly Advice[];
  readonly inTime: Dated;
  /** By node of a step that has a date: the tenths of an hour up to it. */
  readonly due: DueByNode;
}

/** Sentences are made for so many steps before others get a turn. */
const textsPerTurn = 200;

/** Steps refer to one another, so they are made first and filled afterwards. */
type DraftStep = { -readonly [Key in keyof Step]: Step[Key] } & {
  reasons: Reason[];
  after: Step[];
  unlocks: Step[];
};

/** Puts the findings together as a roadmap that explains itself. */
export function* assemble(findings: Findings): Work<Roadmap> {
  const { wishes, knowledge, drafts, projects } = findings;
  const { graph } = wishes;
  const drafted = withProjects(drafts, projects);
  const steps = new Map<number, DraftStep>();
  let last: DraftStep | null = null;
  for (const node of drafted.flatMap(({ nodes }) => nodes)) {
    last = draftStep(graph, node, last);
    steps.set(node, last);
  }
  const choices = choicesOf(graph, findings.relied, steps);
  yield;
  giveReasons(findings, steps, choices);
  linkProjects(findings, drafted, steps);

  yield;
  const list = [...steps.values()];
  const goals = wishes.goals.map(({ goal }) => goal);
  const served = servedGoals(list, goals);
  for (const step of list) {
    if (step.position % textsPerTurn === 0) yield;
    step.serves = served.get(step)!;
    step.why = whyText(graph, step.reasons, goals.length > 1 ? step.serves : []);
  }
  yield;
  const timed = schedule(wishes, timedSteps(steps, findings), findings.inTime);
  list.forEach((step, index) => {
    step.timing = timed.timings?.[index] ?? null;
  });
  yield;
  const milestones = drafted.map((draft) => milestoneOf(draft, steps));
  const decided = inOrder([...choices.values()]);
  const roadmap: Omit<Roadmap, 'summary'> = {
    kind: 'roadmap',
    objective: wishes.objective,
    goals,
    totalHours: list.length === 0 ? 0 : sum(list.at(-1)!.hoursBefore, list.at(-1)!.hours),
    proof: findings.proof,
    steps: list,
    milestones,
    readyNow: list.filter(({ after }) => after.length === 0),
    choices: decided,
    longestChain: longestChain(list),
    known: knowledge.list,
    advice: findings.advice,
    schedule: timed.schedule,
    changes: changesOf(wishes, knowledge.known, { steps: list, milestones, choices: decided }),
  };
  return { ...roadmap, summary: summaryText(roadmap, hasTastes(wishes)) };
}

/** Each project closes its milestone. */
function withProjects(
  drafts: readonly DraftMilestone[],
  projects: readonly PlacedProject[],
): DraftMilestone[] {
  return drafts.map((draft, index) => ({
    ...draft,
    nodes: [
      ...draft.nodes,
      ...projects.filter(({ milestone }) => milestone === index).map(({ node }) => node),
    ],
  }));
}

function draftStep(graph: CurriculumGraph, node: number, last: Step | null): DraftStep {
  const { key, title, subject, hours } = stepFacts(graph, node);
  return {
    key,
    position: last === null ? 1 : last.position + 1,
    title,
    subject,
    hours,
    hoursBefore: last === null ? 0 : sum(last.hoursBefore, last.hours),
    reasons: [],
    serves: [],
    why: '',
    after: [],
    unlocks: [],
    timing: null,
  };
}

/** Sums of tenths, without the noise of binary fractions. */
function sum(left: number, right: number): number {
  return Math.round((left + right) * 10) / 10;
}

/** What isn't planned but placed, a project to practise, has to be done by the day to finish by. */
function timedSteps(
  steps: ReadonlyMap<number, Step>,
  { due, inTime: { kept } }: Findings,
): TimedStep[] {
  return [...steps].map(([node, { hours, unlocks }]) => ({
    tenths: Math.round(hours * 10),
    unlocks: unlocks.map(({ position }) => position - 1),
    due: due.get(node) ?? kept?.finishRoom ?? null,
  }));
}

/** Gives every step its reasons and its neighbours. */
function giveReasons(
  { wishes, relied, recommended }: Findings,
  steps: ReadonlyMap<number, DraftStep>,
  choices: ReadonlyMap<number, Choice>,
): void {
  const { graph, goals, pins } = wishes;
  for (const { nodes } of pins)
    for (const node of nodes) steps.get(node)?.reasons.push(pinnedReason());
  for (const { goal, node } of goals) steps.get(node)?.reasons.push(goalReason(goal, true, null));
  for (const { on, by, choice } of relied.list) {
    const step = steps.get(on)!;
    const user = steps.get(by);
    const decided = choice === null ? null : (choices.get(choice) ?? null);
    if (user !== undefined) {
      step.reasons.push(neededByReason(user, decided, becauseOf(graph, on, by)));
      link(step, user);
      continue;
    }
    for (const { goal, node } of goals) {
      if (node === by) step.reasons.push(goalReason(goal, false, decided));
    }
  }
  for (const { node, by } of recommended) {
    const step = steps.get(node);
    const recommending = steps.get(by);
    if (step && recommending) step.reasons.push(recommendedReason(recommending));
  }
}

function becauseOf(graph: CurriculumGraph, on: number, by: number): string | null {
  const { firstProject, skillOf } = graph.nodes;
  const { skills } = graph.curriculum;
  if (on >= firstProject || by >= firstProject) return null;
  const { because } = skills[skillOf[by]!]!;
  const { slug } = skills[skillOf[on]!]!;
  return Object.hasOwn(because, slug) ? because[slug]! : null;
}

function link(before: DraftStep, after: DraftStep): void {
  after.after.push(before);
  before.unlocks.push(after);
}

/** A project that closes a milestone comes after what it needs and after what it practises. */
function linkProjects(
  { wishes, knowledge, projects }: Findings,
  drafted: readonly DraftMilestone[],
  steps: ReadonlyMap<number, DraftStep>,
): void {
  if (projects.length === 0) return;
  const earlier = new Map(projects.map(({ node }) => [node, new Set<number>()]));
  const layers = drafted.map(({ nodes }) => nodes);
  const { list } = reliances(wishes.graph, layers, [], knowledge.known);
  for (const { on, by } of list) earlier.get(by)?.add(on);
  for (const { node, practises } of projects) {
    const project = steps.get(node)!;
    for (const practised of practises) {
      project.reasons.push(practisesReason(steps.get(practised)!));
      earlier.get(node)!.add(practised);
    }
    for (const before of earlier.get(node)!) link(steps.get(before)!, project);
  }
}

/** The goals' own choices first, then in the order in which the roadmap comes to them. */
function inOrder(choices: readonly Choice[]): Choice[] {
  const isGoals = ({ neededBy }: Choice): number => (neededBy.kind === 'competency' ? 1 : 0);
  const firstStep = ({ chosen }: Choice): number =>
    chosen.reduce((first, { position }) => Math.min(first, position), Number.POSITIVE_INFINITY);
  return choices.toSorted(
    (left, right) => isGoals(left) - isGoals(right) || firstStep(left) - firstStep(right),
  );
}

function milestoneOf(
  { area, title, nodes }: DraftMilestone,
  steps: ReadonlyMap<number, Step>,
): Milestone {
  const own = nodes.map((node) => steps.get(node)!);
  const timing = (step: Step): Timing | null => step.timing;
  return {
    title,
    area,
    steps: own,
    hours: own.reduce((hours, step) => sum(hours, step.hours), 0),
    startsOn: timing(own[0]!)?.startsOn ?? null,
    endsOn: timing(own.at(-1)!)?.endsOn ?? null,
  };
}
