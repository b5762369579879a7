import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Actor, anonymous, operator } from '../../src/actions/actor.ts';
import { addCohortMembers, removeCohortMembers } from '../../src/actions/cohort-members.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { eraseLearner } from '../../src/actions/erase-learner.ts';
import { type ImportRosterInput, importRoster } from '../../src/actions/import-roster.ts';
import { permittedLearners } from '../../src/actions/permissions.ts';
import { updateLearner } from '../../src/actions/update-learner.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { type Dice, dice } from '../support/random.ts';
import {
  bulk,
  delta,
  drawnClass,
  drawnEnrollment,
  drawnSchool,
  drawnUser,
  type School,
  secrets,
  smallSchool,
  withLine,
} from '../support/rosters.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const kinds = [sqlite(), postgres()];

type Given = Partial<ImportRosterInput> & Pick<ImportRosterInput, 'files'>;

/** Imports, and expects that to go well. */
async function bring(environment: Environment, given: Given) {
  const result = await importRoster(environment, operator, given);
  if (result.kind !== 'roster-imported') throw new Error(JSON.stringify(result));
  return result;
}

/** All that a roster may change, by the names that the school has. */
async function standing({ store }: Environment) {
  const { learners, mentors, cohorts } = store.reads;
  const all = { limit: 100_000 };
  const [people, guides, groups] = [
    await learners.page(all),
    await mentors.page(all),
    await cohorts.page(all),
  ];
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const names = [
    ...(await learners.externalIds(ids(people))),
    ...(await mentors.externalIds(ids(guides))),
    ...(await cohorts.externalIds(ids(groups))),
  ];
  const nameOf = new Map(
    names.map(([id, some]) => [
      id,
      some.find((one) => one.system === 'oneroster')?.externalId ?? id,
    ]),
  );
  const called = (list: readonly { readonly id: string }[]) =>
    list.map(({ id }) => nameOf.get(id)!).sort();
  const ofOthers = (id: string) =>
    names
      .filter(([owner]) => owner === id)
      .flatMap(([, some]) => some.map(({ system, externalId }) => `${system} ${externalId}`));
  const charges = await mentors.ofLearners(ids(people));
  const guidesOf = await cohorts.mentors(ids(groups));
  const members = await Promise.all(groups.map(({ id }) => cohorts.members(id, all)));
  const person = ({ id, name, mail }: (typeof guides)[number]) => [name, mail, ...ofOthers(id)];
  const sorted = <Value>(entries: readonly (readonly [string, Value])[]) =>
    Object.fromEntries([...entries].sort(([one], [two]) => (one < two ? -1 : 1)));
  return {
    learners: sorted(
      people.map((each) => [
        nameOf.get(each.id)!,
        [...person(each), called(charges.get(each.id)!)],
      ]),
    ),
    mentors: sorted(guides.map((each) => [nameOf.get(each.id)!, person(each)])),
    cohorts: sorted(
      groups.map(({ id, title }, index) => [
        nameOf.get(id)!,
        { title, members: called(members[index]!), mentors: called(guidesOf.get(id)!) },
      ]),
    ),
  };
}

async function idOf(
  { store }: Environment,
  noun: 'learners' | 'mentors' | 'cohorts',
  externalId: string,
) {
  const [id] = await store.reads[noun].idsByExternalIds([{ system: 'oneroster', externalId }]);
  return id!;
}

const without = (school: School, ...users: string[]): School => ({
  ...school,
  users: Object.fromEntries(
    Object.entries(school.users)
      .filter(([id]) => !users.includes(id))
      .map(([id, user]) => [
        id,
        { ...user, agents: user.agents?.filter((one) => !users.includes(one)) ?? [] },
      ]),
  ),
  enrollments: Object.fromEntries(
    Object.entries(school.enrollments).filter(([, { user }]) => !users.includes(user)),
  ),
});

