import { describe, expect, it } from 'vitest';
import { curriculum } from '../support/curricula.ts';
import { bulk, smallSchool, zipOf } from '../support/rosters.ts';
import { testServer } from '../support/server.ts';

const server = testServer(() => [curriculum('a 1; b 2: a')]);

const importing = `mutation($input: ImportRosterInput!) {
  importRoster(input: $input) {
    __typename
    ... on RosterImported {
      dryRun system remarkCount
      counts { kind count }
      changes { kind learner mentor class says }
      remarks { file line column message }
    }
    ... on DefectiveRoster { problemCount problems { file line column message } }
    ... on MassDeparture { learnerCount learnersLeavingCount mentorCount mentorsLeavingCount }
    ... on Refusal { message }
    ... on InvalidRequest { problems { path } }
  }
}`;

let secret: string | null = null;
async function ask(input: object) {
  secret ??= await server.secretOf({ kind: 'SERVICE', scopes: ['rosters:write'] });
  return (await server.read(importing, { input }, secret)).importRoster;
}

/** With a term that is long to come to its end, whenever this runs. */
const school = { ...smallSchool, terms: { autumn: '2126-02-01' } };

const zip = async () => (await zipOf(bulk(school))).toString('base64');
const files = bulk(school).map(({ file: name, text }) => ({ name, text }));

describe('a roster over the API', () => {
  it('tells what it would do, does it, and then has nothing to do', async () => {
    const archive = await zip();
    const dry = await ask({ archive, dryRun: true });
    expect(dry).toMatchObject({ __typename: 'RosterImported', dryRun: true, system: 'oneroster' });
    expect(dry.counts).toContainEqual({ kind: 'LEARNER_CREATED', count: 2 });
    expect(dry.changes).toContainEqual({
      kind: 'LEARNER_JOINED',
      learner: 'bob',
      mentor: null,
      class: 'chess',
      says: '`bob` joins the cohort of the class `chess`.',
    });
    const did = await ask({ archive });
    expect(did).toEqual({ ...dry, dryRun: false });
    expect(await ask({ files })).toMatchObject({ counts: [], changes: [] });
  });

  it('lets learners, mentors and cohorts be found by what the school calls them', async () => {
    await ask({ files });
    const admin = await server.secretOf({ kind: 'ADMIN' });
    const found = await server.read(
      `{
        learner(externalId: { system: "oneroster", externalId: "bob" }) { name }
        cohort(externalId: { system: "oneroster", externalId: "chess" }) {
          title members(first: 5) { nodes { name } } mentors { name }
        }
      }`,
      {},
      admin,
    );
    expect(found).toEqual({
      learner: { name: 'Bob Kahn' },
      cohort: {
        title: 'Chess · Northside',
        members: { nodes: [{ name: 'Bob Kahn' }] },
        mentors: [{ name: 'Ada Lovelace' }],
      },
    });
  });

  it('says what is wrong with it row by row, and what would leave', async () => {
    await ask({ files });
    const wrong = files.map(({ name, text }) => ({
      name,
      text: name === 'roles.csv' ? text.replace('teacher', 'techer') : text,
    }));
    expect(await ask({ files: wrong })).toMatchObject({
      __typename: 'DefectiveRoster',
      problemCount: 1,
      problems: [{ file: 'roles.csv', line: 4, column: 'role' }],
      message: expect.stringMatching(/^`roles.csv`, line 4: .* Nothing was changed\.$/),
    });
    const empty = bulk({ ...school, enrollments: {} });
    const left = await ask({ files: empty.map(({ file: name, text }) => ({ name, text })) });
    expect(left).toMatchObject({
      __typename: 'MassDeparture',
      learnerCount: 2,
      learnersLeavingCount: 2,
      message: expect.stringMatching(/Of the 2 learners who are in cohorts .* 2 would be in none/),
    });
  });

  it.each([
    [{}, /either as `archive` or as `files`/],
    [{ archive: 'AAAA', files: [] }, /either as `archive` or as `files`/],
    [{ archive: 'bm8gemlw' }, /no zip archive/],
    [{ files: [], source: ' ' }, /`source` is empty/],
  ])('refuses what is no roster at all: %j', async (input, message) => {
    expect(await ask(input)).toMatchObject({
      __typename: 'InvalidRequest',
      message: expect.stringMatching(message),
    });
  });
});
