import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSomeStatements } from '../../../src/actions/read-statements.ts';
import { testServer } from '../../support/server.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';
import {
  account,
  attempt,
  course,
  partOf,
  platform,
  quiz,
  said,
  site,
  verbs,
} from '../../support/statements.ts';

const server = testServer(() => [smallCurriculum()]);
let secret = '';
let admin = '';
const { post, put } = platform(server, () => secret);

beforeAll(async () => {
  secret = await server.secretOf({ kind: 'SERVICE', scopes: ['evidence:write', 'learners:read'] });
  admin = await server.secretOf({ kind: 'ADMIN' });
});

type Json = Record<string, unknown>;

const ask = (query: string, variables: Json = {}) => server.read(query, variables, admin);

/** A learning platform of its own, with an activity of its own and nothing said of it. */
function newPlatform() {
  const user = `moodle-${randomUUID()}`;
  const own = (iri: string) => `${iri}&of=${user}`;
  return { sending: { user }, course: own(course), quiz: own(quiz), attempt: own(attempt) };
}

async function learnerCalled(input: Json): Promise<string> {
  const { createLearner } = await ask(
    'mutation ($input: CreateLearnerInput!) { createLearner(input: $input) { ... on LearnerCreated { learner { id } } } }',
    { input },
  );
  return createLearner.learner.id;
}

/** A learner whom the platform calls by a number that nobody else has. */
async function newLearner() {
  const name = randomUUID();
  const id = await learnerCalled({ externalIds: [{ system: site, externalId: name }] });
  return { id, actor: account(name) };
}

async function map(activity: string, more: Json = {}): Promise<Json> {
  const mapping = { activity, competencies: [{ skill: 'html' }], ...more };
  const { mapActivities } = await ask(
    'mutation ($input: MapActivitiesInput!) { mapActivities(input: $input) { __typename ... on InvalidRequest { problems { path message suggestions } } } }',
    { input: { mappings: [mapping] } },
  );
  return mapActivities;
}

/** What a learner is known to hold, through evidence alone. */
async function held(learner: string): Promise<string[]> {
  while (await readSomeStatements(server.environment()));
  const { learner: found } = await ask(
    'query ($id: ID!) { learner(id: $id) { knows { provenance competency { skill { slug } } } } }',
    { id: learner },
  );
  return found.knows
    .filter(({ provenance }: Json) => provenance !== 'INFERRED')
    .map(({ competency }: { competency: { skill: { slug: string } } }) => competency.skill.slug)
    .sort();
}

async function evidenceOf(learner: string): Promise<Json[]> {
  const { learner: found } = await ask(
    'query ($id: ID!) { learner(id: $id) { since evidence(first: 100) { nodes { kind source externalId skill outcome score occurredAt note data } } } }',
    { id: learner },
  );
  return found.evidence.nodes;
}