describe('a roster', () => {
  it('makes cohorts of classes, with their members and mentors', async () => {
    const environment = await newEnvironment();
    const { source, counts } = await bring(environment, { files: bulk(smallSchool) });
    expect(source).toBe('oneroster');
    expect(counts).toMatchObject({ COHORT_CREATED: 2, LEARNER_CREATED: 2, MENTOR_CREATED: 4 });
    expect(await standing(environment)).toEqual({
      learners: {
        ada: ['Ada Lovelace', 'ada@example.org', 'oneroster ada', ['anne']],
        bob: ['Bob Kahn', null, 'Fed 23', 'LDAP 12', 'oneroster bob', []],
      },
      mentors: {
        ada: ['Ada Lovelace', 'ada@example.org', 'oneroster ada'],
        anne: ['Anne Byron', null, 'oneroster anne'],
        carl: ['Carl Gauss', 'carl@example.org', 'oneroster carl'],
        dora: ['Dora Maar', null, 'oneroster dora'],
      },
      cohorts: {
        algebra: {
          title: 'Algebra 1 · Northside',
          members: ['ada', 'bob'],
          mentors: ['carl', 'dora'],
        },
        chess: { title: 'Chess · Northside', members: ['bob'], mentors: ['ada'] },
      },
    });
  });

  it('lets mentors see whom it gives them, and nobody else', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const [ada, bob] = [
      await idOf(environment, 'learners', 'ada'),
      await idOf(environment, 'learners', 'bob'),
    ];
    const seenBy = async (who: string) => {
      const mentor = await idOf(environment, 'mentors', who);
      const actor: Actor = { kind: 'MENTOR', name: mentor, mentor };
      return [...(await permittedLearners(environment, actor, 'READ', [ada, bob]))];
    };
    expect(await seenBy('carl')).toEqual([ada, bob]);
    expect(await seenBy('dora')).toEqual([ada, bob]);
    expect(await seenBy('anne')).toEqual([ada]);
    expect(await seenBy('ada')).toEqual([bob]);
  });

  it('changes nothing when it comes again', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const [before, head] = [
      await standing(environment),
      await environment.store.reads.learnerChanges.head(),
    ];
    const { changes } = await bring(environment, { files: bulk(smallSchool) });
    expect(changes).toEqual([]);
    expect(await standing(environment)).toEqual(before);
    expect(await environment.store.reads.learnerChanges.head()).toBe(head);
  });

  it('tells in a dry run what it then does, and does nothing', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const before = await standing(environment);
    const files = bulk({ ...without(smallSchool, 'dora'), terms: { autumn: '2026-03-01' } });
    const dry = await bring(environment, { files, dryRun: true, force: true });
    expect(await standing(environment)).toEqual(before);
    expect(dry.changes).toEqual([
      { kind: 'MENTOR_LEFT', mentor: 'dora', class: 'algebra', learner: null },
    ]);
    expect((await bring(environment, { files, force: true })).changes).toEqual(dry.changes);
    expect((await bring(environment, { files, dryRun: true })).changes).toEqual([]);
  });

  it('takes nobody from where somebody here put them', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const [ada, cohort] = [
      await idOf(environment, 'learners', 'ada'),
      await idOf(environment, 'cohorts', 'chess'),
    ];
    await addCohortMembers(environment, operator, { cohort, learners: [ada] });
    await bring(environment, { files: bulk(without(smallSchool, 'ada')), force: true });
    const { cohorts, learners } = await standing(environment);
    expect(cohorts['algebra']!.members).toEqual(['bob']);
    expect(cohorts['chess']).toMatchObject({ members: ['ada', 'bob'], mentors: [] });
    expect(learners['ada']![0]).toBe('Ada Lovelace');
    const { changes } = await bring(environment, { files: bulk(without(smallSchool, 'ada')) });
    expect(changes).toEqual([]);
  });

  it('puts back whom somebody here took out, since the school says so', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const [bob, cohort] = [
      await idOf(environment, 'learners', 'bob'),
      await idOf(environment, 'cohorts', 'chess'),
    ];
    await removeCohortMembers(environment, operator, { cohort, learners: [bob] });
    const { changes } = await bring(environment, { files: bulk(smallSchool) });
    expect(changes).toEqual([
      { kind: 'LEARNER_JOINED', learner: 'bob', class: 'chess', mentor: null },
    ]);
  });

  it('keeps a name that a learner chose until the school says another', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const id = await idOf(environment, 'learners', 'ada');
    await updateLearner(environment, operator, { id }, { name: 'Countess' });
    await bring(environment, { files: bulk(smallSchool) });
    expect((await standing(environment)).learners['ada']![0]).toBe('Countess');
    const ada = { ...smallSchool.users['ada']!, name: ['Augusta', 'King'] as const };
    await bring(environment, {
      files: bulk({ ...smallSchool, users: { ...smallSchool.users, ada } }),
    });
    expect((await standing(environment)).learners['ada']![0]).toBe('Augusta King');
  });

  it('knows learners by what other systems call them, where that is one learner', async () => {
    const environment = await newEnvironment();
    const externalIds = [{ system: 'LDAP', externalId: '12' }];
    const known = await createLearner(environment, operator, { name: 'B.', externalIds });
    await bring(environment, { files: bulk(smallSchool) });
    const id = known.kind === 'learner-created' ? known.learner.id : '';
    expect(await idOf(environment, 'learners', 'bob')).toBe(id);
  });

  it('hands a name on from whom it no longer is to whom it is now', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const { ada, bob, ...others } = smallSchool.users;
    const users = {
      ...others,
      ada: { ...ada!, userIds: '{LDAP:12}' },
      bob: { ...bob!, userIds: '{Fed:23}' },
    };
    const { counts, remarks } = await bring(environment, {
      files: bulk({ ...smallSchool, users }),
    });
    expect([counts.LEARNER_UPDATED, remarks.count]).toEqual([2, 0]);
    expect((await standing(environment)).learners).toMatchObject({
      ada: ['Ada Lovelace', 'ada@example.org', 'LDAP 12', 'oneroster ada', ['anne']],
      bob: ['Bob Kahn', null, 'Fed 23', 'oneroster bob', []],
    });
  });

  it('remembers days that changed, whatever changes later', async () => {
    const environment = await newEnvironment();
    const ended = (ends: string) => ({
      ...smallSchool,
      enrollments: {
        ...smallSchool.enrollments,
        e1: { ...smallSchool.enrollments['e1']!, ends },
      },
    });
    const [open, over] = [ended('2026-12-24'), ended('2026-01-01')];
    await bring(environment, { files: bulk(open) });
    await bring(environment, { files: delta(open, over), force: true });
    const orgs = { north: 'Northern' };
    const { counts } = await bring(environment, { files: delta(over, { ...over, orgs }) });
    expect(counts).toMatchObject({ COHORT_RETITLED: 2, LEARNER_JOINED: 0, LEARNER_LEFT: 0 });
  });

  it('leaves out a name that somebody else has, and says so', async () => {
    const environment = await newEnvironment();
    for (const name of ['LDAP:12', 'Fed:23']) {
      const [system, externalId] = name.split(':') as [string, string];
      await createLearner(environment, operator, { externalIds: [{ system, externalId }] });
    }
    const { remarks } = await bring(environment, { files: bulk(smallSchool) });
    expect(remarks.listed).toMatchObject([{ file: 'users.csv', line: 3, column: 'userIds' }]);
    expect((await standing(environment)).learners['bob']).toEqual([
      'Bob Kahn',
      null,
      'oneroster bob',
      [],
    ]);
  });

  it('lets who is disabled or out of their days go, and come again', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const bob = { ...smallSchool.users['bob']!, isDisabled: true as const };
    const e1 = { ...smallSchool.enrollments['e1']!, ends: '2026-01-01' };
    const changed = {
      ...smallSchool,
      users: { ...smallSchool.users, bob },
      enrollments: { ...smallSchool.enrollments, e1 },
    };
    const gone = await bring(environment, { files: delta(smallSchool, changed), force: true });
    expect(gone.counts).toMatchObject({ LEARNER_LEFT: 3, LEARNER_JOINED: 0 });
    const back = await bring(environment, { files: delta(changed, smallSchool) });
    expect(back.counts).toMatchObject({ LEARNER_LEFT: 0, LEARNER_JOINED: 3, LEARNER_CREATED: 0 });
  });

  it('ends enrollments without an end with the last term of their class', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const later = { ...environment, now: () => new Date('2026-02-01T08:00:00Z') };
    await bring(later, { files: bulk(smallSchool), force: true });
    expect((await standing(environment)).cohorts).toMatchObject({
      algebra: { members: [], mentors: [] },
      chess: { members: ['bob'], mentors: ['ada'] },
    });
  });

  it('tells schools apart by what they call their systems', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool, 'north') });
    const { source, counts } = await bring(environment, { files: bulk(smallSchool, 'south') });
    expect(source).toBe('oneroster:south');
    // Bob is known by what others call him.
    expect(counts).toMatchObject({ COHORT_CREATED: 2, LEARNER_CREATED: 1, LEARNER_LEFT: 0 });
    const named = await bring(environment, { files: bulk(smallSchool), source: 'south' });
    expect(named.changes).toEqual([]);
  });

  it('leaves a class that is no more as a cohort without those whom it brought', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const { algebra, ...classes } = smallSchool.classes;
    const enrollments = Object.fromEntries(
      Object.entries(smallSchool.enrollments).filter(([, each]) => each.class !== 'algebra'),
    );
    await bring(environment, {
      files: bulk({ ...smallSchool, classes, enrollments }),
      force: true,
    });
    expect((await standing(environment)).cohorts['algebra']).toMatchObject({
      members: [],
      mentors: [],
    });
    await bring(environment, { files: bulk(smallSchool) });
    expect((await standing(environment)).cohorts['algebra']!.members).toEqual(['ada', 'bob']);
  });

  it('keeps nothing of who was erased, and makes another learner of whom the school still names', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const id = await idOf(environment, 'learners', 'bob');
    await eraseLearner(environment, operator, { id });
    const { users, enrollments } = await environment.store.reads.rosters.all('oneroster');
    expect(users.map(({ sourcedId }) => sourcedId).sort()).toEqual(['ada', 'anne', 'carl', 'dora']);
    expect(enrollments.map(({ sourcedId }) => sourcedId).sort()).toEqual(['e1', 'e3', 'e4', 'e5']);
    const { counts } = await bring(environment, { files: bulk(smallSchool) });
    expect(counts).toMatchObject({ LEARNER_CREATED: 1, LEARNER_JOINED: 2 });
    expect(await idOf(environment, 'learners', 'bob')).not.toBe(id);
  });
});

