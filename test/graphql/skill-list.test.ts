import { describe, expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

/** The slugs of the skills that the arguments ask for. */
async function check(args: string, expected: string) {
  const { skills } = await server.read(`{ skills${args} { nodes { slug } } }`);
  expect(skills.nodes.map(({ slug }: { slug: string }) => slug).join(' ')).toBe(expected);
}

describe('skills', () => {
  it('come in teaching order', () =>
    check('', 'variables functions html css http django fastapi flask'));

  it('come by title, by hours, or the other way round', async () => {
    await check(
      '(orderBy: { field: TITLE })',
      'css django fastapi flask functions html http variables',
    );
    await check(
      '(orderBy: { field: HOURS })',
      'variables html http css fastapi flask functions django',
    );
    await check(
      '(orderBy: { field: HOURS, direction: DESC })',
      'django functions flask fastapi css http html variables',
    );
    await check('(orderBy: { direction: DESC }, first: 2)', 'flask fastapi');
    await check('(orderBy: { field: null, direction: null }, first: 2)', 'variables functions');
  });

  it('are those that fit all that is asked', async () => {
    await check('(filter: { area: "basics" })', 'variables functions');
    await check('(filter: { side: "frontend" })', 'html css');
    await check('(filter: { level: "working" })', 'functions');
    await check('(filter: { level: "advanced" })', '');
    await check('(filter: { text: "framework" })', 'django fastapi flask');
    await check('(filter: { requires: "http" })', 'django fastapi flask');
    await check('(filter: { careerPath: "frontend-developer" })', 'html css');
    await check(
      '(filter: { careerPath: "backend-developer" })',
      'variables functions html css http django fastapi flask',
    );
    await check(
      '(filter: { project: "notes-app", side: "frontend", requires: "html", area: null })',
      'css',
    );
  });

  it('of an area are its own', async () => {
    const { curriculum } = await server.read(
      '{ curriculum { areas { slug skills(orderBy: { field: TITLE }, first: 1) { totalCount nodes { slug } } } } }',
    );
    expect(curriculum.areas).toEqual([
      { slug: 'basics', skills: { totalCount: 2, nodes: [{ slug: 'functions' }] } },
      { slug: 'web', skills: { totalCount: 6, nodes: [{ slug: 'css' }] } },
    ]);
  });

  it('cannot be filtered by names that there are not', async () => {
    const { errors } = await server.ask(
      '{ skills(filter: { area: "baisics", requires: "htlm" }) { totalCount } }',
    );
    expect(errors).toMatchObject([
      {
        message:
          '`filter.area`: the curriculum has no `baisics`. Did you mean `basics`? `filter.requires`: the curriculum has no `htlm`. Did you mean `html` or `http`?',
        extensions: { code: 'BAD_USER_INPUT', suggestions: ['basics', 'html', 'http'] },
      },
    ]);
  });
});
