import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

const held = ['css', 'functions', 'html', 'http', 'variables'].map((slug) => `${slug}@foundation`);
const answerTo = (key: string) => (held.includes(key) ? 'YES' : 'NO');

const standing = `isDone stopped text sureness asked question { key text criteria competency { text } }`;

let admin: string;
let ada: { readonly id: string; readonly secret: string };

beforeAll(async () => {
  admin = await server.secretOf({ kind: 'ADMIN' });
});

beforeEach(async () => {
  const { createLearner } = await server.read(
    'mutation { createLearner(input: {}) { ... on LearnerCreated { learner { id } } } }',
    {},
    admin,
  );
  const { id } = createLearner.learner;
  const learner = Buffer.from(id, 'base64').toString().slice('Learner:'.length);
  ada = { id, secret: await server.secretOf({ kind: 'LEARNER', learner }) };
});

describe('a placement', () => {
  it('goes on question by question, and tells then what the learner knows', async () => {
    let placement = await start();
    const { id } = placement;
    expect(placement).toMatchObject({
      isDone: false,
      stopped: null,
      asked: 0,
      learner: { id: ada.id },
      curriculum: { slug: 'small' },
      answers: [],
      doneAt: null,
    });
    const given: Json[] = [];
    while (!placement.isDone) {
      const { key, text, competency } = placement.question;
      expect(text).toMatch(/\?/);
      const answer = answerTo(key);
      given.push({ competency, answer });
      placement = (await send(id, key, answer)).placement;
    }
    expect(placement).toMatchObject({ id, question: null, asked: given.length, answers: given });
    expect(placement.stopped).toMatch(/^[A-Z_]+$/);
    const { viewer, node } = await server.read(
      `query ($id: ID!) {
        viewer { learner { placements { id isDone } knows { competency { text } provenance } } }
        node(id: $id) { ... on Placement { isDone doneAt estimates { competency { text } probability holds } } } }`,
      { id },
      ada.secret,
    );
    expect(viewer.learner.placements).toEqual([{ id, isDone: true }]);
    expect(viewer.learner.knows).toContainEqual({
      competency: { text: 'CSS' },
      provenance: 'PLACEMENT',
    });
    expect(node.estimates).toHaveLength(9);
    for (const { probability } of node.estimates) expect(probability).toBeGreaterThan(0);
  });

  it('says what is asked instead where an answer is to something else', async () => {
    const { id, question } = await start();
    expect(await send(id, 'flask@advanced', 'YES')).toEqual({
      __typename: 'NotAsked',
      message: expect.stringContaining(`\`${question.key}\` is.`),
      placement: expect.objectContaining({ id, question }),
    });
    expect((await send(id, question.key, 'YES')).__typename).toBe('PlacementAnswered');
    expect((await send(id, question.key, 'YES')).__typename).toBe('PlacementAnswered');
    expect((await send(id, question.key, 'NO')).__typename).toBe('NotAsked');
  });

  it('is for those who may see the learner, and for nobody else', async () => {
    const { id, question } = await start();
    const query = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await server.read(query, { id })).toEqual({ node: null });
    expect(await server.read(query, { id }, admin)).toEqual({ node: { id } });
    const mutation = `mutation ($input: AnswerPlacementInput!) { answerPlacement(input: $input) { __typename } }`;
    const input = { placement: id, question: question.key, answer: 'YES' };
    expect(await server.ask(mutation, { input })).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const wrong = await server.ask(mutation, { input: { ...input, placement: ada.id } }, admin);
    expect(wrong.errors![0]!.message).toContain('is the id of a Learner');
  });

  it('is refused with all that is wrong', async () => {
    const { startPlacement } = await server.read(
      `mutation { startPlacement(input: { goals: [{ skill: "flsk" }], mostQuestions: 0 }) { __typename
        ... on InvalidRequest { problems { path suggestions } } } }`,
      {},
      ada.secret,
    );
    expect(startPlacement).toEqual({
      __typename: 'InvalidRequest',
      problems: [
        { path: 'mostQuestions', suggestions: [] },
        { path: 'goals.0.skill', suggestions: ['flask'] },
      ],
    });
  });
});

describe('a placement of which nothing is kept', () => {
  const check = async (input: Json) =>
    (
      await server.read(
        `query ($input: CheckPlacementInput!) { checkPlacement(input: $input) { __typename
          ... on PlacementCheck { ${standing} estimates { competency { text } holds } }
          ... on UnknownNames { names { path name suggestions } }
          ... on InvalidRequest { problems { path } } } }`,
        { input },
      )
    ).checkPlacement;

  it('asks a stranger the same as one that is kept', async () => {
    let placement = await start();
    const answers: Json[] = [];
    for (;;) {
      const checked = await check({ answers });
      const { isDone, stopped, text, sureness, asked, question } = placement;
      expect(checked).toMatchObject({ isDone, stopped, text, sureness, asked, question });
      if (isDone) break;
      const [skill, level] = question.key.split('@');
      const answer = answerTo(question.key);
      answers.push({ skill, level, answer });
      placement = (await send(placement.id, question.key, answer)).placement;
    }
  });

  it('is refused with all that is wrong', async () => {
    expect(await check({ answers: [{ skill: 'flsk', answer: 'YES' }] })).toEqual({
      __typename: 'UnknownNames',
      names: [{ path: 'answers.0.skill', name: 'flsk', suggestions: ['flask'] }],
    });
    expect(await check({ curriculum: 'smal' })).toMatchObject({ __typename: 'UnknownNames' });
    const answers = Array.from({ length: 201 }, () => ({ skill: 'css', answer: 'YES' }));
    expect(await check({ answers, sureEnough: 2 })).toEqual({
      __typename: 'InvalidRequest',
      problems: [{ path: 'answers' }, { path: 'sureEnough' }],
    });
  });
});

it('finds nothing wrong on our side', () => expect(server.bugs).toEqual([]));

const fields = `id ${standing} learner { id } curriculum { slug } doneAt
  answers { competency { text } answer }`;

async function start(): Promise<Json> {
  const { startPlacement } = await server.read(
    `mutation { startPlacement(input: {}) { ... on PlacementStarted { placement { ${fields} } } } }`,
    {},
    ada.secret,
  );
  return startPlacement.placement;
}

async function send(placement: string, question: string, answer: string): Promise<Json> {
  const { answerPlacement } = await server.read(
    `mutation ($input: AnswerPlacementInput!) { answerPlacement(input: $input) { __typename
      ... on PlacementAnswered { placement { ${fields} } }
      ... on NotAsked { message placement { ${fields} } } } }`,
    { input: { placement, question, answer } },
    ada.secret,
  );
  return answerPlacement;
}
