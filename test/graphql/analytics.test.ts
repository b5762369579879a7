import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { newLearner } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

/** Somebody who follows a roadmap, and what was found of them. */
async function follower(findings: readonly { skill: string; outcome: 'HELD' | 'NOT_HELD' }[]) {
  const environment = server.environment();
  const { id } = newLearner({ since: day(-1000) });
  await environment.store.write(({ learners }) =>
    learners.create([newLearner({ id, since: day(-1000) })]),
  );
  const items = findings.map((finding, index) => ({
    ...finding,
    learner: { id },
    kind: 'OBSERVED' as const,
    source: 'quiz',
    externalId: `${finding.skill} ${index}`,
    occurredAt: day(index),
  }));
  if (items.length > 0) await recordEvidence(environment, operator, { items });
  const wanted = { learner: id, request: { goals: [{ skill: 'django' }] }, revision: 1 };
  const adopted = await adoptRoadmap(
    environment,
    environment.curricula.snapshot(),
    operator,
    wanted,
  );
  expect(adopted.kind).toBe('roadmap-adopted');
}

const learnersQuery =
  '{ curriculum { analytics { learners { followers counted stalls { key competency { text } waiting medianDays notHeld overcome } alternatives { decided chosen } } } } }';

describe('the structure of a curriculum', () => {
  it('has figures for every competency, the greatest first, page by page', async () => {
    const ask = (after: string | null) =>
      server.read(
        'query ($after: String) { curriculum { analytics { complexity competencies(first: 3, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { competency { text } blocks leadsTo delay centrality complexity } } } } }',
        { after },
      );
    const all: { complexity: number; blocks: number; delay: number }[] = [];
    let total = 0;
    for (let after: string | null = null; ; ) {
      const { analytics }: Json = (await ask(after)).curriculum;
      total = analytics.complexity;
      all.push(...analytics.competencies.nodes);
      after = analytics.competencies.pageInfo.endCursor;
      if (!analytics.competencies.pageInfo.hasNextPage) {
        expect(all.length).toBe(analytics.competencies.totalCount);
        break;
      }
    }
    const complexities = all.map(({ complexity }) => complexity);
    expect(complexities).toEqual(complexities.toSorted((one, other) => other - one));
    expect(all.every(({ complexity, blocks, delay }) => complexity === blocks + delay)).toBe(true);
    expect(complexities.reduce((sum, each) => sum + each, 0)).toBe(total);
  });

  it('tells the cheapest way to each goal as planning does, and what no such way chooses', async () => {
    const { curriculum, planRoadmap } = await server.read(
      `{ curriculum { analytics {
          goals { goal { slug __typename } hours isProven complexity longestChain longestChainHours }
          alternatives { option { ... on Competency { text } } neededBy { slug } decided chosen }
          unchosen: alternatives(unchosenOnly: true) { option { ... on Competency { text } } decided chosen }
        } }
        planRoadmap(input: { goals: [{ careerPath: "backend-developer" }], projects: NONE }) {
          ... on Roadmap { totalHours longestChain { hours steps { key } } choices { options { isChosen competency { text } } } }
        } }`,
    );
    const { goals, alternatives, unchosen } = curriculum.analytics;
    const path = goals.find(
      ({ goal }: { goal: { slug: string } }) => goal.slug === 'backend-developer',
    );
    expect(path).toMatchObject({
      hours: planRoadmap.totalHours,
      isProven: true,
      longestChainHours: planRoadmap.longestChain.hours,
      longestChain: planRoadmap.longestChain.steps.map(({ key }: { key: string }) => key),
    });
    expect(alternatives.length).toBeGreaterThan(unchosen.length);
    expect(unchosen.length).toBeGreaterThan(0);
    for (const { decided, chosen } of unchosen) {
      expect(decided).toBeGreaterThan(0);
      expect(chosen).toBe(0);
    }
    const taken = planRoadmap.choices[0].options.find(
      ({ isChosen }: { isChosen: boolean }) => isChosen,
    );
    expect(
      alternatives.find(
        (each: { option: { text: string }; chosen: number }) =>
          each.option.text === taken.competency.text && each.chosen > 0,
      ),
    ).toBeDefined();
  });
});

describe('where learners stand still', () => {
  it('is told to authors, and only of five or more', async () => {
    const author = await server.secretOf({ kind: 'AUTHOR' });
    for (let index = 0; index < 4; index++)
      await follower([{ skill: 'variables', outcome: 'NOT_HELD' }]);
    const few = (await server.read(learnersQuery, {}, author)).curriculum.analytics.learners;
    expect(few).toEqual({ followers: null, counted: null, stalls: [], alternatives: [] });

    await follower([{ skill: 'variables', outcome: 'NOT_HELD' }]);
    const { learners } = (await server.read(learnersQuery, {}, author)).curriculum.analytics;
    expect(learners.followers).toBe(5);
    const [first] = learners.stalls;
    expect(first).toMatchObject({ waiting: 5, medianDays: 0 });
    expect(
      learners.stalls.find(({ notHeld }: { notHeld: number | null }) => notHeld === 5),
    ).toMatchObject({ competency: { text: 'variables' }, overcome: null });

    const stranger = await server.ask(learnersQuery);
    expect(stranger.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
