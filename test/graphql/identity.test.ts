import { expect, it } from 'vitest';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const address = (name: string) => `https://example.org/same/${name}`;

/** The small curriculum under another name, in which css has these addresses. */
function another(slug: string, addresses: readonly string[]) {
  const { skills, ...rest } = smallCurriculum();
  const same = skills.map((skill) => ({
    ...skill,
    sameAs: skill.slug === 'css' ? addresses : [],
  }));
  return { ...rest, slug, skills: same };
}

const server = testServer(() => [
  another('small', [address('one')]),
  another('bridge', [address('one'), address('two')]),
  another('far', [address('two')]),
]);

it('a skill is known once wherever it is the same, also over a third curriculum, and what is gone is retired', async () => {
  const admin = await server.secretOf({ kind: 'ADMIN' });
  const ask = (query: string, variables: Record<string, unknown> = {}) =>
    server.read(query, variables, admin);
  const created = await ask(
    `mutation { createLearner(input: {}) { ... on LearnerCreated { learner { id } } } }`,
  );
  const { id } = created.createLearner.learner;
  await ask(
    `mutation($id: ID!) { recordEvidence(input: { items: [
      { learner: $id, kind: OBSERVED, source: "quiz", externalId: "1", curriculum: "far", skill: "css" }
      { learner: $id, kind: OBSERVED, source: "quiz", externalId: "2", curriculum: "small", skill: "django" }
    ] }) { __typename } }`,
    { id },
  );
  const of = async (curriculum: string) => {
    const asked = `query ($curriculum: String) { skill(slug: "css", curriculum: $curriculum) { id counterparts { id } } }`;
    return (await ask(asked, { curriculum })).skill;
  };
  const [inSmall, inBridge, inFar] = [await of('small'), await of('bridge'), await of('far')];
  const ids = (skills: readonly { readonly id: string }[]) => skills.map((each) => each.id);
  expect(ids(inSmall.counterparts)).toEqual(ids([inBridge, inFar]));
  expect(ids(inFar.counterparts)).toEqual(ids([inBridge, inSmall]));
  const known = `query($id: ID!) { node(id: $id) { ... on Learner {
    knows(curriculum: "small") { competency { text skill { slug } } because }
    retired(curriculum: "small") { skill title level lastRevision because }
  } } }`;
  const before = (await ask(known, { id })).node;
  const css = before.knows.find(({ competency }: Json) => competency.skill.slug === 'css');
  expect(css.because).toMatch(/^`quiz` observed it on .*, as `css@foundation` of `far`\.$/);
  expect(before.retired).toEqual([]);
  const small = another('small', [address('one')]);
  const careerPaths = small.careerPaths.slice(0, 0);
  const skills = small.skills.filter(({ slug }) => slug !== 'django');
  const text = JSON.stringify({ ...small, careerPaths, skills, projects: [], advice: [] });
  const without = JSON.parse(text, (_key, value) =>
    value?.kind === 'any-of'
      ? { ...value, of: value.of.filter((each: Json) => each.skill !== 'django') }
      : value,
  );
  const environment = server.environment();
  await publishCurriculum(environment, { curriculum: without, publishedBy: 'test', note: null });
  const after = (await ask(known, { id })).node;
  expect(after.retired).toEqual([
    {
      skill: 'django',
      title: 'Django',
      level: 'foundation',
      lastRevision: 1,
      because: expect.stringMatching(/^`quiz` observed it on/),
    },
  ]);
});
