import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '../../src/actions/actor.ts';
import { createLearner } from '../../src/actions/create-learner.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { type ImportEvidenceInput, importEvidence } from '../../src/actions/import-evidence.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { guidsOf } from '../../src/exchange/curriculum/canvas/guids.ts';
import { newEnvironment } from '../support/environment.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const admin = { kind: 'ADMIN', name: 'a service' } as const;
const service: Actor = { kind: 'SERVICE', name: 'canvas', scopes: ['evidence:write'] };
const small = smallCurriculum();
const guids = guidsOf(small).skills;
/** The titles of the levels of the curriculum. */
const [lowest, higher] = small.levels.map(({ title }) => title);

let environment: Environment;
let ada: string;
let grace: string;

beforeEach(async () => {
  environment = await newEnvironment();
  const skills = small.skills.map((skill) =>
    skill.slug === 'css' ? { ...skill, externalIds: { canvas: '197' } } : skill,
  );
  await publishCurriculum(environment, {
    curriculum: { ...small, skills },
    publishedBy: 'a test',
    note: null,
  });
  ada = await create({ externalIds: [{ system: 'canvas', externalId: '3' }] });
  grace = await create({ mail: 'Grace@Example.org' });
});

interface Result {
  readonly id?: number;
  readonly user?: string;
  readonly outcome?: string;
  readonly score?: number | null;
  readonly mastery?: boolean | null;
  readonly at?: string;
}

const outcomes = [
  { id: '1', title: 'Anything', vendor_guid: guids.get('functions')!, display_name: null },
  { id: '2', title: 'Anything', display_name: 'html' },
  { id: '3', title: 'Http', display_name: 'H-1' },
  { id: '197', title: 'Styles' },
  { id: '5', title: 'Nobody knows' },
].map((outcome) => ({
  ...outcome,
  mastery_points: 1,
  points_possible: 2,
  ratings: [
    { description: higher, points: 2 },
    { description: lowest, points: 1 },
    { description: 'Not yet', points: 0 },
  ],
}));

function response(results: readonly Result[]): string {
  const answer = {
    outcome_results: results.map(
      ({ id = 1, user = '3', outcome = '1', score = 1, mastery = null, at = '2025-06-01' }) => ({
        ...{ id, score, mastery, submitted_or_assessed_at: at },
        links: { user, learning_outcome: outcome },
      }),
    ),
    linked: { outcomes, users: [{ id: '4', name: 'Grace', login_id: 'grace@example.org' }] },
  };
  return JSON.stringify(answer, null, 1);
}

async function take(
  results: readonly Result[],
  more: Partial<ImportEvidenceInput> & { actor?: Actor } = {},
) {
  const { actor = service, ...input } = more;
  const result = await importEvidence(environment, environment.curricula.snapshot(), actor, {
    ...{ format: 'CANVAS_RESULTS', text: response(results), curriculum: 'small' },
    ...input,
  });
  if (result.kind !== 'evidence-imported') throw new Error(JSON.stringify(result));
  const counts = Object.entries(result.counts).filter(([, count]) => count > 0);
  return { ...result, counts: Object.fromEntries(counts) };
}

async function known(learner: string) {
  const found = await environment.store.reads.evidence.ofLearners([learner]);
  return (found.get(learner) ?? []).map((evidence) =>
    evidence.kind === 'RETRACTION'
      ? 'retracted'
      : `${evidence.competency.skill}@${evidence.competency.level} ${evidence.outcome}`,
  );
}

