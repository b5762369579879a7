import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { nativeYaml } from '../../src/exchange/curriculum/native/write-native.ts';
import { newLearner } from '../support/learners.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { summarized } from '../support/summarized.ts';

const small = summarized(smallCurriculum());
const server = testServer(() => [small]);

afterAll(() => expect(server.bugs).toEqual([]));

/** Six on the way to a path, and two to another. */
const goals = [
  ...Array.from({ length: 6 }, () => 'backend-developer'),
  'frontend-developer',
  'frontend-developer',
];

beforeAll(async () => {
  const environment = server.environment();
  for (const [index, careerPath] of goals.entries()) {
    const learner = newLearner({ name: `Learner ${index}`, hoursPerWeek: 7 });
    await environment.store.write(({ learners }) => learners.create([learner]));
    const request = { goals: [{ careerPath }], projects: 'NONE' } as const;
    const wanted = { learner: learner.id, request, revision: 1 };
    const adopted = await adoptRoadmap(
      environment,
      environment.curricula.snapshot(),
      operator,
      wanted,
    );
    expect(adopted.kind).toBe('roadmap-adopted');
  }
});

const previews = `query ($input: PreviewCurriculumInput!) { previewCurriculum(input: $input) {
  __typename
  ... on CurriculumPreview {
    base { number } isUnchanged warnings { count }
    difference { summary } effects { summary }
    impact {
      text withheldCount
      roadmaps {
        followedCount examinedCount marginOfError changedCount impossibleCount stillImpossibleCount possibleAgainCount dueAnywayCount
        hours { longerCount shorterCount total mostAdded mostSaved quantiles { share hours } histogram { moreThan upTo learnerCount } }
        goals { name title learnerCount otherWayCount impossibleCount }
        lost { name title cause learnerCount }
        undone { key title learnerCount }
      }
      evidence { learnerCount examinedCount marginOfError skills { slug title learnerCount } }
      examples { learner { name } outcome hoursBefore hoursAfter finishBefore finishAfter isDueAnyway says }
    }
  }
  ... on Refusal { message }
} }`;

async function preview(curriculum: Curriculum | string, kind: 'AUTHOR' | 'ADMIN'): Promise<Json> {
  const text = typeof curriculum === 'string' ? curriculum : nativeYaml(curriculum);
  const secret = await server.secretOf({ kind });
  return (await server.read(previews, { input: { text } }, secret))['previewCurriculum'];
}

/** The cheapest framework takes longer, and nobody can become a frontend developer any more. */
const next: Curriculum = {
  ...small,
  careerPaths: small.careerPaths.filter(({ slug }) => slug !== 'frontend-developer'),
  skills: small.skills.map((skill) =>
    skill.slug === 'fastapi'
      ? { ...skill, levels: skill.levels.map((level) => ({ ...level, hours: 40 })) }
      : skill,
  ),
};

