import type { RosterPlan } from './plan-roster.ts';
import type { PersonPlan } from './plan-roster-people.ts';

export const rosterChangeKinds = [
  'COHORT_CREATED',
  'COHORT_RETITLED',
  'LEARNER_CREATED',
  'LEARNER_UPDATED',
  'MENTOR_CREATED',
  'MENTOR_UPDATED',
  'LEARNER_LEFT',
  'LEARNER_JOINED',
  'MENTOR_LEFT',
  'MENTOR_JOINED',
  'LEARNER_RELEASED',
  'LEARNER_ENTRUSTED',
] as const;
export type RosterChangeKind = (typeof rosterChangeKinds)[number];

/** One thing that a roster changes. People and classes by the ids that the school has for them; null where none is meant. */
export interface RosterChange {
  readonly kind: RosterChangeKind;
  readonly learner: string | null;
  readonly mentor: string | null;
  readonly class: string | null;
}

export type RosterCounts = Readonly<Record<RosterChangeKind, number>>;

/** All of it, in the order of the kinds. */
export function rosterChanges(plan: RosterPlan): readonly RosterChange[] {
  const names = namesIn(plan);
  const { cohorts, learners, mentors, members, cohortMentors, charges } = plan;
  const change = (
    kind: RosterChangeKind,
    { learner, mentor, cohort }: { learner?: string; mentor?: string; cohort?: string },
  ): RosterChange => ({
    kind,
    learner: names.learner(learner),
    mentor: names.mentor(mentor),
    class: names.cohort(cohort),
  });
  return [
    ...cohorts.created.map(({ id }) => change('COHORT_CREATED', { cohort: id })),
    ...cohorts.retitled.map(({ id }) => change('COHORT_RETITLED', { cohort: id })),
    ...created(learners).map(({ id }) => change('LEARNER_CREATED', { learner: id })),
    ...updated(learners).map(({ id }) => change('LEARNER_UPDATED', { learner: id })),
    ...created(mentors).map(({ id }) => change('MENTOR_CREATED', { mentor: id })),
    ...updated(mentors).map(({ id }) => change('MENTOR_UPDATED', { mentor: id })),
    ...members.removed.map((seat) => change('LEARNER_LEFT', seat)),
    ...members.added.map((seat) => change('LEARNER_JOINED', seat)),
    ...cohortMentors.removed.map((seat) => change('MENTOR_LEFT', seat)),
    ...cohortMentors.added.map((seat) => change('MENTOR_JOINED', seat)),
    ...charges.removed.map((charge) => change('LEARNER_RELEASED', charge)),
    ...charges.added.map((charge) => change('LEARNER_ENTRUSTED', charge)),
  ];
}

export function rosterCounts(changes: readonly RosterChange[]): RosterCounts {
  const counts = Object.fromEntries(rosterChangeKinds.map((kind) => [kind, 0]));
  for (const { kind } of changes) counts[kind]! += 1;
  return counts as RosterCounts;
}

/** A change as a sentence. */
export function rosterChangeSays({ kind, learner, mentor, class: inClass }: RosterChange): string {
  switch (kind) {
    case 'COHORT_CREATED':
      return `The class \`${inClass}\` becomes a cohort.`;
    case 'COHORT_RETITLED':
      return `The cohort of the class \`${inClass}\` gets another title.`;
    case 'LEARNER_CREATED':
      return `\`${learner}\` becomes a learner.`;
    case 'LEARNER_UPDATED':
      return `What is said of the learner \`${learner}\` changes.`;
    case 'MENTOR_CREATED':
      return `\`${mentor}\` becomes a mentor.`;
    case 'MENTOR_UPDATED':
      return `What is said of the mentor \`${mentor}\` changes.`;
    case 'LEARNER_LEFT':
      return `\`${learner}\` leaves the cohort of the class \`${inClass}\`.`;
    case 'LEARNER_JOINED':
      return `\`${learner}\` joins the cohort of the class \`${inClass}\`.`;
    case 'MENTOR_LEFT':
      return `\`${mentor}\` looks after the cohort of the class \`${inClass}\` no longer.`;
    case 'MENTOR_JOINED':
      return `\`${mentor}\` looks after the cohort of the class \`${inClass}\`.`;
    case 'LEARNER_RELEASED':
      return `\`${mentor}\` looks after \`${learner}\` personally no longer.`;
    case 'LEARNER_ENTRUSTED':
      return `\`${mentor}\` looks after \`${learner}\` personally.`;
  }
}

function created(people: readonly PersonPlan[]): readonly PersonPlan[] {
  return people.filter(({ isNew }) => isNew);
}

function updated(people: readonly PersonPlan[]): readonly PersonPlan[] {
  return people.filter(({ isNew, fields }) => !isNew && fields.length > 0);
}

/** What the school calls them; for whom it has no name, such as a mentor of long ago, the id from here. */
function namesIn({ before, after }: RosterPlan) {
  const [learners, mentors, cohorts] = [new Map(), new Map(), new Map()] as Map<string, string>[];
  for (const rows of [before.users, after.users])
    for (const [sourcedId, { learner, mentor }] of rows) {
      if (learner !== null) learners!.set(learner, sourcedId);
      if (mentor !== null) mentors!.set(mentor, sourcedId);
    }
  for (const rows of [before.classes, after.classes])
    for (const [sourcedId, { cohort }] of rows)
      if (cohort !== null) cohorts!.set(cohort, sourcedId);
  const nameIn = (names: Map<string, string>) => (id?: string) =>
    id === undefined ? null : (names.get(id) ?? id);
  return { learner: nameIn(learners!), mentor: nameIn(mentors!), cohort: nameIn(cohorts!) };
}
