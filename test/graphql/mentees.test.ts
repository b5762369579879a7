import { execute, parse } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { createContext } from '../../src/graphql/context.ts';
import { schema } from '../../src/graphql/schema.ts';
import { createStore } from '../../src/store/store.ts';
import { countStatements } from '../support/counted-statements.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { newCohort, newEvidence, newId, newLearner, newMentor } from '../support/learners.ts';
import { contentOf, day, finding } from '../support/random-evidence.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const everything =
  'nodes { learner { name } shareDone hoursDone hoursLeft daysAhead expectedFinishOn isStalled stalledSince lastActivityAt nextSteps { key block { kind text } } }';

describe.each([sqlite(), postgres()])('mentees on $name', (kind) => {
  it('take as many statements for a page of a hundred as for one of ten, in every order', async () => {
    const address = await kind.newAddress();
    const plain = await newEnvironment(address);
    await publishCurriculum(plain, {
      curriculum: smallCurriculum(),
      publishedBy: 'test',
      note: null,
    });
    const mentor = await fill(plain, 120);
    const database = countStatements(await kind.open(address));
    const store = createStore(database, kind.tables);
    onTestFinished(() => store.close());
    const environment = { ...plain, store, curricula: await Curricula.load(store) };
    const cost = async (first: number, order: string) => {
      const before = database.statements();
      const query = `{ viewer { mentor { mentees(first: ${first}, orderBy: ${order}) { totalCount ${everything} } cohorts { title mentors { name } } } } }`;
      const actor = { kind: 'MENTOR', name: mentor, mentor } as const;
      const contextValue = createContext(
        environment,
        { actor, token: null, expiresAt: null },
        'http://localhost',
      );
      const { data, errors } = await execute({ schema, document: parse(query), contextValue });
      expect(errors).toBeUndefined();
      // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
      const found = (data as any).viewer.mentor.mentees;
      expect([found.totalCount, found.nodes.length]).toEqual([120, first]);
      expect(
        found.nodes.filter((each: { shareDone: unknown }) => each.shareDone !== null).length,
      ).toBe(first);
      return database.statements() - before;
    };
    for (const order of ['NAME', 'PROGRESS', 'STALLED_LONGEST', 'LAST_ACTIVITY']) {
      // What was worked out for the order is kept.
      await cost(10, order);
      const ten = await cost(10, order);
      expect([order, await cost(100, order)]).toEqual([order, ten]);
      // Parts of a statement are counted too.
      expect(ten).toBeLessThan(15);
    }
  });
});

/** A mentor of so many learners, half of them in a cohort, all on a roadmap and with some evidence. */
async function fill(environment: Environment, count: number): Promise<string> {
  const learners = Array.from({ length: count }, (_, index) =>
    newLearner({ name: `Learner ${index}`, hoursPerWeek: 7 }),
  );
  const ids = learners.map(({ id }) => id);
  const [mentor, cohort] = [newMentor({ name: 'Grace' }), newCohort()];
  const competency = { curriculum: 'small', skill: 'variables', level: 'foundation' };
  const evidence = ids
    .filter((_, index) => index % 3 > 0)
    .map((id) => newEvidence(id, contentOf(finding({ competency }))));
  await environment.store.write(async (writes) => {
    await writes.learners.create(learners);
    await writes.learners.lock(ids);
    await writes.mentors.create(mentor);
    await writes.cohorts.create(cohort);
    await writes.cohorts.addMentors(cohort.id, [mentor.id], day(0));
    await writes.cohorts.addMembers(cohort.id, ids.slice(0, count / 2), day(0));
    await writes.mentors.entrust(mentor.id, ids.slice(count / 3), day(0));
    await writes.evidence.record(evidence, { recordedAt: day(0), recordedBy: 'test' });
  });
  for (const learner of ids.slice(0, 3)) {
    const adopted = await adoptRoadmap(environment, environment.curricula.snapshot(), operator, {
      learner,
      revision: 1,
      request: { goals: [{ careerPath: 'backend-developer' }] },
    });
    expect(adopted.kind).toBe('roadmap-adopted');
  }
  const { adoptedRoadmaps } = environment.store.reads;
  const [roadmap] = (await adoptedRoadmaps.followedBy(ids)).values();
  await environment.store.write(async (writes) => {
    for (const learner of ids.slice(3))
      await writes.adoptedRoadmaps.adopt({ ...roadmap!, learner, id: newId() }, 'key');
  });
  return mentor.id;
}
