import type { ExternalId, Learner } from '../curriculum/learner.ts';
import type { Cohort, Mentor } from '../curriculum/mentor.ts';
import { ProblemRows } from '../exchange/roster/problem-rows.ts';
import type { Roster, RowProblems } from '../exchange/roster/roster.ts';
import { type RosterState, stateAfter } from '../exchange/roster/roster-state.ts';
import { cohortTitle, type Seats, seatsOn } from '../exchange/roster/seats.ts';
import type { Charge, LearnerSeat, MentorSeat } from '../store/rosters.ts';
import type { StoreReads } from '../store/store.ts';
import { cohortLimits } from './cohort-limits.ts';
import { type Environment, newId } from './environment.ts';
import { isKept, type KeptRoster, keptRoster, type RosterToKeep } from './kept-roster.ts';
import { type PersonPlan, planPeople } from './plan-roster-people.ts';

/** All that a roster changes, before any of it is. */
export interface RosterPlan {
  readonly kind: 'roster-plan';
  readonly source: string;
  readonly before: KeptRoster;
  readonly after: RosterToKeep;
  readonly learners: readonly PersonPlan[];
  readonly mentors: readonly PersonPlan[];
  readonly cohorts: {
    readonly created: readonly (Cohort & { readonly name: ExternalId })[];
    readonly retitled: readonly { readonly id: string; readonly title: string }[];
  };
  readonly members: Difference<LearnerSeat>;
  readonly cohortMentors: Difference<MentorSeat>;
  readonly charges: Difference<Charge>;
  readonly departures: { readonly learners: Departure; readonly mentors: Departure };
  /** Whether there is nothing to write, not even of what is kept for the next time. */
  readonly isNothing: boolean;
  readonly remarks: RowProblems;
}

interface Difference<Seat> {
  readonly added: readonly Seat[];
  readonly removed: readonly Seat[];
}

/** Of those who have a seat by rosters of the source, how many would have none. */
export interface Departure {
  readonly present: number;
  readonly leaving: number;
}

export interface DefectiveRoster {
  readonly kind: 'defective-roster';
  readonly problems: RowProblems;
}

/** Works out what a roster changes from what it says, what was said before, and who is there. Writes nothing. */
export async function planRoster(
  environment: Pick<Environment, 'now' | 'random'>,
  reads: StoreReads,
  { source, roster, at }: { readonly source: string; readonly roster: Roster; readonly at: Date },
): Promise<RosterPlan | DefectiveRoster> {
  const before = await keptRoster(reads, source);
  const following = stateAfter(before.state, roster);
  if (following.kind === 'defective')
    return { kind: 'defective-roster', problems: following.problems };
  const { state } = following;
  const seats = seatsOn(state, at.toISOString().slice(0, 10));
  const remarks = new ProblemRows();
  const planning = { environment, before, state, source, at, roster, remarks };
  const learners = await planPeople(planning, 'learner', seats.learners, reads.learners);
  const mentors = await planPeople(planning, 'mentor', mentorsIn(seats), reads.mentors);
  const cohorts = await planCohorts(planning, reads);
  const people = { learners: idsOf(learners), mentors: idsOf(mentors), cohorts: cohorts.ids };
  const present = await presentSeats(reads, before, people);
  const wanted = wantedSeats(seats, people);
  const members = difference(source, present.members, wanted.members, seatKey);
  const cohortMentors = difference(source, present.mentors, wanted.mentors, mentorSeatKey);
  const charges = difference(source, present.charges, wanted.charges, chargeKey);
  const problems = new ProblemRows();
  tellCrowds(roster, people, { present, members, cohortMentors, charges }, problems);
  if (problems.count > 0) return { kind: 'defective-roster', problems: problems.toRows() };
  const after = rowsAfter(planning, people);
  const plan = { learners, mentors, members, cohortMentors, charges };
  return {
    kind: 'roster-plan',
    source,
    before,
    after,
    ...plan,
    cohorts,
    departures: {
      learners: departure(source, present.members, wanted.members, ({ learner }) => learner),
      mentors: departure(source, present.mentors, wanted.mentors, ({ mentor }) => mentor),
    },
    isNothing:
      isKept(source, before, after) &&
      [...learners, ...mentors].every(isUnchanged) &&
      cohorts.created.length + cohorts.retitled.length === 0 &&
      [members, cohortMentors, charges].every(
        ({ added, removed }) => added.length + removed.length === 0,
      ),
    remarks: joined(following.remarks, remarks.toRows()),
  };
}