describe('outcome results', () => {
  it('are about the skill of the guid, of the number, of the code or of the title', async () => {
    const results = ['1', '2', '3', '197'].map((outcome, id) => ({ id, outcome }));
    expect((await take(results)).counts).toEqual({ created: 4 });
    expect(await known(ada)).toEqual([
      `functions@${small.levels[0]!.slug} HELD`,
      `html@${small.levels[0]!.slug} HELD`,
      `http@${small.levels[0]!.slug} HELD`,
      `css@${small.levels[0]!.slug} HELD`,
    ]);
  });

  it('show the level whose words were reached, and none where nothing was', async () => {
    await take([
      { id: 1, score: 2 },
      { id: 2, score: 1.9 },
      { id: 3, score: 0 },
      { id: 4, score: null, mastery: false, outcome: '2' },
    ]);
    const [low, high] = small.levels.map(({ slug }) => slug);
    expect(await known(ada)).toEqual([
      `functions@${high} HELD`,
      `functions@${low} HELD`,
      `functions@${low} NOT_HELD`,
      `html@${low} NOT_HELD`,
    ]);
  });

  it('are of the learner with the external id, else of the one with the mail address', async () => {
    await take([{ user: '4' }]);
    expect(await known(grace)).toHaveLength(1);
    await create({ mail: 'grace@example.org' });
    const again = await take([{ id: 2, user: '4' }]);
    expect(again.counts).toEqual({ ofUnknownLearners: 1 });
  });

  it('change nothing when they come again, and say anew what changed', async () => {
    const results = [{ id: 1 }, { id: 2, outcome: '2' }];
    expect((await take(results)).counts).toEqual({ created: 2 });
    expect((await take(results)).counts).toEqual({ unchanged: 2 });
    const changed = [{ id: 1, score: 2, at: '2025-06-02' }, results[1]!];
    expect((await take(changed)).counts).toEqual({ updated: 1, unchanged: 1 });
  });

  it('count once where they stand twice, as the newest says', async () => {
    const report = await take([
      { id: 1, score: 2, at: '2025-06-03' },
      { id: 1, score: 0, at: '2025-06-02' },
      { id: 1, score: 2, at: '2025-06-03' },
    ]);
    expect(report.counts).toEqual({ created: 1, repeated: 2 });
    expect(await known(ada)).toEqual([`functions@${small.levels[1]!.slug} HELD`]);
  });

  it('of whom and of what nobody knows are told with how many there are', async () => {
    const report = await take([
      { id: 1, outcome: '5' },
      { id: 2, outcome: '5' },
      { id: 3, user: '9' },
      { id: 4, user: '8' },
      { id: 5, user: '9' },
      { id: 6 },
    ]);
    expect(report.counts).toEqual({ created: 1, ofUnknownOutcomes: 2, ofUnknownLearners: 3 });
    expect(report.unknownLearners).toEqual([
      { title: '9', names: [{ system: 'canvas', externalId: '9' }], resultCount: 2 },
      { title: '8', names: [{ system: 'canvas', externalId: '8' }], resultCount: 1 },
    ]);
    expect(report.unknownOutcomes).toEqual([
      { id: '5', guid: null, code: null, title: 'Nobody knows', resultCount: 2 },
    ]);
  });

  it('that evidence can not be are told by their lines, and the others recorded', async () => {
    const report = await take([{ id: 1, at: '2999-01-01' }, { id: 2, at: 'soon' }, { id: 3 }]);
    expect(report.counts).toEqual({ created: 1, unusable: 2 });
    expect(report.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^It is to occur at 2999/),
      '`soon` is no date, such as 2026-05-01T10:00:00Z.',
    ]);
  });

  it('are tried without leaving a trace', async () => {
    const results = [{ id: 1 }, { id: 2, outcome: '2', at: '2999-01-01' }];
    const before = await environment.store.reads.learnerChanges.head();
    const trial = await take(results, { dryRun: true });
    expect(trial).toMatchObject({ dryRun: true, counts: { created: 1, unusable: 1 } });
    expect(await known(ada)).toEqual([]);
    expect(await environment.store.reads.learnerChanges.head()).toEqual(before);
    expect((await take(results)).counts).toEqual(trial.counts);
  });

  it('may be more than fit into one transaction', async () => {
    const results = Array.from({ length: 1_203 }, (_, id) => ({ id, outcome: '2' }));
    expect((await take(results)).counts).toEqual({ created: 1_203 });
    expect((await take(results)).counts).toEqual({ unchanged: 1_203 });
  });

  it('speak under the name that is wanted, of learners in the system that is wanted', async () => {
    await create({ externalIds: [{ system: 'canvas-north', externalId: '77' }] });
    const more = { source: 'canvas-north', platformSystem: 'canvas-north' };
    expect((await take([{ user: '77' }], more)).counts).toEqual({ created: 1 });
  });
});

describe('a file of results', () => {
  const refused = async (input: Partial<ImportEvidenceInput>, actor: Actor = service) =>
    importEvidence(environment, environment.curricula.snapshot(), actor, {
      ...{ format: 'CANVAS_RESULTS', text: response([]), curriculum: 'small' },
      ...input,
    });

  it('is refused as a whole where it is none, and nothing is stored', async () => {
    expect(await refused({ text: 'a,b\n1,2' })).toMatchObject({
      kind: 'invalid-request',
      problems: [{ path: 'text:1' }],
    });
    expect(await refused({ text: `${response([{}])},` })).toMatchObject({
      kind: 'invalid-request',
    });
    expect(await known(ada)).toEqual([]);
  });

  it('is refused where the curriculum is unknown or a setting is wrong', async () => {
    expect(await refused({ curriculum: 'smal' })).toMatchObject({ kind: 'unknown-names' });
    expect(await refused({ source: ' ', recordsSystem: 'x'.repeat(101) })).toMatchObject({
      problems: [{ path: 'source' }, { path: 'recordsSystem' }],
    });
  });

  it('is told to speak under a name of its own', async () => {
    const report = await take([{}], { source: 'mentor:x' });
    expect(report.counts).toEqual({ unusable: 1 });
  });

  it.each<Actor>([
    anonymous,
    { kind: 'AUTHOR', name: 'a' },
    { kind: 'MENTOR', name: 'm', mentor: 'm' },
    { kind: 'SERVICE', name: 's', scopes: ['learners:read'] },
  ])('is not for everybody: %o', async (actor) => {
    expect(await refused({}, actor)).toMatchObject({ kind: 'forbidden' });
  });

  it('with cells that no database takes breaks nothing', async () => {
    const text = `student id,learning outcome friendly name,learning outcome mastered,submission date
\ud800,functions,1,2025-06-01
3,functions\ud800,1,2025-06-01
${'x'.repeat(200_000)},functions,1,2025-06-01
3,functions,1,2025-06-01
`;
    expect((await take([], { text })).counts).toEqual({
      created: 1,
      ofUnknownLearners: 2,
      ofUnknownOutcomes: 1,
    });
  });
});

async function create(wanted: Partial<Parameters<typeof createLearner>[2]>): Promise<string> {
  const created = await createLearner(environment, admin, {
    since: new Date('2025-01-01T00:00:00Z'),
    ...wanted,
  } as Parameters<typeof createLearner>[2]);
  if (created.kind !== 'learner-created') throw new Error(JSON.stringify(created));
  return created.learner.id;
}
