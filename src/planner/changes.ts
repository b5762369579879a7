import type { CurriculumGraph } from '../curriculum/graph.ts';
import { listed } from '../util/listed.ts';
import { nodeTitle } from './explain/titles.ts';
import { nodeOfKey } from './node-of-key.ts';
import type {
  Choice,
  Milestone,
  MovedStep,
  RemovalReason,
  RemovedStep,
  RoadmapChanges,
  Step,
} from './roadmap.ts';
import type { Wishes } from './wishes.ts';

/** What a new roadmap consists of, as far as it can differ from an old one. */
export interface NewRoadmap {
  readonly steps: readonly Step[];
  readonly milestones: readonly Milestone[];
  readonly choices: readonly Choice[];
}

/** What is different from the roadmap whose order is to be kept; null where none is. */
export function changesOf(
  wishes: Wishes,
  known: Uint8Array,
  roadmap: NewRoadmap,
): RoadmapChanges | null {
  if (wishes.keepOrder.length === 0) return null;
  const oldPlaces = new Map(wishes.keepOrder.map((key, place) => [key, place]));
  const newKeys = new Set(roadmap.steps.map(({ key }) => key));
  const added = roadmap.steps.filter(({ key }) => !oldPlaces.has(key));
  const removed = [...oldPlaces.keys()]
    .filter((key) => !newKeys.has(key))
    .map((key) => removedStep(wishes, known, roadmap.choices, key));
  const moved = movedSteps(roadmap, oldPlaces);
  return { added, removed, moved, summary: summaryText(added.length, removed, moved.length) };
}

function removedStep(
  wishes: Wishes,
  known: Uint8Array,
  choices: readonly Choice[],
  key: string,
): RemovedStep {
  const { graph } = wishes;
  const node = nodeOfKey(graph, key);
  if (node === undefined) {
    return { key, title: key, because: 'GONE', why: 'The curriculum no longer has it.' };
  }
  const title = nodeTitle(graph, node);
  const gone = (because: RemovalReason, why: string): RemovedStep => ({ key, title, because, why });
  if (wishes.completedProjects.includes(node)) return gone('DONE', 'You have built it.');
  if (known[node] === 1) return gone('DONE', 'You know it by now.');
  if (wishes.exclusions.some(({ nodes }) => nodes.includes(node))) {
    return gone('EXCLUDED', 'You exclude it.');
  }
  const choice = choices.find((each) => isPassedOver(graph, each, node));
  if (choice !== undefined) {
    const titles = choice.chosen.map((step) => step.title);
    const names = listed(titles, 'and', 3);
    return gone('REPLACED', `${names} ${titles.length === 1 ? 'was' : 'were'} chosen instead.`);
  }
  const isProject = graph.subjectOf(node).kind === 'project';
  return gone(
    'NOT_NEEDED',
    isProject
      ? 'No milestone calls for it any longer.'
      : 'Nothing on the roadmap needs it any longer.',
  );
}

/** Whether the choice had an option of the node's skill, at its level or a higher one, that was not chosen. */
function isPassedOver(graph: CurriculumGraph, { options }: Choice, node: number): boolean {
  const subject = graph.subjectOf(node);
  if (subject.kind !== 'competency') return false;
  return options.some(
    ({ competency, isChosen }) =>
      !isChosen &&
      competency?.skill === subject.skill.slug &&
      graph.nodeOfCompetency(competency)! >= node,
  );
}

/** The old steps that are not in their old order among the others: as few as can be. */
function movedSteps(roadmap: NewRoadmap, oldPlaces: ReadonlyMap<string, number>): MovedStep[] {
  const old = roadmap.steps.filter(({ key }) => oldPlaces.has(key));
  const placeOf = (step: Step): number => oldPlaces.get(step.key)!;
  // Projects along the way go with their milestones: what stays is found among the steps that have to be there.
  const settled = old.filter((step) => !isAlongTheWay(step));
  const stays = new Set(longestRising(settled, placeOf));
  for (const step of old) {
    if (isAlongTheWay(step) && [...stays].every(agreesWith(step, placeOf))) stays.add(step);
  }
  return old
    .filter((step) => !stays.has(step))
    .map((step) => movedStep(roadmap, step, stays, placeOf));
}

function isAlongTheWay({ reasons }: Step): boolean {
  return reasons.every(({ kind }) => kind === 'PRACTISES');
}

function agreesWith(step: Step, placeOf: (step: Step) => number): (other: Step) => boolean {
  return (other) =>
    placeOf(step) < placeOf(other) === step.position < other.position || other === step;
}

/** As many steps as can be, in order, whose old places rise; of several such lists the one that begins first. */
function longestRising(steps: readonly Step[], placeOf: (step: Step) => number): Step[] {
  const places = steps.map(placeOf);
  const lengths = new Int32Array(steps.length);
  let longest = 0;
  for (let at = steps.length - 1; at >= 0; at--) {
    let length = 1;
    for (let later = at + 1; later < steps.length; later++) {
      if (places[later]! > places[at]! && lengths[later]! >= length) length = lengths[later]! + 1;
    }
    lengths[at] = length;
    longest = Math.max(longest, length);
  }
  const rising: Step[] = [];
  let last = -1;
  steps.forEach((step, at) => {
    if (lengths[at] !== longest - rising.length || places[at]! < last) return;
    rising.push(step);
    last = places[at]!;
  });
  return rising;
}

function movedStep(
  { milestones }: NewRoadmap,
  step: Step,
  stays: ReadonlySet<Step>,
  placeOf: (step: Step) => number,
): MovedStep {
  const needed = nearest(
    step,
    'after',
    (other) => stays.has(other) && placeOf(other) > placeOf(step),
  );
  if (needed !== null) {
    const link = step.after.includes(needed) ? 'which it needs' : 'which it builds on';
    return { step, because: needed, why: `It now comes after ${needed.title}, ${link}.` };
  }
  const user = nearest(
    step,
    'unlocks',
    (other) => stays.has(other) && placeOf(other) < placeOf(step),
  );
  if (user !== null) {
    const link = step.unlocks.includes(user) ? 'which needs it' : 'which builds on it';
    return { step, because: user, why: `It now comes before ${user.title}, ${link}.` };
  }
  if (isAlongTheWay(step)) {
    const milestone = milestones.find(({ steps }) => steps.includes(step))!;
    return { step, because: null, why: `It is now built at the end of ${milestone.title}.` };
  }
  return { step, because: null, why: 'It has another place now so that dates are kept.' };
}

/** The first step found, link by link, that a step comes after or unlocks and that is wanted; null where there is none. */
function nearest(
  step: Step,
  links: 'after' | 'unlocks',
  isWanted: (step: Step) => boolean,
): Step | null {
  const seen = new Set([step]);
  for (const next of seen) {
    for (const other of next[links]) {
      if (seen.has(other)) continue;
      if (isWanted(other)) return other;
      seen.add(other);
    }
  }
  return null;
}

function summaryText(
  addedCount: number,
  removed: readonly RemovedStep[],
  movedCount: number,
): string {
  const doneCount = removed.filter(({ because }) => because === 'DONE').length;
  const parts = [
    told(addedCount, 'step is new', 'steps are new'),
    told(doneCount, 'is done or known by now', 'are done or known by now'),
    told(removed.length - doneCount, 'is no longer on it', 'are no longer on it'),
    told(movedCount, 'has moved', 'have moved'),
  ].filter((part) => part !== null);
  if (parts.length === 0) return 'Nothing has changed since your last roadmap.';
  return `Since your last roadmap ${listed(parts)}.`;
}

function told(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