/** What people and rows are worked out from. */
export interface Planning {
  readonly environment: Pick<Environment, 'now' | 'random'>;
  readonly before: KeptRoster;
  readonly state: RosterState;
  readonly source: string;
  readonly at: Date;
  readonly roster: Roster;
  readonly remarks: ProblemRows;
}

/** A person as it is before a roster says anything of it. */
export type Person = Pick<Learner & Mentor, 'id' | 'name' | 'mail'>;

/** Whether a person who is there stays as it is. */
export function isUnchanged({ isNew, fields }: PersonPlan): boolean {
  return !isNew && fields.length === 0;
}

function mentorsIn({ mentors, agents }: Seats): ReadonlySet<string> {
  return new Set([...mentors.values(), ...agents.values()].flatMap((ids) => [...ids]));
}

/** By the ids that the source has for them. */
interface Ids {
  readonly learners: ReadonlyMap<string, string>;
  readonly mentors: ReadonlyMap<string, string>;
  readonly cohorts: ReadonlyMap<string, string>;
}

function idsOf(people: readonly PersonPlan[]): ReadonlyMap<string, string> {
  return new Map(people.map(({ sourcedId, id }) => [sourcedId, id]));
}

async function planCohorts(
  { environment, before, state, source, at }: Planning,
  { cohorts }: StoreReads,
) {
  const nameOf = (externalId: string): ExternalId => ({ system: source, externalId });
  const unknown = [...state.classes.keys()].filter((id) => !before.classes.get(id)?.cohort);
  const found = await cohorts.idsByExternalIds(unknown.map(nameOf));
  const known = new Map(unknown.map((id, index) => [id, found[index] ?? null]));
  const ids = new Map<string, string>();
  const created: (Cohort & { readonly name: ExternalId })[] = [];
  const retitled: { readonly id: string; readonly title: string }[] = [];
  for (const [sourcedId, inClass] of state.classes) {
    const title = cohortTitle(state, inClass);
    const kept = before.classes.get(sourcedId)?.cohort ?? null;
    const id = kept ?? known.get(sourcedId) ?? newId(environment);
    ids.set(sourcedId, id);
    const said = before.state.classes.get(sourcedId);
    if (kept === null && !known.get(sourcedId))
      created.push({ id, title, createdAt: at, updatedAt: at, name: nameOf(sourcedId) });
    else if (kept === null || (said && cohortTitle(before.state, said) !== title))
      retitled.push({ id, title });
  }
  const titles = await cohorts.byIds(retitled.map(({ id }) => id));
  const changed = retitled.filter(({ id, title }) => titles.get(id)?.title !== title);
  return { ids, created, retitled: changed };
}

async function presentSeats({ rosters }: StoreReads, before: KeptRoster, people: Ids) {
  const keptCohorts = [...before.classes.values()].flatMap(({ cohort }) => cohort ?? []);
  const keptLearners = [...before.users.values()].flatMap(({ learner }) => learner ?? []);
  const cohorts = [...new Set([...keptCohorts, ...people.cohorts.values()])];
  const learners = [...new Set([...keptLearners, ...people.learners.values()])];
  return {
    members: await rosters.members(cohorts),
    mentors: await rosters.mentors(cohorts),
    charges: await rosters.charges(learners),
  };
}

function wantedSeats(seats: Seats, { learners, mentors, cohorts }: Ids) {
  const among = (names: ReadonlySet<string>, ids: ReadonlyMap<string, string>) =>
    [...names].flatMap((name) => ids.get(name) ?? []);
  const inCohorts = <Seat>(
    byClass: ReadonlyMap<string, ReadonlySet<string>>,
    ids: ReadonlyMap<string, string>,
    seatOf: (cohort: string, id: string) => Seat,
  ) =>
    [...byClass].flatMap(([inClass, names]) =>
      among(names, ids).map((id) => seatOf(cohorts.get(inClass)!, id)),
    );
  return {
    members: inCohorts(seats.members, learners, (cohort, learner) => ({ cohort, learner })),
    mentors: inCohorts(seats.mentors, mentors, (cohort, mentor) => ({ cohort, mentor })),
    charges: [...seats.agents].flatMap(([name, agents]) => {
      const learner = learners.get(name);
      return learner === undefined
        ? []
        : among(agents, mentors).map((mentor): Charge => ({ learner, mentor }));
    }),
  };
}

