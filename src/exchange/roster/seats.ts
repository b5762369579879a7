import type { EnrollmentRole, RosterClass, RosterUser, Span } from './roster.ts';
import type { RosterState } from './roster-state.ts';

/** Who learns in which class, and who looks after whom, on a day. All names are the school's own ids. */
export interface Seats {
  /** Those who are learners, in a class or not. */
  readonly learners: ReadonlySet<string>;
  /** By class, as the next one. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly mentors: ReadonlyMap<string, ReadonlySet<string>>;
  /** By learner, those who look after this one alone. */
  readonly agents: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Students in class are members, teachers and aides mentors; an aide may be enrolled as a proctor, since there is no such
 * role in a class. Who is disabled has no seat. An enrollment lasts from its first day to its end, or where it has none to
 * the end of the last term of the class; a class itself may begin whenever it likes.
 */
export function seatsOn(state: RosterState, day: string): Seats {
  const { users, classes, enrollments } = state;
  const isEnabled = (user: string) => users.get(user)?.isEnabled === true;
  const lastDays = lastDaysOf(state);
  const people = peopleIn(state, day);
  const seats = {
    learners: new Set([...people.students].filter(isEnabled)),
    members: new Map([...classes.keys()].map((id) => [id, new Set<string>()])),
    mentors: new Map([...classes.keys()].map((id) => [id, new Set<string>()])),
    agents: new Map<string, Set<string>>(),
  };
  for (const enrollment of enrollments.values()) {
    const { class: inClass, user, role } = enrollment;
    const end = enrollment.endsOn ?? lastDays.get(inClass) ?? null;
    if (!isEnabled(user) || !isOn({ ...enrollment, endsOn: end }, day)) continue;
    if (role === 'student') seats.members.get(inClass)!.add(user);
    else if (isMentoring(role, people.aides.has(user))) seats.mentors.get(inClass)!.add(user);
  }
  for (const [id, user] of users) addAgents(seats.agents, people, id, user, isEnabled);
  return seats;
}

function isMentoring(role: EnrollmentRole, isAide: boolean): boolean {
  return role === 'teacher' || role === 'aide' || (role === 'proctor' && isAide);
}

function isOn({ beginsOn, endsOn }: Span, day: string): boolean {
  return (beginsOn === null || beginsOn <= day) && (endsOn === null || day < endsOn);
}

/** By class the first day after all its terms; null where one has no end, or it has no terms. */
function lastDaysOf({ classes, terms }: RosterState): ReadonlyMap<string, string | null> {
  const lastDay = ({ terms: ids }: RosterClass): string | null => {
    const ends = ids.map((id) => terms.get(id)?.endsOn ?? null);
    return ends.some((end) => end === null) ? null : (ends.sort().at(-1) ?? null);
  };
  return new Map([...classes].map(([id, each]) => [id, lastDay(each)]));
}

interface People {
  /** By a role in the school or in any class, over or not: who was a learner once stays one. */
  readonly students: ReadonlySet<string>;
  readonly aides: ReadonlySet<string>;
  /** Those who are something else than students. */
  readonly others: ReadonlySet<string>;
}

function peopleIn({ roles, enrollments }: RosterState, day: string): People {
  const [students, aides, others] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { user, role, ...span } of roles.values()) {
    if (role === 'student') students.add(user);
    else others.add(user);
    if (role === 'aide' && isOn(span, day)) aides.add(user);
  }
  for (const { user, role } of enrollments.values()) {
    if (role === 'student') students.add(user);
    else others.add(user);
  }
  return { students, aides, others };
}

/** Relations are told on either side: the student is the one who is looked after. No student looks after another. */
function addAgents(
  agents: Map<string, Set<string>>,
  { students, others }: People,
  id: string,
  user: RosterUser,
  isEnabled: (user: string) => boolean,
): void {
  const isGrown = (one: string) => others.has(one) || !students.has(one);
  for (const other of user.agents) {
    const isCharge = students.has(id) && isGrown(other);
    const [charge, agent] = isCharge ? [id, other] : [other, id];
    if (!students.has(charge) || !isGrown(agent) || charge === agent) continue;
    if (!isEnabled(charge) || !isEnabled(agent)) continue;
    const known = agents.get(charge) ?? new Set();
    agents.set(charge, known.add(agent));
  }
}

/** What a class is called as a cohort: with its school, since many have an Algebra 1. */
export function cohortTitle({ orgs }: RosterState, { title, org }: RosterClass): string {
  const school = org === null ? null : (orgs.get(org)?.name ?? null);
  const whole = school === null ? title : `${title} · ${school}`;
  return whole.length <= titleMax
    ? whole
    : `${whole.slice(0, titleMax - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/** Characters, as cohorts' titles have them. */
const titleMax = 200;
