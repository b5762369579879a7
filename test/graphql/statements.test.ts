import { execute, type GraphQLError, parse } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { createContext } from '../../src/graphql/context.ts';
import { schema } from '../../src/graphql/schema.ts';
import { createStore } from '../../src/store/store.ts';
import { countStatements } from '../support/counted-statements.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { newLearner } from '../support/learners.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

/** What is read of learners is read of all of a page at once. */
describe.each([sqlite(), postgres()])('on $name', (kind) => {
  const fields: readonly [what: string, fields: string][] = [
    ['who they are', 'name externalIds { system externalId } goals { skill }'],
    [
      'what they follow',
      'roadmap { steps { key state } expectedFinishOn } roadmaps(first: 2) { nodes { title } }',
    ],
    ['what they know', 'knows { because evidence { recordedBy } } doubts { because }'],
    ['what they knew', 'knows(at: "2026-01-02T00:00:00Z") { because }'],
    ['their evidence', 'evidence(first: 3) { totalCount nodes { source competency { text } } }'],
  ];

  it.each(fields)('a hundred learners take as many statements as ten: %s', async (_, selection) => {
    const { environment, statements } = await counted();
    const ids = await fill(environment, 100);
    if (selection.includes('roadmap')) await adopt(environment, ids);
    const cost = async (first: number) => {
      const before = statements();
      const query = `{ learners(first: ${first}) { nodes { id ${selection} } } }`;
      const identity = { actor: operator, token: null, expiresAt: null };
      const contextValue = createContext(environment, identity, 'http://localhost');
      const { data, errors } = await execute({ schema, document: parse(query), contextValue });
      expect(errors as readonly GraphQLError[] | undefined).toBeUndefined();
      expect((data as never as { learners: { nodes: unknown[] } }).learners.nodes).toHaveLength(
        Math.min(first, ids.length),
      );
      return statements() - before;
    };
    const ten = await cost(10);
    expect(await cost(100)).toBe(ten);
    expect(ten).toBeLessThan(10);
  });

  async function counted() {
    const address = await kind.newAddress();
    const plain = await newEnvironment(address);
    await publishCurriculum(plain, {
      curriculum: smallCurriculum(),
      publishedBy: 'a test',
      note: null,
    });
    const database = countStatements(await kind.open(address));
    const store = createStore(database, kind.tables);
    onTestFinished(() => store.close());
    const environment = { ...plain, store, curricula: await Curricula.load(store) };
    return { environment, statements: () => database.statements() };
  }
});

async function adopt(environment: Environment, ids: readonly string[]): Promise<void> {
  const request = { goals: [{ skill: 'django' }], projects: 'NONE' } as const;
  const snapshot = environment.curricula.snapshot();
  for (const learner of ids)
    await adoptRoadmap(environment, snapshot, operator, { learner, request, revision: 1 });
}

async function fill(environment: Environment, count: number): Promise<string[]> {
  const since = new Date('2026-01-01');
  const learners = Array.from({ length: count }, (_, index) =>
    newLearner({ name: `Learner ${index}`, since }),
  );
  await environment.store.write(async (writes) => {
    await writes.learners.create(learners);
    for (const { id } of learners)
      await writes.learners.addExternalIds(id, [{ system: 'moodle', externalId: id }]);
  });
  const items = learners.flatMap(({ id }, index) =>
    (['css', 'flask', 'functions'] as const).map((skill) => ({
      learner: { id },
      kind: 'OBSERVED' as const,
      source: 'moodle',
      externalId: skill,
      skill,
      outcome: (index + skill.length) % 3 === 0 ? ('NOT_HELD' as const) : ('HELD' as const),
      occurredAt: since,
    })),
  );
  await recordEvidence(environment, operator, { items });
  return learners.map(({ id }) => id);
}
