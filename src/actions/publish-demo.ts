import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AdoptedPlan } from '../planner/progress/adopted-plan.ts';
import { invariant } from '../util/invariant.ts';
import { typedId } from '../util/typed-id.ts';
import { type Actor, operator } from './actor.ts';
import { adoptRoadmap } from './adopt-roadmap.ts';
import { addCohortMembers } from './cohort-members.ts';
import { confirmCompetency } from './confirm-competency.ts';
import { createCohort } from './create-cohort.ts';
import { createLearner } from './create-learner.ts';
import { createMentor } from './create-mentor.ts';
import { createToken } from './create-token.ts';
import { entrustLearners } from './entrust-learners.ts';
import type { Environment } from './environment.ts';
import { dayMs } from './learner-limits.ts';
import type { EvidenceInput } from './read-evidence.ts';
import { recordEvidence } from './record-evidence.ts';
import { updateLearner } from './update-learner.ts';
import { addNote } from './write-note.ts';

/** People who are made up, for whoever tries the program, and the tokens that let one be them. */
export interface Demo {
  /** The first of them is the mentor who leads the cohort. */
  readonly people: readonly DemoPerson[];
  /** The id of the cohort, as the API calls it. */
  readonly cohort: string;
}

export interface DemoPerson {
  readonly kind: 'MENTOR' | 'LEARNER';
  readonly name: string;
  readonly secret: string;
}

/**
 * Peoples an empty database with learners of made-up histories, mentors and a cohort, by what anybody can do; and makes
 * tokens for those of them whom one can be, which are good for a month. Null where there are learners who are no demo, or
 * where the demo's curriculum is not published.
 */
export async function publishDemo(environment: Environment): Promise<Demo | null> {
  const people: People = JSON.parse(await readFile(source, 'utf8'));
  if (!environment.curricula.snapshot().heads.has(people.curriculum)) return null;
  if ((await environment.store.reads.learners.count()) === 0)
    await tellStories(environment, people);
  return admit(environment, people);
}

/** Makes the demo's tokens good for nothing, where a database that had one is used in earnest: there is none any more. */
export async function closeDemo({ store, now }: Environment): Promise<null> {
  const pageSize = 100;
  for (let after: string | undefined; ; ) {
    const page = await store.reads.tokens.page({ limit: pageSize, ...(after && { after }) });
    const open = page.filter(({ title, revokedAt }) => title === tokenTitle && revokedAt === null);
    if (open.length > 0)
      await store.write(async ({ tokens }) => {
        for (const { id } of open) await tokens.revoke(id, now());
      });
    if (page.length < pageSize) return null;
    after = page.at(-1)!.id;
  }
}

const source = fileURLToPath(new URL('demo-people.json', import.meta.url));

/** By these their tokens and the learners are known again. */
const tokenTitle = 'Cairn demo';
const system = 'cairn-demo';

const tokenDays = 30;

interface People {
  /** The slug of the curriculum that they learn by. */
  readonly curriculum: string;
  readonly cohort: { readonly title: string; readonly members: readonly string[] };
  readonly mentors: readonly MentorStory[];
  readonly learners: readonly LearnerStory[];
}

interface MentorStory {
  readonly id: string;
  readonly name: string;
  readonly looksAfter: readonly string[];
  readonly leadsCohort: boolean;
}

interface LearnerStory {
  readonly id: string;
  readonly name: string;
  /** A career path. */
  readonly wants: string;
  readonly hoursPerWeek: number;
  readonly adoptedDaysAgo: number;
  /** What the learner declared at the beginning. */
  readonly knows: readonly string[];
  /** How many steps of the roadmap have been done, the last of them so many days ago. */
  readonly done: number;
  readonly lastDaysAgo: number;
  /** How many of them a mentor has confirmed. */
  readonly confirmed: number;
  readonly failed?: string;
  readonly failedDaysAgo?: number;
  readonly note?: string;
}

/** Something that happened, at a moment that is told in days before today. */
interface Event {
  readonly daysAgo: number;
  readonly happen: (then: Environment) => Promise<void>;
}