describe('previewCurriculum', () => {
  it('tells an admin all of it, with names', async () => {
    const { impact, ...rest } = await preview(next, 'ADMIN');
    expect(rest).toMatchInlineSnapshot(`
      {
        "__typename": "CurriculumPreview",
        "base": {
          "number": 1,
        },
        "difference": {
          "summary": "1 skill has changed. 1 career path is gone.",
        },
        "effects": {
          "summary": "For whoever begins: of 3 goals, 2 take as much by another way and 1 is gone.",
        },
        "isUnchanged": false,
        "warnings": {
          "count": 1,
        },
      }
    `);
    const { examples, ...figures } = impact;
    expect(figures).toMatchInlineSnapshot(`
      {
        "evidence": {
          "examinedCount": 8,
          "learnerCount": 8,
          "marginOfError": 0,
          "skills": [],
        },
        "roadmaps": {
          "changedCount": 8,
          "dueAnywayCount": 0,
          "examinedCount": 8,
          "followedCount": 8,
          "goals": [
            {
              "impossibleCount": 0,
              "learnerCount": 6,
              "name": "backend-developer",
              "otherWayCount": 6,
              "title": "backend-developer",
            },
            {
              "impossibleCount": 2,
              "learnerCount": 2,
              "name": "frontend-developer",
              "otherWayCount": 0,
              "title": "frontend-developer",
            },
          ],
          "hours": {
            "histogram": [],
            "longerCount": 0,
            "mostAdded": 0,
            "mostSaved": 0,
            "quantiles": [],
            "shorterCount": 0,
            "total": 0,
          },
          "impossibleCount": 2,
          "lost": [
            {
              "cause": "GONE",
              "learnerCount": 2,
              "name": "frontend-developer",
              "title": "frontend-developer",
            },
          ],
          "marginOfError": 0,
          "possibleAgainCount": 0,
          "stillImpossibleCount": 0,
          "undone": [],
        },
        "text": "8 learners follow a roadmap that rests on it. 8 roadmaps would change, of which 2 would become impossible.",
        "withheldCount": 0,
      }
    `);
    expect(examples.map(({ learner }: Json) => learner.name).sort()).toEqual(
      goals.map((_, index) => `Learner ${index}`),
    );
    expect([examples[0], examples.at(-1)]).toMatchInlineSnapshot(`
      [
        {
          "finishAfter": "2027-03-08",
          "finishBefore": "2027-03-08",
          "hoursAfter": 8,
          "hoursBefore": 8,
          "isDueAnyway": false,
          "learner": {
            "name": "Learner 6",
          },
          "outcome": "IMPOSSIBLE",
          "says": "The roadmap could not be planned anew and stays as it was. \`frontend-developer\` is not in the curriculum. Did you mean \`backend-developer\`?",
        },
        {
          "finishAfter": "2027-03-26",
          "finishBefore": "2027-03-26",
          "hoursAfter": 26,
          "hoursBefore": 26,
          "isDueAnyway": false,
          "learner": {
            "name": "Learner 5",
          },
          "outcome": "CHANGED",
          "says": "The curriculum has a new revision, 2: Flask is new and FastAPI is no longer on the roadmap.",
        },
      ]
    `);
  });

  it('tells an author of no few, and of nobody', async () => {
    const { impact } = await preview(next, 'AUTHOR');
    expect(impact).toMatchInlineSnapshot(`
      {
        "evidence": {
          "examinedCount": 8,
          "learnerCount": 8,
          "marginOfError": 0,
          "skills": [],
        },
        "examples": [],
        "roadmaps": {
          "changedCount": 8,
          "dueAnywayCount": 0,
          "examinedCount": 8,
          "followedCount": 8,
          "goals": [
            {
              "impossibleCount": 0,
              "learnerCount": 6,
              "name": "backend-developer",
              "otherWayCount": 6,
              "title": "backend-developer",
            },
          ],
          "hours": {
            "histogram": [],
            "longerCount": 0,
            "mostAdded": 0,
            "mostSaved": 0,
            "quantiles": [],
            "shorterCount": 0,
            "total": 0,
          },
          "impossibleCount": null,
          "lost": [],
          "marginOfError": 0,
          "possibleAgainCount": 0,
          "stillImpossibleCount": 0,
          "undone": [],
        },
        "text": "8 learners follow a roadmap that rests on it. 8 roadmaps would change, of which some would become impossible. 2 more figures are of too few people to be told.",
        "withheldCount": 2,
      }
    `);
  });

  it('stores nothing, and answers others meanwhile', async () => {
    const order: string[] = [];
    const underWay = preview(next, 'ADMIN').then(() => order.push('preview'));
    await server.read('{ curriculum { revision } }').then(() => order.push('other'));
    await underWay;
    expect(order).toEqual(['other', 'preview']);
    expect(await server.read('{ curriculum { revision } }')).toEqual({
      curriculum: { revision: 1 },
    });
  });

  it('tells of what is the same, of what is new, and of what is none', async () => {
    expect(await preview(small, 'AUTHOR')).toMatchObject({
      ...{ isUnchanged: true, base: { number: 1 } },
      impact: { roadmaps: { followedCount: 8, changedCount: 0 } },
    });
    const alone = small.skills.map((skill) => ({ ...skill, sameAs: [] }));
    expect(await preview({ ...small, slug: 'new', skills: alone }, 'AUTHOR')).toMatchObject({
      ...{ isUnchanged: false, base: null, difference: null },
      impact: { text: 'Nobody follows a roadmap that rests on this curriculum.' },
    });
    expect(await preview('curriculum: none', 'AUTHOR')).toMatchObject({
      __typename: 'DefectiveCurriculum',
    });
    const secret = await server.secretOf({ kind: 'AUTHOR' });
    expect(await server.read(previews, { input: {} }, secret)).toMatchObject({
      previewCurriculum: { __typename: 'InvalidRequest' },
    });
  });
});