describe('what is shown', () => {
  it('is evidence under the id of the statement, from its time, with the statement', async () => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await map(course, { completionCounts: true });
    const statement = said({ actor, object: { id: course } });
    const [statementId] = (await post([statement], sending)).body;
    expect(await evidenceOf(id)).toEqual([
      {
        kind: 'OBSERVED',
        source: sending.user,
        externalId: statementId,
        skill: 'html',
        outcome: 'HELD',
        score: null,
        occurredAt: '2027-02-01T09:00:00.000Z',
        note: null,
        data: expect.objectContaining({ id: statementId, actor }),
      },
    ]);
    await post([statement], sending);
    expect(await evidenceOf(id)).toHaveLength(1);
  });

  it.each<[string, Json, Json, string | null]>([
    ['completion where it does not count', {}, {}, null],
    ['completion where it counts', { completionCounts: true }, {}, 'HELD'],
    [
      'completion without success',
      { completionCounts: true },
      { result: { completion: true, success: false } },
      'NOT_HELD',
    ],
    [
      'completion with enough points',
      { leastRatio: 0.6 },
      { result: { score: { raw: 75, min: 0, max: 100, scaled: 0.5 } } },
      'HELD',
    ],
    [
      'half of the points, which come as 0',
      { leastRatio: 0.5 },
      { result: { score: { raw: 50, min: 0, max: 100, scaled: 0 } } },
      'HELD',
    ],
    [
      'completion with too few points',
      { leastRatio: 0.8, completionCounts: true },
      { result: { score: { raw: 75, min: 0, max: 100, scaled: 0.5 } } },
      'NOT_HELD',
    ],
    ['passing', {}, { verb: { id: verbs.passed } }, 'HELD'],
    ['failing', {}, { verb: { id: verbs.failed } }, 'NOT_HELD'],
    ['a badge', {}, { verb: { id: verbs.achieved } }, 'HELD'],
    ['being let off', {}, { verb: { id: verbs.waived } }, 'HELD'],
    [
      'points where none are asked for',
      {},
      { verb: { id: verbs.scored }, result: { score: { scaled: 1 } } },
      null,
    ],
    [
      'points and success',
      {},
      { verb: { id: verbs.scored }, result: { score: { scaled: 1 }, success: true } },
      'HELD',
    ],
    [
      'a scaled score alone',
      { leastRatio: 0.7 },
      { verb: { id: verbs.scored }, result: { score: { scaled: 0.7 } } },
      'HELD',
    ],
    ['an answer', {}, { verb: { id: verbs.answered } }, null],
    [
      'an answer where it means something',
      { verbs: [{ verb: verbs.answered, means: 'MASTERY' }] },
      { verb: { id: verbs.answered } },
      'HELD',
    ],
    [
      'passing where it means nothing',
      { verbs: [{ verb: verbs.passed, means: 'NOTHING' }] },
      { verb: { id: verbs.passed } },
      null,
    ],
  ])('%s', async (_name, mapping, statement, outcome) => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await map(course, mapping);
    await post(said({ actor, object: { id: course }, ...statement }), sending);
    const found = (await evidenceOf(id)).map((each) => each['outcome']);
    expect(found).toEqual(outcome === null ? [] : [outcome]);
  });

  it('counts for what the object belongs to where parts count, and the nearest mapping holds', async () => {
    const { sending, course, quiz, attempt } = newPlatform();
    const { id, actor } = await newLearner();
    const passed = { actor, verb: { id: verbs.passed }, context: partOf(quiz, course) };
    await map(course, { competencies: [{ skill: 'css' }] });
    await post(said({ ...passed, object: { id: attempt } }), sending);
    expect(await held(id)).toEqual([]);
    await map(course, { competencies: [{ skill: 'css' }], partsCount: true });
    expect(await held(id)).toEqual(['css']);
    await map(quiz, { partsCount: true });
    expect(await held(id)).toEqual(['html']);
  });

  it('may be several things', async () => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await map(course, { competencies: [{ skill: 'html' }, { skill: 'css' }] });
    await post(said({ actor, verb: { id: verbs.passed }, object: { id: course } }), sending);
    expect(await held(id)).toEqual(['css', 'html']);
    await map(course, { competencies: [{ skill: 'css' }] });
    expect(await held(id)).toEqual(['css']);
  });

  it('may be from before the learner came here', async () => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await map(course);
    const timestamp = '2019-05-01T00:00:00Z';
    await post(
      said({ actor, verb: { id: verbs.passed }, object: { id: course }, timestamp }),
      sending,
    );
    expect(await held(id)).toEqual(['html']);
  });
});

