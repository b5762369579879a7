import { dayText } from '../../util/day-text.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import type { RemovalReason, Roadmap } from '../roadmap.ts';
import type { AdoptedPlan, Attention, GuidedBy } from './adopted-plan.ts';
import { type Asked, hoursOf, type Renamed } from './ask-anew.ts';

/** What is different on an adopted roadmap since it was planned before. Plain data, since it is stored. */
export interface ChangeData {
  /** In order. */
  readonly added: readonly ChangedStep[];
  /** In their old order. */
  readonly removed: readonly (ChangedStep & {
    readonly because: RemovalReason;
    readonly why: string;
  })[];
  /** In their new order. */
  readonly moved: readonly (ChangedStep & { readonly why: string })[];
  readonly renamed: readonly Renamed[];
  /** Of all steps, those that are done included. */
  readonly hoursBefore: number;
  readonly hoursAfter: number;
  /** `YYYY-MM-DD`, by the schedule; null without hours a week. */
  readonly finishBefore: string | null;
  readonly finishAfter: string | null;
  /** Why it could not be planned anew; null where it was. */
  readonly attention: string | null;
  /** All of it in a few sentences. */
  readonly says: string;
}

export interface ChangedStep {
  readonly key: string;
  readonly title: string;
  readonly hours: number;
}

/** Why a roadmap was planned anew: each of these that there was. */
export interface ReplanCause {
  /** The numbers of what was recorded since it was planned before, a hundred at the most. */
  readonly evidence: readonly number[];
  readonly revision: { readonly from: number; readonly to: number } | null;
  /** The learner wishes for something else. */
  readonly wishes: boolean;
  /** Somebody pinned, vetoed or withdrew something. */
  readonly guidance: GuidanceCause | null;
}

/** What somebody pinned, vetoed and withdrew, as it was named. */
export interface GuidanceCause {
  readonly by: GuidedBy;
  readonly pins: readonly string[];
  readonly vetoes: readonly string[];
  readonly withdraws: readonly string[];
}

/** What is different on a roadmap that was planned anew; null where the learner would not notice. */
export function changeData({
  before,
  done,
  planned,
  causes,
}: {
  readonly before: AdoptedPlan;
  /** The keys of the old steps that were done. */
  readonly done: ReadonlySet<string>;
  readonly planned: {
    readonly roadmap: Roadmap;
    readonly asked: Asked;
    readonly plan: AdoptedPlan;
  };
  readonly causes: ReplanCause;
}): ChangeData | null {
  const { roadmap, asked, plan } = planned;
  const old = new Map(before.steps.map((step) => [step.key, step]));
  const newNames = new Map(asked.renamed.map(({ from, to }) => [to, from]));
  const kept = new Set(before.steps.filter(({ key }) => !done.has(key)).map(({ key }) => key));
  const oldKey = (key: string) => (kept.has(key) ? key : (newNames.get(key) ?? key));
  const isNew = (key: string) => !kept.has(oldKey(key));
  const oldStep = (key: string) => old.get(oldKey(key));
  const { removed = [], moved = [] } = roadmap.changes ?? {};
  const data = {
    added: roadmap.steps.filter(({ key }) => isNew(key)).map(inShort),
    removed: removed.map(({ key, title, because, why }) => ({
      ...{ key: oldKey(key), title: oldStep(key)?.title ?? title },
      ...{ hours: oldStep(key)?.hours ?? 0, because, why },
    })),
    moved: moved.map(({ step, why }) => ({ ...inShort(step), why })),
    renamed: asked.renamed.filter(({ to }) => plan.steps.some(({ key }) => key === to)),
    hoursBefore: hoursOf(before.steps),
    hoursAfter: hoursOf(plan.steps),
    finishBefore: before.finishesOn,
    finishAfter: plan.finishesOn,
    attention: null,
  };
  const lists = [data.added, data.removed, data.moved, data.renamed];
  const isSame =
    lists.every(({ length }) => length === 0) &&
    data.hoursBefore === data.hoursAfter &&
    data.finishBefore === data.finishAfter &&
    before.attention === null &&
    causes.guidance === null;
  const titles = new Map<string, string[]>();
  for (const { from, to } of data.renamed) {
    const [was, is] = [old.get(from), plan.steps.find(({ key }) => key === to)];
    if (!was || !is || was.title === is.title) continue;
    titles.set(was.title, [...(titles.get(was.title) ?? []), is.title]);
  }
  return isSame ? null : { ...data, says: changeText(data, titles, causes) };
}

