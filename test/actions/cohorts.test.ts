import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/actions/actor.ts';
import { operator } from '../../src/actions/actor.ts';
import { cohortLimits } from '../../src/actions/cohort-limits.ts';
import { addCohortMembers } from '../../src/actions/cohort-members.ts';
import { createCohort } from '../../src/actions/create-cohort.ts';
import { declareBaseline } from '../../src/actions/declare-baseline.ts';
import { entrustLearners } from '../../src/actions/entrust-learners.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { inviteLearners } from '../../src/actions/invite-learners.ts';
import { listMentees } from '../../src/actions/list-mentees.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { addNote } from '../../src/actions/write-note.ts';
import { newEnvironment } from '../support/environment.ts';
import { newLearner, newMentor } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

async function given() {
  const environment = await newEnvironment();
  await publishCurriculum(environment, {
    curriculum: smallCurriculum(),
    publishedBy: 'a test',
    note: null,
  });
  const mentor = newMentor();
  await environment.store.write(({ mentors }) => mentors.create(mentor));
  const actor: Actor = { kind: 'MENTOR', name: mentor.id, mentor: mentor.id };
  const made = await createCohort(environment, actor, { title: 'Spring' });
  if (made.kind !== 'cohort-created') throw new Error(made.message);
  return { environment, actor, mentor: mentor.id, cohort: made.cohort.id };
}

async function people({ store }: Environment, count: number): Promise<string[]> {
  const learners = Array.from({ length: count }, () => newLearner());
  await store.write((writes) => writes.learners.create(learners));
  return learners.map(({ id }) => id);
}

async function memberCount({ store }: Environment, cohort: string): Promise<number> {
  return (await store.reads.cohorts.memberCounts([cohort])).get(cohort)!;
}

describe('limits of cohorts', () => {
  it('keep a cohort from growing past what can be looked at, and do nothing by halves', async () => {
    const { environment, actor, cohort } = await given();
    const { store } = environment;
    const ids = await people(environment, cohortLimits.members - 1);
    await store.write(async ({ learners, cohorts }) => {
      await learners.lock(ids);
      await cohorts.addMembers(cohort, ids, day(0));
    });
    const before = (await store.reads.learners.page({ limit: 9999 })).length;
    const invited = await inviteLearners(environment, actor, {
      cohort,
      people: [{ name: 'one' }, { name: 'too many' }],
    });
    expect(invited).toMatchObject({
      kind: 'invalid-request',
      message: 'A cohort has at most 1000 members; with these it would have 1001.',
    });
    expect(await store.reads.learners.page({ limit: 9999 })).toHaveLength(before);
    const others = await people(environment, 2);
    const added = await addCohortMembers(environment, operator, { cohort, learners: others });
    expect(added.kind).toBe('invalid-request');
    expect(await memberCount(environment, cohort)).toBe(cohortLimits.members - 1);
    const one = await inviteLearners(environment, actor, { cohort, people: [{ name: 'one' }] });
    expect(one.kind).toBe('learners-invited');
    const knows = Array(11).fill({ skill: 'html' });
    const many = ['variables', 'functions', 'html', 'css', 'http', 'flask', 'django', 'fastapi'];
    const all = [
      ...many.map((skill) => ({ skill })),
      { skill: 'functions', level: 'working' },
      ...knows,
    ];
    // What is said twice counts once: nine competencies of a thousand members are within the limit.
    const declared = await declareBaseline(environment, actor, { cohort, knows: all });
    expect(declared).toMatchObject({ kind: 'baseline-declared', recorded: 9000 });
  });

  it('refuse what is too much at once, or nothing', async () => {
    const { environment, actor, cohort, mentor } = await given();
    const ids = Array.from({ length: 501 }, () => newLearner().id);
    const none = { cohort, learners: [] };
    expect(await addCohortMembers(environment, actor, none)).toMatchObject({
      message: '`learners` is empty.',
    });
    expect(await addCohortMembers(environment, actor, { cohort, learners: ids })).toMatchObject({
      message: '`learners` has 501 entries; 500 are the most.',
    });
    const entrust = { mentor, learners: ids.slice(0, 1) };
    expect(await entrustLearners(environment, operator, entrust)).toMatchObject({
      kind: 'unknown-names',
      names: [{ path: 'learners.0', name: ids[0] }],
    });
    expect(
      await declareBaseline(environment, actor, {
        cohort,
        knows: Array(101).fill({ skill: 'html' }),
      }),
    ).toMatchObject({ message: '`knows` has 101 entries; 100 are the most.' });
    const [learner = ''] = await people(environment, 1);
    const note = { learner, text: 'a'.repeat(4001) };
    expect((await addNote(environment, operator, note)).kind).toBe('invalid-request');
  });

  it('ask for one cohort after the other where mentees are too many to be put in order', async () => {
    const { environment, actor, mentor, cohort } = await given();
    const ids = await people(environment, cohortLimits.mentees + 1);
    await environment.store.write(async ({ learners, mentors, cohorts }) => {
      await learners.lock(ids);
      await mentors.entrust(mentor, ids, day(0));
      await cohorts.addMembers(cohort, ids.slice(0, 3), day(0));
    });
    const asked = { mentor, orderBy: 'NAME' as const, filter: {} };
    const snapshot = environment.curricula.snapshot();
    expect((await listMentees(environment, snapshot, actor, asked)).kind).toBe('invalid-request');
    const within = { ...asked, filter: { cohort } };
    const found = await listMentees(environment, snapshot, actor, within);
    expect(found).toMatchObject({ kind: 'mentee-list', mentees: { length: 3 } });
  });
});