describe('a roster that was cut off', () => {
  it('is refused where more than a fifth would be in no cohort, unless it is forced', async () => {
    const environment = await newEnvironment();
    const school = drawnSchool(dice(3), { classes: 5, users: 60, seats: 200 });
    await bring(environment, { files: bulk(school) });
    const before = await standing(environment);
    const cut = {
      ...school,
      enrollments: Object.fromEntries(Object.entries(school.enrollments).slice(0, 40)),
    };
    const refused = await importRoster(environment, operator, { files: bulk(cut) });
    expect(refused).toMatchObject({ kind: 'mass-departure' });
    if (refused.kind !== 'mass-departure') return;
    expect(refused.learners.leaving).toBeGreaterThan(refused.learners.present / 5);
    expect(await standing(environment)).toEqual(before);
    expect(await importRoster(environment, operator, { files: bulk(cut), dryRun: true })).toEqual(
      refused,
    );
    await bring(environment, { files: bulk(cut), force: true });
    expect(await standing(environment)).not.toEqual(before);
  });

  it('may let one go of few, and a term change where everybody has another class', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    await bring(environment, { files: bulk(without(smallSchool, 'bob')) });
    const enrollments = {
      e7: { class: 'chess', user: 'ada', role: 'student' },
      e3: { class: 'chess', user: 'carl', role: 'teacher' },
      e4: { class: 'chess', user: 'dora', role: 'teacher' },
    };
    const { counts } = await bring(environment, {
      files: bulk({ ...without(smallSchool, 'bob'), enrollments }),
      force: false,
    });
    expect(counts).toMatchObject({ LEARNER_LEFT: 1, LEARNER_JOINED: 1 });
  });
});

