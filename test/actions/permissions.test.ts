import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '../../src/actions/actor.ts';
import type { Environment } from '../../src/actions/environment.ts';
import {
  forbiddenLearner,
  forbids,
  type GeneralDeed,
  generalDeeds,
  type LearnerDeed,
  learnerDeeds,
  permittedCohorts,
  permittedLearners,
} from '../../src/actions/permissions.ts';
import { type Scope, scopes } from '../../src/curriculum/token.ts';
import { newEnvironment } from '../support/environment.ts';
import { newCohort, newId, newLearner, newMentor } from '../support/learners.ts';

let environment: Environment;
let people: Awaited<ReturnType<typeof makePeople>>;

beforeEach(async () => {
  environment = await newEnvironment();
  people = await makePeople();
});

/** A mentor with a mentee of their own, and one in a cohort; and those whom they have nothing to do with. */
async function makePeople() {
  const [mentor, other] = [newMentor(), newMentor()];
  const [own, member, foreign] = [newLearner(), newLearner(), newLearner()];
  const [cohort, elsewhere] = [newCohort(), newCohort()];
  const at = environment.now();
  await environment.store.write(async ({ learners, mentors, cohorts }) => {
    await learners.create([own, member, foreign]);
    for (const one of [mentor, other]) await mentors.create(one);
    for (const one of [cohort, elsewhere]) await cohorts.create(one);
    await learners.lock([own.id, member.id, foreign.id]);
    await mentors.entrust(mentor.id, [own.id], at);
    await mentors.entrust(other.id, [foreign.id], at);
    await cohorts.addMembers(cohort.id, [member.id], at);
    await cohorts.addMembers(elsewhere.id, [foreign.id], at);
    await cohorts.addMentors(cohort.id, [mentor.id], at);
    await cohorts.addMentors(elsewhere.id, [other.id], at);
  });
  const ids = { own: own.id, member: member.id, foreign: foreign.id };
  return { ...ids, mentor: mentor.id, cohort: cohort.id, elsewhere: elsewhere.id };
}

const service = (...given: Scope[]): Actor => ({ kind: 'SERVICE', name: 'x', scopes: given });
const others: readonly Actor[] = [anonymous, { kind: 'AUTHOR', name: 'x' }];
const admin: Actor = { kind: 'ADMIN', name: 'x' };

describe('what is done to a learner', () => {
  it.each<[deed: LearnerDeed, isForSelf: boolean, isForMentors: boolean, scope: Scope | null]>([
    ['READ', true, true, 'learners:read'],
    ['UPDATE', true, false, 'learners:write'],
    ['EXPORT', true, false, 'learners:read'],
    ['ERASE', true, false, 'learners:write'],
    ['RECORD_EVIDENCE', true, true, 'evidence:write'],
    ['ADOPT_ROADMAP', true, false, 'roadmaps:write'],
    ['GUIDE', true, true, 'roadmaps:write'],
    ['READ_NOTES', false, true, null],
    ['WRITE_NOTES', false, true, null],
  ])('is theirs to do: %s', async (deed, isForSelf, isForMentors, scope) => {
    const { own, member, foreign, mentor } = people;
    const all = [own, member, foreign, newId(), '\0', ''];
    const may = async (actor: Actor) =>
      [...(await permittedLearners(environment, actor, deed, all))].sort();
    expect(await may({ kind: 'LEARNER', name: own, learner: own })).toEqual(isForSelf ? [own] : []);
    expect(await may({ kind: 'MENTOR', name: mentor, mentor })).toEqual(
      isForMentors ? [own, member].sort() : [],
    );
    const lacking = service(...scopes.filter((one) => one !== scope));
    expect(await may(lacking)).toEqual([]);
    if (scope !== null) expect(await may(service(scope))).toEqual([...all].sort());
    for (const actor of others) expect(await may(actor)).toEqual([]);
    expect(await may(admin)).toEqual([...all].sort());
    expect(forbiddenLearner(lacking, deed).requiredScope).toBe(scope);
    expect(forbiddenLearner(anonymous, deed).requiredScope).toBeNull();
  });

  it('is in this test', () => expect(learnerDeeds).toHaveLength(9));
});

describe('a cohort', () => {
  it('is seen by those who look after it, services with the scope and admins', async () => {
    const { cohort, elsewhere, mentor, own } = people;
    const may = async (actor: Actor) => [
      ...(await permittedCohorts(environment, actor, [cohort, elsewhere])),
    ];
    expect(await may({ kind: 'MENTOR', name: mentor, mentor })).toEqual([cohort]);
    expect(await may(service('cohorts:write'))).toEqual([cohort, elsewhere]);
    expect(await may(admin)).toEqual([cohort, elsewhere]);
    const lacking = service(...scopes.filter((one) => one !== 'cohorts:write'));
    const learner: Actor = { kind: 'LEARNER', name: own, learner: own };
    for (const actor of [...others, lacking, learner]) expect(await may(actor)).toEqual([]);
  });
});

describe('what is done to nobody in particular', () => {
  it.each<[deed: GeneralDeed, kinds: readonly Actor['kind'][], scope: Scope | null]>([
    ['PLAN', ['ANONYMOUS', 'LEARNER', 'MENTOR', 'SERVICE', 'AUTHOR'], null],
    ['CREATE_LEARNERS', [], 'learners:write'],
    ['LIST_LEARNERS', [], 'learners:read'],
    ['CREATE_COHORTS', ['MENTOR'], 'cohorts:write'],
    ['INVITE_LEARNERS', ['MENTOR'], 'cohorts:write'],
    ['MANAGE_MENTORS', [], null],
    ['MANAGE_TOKENS', [], null],
    ['NAME_COHORTS', [], 'cohorts:write'],
    ['IMPORT_ROSTERS', [], 'rosters:write'],
    ['MANAGE_ISSUERS', [], null],
    ['REGISTER_OPERATIONS', [], 'operations:write'],
    ['LIST_CHANGES', [], 'learners:read'],
    ['SEND_STATEMENTS', [], 'evidence:write'],
    ['READ_STATEMENTS', [], 'learners:read'],
    ['MAP_ACTIVITIES', [], 'evidence:write'],
    ['MANAGE_WEBHOOKS', [], 'webhooks:manage'],
    ['PUBLISH', ['AUTHOR'], 'curricula:write'],
  ])('is for those who may: %s', (deed, kinds, scope) => {
    const actors: readonly Actor[] = [
      ...others,
      { kind: 'LEARNER', name: 'x', learner: 'x' },
      { kind: 'MENTOR', name: 'x', mentor: 'x' },
      service(...scopes.filter((one) => one !== scope)),
    ];
    for (const actor of actors)
      expect([actor.kind, forbids(actor, deed) === null]).toEqual([
        actor.kind,
        kinds.includes(actor.kind),
      ]);
    expect(forbids(admin, deed)).toBeNull();
    if (scope === null) return;
    expect(forbids(service(scope), deed)).toBeNull();
    expect(forbids(service(), deed)?.requiredScope).toBe(scope);
  });

  it('is in this test', () => expect(generalDeeds).toHaveLength(17));

  it('is not for strangers to plan where the server does not let them', () =>
    expect(forbids({ ...anonymous, mayPlan: false }, 'PLAN')).not.toBeNull());
});