/** That a roadmap stayed as it was since it could not be planned anew. */
export function refusalData(
  { steps, finishesOn }: AdoptedPlan,
  { message }: Attention,
): ChangeData {
  const hours = hoursOf(steps);
  return {
    ...{ added: [], removed: [], moved: [], renamed: [] },
    ...{ hoursBefore: hours, hoursAfter: hours },
    ...{ finishBefore: finishesOn, finishAfter: finishesOn },
    attention: message,
    says: `The roadmap could not be planned anew and stays as it was. ${message}`,
  };
}

function inShort({ key, title, hours }: ChangedStep): ChangedStep {
  return { key, title, hours };
}

function changeText(
  data: Omit<ChangeData, 'says'>,
  /** By the title that steps had before, those that they have now. */
  newTitles: ReadonlyMap<string, readonly string[]>,
  causes: ReplanCause,
): string {
  const { added, removed, moved, hoursBefore, hoursAfter, finishBefore, finishAfter } = data;
  const parts = [
    told(added, 'is new', 'are new'),
    told(removed, 'is no longer on the roadmap', 'are no longer on the roadmap'),
    told(moved, 'has another place', 'have other places'),
    ...renamesTold(newTitles),
  ].filter((part) => part !== null);
  const steps = parts.length === 0 ? 'The steps are the same' : listed(parts);
  const hours =
    hoursBefore === hoursAfter
      ? null
      : `It takes ${hoursText(hoursAfter)} in place of ${hoursText(hoursBefore)}.`;
  const finish =
    finishAfter === null || finishBefore === finishAfter
      ? null
      : finishBefore === null
        ? `By the schedule it ends on ${dayText(finishAfter)}.`
        : `By the schedule it ends on ${dayText(finishAfter)} in place of ${dayText(finishBefore)}.`;
  return [`${causeText(causes)}: ${lowerFirst(steps)}.`, hours, finish]
    .filter((part) => part !== null)
    .join(' ');
}

function told(steps: readonly ChangedStep[], one: string, many: string): string | null {
  if (steps.length === 0) return null;
  const titles = steps.map(({ title }) => title);
  return `${listed(titles, 'and', 3)} ${steps.length === 1 ? one : many}`;
}

/** Three of them in full: who reads it knows the old names alone. */
function renamesTold(newTitles: ReadonlyMap<string, readonly string[]>): string[] {
  const all = [...newTitles].map(([was, are]) => `${was} is ${listed(are)} now`);
  const left = all.length - renamesMost;
  if (left <= 0) return all;
  return [
    ...all.slice(0, renamesMost),
    `${left} more ${left === 1 ? 'has' : 'have'} other names now`,
  ];
}

const renamesMost = 3;

/** Titles keep their case. */
function lowerFirst(text: string): string {
  return text.startsWith('The steps') ? `the${text.slice(3)}` : text;
}

const guides: Readonly<Record<GuidedBy['kind'], string>> = {
  LEARNER: 'The learner',
  MENTOR: 'A mentor',
  SERVICE: 'A service',
  AUTHOR: 'An author',
  ADMIN: 'An admin',
  ANONYMOUS: 'Somebody',
};

function causeText({ guidance, wishes, revision, evidence }: ReplanCause): string {
  const causes = [
    guidance && guidanceText(guidance),
    wishes ? 'The learner wishes for something else' : null,
    revision && `The curriculum has a new revision, ${revision.to}`,
    evidence.length > 0 ? 'There is new evidence' : null,
  ].filter((cause) => cause !== null);
  return causes[0] ?? 'It was planned anew';
}

function guidanceText({ by, pins, vetoes, withdraws }: GuidanceCause): string {
  const parts = [
    named('pinned', pins),
    named('vetoed', vetoes),
    named('withdrew what was said of', withdraws),
  ].filter((part) => part !== null);
  return `${guides[by.kind]} ${listed(parts)}`;
}

function named(verb: string, names: readonly string[]): string | null {
  const quoted = names.map((name) => `\`${name}\``);
  return names.length === 0 ? null : `${verb} ${listed(quoted, 'and', 3)}`;
}