describe('what a roster refers to', () => {
  const changed = (file: string, line: number, from: string, to: string) =>
    withLine(bulk(smallSchool), file, line, (text) => text.replace(from, to));

  it.each([
    ['enrollments.csv', 2, 'algebra', 'algebro', 'classSourcedId'],
    ['enrollments.csv', 3, 'bob', 'rob', 'userSourcedId'],
    ['classes.csv', 2, 'north', 'south', 'schoolSourcedId'],
    ['classes.csv', 2, 'course', 'curse', 'courseSourcedId'],
    ['classes.csv', 2, 'autumn', 'winter', 'termSourcedIds'],
    ['users.csv', 2, 'anne', 'annie', 'agentSourcedIds'],
    ['roles.csv', 4, 'carl,primary', 'karl,primary', 'userSourcedId'],
  ])('must be there: %s, line %i', async (file, line, from, to, column) => {
    const environment = await newEnvironment();
    const result = await importRoster(environment, operator, {
      files: changed(file, line, from, to),
      force: true,
    });
    expect(result).toMatchObject({
      kind: 'defective-roster',
      problems: { count: 1, listed: [{ file, line, column }] },
    });
    expect(await standing(environment)).toEqual({ learners: {}, mentors: {}, cohorts: {} });
    expect(await environment.store.reads.rosters.all('oneroster')).toMatchObject({
      roster: null,
      users: [],
    });
  });

  it('may have been said before, where changes are told', async () => {
    const environment = await newEnvironment();
    await bring(environment, { files: bulk(smallSchool) });
    const e9 = { class: 'chess', user: 'dora', role: 'teacher' };
    const after = { ...smallSchool, enrollments: { ...smallSchool.enrollments, e9 } };
    const { changes } = await bring(environment, { files: delta(smallSchool, after) });
    expect(changes).toEqual([
      { kind: 'MENTOR_JOINED', mentor: 'dora', class: 'chess', learner: null },
    ]);
  });
});