/** All that happened, in the order in which it did. */
async function tellStories(environment: Environment, people: People): Promise<void> {
  const today = Math.floor(Number(environment.now()) / dayMs) * dayMs;
  const thenOf = (daysAgo: number): Environment => {
    // Whoever comes later has a greater id.
    let then = Math.round(today - daysAgo * dayMs);
    return { ...environment, now: () => new Date(then++) };
  };
  const longAgo = Math.max(...people.learners.map(({ adoptedDaysAgo }) => adoptedDaysAgo)) + 1;
  const mentors = await welcomeMentors(thenOf(longAgo), people);
  const learners = new Map<string, string>();
  const began = thenOf(longAgo);
  const since = began.now();
  for (const story of people.learners) {
    const result = await createLearner(began, operator, {
      name: story.name,
      hoursPerWeek: story.hoursPerWeek,
      curriculum: people.curriculum,
      goals: [{ careerPath: story.wants }],
      externalIds: [{ system, externalId: story.id }],
      since,
      idempotencyKey: `demo ${story.id}`,
    });
    // Another server that starts now is quicker.
    if (result.kind !== 'learner-created') return;
    learners.set(story.id, result.learner.id);
  }
  await bringTogether(thenOf(longAgo), people, mentors, learners);
  const events: Event[] = [];
  for (const story of people.learners) {
    const learner = learners.get(story.id)!;
    events.push(...(await eventsOf(thenOf, people.curriculum, story, learner, mentors)));
  }
  for (const { daysAgo, happen } of events.sort((one, other) => other.daysAgo - one.daysAgo))
    await happen(thenOf(daysAgo));
}

async function welcomeMentors(then: Environment, people: People): Promise<Map<string, string>> {
  const mentors = new Map<string, string>();
  for (const { id, name } of people.mentors) {
    const result = await createMentor(then, operator, { name, idempotencyKey: `demo ${id}` });
    if (result.kind === 'mentor-created') mentors.set(id, result.mentor.id);
  }
  return mentors;
}

async function bringTogether(
  then: Environment,
  { mentors: stories, cohort: { title, members } }: People,
  mentors: ReadonlyMap<string, string>,
  learners: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { id, looksAfter, leadsCohort } of stories) {
    const mentor = mentors.get(id)!;
    const own = looksAfter.map((name) => learners.get(name)!);
    await entrustLearners(then, operator, { mentor, learners: own });
    if (!leadsCohort) continue;
    const made = await createCohort(then, actorOf(mentor), { title, idempotencyKey: 'demo' });
    invariant(made.kind === 'cohort-created', 'mentors may make cohorts');
    const ids = members.map((name) => learners.get(name)!);
    await addCohortMembers(then, operator, { cohort: made.cohort.id, learners: ids });
  }
}

function actorOf(mentor: string): Actor {
  return { kind: 'MENTOR', name: mentor, mentor };
}

/** Adopts the roadmap of a learner, and tells what came after. */
async function eventsOf(
  thenOf: (daysAgo: number) => Environment,
  curriculum: string,
  story: LearnerStory,
  learner: string,
  mentors: ReadonlyMap<string, string>,
): Promise<Event[]> {
  const mentor = actorOf([...mentors.values()][0]!);
  const steps = await adopt(thenOf(story.adoptedDaysAgo), curriculum, story, learner);
  const done = steps.slice(0, story.done);
  const span = story.adoptedDaysAgo - story.lastDaysAgo;
  const events = done.map((key, index): Event => {
    const daysAgo = story.adoptedDaysAgo - (span * (index + 1)) / done.length;
    return { daysAgo, happen: (then) => finish(then, learner, curriculum, key) };
  });
  for (const [index, key] of done
    .filter((key) => key.includes('@'))
    .slice(0, story.confirmed)
    .entries()) {
    const [skill = '', level] = key.split('@');
    const happen = async (then: Environment) =>
      void (await confirmCompetency(then, mentor, {
        ...{ learner: { id: learner }, curriculum, skill, level },
      }));
    events.push({ daysAgo: story.lastDaysAgo + 0.3 - index / 100, happen });
  }
  const { failed, failedDaysAgo, note } = story;
  if (failed && failedDaysAgo)
    events.push({
      daysAgo: failedDaysAgo,
      happen: (then) =>
        observe(then, { ...about(learner, curriculum, failed), outcome: 'NOT_HELD' }),
    });
  if (note)
    events.push({
      daysAgo: 1,
      happen: async (then) =>
        void (await addNote(then, mentor, {
          learner,
          text: note,
          idempotencyKey: `demo ${learner}`,
        })),
    });
  return events;
}