describe('what is taken back', () => {
  const orders = [
    [0, 1],
    [1, 0],
  ] as const;

  it.each(orders)('is what was completed before, in the order %i, %i', async (...order) => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await map(course, { completionCounts: true });
    const about = { actor, object: { id: course } };
    const sent = [
      said(about),
      said({ ...about, verb: { id: verbs.uncompleted }, timestamp: '2027-02-02T00:00:00Z' }),
    ];
    for (const index of order) await post(sent[index], sending);
    expect(await held(id)).toEqual([]);
    await post(said({ ...about, timestamp: '2027-02-03T00:00:00Z' }), sending);
    expect(await held(id)).toEqual(['html']);
  });

  it.each(orders)('is what is voided, in the order %i, %i', async (...order) => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await map(course, { completionCounts: true });
    const target = randomUUID();
    const object = { objectType: 'StatementRef', id: target };
    const sends = [
      () => put(target, said({ actor, object: { id: course } }), sending),
      () =>
        post(
          said({ actor, verb: { id: verbs.voided }, object, timestamp: '2027-01-01T00:00:00Z' }),
          sending,
        ),
    ];
    for (const index of order) await sends[index]!();
    expect(await held(id)).toEqual([]);
  });

  it('is there again where the taking back is voided', async () => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await map(course, { completionCounts: true });
    const about = { actor, object: { id: course } };
    await post(said(about), sending);
    const [undoing] = (
      await post(
        said({ ...about, verb: { id: verbs.forfeited }, timestamp: '2027-02-02T00:00:00Z' }),
        sending,
      )
    ).body;
    expect(await held(id)).toEqual([]);
    await post(
      said({
        actor,
        verb: { id: verbs.voided },
        object: { objectType: 'StatementRef', id: undoing },
      }),
      sending,
    );
    expect(await held(id)).toEqual(['html']);
  });
});

describe('mappings', () => {
  it('that come, change, go and come back count for what is here already', async () => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    await post(said({ actor, verb: { id: verbs.passed }, object: { id: course } }), sending);
    expect(await held(id)).toEqual([]);
    const steps = [['html'], ['css'], [], ['html'], ['css', 'html'], ['html']];
    for (const skills of steps) {
      if (skills.length > 0)
        await map(course, { competencies: skills.map((skill) => ({ skill })) });
      else await ask(`mutation { unmapActivity(input: { activity: "${course}" }) { __typename } }`);
      expect(await held(id)).toEqual(skills);
    }
    const before = (await evidenceOf(id)).length;
    await map(course);
    expect(await evidenceOf(id)).toHaveLength(before);
  });

  it('are refused where something is wrong with them, all of it at once', async () => {
    const refused = await map('course 2', {
      competencies: [
        { skill: 'htlm' },
        { skill: 'html', level: 'expert' },
        { skill: 'html', curriculum: 'large' },
      ],
      leastRatio: 2,
      verbs: [{ verb: 'passed', means: 'MASTERY' }],
    });
    const problems = refused['problems'] as { path: string; suggestions: string[] }[];
    expect(problems.map(({ path }) => path)).toEqual([
      'mappings.0.activity',
      'mappings.0.leastRatio',
      'mappings.0.verbs',
      'mappings.0.competencies.0.skill',
      'mappings.0.competencies.1.level',
      'mappings.0.competencies.2.curriculum',
    ]);
    expect(problems[3]!.suggestions).toContain('html');
  });

  it('go out as a table and come in again', async () => {
    const { course, quiz } = newPlatform();
    await map(course, {
      competencies: [{ skill: 'html' }, { skill: 'css' }],
      leastRatio: 0.5,
      verbs: [{ verb: verbs.answered, means: 'MASTERY' }],
    });
    await map(quiz, { partsCount: true, completionCounts: true });
    const { activityMappingsCsv: csv } = await ask('{ activityMappingsCsv }');
    const rows = csv.split('\r\n');
    expect(rows[0]).toBe(
      'activity,curriculum,skill,level,leastRatio,completionCounts,partsCount,verbs',
    );
    expect(rows).toContain(`${quiz},small,html,foundation,,true,true,`);
    for (const activity of [course, quiz])
      await ask(`mutation { unmapActivity(input: { activity: "${activity}" }) { __typename } }`);
    const imports =
      'mutation ($csv: String!) { importActivityMappings(input: { csv: $csv }) { __typename ... on InvalidRequest { problems { path message } } } }';
    expect((await ask(imports, { csv })).importActivityMappings.__typename).toBe(
      'ActivitiesMapped',
    );
    expect((await ask('{ activityMappingsCsv }')).activityMappingsCsv).toBe(csv);
    const bad = await ask(imports, {
      csv: `Activity,Skill,leastRatio,partsCount\nurn:a,html,,\nurn:b,htlm,2,maybe\nurn:a,css,1,`,
    });
    expect(bad.importActivityMappings.problems.map(({ path }: Json) => path)).toEqual([
      'csv.3',
      'csv.3',
      'csv.4',
    ]);
    const unknown = await ask(imports, { csv: 'activity,skill\nurn:a,html\nurn:b,htlm' });
    expect(unknown.importActivityMappings.problems).toMatchObject([{ path: 'csv.3' }]);
  });
});

