import { describe, expect, it } from 'vitest';
import { type Actor, operator } from '../../src/actions/actor.ts';
import { createCohort, updateCohort } from '../../src/actions/create-cohort.ts';
import { createMentor } from '../../src/actions/create-mentor.ts';
import { updateMentor } from '../../src/actions/update-mentor.ts';
import { newEnvironment } from '../support/environment.ts';

const name = (externalId: string, system = 'sis') => ({ system, externalId });

const roster: Actor = { kind: 'SERVICE', name: 'a roster', scopes: ['cohorts:write'] };

describe('external ids of cohorts', () => {
  it('are said when a cohort is made, and put in place of others later', async () => {
    const environment = await newEnvironment();
    const { cohorts } = environment.store.reads;
    const input = { title: 'Spring', externalIds: [name('class-1')], idempotencyKey: 'once' };
    const made = await createCohort(environment, roster, input);
    if (made.kind !== 'cohort-created') throw new Error(made.message);
    const { id } = made.cohort;
    expect(await createCohort(environment, roster, input)).toEqual(made);
    const other = { ...input, externalIds: [name('class-2')] };
    expect((await createCohort(environment, roster, other)).kind).toBe('key-conflict');
    const externalIds = [name('class-3'), name('class-1', 'other')];
    await updateCohort(environment, roster, { cohort: id, externalIds });
    const names = [name('class-1'), name('class-3'), name('class-1', 'other')];
    expect(await cohorts.idsByExternalIds(names)).toEqual([null, id, id]);
    await updateCohort(environment, roster, { cohort: id, title: 'Summer' });
    expect(await cohorts.idsByExternalIds(names)).toEqual([null, id, id]);
    await updateCohort(environment, roster, { cohort: id, externalIds: null });
    expect(await cohorts.idsByExternalIds(names)).toEqual([null, null, null]);
  });

  it('are of one cohort alone, and nothing is done by halves', async () => {
    const environment = await newEnvironment();
    const first = { title: 'Spring', externalIds: [name('class-1')] };
    await createCohort(environment, roster, first);
    const taken = {
      kind: 'external-id-taken',
      message: 'Another cohort is called `class-1` in `sis` already.',
    };
    expect(await createCohort(environment, roster, first)).toMatchObject(taken);
    expect(await environment.store.reads.cohorts.count()).toBe(1);
    const second = await createCohort(environment, roster, { title: 'Summer' });
    if (second.kind !== 'cohort-created') throw new Error(second.message);
    const { id } = second.cohort;
    const update = { cohort: id, title: 'Autumn', externalIds: [name('x'), name('class-1')] };
    expect(await updateCohort(environment, roster, update)).toMatchObject(taken);
    expect((await environment.store.reads.cohorts.byIds([id])).get(id)?.title).toBe('Summer');
    const twice = { cohort: id, externalIds: [name('x'), name('x')] };
    expect((await updateCohort(environment, roster, twice)).kind).toBe('invalid-request');
  });

  it('come one after the other where two say the same at once', async () => {
    const environment = await newEnvironment();
    const input = { title: 'Spring', externalIds: [name('class-1')] };
    const made = await Promise.all([1, 2, 3].map(() => createCohort(environment, roster, input)));
    expect(made.map(({ kind }) => kind).sort()).toEqual([
      'cohort-created',
      'external-id-taken',
      'external-id-taken',
    ]);
  });

  it('are not for mentors to say: a roster would fill their cohorts with whom they may not see', async () => {
    const environment = await newEnvironment();
    const came = await createMentor(environment, operator, { name: 'Ada' });
    if (came.kind !== 'mentor-created') throw new Error(came.message);
    const { id } = came.mentor;
    const mentor: Actor = { kind: 'MENTOR', name: id, mentor: id };
    const input = { title: 'Spring', externalIds: [name('class-1')] };
    expect((await createCohort(environment, mentor, input)).kind).toBe('forbidden');
    const own = await createCohort(environment, mentor, { title: 'Spring' });
    if (own.kind !== 'cohort-created') throw new Error(own.message);
    const update = { cohort: own.cohort.id, externalIds: [name('class-1')] };
    expect((await updateCohort(environment, mentor, update)).kind).toBe('forbidden');
  });
});

describe('external ids of mentors', () => {
  it('are said by admins, and by no mentor of themselves', async () => {
    const environment = await newEnvironment();
    const { mentors } = environment.store.reads;
    const came = await createMentor(environment, operator, { externalIds: [name('teacher-1')] });
    if (came.kind !== 'mentor-created') throw new Error(came.message);
    const { id } = came.mentor;
    expect(await mentors.idsByExternalIds([name('teacher-1')])).toEqual([id]);
    const again = await createMentor(environment, operator, { externalIds: [name('teacher-1')] });
    expect(again).toMatchObject({
      kind: 'external-id-taken',
      message: 'Another mentor is called `teacher-1` in `sis` already.',
    });
    const self: Actor = { kind: 'MENTOR', name: id, mentor: id };
    const own = { name: 'Ada', externalIds: [name('teacher-2')] };
    expect((await updateMentor(environment, self, id, own)).kind).toBe('forbidden');
    expect((await updateMentor(environment, self, id, { name: 'Ada' })).kind).toBe(
      'mentor-updated',
    );
    await updateMentor(environment, operator, id, own);
    expect(await mentors.idsByExternalIds([name('teacher-1'), name('teacher-2')])).toEqual([
      null,
      id,
    ]);
  });
});
