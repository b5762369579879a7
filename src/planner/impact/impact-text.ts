import { counted } from '../../util/counted.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import type { Count, Impact, RoadmapsImpact } from './impact.ts';

/** What a new revision means for learners, in a few sentences. */
export function impactText({
  roadmaps,
  evidence,
  rowsWithheld,
}: Omit<Impact, 'text' | 'examples'>): string {
  const lost = evidence.skills.map(({ title, learners }) => `${title} (${peopleText(learners)})`);
  return [
    followedText(roadmaps),
    changedText(roadmaps),
    hoursSentence(roadmaps),
    roadmaps.possibleAgain === 0
      ? null
      : `${atStart(peopleText(roadmaps.possibleAgain))} could be planned again who could not before.`,
    roadmaps.undone.length === 0
      ? null
      : `Some would have to do again, or lose, what they have done: ${listed(
          roadmaps.undone.map(({ title, learners }) => `${title} (${peopleText(learners)})`),
          'and',
          namesMost,
        )}.`,
    lost.length === 0 ? null : `Evidence would lose its skill: ${listed(lost, 'and', namesMost)}.`,
    dueText(roadmaps),
    rowsWithheld === 0
      ? null
      : `${atStart(counted(rowsWithheld, 'more figure'))} ${rowsWithheld === 1 ? 'is' : 'are'} of too few people to be told.`,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

const namesMost = 5;

/** `3 learners`, or `some` where the number isn't told. */
export function peopleText(count: Count, noun = 'learner'): string {
  return count === null ? `some ${noun}s` : counted(count, noun);
}

function followedText({ examined, of, margin }: RoadmapsImpact): string {
  if (of === 0) return 'Nobody follows a roadmap that rests on this curriculum.';
  if (margin === 0)
    return `${atStart(peopleText(of))} ${verb(of, 'follows', 'follow')} a roadmap that rests on it.`;
  const points = Math.round(margin * 1000) / 10;
  return `${atStart(peopleText(of))} follow a roadmap that rests on it. The roadmaps of ${examined} of them were planned anew as a sample; shares of all may differ by ${points} percentage points.`;
}

function changedText({ of, examined, margin, changed, impossible }: RoadmapsImpact): string | null {
  if (of === 0) return null;
  if (changed === 0) return 'No roadmap would change.';
  const gone =
    impossible === 0
      ? ''
      : impossible === null
        ? ', of which some would become impossible'
        : `, of which ${impossible} would become impossible`;
  const share =
    margin === 0 || changed === null || !examined
      ? ''
      : ` of these, ${Math.round((changed / examined) * 100)} %,`;
  return `${atStart(peopleText(changed, 'roadmap'))}${share} would change${gone}.`;
}

function hoursSentence({ hours }: RoadmapsImpact): string | null {
  const { longer, shorter, mostAdded, mostSaved, quantiles } = hours;
  const parts = [
    longer === 0 ? null : `${peopleText(longer, 'roadmap')} longer${byAtMost(mostAdded)}`,
    shorter === 0 ? null : `${peopleText(shorter, 'roadmap')} shorter${byAtMost(mostSaved)}`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const half = quantiles.find(({ share }) => share === 0.5);
  const middle = half ? ` In the middle they change by ${signedHours(half.hours)}.` : '';
  return `It would make ${listed(parts)}.${middle}`;
}

function byAtMost(hours: number | null): string {
  return hours === null || hours === 0 ? '' : `, by up to ${hoursText(hours)}`;
}

/** `+3 h`, `−2.5 h` */
export function signedHours(hours: number): string {
  return `${hours < 0 ? '−' : '+'}${hoursText(Math.abs(hours))}`;
}

function dueText({ dueAnyway }: RoadmapsImpact): string | null {
  if (dueAnyway === 0) return null;
  const were = dueAnyway === 1 ? 'it is' : 'they are';
  return `${dueAnyway ?? 'Some'} of these would change for other reasons, too: ${were} due to be planned anew in any case.`;
}

function verb(count: Count, one: string, many: string): string {
  return count === 1 ? one : many;
}

function atStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
