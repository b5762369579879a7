import { describe, expect, it } from 'vitest';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum('small'), smallCurriculum('other')]);

describe('a curriculum', () => {
  it('is the one that was published first where none is named', async () => {
    expect(
      await server.read(`{
        curriculum { slug title isDefault revision publishedAt publishedBy note digest }
        other: curriculum(slug: "other") { slug isDefault }
        none: curriculum(slug: "none") { slug }
      }`),
    ).toEqual({
      curriculum: {
        slug: 'small',
        title: 'Small small',
        isDefault: true,
        revision: 1,
        publishedAt: '2027-03-01T09:30:00.000Z',
        publishedBy: 'test',
        note: null,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      other: { slug: 'other', isDefault: false },
      none: null,
    });
  });

  it('has its scales, areas, projects, career paths and advice', async () => {
    const { curriculum } = await server.read(`{
      curriculum {
        levels { slug rank } sides { slug } interests { slug } areas { slug title summary side { slug } position }
        projects { nodes { slug practises { text } prefers } }
        careerPaths { nodes { slug interests { title } requires { ... on AllOf { text } } } }
        advice { slug title says about { __typename slug } }
      }
    }`);
    expect(curriculum).toMatchObject({
      levels: [
        { slug: 'foundation', rank: 0 },
        { slug: 'working', rank: 1 },
        { slug: 'advanced', rank: 2 },
      ],
      sides: [{ slug: 'frontend' }, { slug: 'backend' }],
      interests: [{ slug: 'logic' }, { slug: 'visual-design' }],
      areas: [
        { slug: 'basics', summary: null, side: null, position: 1 },
        { slug: 'web', position: 2 },
      ],
      projects: {
        nodes: [
          {
            slug: 'notes-app',
            practises: [{ text: 'Flask' }, { text: 'Django' }, { text: 'FastAPI' }],
          },
        ],
      },
      careerPaths: {
        nodes: [
          {
            slug: 'backend-developer',
            interests: [{ title: 'Logic' }],
            requires: { text: 'Functions (working) and (Flask, Django or FastAPI)' },
          },
          { slug: 'frontend-developer', interests: [] },
        ],
      },
      advice: [
        {
          slug: 'frameworks-before-basics',
          about: [
            { __typename: 'Skill', slug: 'django' },
            { __typename: 'Skill', slug: 'functions' },
          ],
        },
      ],
    });
  });

  it('that is not there is said to be missing where a list is asked of it', async () => {
    for (const list of ['skills', 'projects', 'careerPaths', 'search']) {
      const args = list === 'search' ? 'text: "x", ' : '';
      const { errors } = await server.ask(`{ ${list}(${args}curriculum: "smal") { totalCount } }`);
      expect(errors).toMatchObject([
        {
          message: 'There is no curriculum `smal`. Did you mean `small`?',
          extensions: { code: 'BAD_USER_INPUT', suggestions: ['small'] },
        },
      ]);
    }
  });

  it('is shown at its newest revision as soon as that is published', async () => {
    const curriculum = { ...smallCurriculum('other'), title: 'Renamed' };
    await publishCurriculum(server.environment(), {
      curriculum,
      publishedBy: 'test',
      note: 'New.',
    });
    const query = '{ curricula { totalCount nodes { slug title revision note } } }';
    expect((await server.read(query)).curricula).toEqual({
      totalCount: 2,
      nodes: [
        { slug: 'other', title: 'Renamed', revision: 2, note: 'New.' },
        { slug: 'small', title: 'Small small', revision: 1, note: null },
      ],
    });
  });
});

describe('a node', () => {
  it('of every kind is found again by its id', async () => {
    const { curriculum } = await server.read(`{
      curriculum(slug: "other") {
        id areas { id } skills { nodes { id } } projects { nodes { id } } careerPaths { nodes { id } }
      }
    }`);
    const ids: string[] = JSON.stringify(curriculum)
      .match(/"id":"[^"]+"/g)!
      .map((text) => JSON.parse(`{${text}}`).id);
    expect(ids).toHaveLength(1 + 2 + 8 + 1 + 2);
    const query = `query ($ids: [ID!]!) {
      nodes(ids: $ids) { __typename id ... on CurriculumItem { slug } ... on Area { slug } }
    }`;
    const { nodes } = await server.read(query, { ids });
    expect(nodes.map((node: { id: string }) => node.id)).toEqual(ids);
    expect(nodes[0]).toEqual({ __typename: 'Curriculum', id: ids[0] });
    expect(nodes.at(-1)).toMatchObject({ __typename: 'CareerPath', slug: 'frontend-developer' });
    const single = await server.read('query ($id: ID!) { node(id: $id) { id } }', { id: ids[3] });
    expect(single).toEqual({ node: { id: ids[3] } });
  });
});

describe('a server without a curriculum', () => {
  const empty = testServer(() => []);

  it('says so', async () => {
    expect(
      await empty.ask('{ curriculum { slug } skill(slug: "x") { slug } curricula { totalCount } }'),
    ).toEqual({ data: { curriculum: null, skill: null, curricula: { totalCount: 0 } } });
    const { errors } = await empty.ask('{ skills { totalCount } }');
    expect(errors).toMatchObject([{ message: 'No curriculum has been published yet.' }]);
    const ready = await empty.send({ path: '/health/ready' });
    expect([ready.status, JSON.parse(ready.body.toString())]).toEqual([
      503,
      { status: 'unavailable', problem: 'No curriculum has been published yet.' },
    ]);
  });
});
