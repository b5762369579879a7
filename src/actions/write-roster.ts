import { type Learner, noWishes } from '../curriculum/learner.ts';
import type { StoreWrites } from '../store/store.ts';
import { keepRoster } from './kept-roster.ts';
import { isUnchanged, type RosterPlan } from './plan-roster.ts';
import type { PersonPlan } from './plan-roster-people.ts';

/**
 * Does what was planned in the same transaction; gives false, with nothing done, where a learner is no more who was there
 * when it was planned.
 */
export async function writeRoster(
  writes: StoreWrites,
  plan: RosterPlan,
  at: Date,
): Promise<boolean> {
  const created = plan.learners.filter(({ isNew }) => isNew);
  const newcomers = new Set(created.map(({ id }) => id));
  const touched = touchedLearners(plan).filter((id) => !newcomers.has(id));
  const locked = await writes.learners.lock(touched);
  if (touched.some((id) => !locked.has(id))) return false;
  await writes.learners.create(created.map((person) => newLearner(person, at)));
  // Nobody else knows of them yet, so that nobody waits for them.
  await writes.learners.lock([...newcomers]);
  await writeLearners(writes, plan, locked, at);
  await writeMentors(writes, plan, at);
  await writeCohorts(writes, plan, at);
  await writeSeats(writes, plan, at);
  await keepRoster(writes, plan.source, plan.before, plan.after, at);
  return true;
}

function touchedLearners({ learners, members, charges }: RosterPlan): string[] {
  const seats = [...members.added, ...members.removed, ...charges.added, ...charges.removed];
  const changed = learners.filter((person) => !isUnchanged(person));
  return [...new Set([...changed.map(({ id }) => id), ...seats.map(({ learner }) => learner)])];
}

function newLearner({ id, name, mail }: PersonPlan, at: Date): Learner {
  const dates = { createdAt: at, updatedAt: at, since: at };
  return { id, name, mail, hoursPerWeek: null, wishes: noWishes, ...dates };
}

async function writeLearners(
  { learners, rosters, learnerChanges }: StoreWrites,
  { learners: people }: RosterPlan,
  locked: ReadonlyMap<string, Learner>,
  at: Date,
): Promise<void> {
  await learners.removeExternalIds(people.flatMap(({ removedNames }) => removedNames));
  await rosters.nameLearners(
    people.flatMap(({ id, addedNames }) => addedNames.map((name) => ({ learner: id, ...name }))),
  );
  for (const { id, isNew, fields, name, mail } of people) {
    if (isNew || fields.length === 0) continue;
    await learners.update({ ...locked.get(id)!, name, mail, updatedAt: at });
    learnerChanges.add({ learner: id, kind: 'LEARNER_UPDATED', what: { fields }, ...because(at) });
  }
}

function because(at: Date) {
  return { roadmap: null, cause: null, at };
}

async function writeMentors(
  { mentors, rosters }: StoreWrites,
  { mentors: people }: RosterPlan,
  at: Date,
): Promise<void> {
  const created = people.filter(({ isNew }) => isNew);
  await rosters.createMentors(
    created.map(({ id, name, mail }) => ({ id, name, mail, createdAt: at, updatedAt: at })),
  );
  await mentors.removeExternalIds(people.flatMap(({ removedNames }) => removedNames));
  await rosters.nameMentors(
    people.flatMap(({ id, addedNames }) => addedNames.map((name) => ({ owner: id, ...name }))),
  );
  const changed = people.filter(({ isNew, fields }) => !isNew && fields.length > 0);
  const present = await mentors.byIds(changed.map(({ id }) => id));
  for (const { id, name, mail } of changed)
    await mentors.update({ ...present.get(id)!, name, mail, updatedAt: at });
}

async function writeCohorts(
  { cohorts, rosters }: StoreWrites,
  { cohorts: { created, retitled } }: RosterPlan,
  at: Date,
): Promise<void> {
  await rosters.createCohorts(created);
  const present = await cohorts.byIds(retitled.map(({ id }) => id));
  for (const { id, title } of retitled)
    await cohorts.update({ ...present.get(id)!, title, updatedAt: at });
}

async function writeSeats(
  { rosters, learnerChanges }: StoreWrites,
  { source, members, cohortMentors, charges }: RosterPlan,
  at: Date,
): Promise<void> {
  await rosters.removeMembers(source, members.removed);
  await rosters.addMembers(source, members.added, at);
  for (const { learner, cohort } of members.removed)
    learnerChanges.add({ learner, kind: 'COHORT_LEFT', what: { cohort }, ...because(at) });
  for (const { learner, cohort } of members.added)
    learnerChanges.add({ learner, kind: 'COHORT_JOINED', what: { cohort }, ...because(at) });
  await rosters.removeMentors(source, cohortMentors.removed, at);
  await rosters.addMentors(source, cohortMentors.added, at);
  await rosters.release(source, charges.removed);
  await rosters.entrust(source, charges.added, at);
  const entrusted = [...charges.removed, ...charges.added].map(({ learner }) => learner);
  const what = { fields: ['mentors'] };
  for (const learner of new Set(entrusted))
    learnerChanges.add({ learner, kind: 'LEARNER_UPDATED', what, ...because(at) });
}