describe('who acts', () => {
  const mail = () => `Ada-${randomUUID()}@Example.org`;
  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

  it.each<[string, (mail: string) => Json, (mail: string) => Json]>([
    [
      'an account',
      (name) => ({ account: { homePage: `${site}/`, name } }),
      (name) => ({ externalIds: [{ system: site, externalId: name }] }),
    ],
    [
      'a mail address',
      (mail) => ({ mbox: `mailto:${mail}` }),
      (mail) => ({ mail: mail.toUpperCase() }),
    ],
    [
      'a mail address that is an external id',
      (mail) => ({ mbox: `mailto:${mail}` }),
      (mail) => ({ externalIds: [{ system: 'mailto', externalId: mail.toLowerCase() }] }),
    ],
    [
      'the hash of a mail address',
      (mail) => ({ mbox_sha1sum: sha1(`mailto:${mail.toLowerCase()}`) }),
      (mail) => ({ mail }),
    ],
    [
      'an OpenID',
      (mail) => ({ openid: `https://${mail.toLowerCase()}` }),
      (mail) => ({
        externalIds: [{ system: 'openid', externalId: `https://${mail.toLowerCase()}` }],
      }),
    ],
  ])(
    'is known by %s, whether the learner or the statement came first',
    async (_name, actorOf, learnerOf) => {
      const { sending, course } = newPlatform();
      await map(course);
      const passed = (name: string) =>
        said({ actor: actorOf(name), verb: { id: verbs.passed }, object: { id: course } });
      const [first, second] = [mail(), mail()];
      const before = await learnerCalled(learnerOf(first));
      await post(passed(first), sending);
      expect(await held(before)).toEqual(['html']);
      await post(passed(second), sending);
      const after = await learnerCalled(learnerOf(second));
      await post(said({ actor: account('nobody') }), sending);
      expect(await held(after)).toEqual(['html']);
    },
  );

  it('is nobody where two learners have the address', async () => {
    const { sending, course } = newPlatform();
    await map(course);
    const shared = mail();
    const learners = [await learnerCalled({ mail: shared }), await learnerCalled({ mail: shared })];
    await post(
      said({
        actor: { mbox: `mailto:${shared}` },
        verb: { id: verbs.passed },
        object: { id: course },
      }),
      sending,
    );
    expect(await Promise.all(learners.map(held))).toEqual([[], []]);
  });

  it('is listed while nobody knows, with what linking would bring, and then is no more', async () => {
    const { sending, course, quiz } = newPlatform();
    const actor = account(randomUUID());
    await map(course);
    const passed = { actor, verb: { id: verbs.passed } };
    await post(
      [said({ ...passed, object: { id: course } }), said({ ...passed, object: { id: quiz } })],
      sending,
    );
    const list = async () => {
      const { unlinkedActors } = await ask(
        '{ unlinkedActors(first: 100) { totalCount nodes { source externalId { system externalId } name statementCount lastSeenAt example wouldBring { statements learners statementsBesides isExact } } } }',
      );
      return unlinkedActors.nodes.filter(({ source }: Json) => source === sending.user);
    };
    const {
      name,
      account: { name: externalId },
    } = actor as { name: string; account: { name: string } };
    expect(await list()).toEqual([
      {
        source: sending.user,
        externalId: { system: site, externalId },
        name,
        statementCount: 2,
        lastSeenAt: expect.any(String),
        example: expect.objectContaining({ actor }),
        wouldBring: { statements: 1, learners: 1, statementsBesides: 1, isExact: true },
      },
    ]);
    const learner = await learnerCalled({});
    const { linkActor } = await ask(
      'mutation ($input: LinkActorInput!) { linkActor(input: $input) { ... on ActorLinked { learner { id } } } }',
      { input: { learner, externalId: { system: site, externalId } } },
    );
    expect(linkActor.learner.id).toBe(learner);
    expect([await held(learner), await list()]).toEqual([['html'], []]);
    // Somebody else after all: what was shown goes with the name.
    const other = await learnerCalled({});
    await ask(
      'mutation ($input: UpdateLearnerInput!) { updateLearner(input: $input) { __typename } }',
      { input: { learner, externalIds: [] } },
    );
    await ask('mutation ($input: LinkActorInput!) { linkActor(input: $input) { __typename } }', {
      input: { learner: other, externalId: { system: site, externalId } },
    });
    expect([await held(learner), await held(other)]).toEqual([[], ['html']]);
  });

  it('takes the statements along when erased', async () => {
    const { sending, course } = newPlatform();
    const { id, actor } = await newLearner();
    const target = randomUUID();
    await put(target, said({ actor, object: { id: course } }), sending);
    await ask(`mutation { eraseLearner(input: { learner: "${id}" }) { __typename } }`);
    const { get } = platform(server, () => secret);
    expect((await get({ statementId: target }, sending)).status).toBe(404);
  });
});