describe('a class of a thousand and one', () => {
  it('is refused, at its line', async () => {
    const environment = await newEnvironment();
    const ids = Array.from({ length: 1_001 }, (_, index) => `s${index}`);
    const users = Object.fromEntries(
      ids.map((id) => [id, { name: ['S', id] as const, role: 'student' }]),
    );
    const enrollments = Object.fromEntries(
      ids.map((user) => [user, { class: 'chess', user, role: 'student' }]),
    );
    const crowd = { ...smallSchool, users, enrollments };
    expect(await importRoster(environment, operator, { files: bulk(crowd) })).toMatchObject({
      kind: 'defective-roster',
      message:
        '`classes.csv`, line 3: `chess` would have 1001 members; 1000 are the most. Nothing was changed.',
    });
    expect(await environment.store.reads.learners.count()).toBe(0);
  });
});

describe('who may bring a roster', () => {
  it('is an admin, or a service that has the scope', async () => {
    const environment = await newEnvironment();
    const files = bulk(smallSchool);
    const lacking: Actor = { kind: 'SERVICE', name: 'a', scopes: ['cohorts:write'] };
    for (const actor of [anonymous, lacking])
      expect(await importRoster(environment, actor, { files })).toMatchObject({
        kind: 'forbidden',
      });
    const service: Actor = { kind: 'SERVICE', name: 'a', scopes: ['rosters:write'] };
    expect(await importRoster(environment, service, { files })).toMatchObject({
      kind: 'roster-imported',
    });
  });

  it('gets the same answer under the same key, and nothing happens twice', async () => {
    const environment = await newEnvironment();
    const given = { files: bulk(smallSchool), idempotencyKey: 'monday' };
    const first = await bring(environment, given);
    expect(await bring(environment, given)).toEqual(first);
    const other = { ...given, files: bulk(without(smallSchool, 'bob')) };
    expect(await importRoster(environment, operator, other)).toMatchObject({
      kind: 'key-conflict',
    });
  });
});

describe('what nobody needs', () => {
  it('is not in the database, nor in what is told', async () => {
    const folder = await temporaryFolder();
    const environment = await newEnvironment(`file:${join(folder, 'cairn.db')}`);
    const told = JSON.stringify(
      await bring(environment, { files: bulk(smallSchool), idempotencyKey: 'k' }),
    );
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')),
    );
    expect(files.some((text) => text.includes('Lovelace'))).toBe(true);
    for (const secret of secrets)
      for (const text of [...files, told]) expect(text).not.toContain(secret);
  });
});