/** The keys of the steps, in order. */
async function adopt(
  then: Environment,
  curriculum: string,
  { knows }: LearnerStory,
  learner: string,
): Promise<readonly string[]> {
  const self: Actor = { kind: 'LEARNER', name: learner, learner };
  const items = knows.map((skill) => ({
    learner: {},
    kind: 'DECLARED' as const,
    curriculum,
    skill,
  }));
  await recordEvidence(then, self, { items });
  const snapshot = then.curricula.snapshot();
  const revision = snapshot.heads.get(curriculum)!.revision.number;
  await adoptRoadmap(then, snapshot, self, {
    ...{ learner, revision, request: {} },
    idempotencyKey: 'demo',
  });
  const followed = await then.store.reads.adoptedRoadmaps.followedBy([learner]);
  const plan = followed.get(learner)?.plan as AdoptedPlan | undefined;
  return plan?.steps.map(({ key }) => key) ?? [];
}

/** A step is done: a competency is shown, or a project is built. */
async function finish(
  then: Environment,
  learner: string,
  curriculum: string,
  key: string,
): Promise<void> {
  const [name = '', level] = key.split('@');
  if (level !== undefined) return observe(then, { ...about(learner, curriculum, name), level });
  const before = (await then.store.reads.learners.byIds([learner])).get(learner)!;
  const completedProjects = [...before.wishes.completedProjects, name];
  await updateLearner(then, operator, { id: learner }, { completedProjects });
}

function about(learner: string, curriculum: string, skill: string) {
  return { learner: { id: learner }, curriculum, skill };
}

async function observe(
  then: Environment,
  item: Pick<EvidenceInput, 'learner' | 'curriculum' | 'skill' | 'level' | 'outcome'>,
): Promise<void> {
  const occurredAt = then.now();
  const externalId = `${item.skill} ${occurredAt.toISOString()}`;
  const said = { source: system, kind: 'OBSERVED', occurredAt, externalId } as const;
  await recordEvidence(then, operator, { items: [{ ...item, ...said }] });
}

/** Tokens for the mentor who leads the cohort, for the other ones, and for the first learner. */
async function admit(environment: Environment, people: People): Promise<Demo | null> {
  const { learners, cohorts, mentors } = environment.store.reads;
  const names = people.learners.map(({ id }) => ({ system, externalId: id }));
  const ids = (await learners.idsByExternalIds(names)).filter((id) => id !== null);
  const [first] = ids;
  if (first === undefined) return null;
  const leaders = (await cohorts.ofLearners(ids)).values();
  const cohortIds = [...new Set([...leaders].flat().map(({ id }) => id))];
  const looking = [
    ...(await cohorts.mentors(cohortIds)).values(),
    ...(await mentors.ofLearners(ids)).values(),
  ].flat();
  const [cohort] = cohortIds;
  // Another server that starts now has not come to its end.
  if (cohort === undefined) return null;
  const demoMentors = people.mentors.flatMap(
    ({ name }) => looking.find((one) => one.name === name) ?? [],
  );
  const admitted: DemoPerson[] = [];
  const expiresAt = new Date(Number(environment.now()) + tokenDays * dayMs);
  for (const { id, name } of demoMentors)
    admitted.push(await token(environment, { kind: 'MENTOR', mentor: id, expiresAt }, name ?? ''));
  const learner = { kind: 'LEARNER', learner: first, expiresAt } as const;
  admitted.push(await token(environment, learner, people.learners[0]!.name));
  return { people: admitted, cohort: typedId('Cohort', [cohort]) };
}

async function token(
  environment: Environment,
  input: {
    readonly kind: DemoPerson['kind'];
    readonly expiresAt: Date;
    readonly mentor?: string;
    readonly learner?: string;
  },
  name: string,
): Promise<DemoPerson> {
  const created = await createToken(environment, operator, { title: tokenTitle, ...input });
  invariant(created.kind === 'token-created', 'the operator may make tokens');
  return { kind: input.kind, name, secret: created.secret };
}