describe('activities of which nothing is said', () => {
  it('are listed with what mapping them would bring, in pages', async () => {
    const { sending, course, quiz, attempt } = newPlatform();
    const { actor } = await newLearner();
    const passed = (object: string, who = actor) =>
      said({
        actor: who,
        verb: { id: verbs.passed },
        object: { id: object },
        context: partOf(quiz, course),
      });
    await post(
      [passed(attempt), passed(`${attempt}&again`), passed(quiz, account(randomUUID()))],
      sending,
    );
    const nodes: Json[] = [];
    let after: string | null = null;
    do {
      const { unmappedActivities }: Json = await ask(
        'query ($after: String) { unmappedActivities(first: 7, after: $after) { nodes { source activity name statementCount wouldBring { statements learners statementsBesides isExact } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const page = unmappedActivities as {
        nodes: Json[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      nodes.push(...page.nodes.filter(({ source }) => source === sending.user));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    const brings = new Map(
      nodes.map(({ activity, statementCount, wouldBring }) => [
        activity,
        [statementCount, wouldBring],
      ]),
    );
    expect(brings.get(quiz)).toEqual([
      3,
      { statements: 2, learners: 1, statementsBesides: 1, isExact: true },
    ]);
    expect(brings.get(course)).toEqual([
      3,
      { statements: 2, learners: 1, statementsBesides: 1, isExact: true },
    ]);
    expect(brings.get(attempt)).toEqual([
      1,
      { statements: 1, learners: 1, statementsBesides: 0, isExact: true },
    ]);
    expect(nodes).toHaveLength(new Set(nodes.map(({ activity }) => activity)).size);
    await map(quiz, { partsCount: true });
    const { unmappedActivities } = await ask(
      '{ unmappedActivities(first: 100) { nodes { activity } } }',
    );
    expect(unmappedActivities.nodes).not.toContainEqual({ activity: quiz });
  });
});

it('had no bugs', () => expect(server.bugs).toEqual([]));