const seatKey = ({ cohort, learner }: LearnerSeat) => `${cohort} ${learner}`;
const mentorSeatKey = ({ cohort, mentor }: MentorSeat) => `${cohort} ${mentor}`;
const chargeKey = ({ learner, mentor }: Charge) => `${learner} ${mentor}`;

/** What somebody here brought about stays, whatever the roster says. */
function difference<Seat extends object>(
  source: string,
  present: readonly (Seat & { readonly roster: string | null })[],
  wanted: readonly Seat[],
  keyOf: (seat: Seat) => string,
): Difference<Seat> {
  const presentKeys = new Set(present.map(keyOf));
  const wantedByKey = new Map(wanted.map((seat) => [keyOf(seat), seat]));
  return {
    added: [...wantedByKey].flatMap(([key, seat]) => (presentKeys.has(key) ? [] : [seat])),
    removed: present.filter((seat) => seat.roster === source && !wantedByKey.has(keyOf(seat))),
  };
}

function departure<Seat>(
  source: string,
  present: readonly (Seat & { readonly roster: string | null })[],
  wanted: readonly Seat[],
  whoIn: (seat: Seat) => string,
): Departure {
  const stay = new Set(wanted.map(whoIn));
  const before = new Set(present.filter(({ roster }) => roster === source).map(whoIn));
  return { present: before.size, leaving: [...before].filter((id) => !stay.has(id)).length };
}

interface SeatChanges {
  readonly present: Awaited<ReturnType<typeof presentSeats>>;
  readonly members: Difference<LearnerSeat>;
  readonly cohortMentors: Difference<MentorSeat>;
  readonly charges: Difference<Charge>;
}

/** Tells where more would be together than there may. */
function tellCrowds(
  { parts: { classes, users } }: Roster,
  { cohorts, mentors }: Ids,
  { present, members, cohortMentors, charges }: SeatChanges,
  problems: ProblemRows,
): void {
  const memberCounts = counts(present.members, members, ({ cohort }) => cohort);
  const mentorCounts = counts(present.mentors, cohortMentors, ({ cohort }) => cohort);
  const chargeCounts = counts(present.charges, charges, ({ mentor }) => mentor);
  for (const [sourcedId, id] of cohorts) {
    const line = classes.lines.get(sourcedId) ?? null;
    for (const [noun, most, count] of [
      ['members', cohortLimits.members, memberCounts.get(id) ?? 0],
      ['mentors', cohortLimits.mentors, mentorCounts.get(id) ?? 0],
    ] as const) {
      const message = `\`${sourcedId}\` would have ${count} ${noun}; ${most} are the most.`;
      if (count > most) problems.add(classes.file, line, 'sourcedId', message);
    }
  }
  for (const [sourcedId, id] of mentors) {
    const count = chargeCounts.get(id) ?? 0;
    const message = `\`${sourcedId}\` would look after ${count} learners personally; ${cohortLimits.mentees} are the most.`;
    if (count > cohortLimits.mentees)
      problems.add(users.file, users.lines.get(sourcedId) ?? null, 'agentSourcedIds', message);
  }
}

function counts<Seat>(
  present: readonly Seat[],
  { added, removed }: Difference<Seat>,
  keyOf: (seat: Seat) => string,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const count = (seats: readonly Seat[], by: number) => {
    for (const seat of seats) found.set(keyOf(seat), (found.get(keyOf(seat)) ?? 0) + by);
  };
  count(present, 1);
  count(added, 1);
  count(removed, -1);
  return found;
}

function rowsAfter(
  { environment, before, state }: Planning,
  { learners, mentors, cohorts }: Ids,
): RosterToKeep {
  return {
    state,
    users: new Map(
      [...state.users.keys()].map((sourcedId) => [
        sourcedId,
        {
          id: before.users.get(sourcedId)?.id ?? newId(environment),
          learner: learners.get(sourcedId) ?? null,
          mentor: mentors.get(sourcedId) ?? null,
        },
      ]),
    ),
    classes: new Map(
      [...state.classes.keys()].map((sourcedId) => [
        sourcedId,
        {
          id: before.classes.get(sourcedId)?.id ?? newId(environment),
          cohort: cohorts.get(sourcedId) ?? null,
        },
      ]),
    ),
  };
}

function joined(...lists: readonly RowProblems[]): RowProblems {
  return {
    listed: lists.flatMap(({ listed }) => listed),
    count: lists.reduce((sum, { count }) => sum + count, 0),
  };
}