/** The same school some time later. */
function edited(dice: Dice, school: School): School {
  const ids = Object.keys(school.users);
  const leaving = new Set(dice.pick(ids, dice.between(0, 3)));
  const newcomers = Array.from({ length: dice.between(0, 3) }, () => `n${dice.between(0, 5)}`);
  const staying = [...new Set([...ids.filter((id) => !leaving.has(id)), ...newcomers])];
  const users = Object.fromEntries(
    staying.map((id) => {
      const known = dice.chance(0.8) ? school.users[id] : undefined;
      const user = known ?? drawnUser(dice, id, staying);
      const agents = user.agents?.filter((one) => staying.includes(one) && one !== id) ?? [];
      return [id, { ...user, agents }];
    }),
  );
  const [dropped] = dice.chance(0.2) ? dice.pick(Object.keys(school.classes), 1) : [];
  const classes = Object.fromEntries(
    Object.entries(school.classes)
      .filter(([id]) => id !== dropped)
      .map(([id, each]) => [id, dice.chance(0.8) ? each : drawnClass(dice, id)]),
  );
  const [fresh] = dice.chance(0.3) ? [`c${dice.between(0, 9)}`] : [];
  if (fresh !== undefined) classes[fresh] = drawnClass(dice, fresh);
  const kept = Object.entries(school.enrollments).filter(
    ([, each]) => users[each.user] && classes[each.class] && dice.chance(0.9),
  );
  const added = Array.from({ length: dice.between(0, 8) }, () => {
    const [user] = dice.pick(staying, 1);
    const [inClass] = dice.pick(Object.keys(classes), 1);
    const each = drawnEnrollment(dice, inClass!, user!, users[user!]!.role);
    return [`e${dice.between(0, 120)}`, each] as const;
  });
  const terms = { ...school.terms, t0: dice.chance(0.8) ? '2026-06-01' : '2025-12-24' };
  return { ...school, terms, classes, users, enrollments: Object.fromEntries([...kept, ...added]) };
}

describe.each(kinds)('on $name', (kind) => {
  it('two that come at once lead to where one leads, be they of one school or of two', async () => {
    const address = await kind.newAddress();
    const [one, two] = [await newEnvironment(address), await newEnvironment(address)];
    const other = { files: bulk(smallSchool, 'other') };
    const files = bulk(smallSchool);
    await Promise.all([
      bring(one, { files }),
      bring(two, { files }),
      bring(one, other),
      bring(two, other),
    ]);
    const { learners, mentors, cohorts } = one.store.reads;
    // Of the two schools' Bobs others say that they are one.
    expect([await learners.count(), await mentors.count(), await cohorts.count()]).toEqual([
      3, 8, 4,
    ]);
    expect((await bring(one, { files })).changes).toEqual([]);
    expect((await bring(two, other)).changes).toEqual([]);
  });

  const seeds = kind.name === 'SQLite' ? [1, 2, 3, 4, 5, 6, 7, 8] : [9, 10, 11];

  it.each(seeds)('changes lead to where the whole leads, and twice is once (%i)', async (seed) => {
    const random = dice(seed);
    const [changing, whole] = [
      await newEnvironment(await kind.newAddress()),
      await newEnvironment(await kind.newAddress()),
    ];
    let school = drawnSchool(random, { classes: 5, users: 25, seats: 60 });
    for (const environment of [changing, whole]) await bring(environment, { files: bulk(school) });
    expect(Object.keys((await standing(whole)).cohorts)).toHaveLength(5);
    for (let round = 0; round < 4; round++) {
      const next = edited(random, school);
      const files = delta(school, next);
      const nothing = files.length === 1;
      const dry = nothing ? null : await bring(changing, { files, force: true, dryRun: true });
      const did = nothing ? null : await bring(changing, { files, force: true });
      expect(did?.changes).toEqual(dry?.changes);
      await bring(whole, { files: bulk(next), force: true });
      expect(await standing(changing)).toEqual(await standing(whole));
      const again = [
        ...(nothing ? [] : [await bring(changing, { files, force: true })]),
        await bring(whole, { files: bulk(next) }),
        await bring(changing, { files: bulk(next) }),
      ];
      expect(again.flatMap(({ changes }) => changes)).toEqual([]);
      school = next;
    }
  });
});
