import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { createToken, type TokenInput } from '../../src/actions/create-token.ts';
import { createWebhookEndpoint } from '../../src/actions/create-webhook-endpoint.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { startImport } from '../../src/actions/import-jobs.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { pingWebhookEndpoint } from '../../src/actions/replay-webhook-deliveries.ts';
import { startPlacement } from '../../src/actions/start-placement.ts';
import type { Scope } from '../../src/curriculum/token.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { newChange, newCohort, newId, newLearner, newMentor } from './learners.ts';

// Who may do what: a row for everything that can be asked, and a list for every type of what belongs to people. What is
// in the schema and not here, or here and not in the schema, fails the test of the table.

/** Everybody there is, as one learner sees them; services by whether they have the scope that a row names. */
export const askers = [
  'anonymous',
  'self',
  'otherLearner',
  'mentor',
  'otherMentor',
  'scoped',
  'unscoped',
  'author',
  'admin',
] as const;
export type Asker = (typeof askers)[number];

type Told = Partial<Record<Asker | Lacking, 'null' | 'FORBIDDEN'>>;

/** A service that has every scope but one. */
export type Lacking = `without ${Scope}`;

/** Admins may unless they are left out; services that have the scope, all of several, or any where it is `any`. */
export interface Rights {
  readonly may: readonly Exclude<Asker, 'scoped' | 'unscoped' | 'admin'>[];
  readonly scope: Scope | readonly Scope[] | 'any' | null;
  readonly admin?: boolean;
  /** What the others get, or those of them who do not get `FORBIDDEN`. */
  readonly otherwise?:
    | 'FORBIDDEN'
    | 'null'
    | Partial<Record<Asker | Lacking, 'null' | 'FORBIDDEN'>>;
}

export interface Row extends Rights {
  /** `Query.node`, and after a space what is to be told apart. */
  readonly field: string;
  readonly ask: (ids: Ids) => string;
  /** The value that is null for those who may not; that of the field where it is left out. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
  readonly told?: (data: any) => unknown;
  /** Who is told of what is asked though they may not do it; nobody where it is left out. */
  readonly isKnownTo?: Rights;
  /** What is asked can be done once: everybody is given people of their own. */
  readonly isOnce?: true;
}

/** A type of what belongs to people, and how one of its values is reached. */
export interface OwnType extends Rights {
  readonly type: string;
  readonly reach: (ids: Ids, selection: string) => string;
  /** Where in the answer the value stands. */
  readonly at: readonly string[];
  /** What to ask of each field; with rights of its own where they are others than those of the type. */
  readonly fields: Readonly<Record<string, string | (Rights & { readonly ask: string })>>;
}

/** As the API names them. */
export interface Ids {
  readonly learner: string;
  readonly mentor: string;
  readonly otherMentor: string;
  readonly cohort: string;
  readonly token: string;
  readonly evidence: string;
  readonly placement: string;
  /** What the learner follows. */
  readonly roadmap: string;
  /** Of the mentor about the learner. */
  readonly note: string;
  readonly webhookEndpoint: string;
  readonly webhookDelivery: string;
  /** Of an admin. */
  readonly importJob: string;
}

/** A learner, all who have to do with the learner, and all who have not. */
export interface World {
  readonly ids: Ids;
  /** Scopes are for a service. */
  readonly secretOf: (asker: Asker, scopes: readonly Scope[]) => Promise<string | undefined>;
}

export async function makeWorld(environment: Environment): Promise<World> {
  const [learner, otherLearner] = [newLearner(), newLearner()];
  const [mentor, otherMentor] = [newMentor(), newMentor()];
  const cohort = newCohort();
  const at = environment.now();
  const note = { id: newId(), learner: learner.id, writtenBy: mentor.id, text: 'a', createdAt: at };
  await environment.store.write(async ({ learners, mentors, cohorts, notes, learnerChanges }) => {
    await learners.create([learner, otherLearner]);
    await learners.lock([learner.id]);
    await mentors.create(mentor);
    await mentors.create(otherMentor);
    await cohorts.create(cohort);
    await cohorts.addMembers(cohort.id, [learner.id], at);
    await cohorts.addMentors(cohort.id, [mentor.id], at);
    const what = { cohort: cohort.id };
    learnerChanges.add(newChange(learner.id, { kind: 'COHORT_JOINED', what, at }));
    await notes.add(note);
  });
  const says = { learner: { id: learner.id }, kind: 'DECLARED', skill: 'html' } as const;
  const recorded = await recordEvidence(environment, operator, { items: [says] });
  if (recorded.kind !== 'evidence-recorded') throw new Error(recorded.message);
  const name = { learner: { id: learner.id } };
  const snapshot = environment.curricula.snapshot();
  const begun = await startPlacement(environment, snapshot, operator, name);
  if (begun.kind !== 'placement') throw new Error(begun.message);
  const wanted = { learner: learner.id, request: { goals: [{ skill: 'css' }] }, revision: 1 };
  const adopted = await adoptRoadmap(environment, snapshot, operator, wanted);
  if (adopted.kind !== 'roadmap-adopted') throw new Error(adopted.kind);
  const create = async (token: Omit<TokenInput, 'title'>) => {
    const created = await createToken(environment, operator, { title: 'Test', ...token });
    if (created.kind !== 'token-created') throw new Error(created.message);
    return created;
  };
  const { token } = await create({ kind: 'AUTHOR' });
  const admin = { kind: 'ADMIN', name: newId() } as const;
  const started = await startImport(environment, admin, {
    ...{ kind: 'LEARNERS', text: '{}', isComplete: false, options: {} },
  });
  if (started.kind !== 'import-started') throw new Error(started.message);
  const webhookEndpoint = await anyEndpoint(environment);
  const pinged = await pingWebhookEndpoint(environment, operator, webhookEndpoint);
  if (pinged.kind !== 'webhook-delivery-queued') throw new Error(pinged.message);
  const secretOf: World['secretOf'] = async (asker, scopes) => {
    const kind = tokenOf[asker];
    if (kind === null) return undefined;
    const whom = {
      self: { learner: learner.id },
      otherLearner: { learner: otherLearner.id },
      mentor: { mentor: mentor.id },
      otherMentor: { mentor: otherMentor.id },
      scoped: { scopes },
      unscoped: { scopes },
    }[asker as string];
    return (await create({ kind, ...whom })).secret;
  };
  return {
    secretOf,
    ids: {
      learner: typedId('Learner', [learner.id]),
      mentor: typedId('Mentor', [mentor.id]),
      otherMentor: typedId('Mentor', [otherMentor.id]),
      cohort: typedId('Cohort', [cohort.id]),
      token: typedId('Token', [token.id]),
      evidence: typedId('Evidence', [learner.id, '1']),
      placement: typedId('Placement', [learner.id, begun.found.kept.id]),
      roadmap: typedId('AdoptedRoadmap', [learner.id, adopted.id]),
      note: typedId('Note', [learner.id, note.id]),
      webhookEndpoint: typedId('WebhookEndpoint', [webhookEndpoint]),
      webhookDelivery: typedId('WebhookDelivery', [pinged.delivery.id]),
      importJob: typedId('ImportJob', [started.job.id]),
    },
  };
}

const tokenOf = {
  anonymous: null,
  self: 'LEARNER',
  otherLearner: 'LEARNER',
  mentor: 'MENTOR',
  otherMentor: 'MENTOR',
  scoped: 'SERVICE',
  unscoped: 'SERVICE',
  author: 'AUTHOR',
  admin: 'ADMIN',
} as const;

/** Ids that are sound, and nobody's. */
export function idsOfNobody(): Ids {
  const id = (type: string) => typedId(type, [newId()]);
  return {
    learner: id('Learner'),
    mentor: id('Mentor'),
    otherMentor: id('Mentor'),
    cohort: id('Cohort'),
    token: id('Token'),
    evidence: typedId('Evidence', [newId(), '1']),
    placement: typedId('Placement', [newId(), newId()]),
    roadmap: typedId('AdoptedRoadmap', [newId(), newId()]),
    note: typedId('Note', [newId(), newId()]),
    webhookEndpoint: id('WebhookEndpoint'),
    importJob: id('ImportJob'),
    webhookDelivery: id('WebhookDelivery'),
  };
}

/** There can't be one for each world. */
async function anyEndpoint(environment: Environment): Promise<string> {
  const [known] = await environment.store.reads.webhookEndpoints.page({ limit: 1 });
  if (known) return known.id;
  const told = await createWebhookEndpoint(environment, operator, { url: publicUrl, title: 'a' });
  if (told.kind !== 'webhook-endpoint-created') throw new Error(told.message);
  return told.endpoint.id;
}

/** Of a host that is written as its address, so that nobody looks it up; nothing is ever sent. */
const publicUrl = 'https://8.8.8.8/hooks';

const webhookManagers: Rights = { may: [], scope: 'webhooks:manage' };

const everybody: Rights = {
  may: ['anonymous', 'self', 'otherLearner', 'mentor', 'otherMentor', 'author'],
  scope: 'any',
};
const adminsAlone: Rights = { may: [], scope: null };

/** Those who may read what is a learner's. */
const readers: Rights = { may: ['self', 'mentor'], scope: 'learners:read' };

/** Persons speak under their own names, services under those of platforms; who may speak at all hears of each item by itself. */
const evidenceRows = Object.entries({
  DECLARED: { may: ['self', 'mentor'], scope: null },
  CONFIRMED: { may: ['mentor'], scope: null },
  'DECLARED, source: "moodle"': { may: [], scope: 'evidence:write' },
  'OBSERVED, source: "moodle"': { may: [], scope: 'evidence:write' },
  'PLACEMENT, source: "moodle"': { may: [], scope: 'evidence:write' },
} as const satisfies Record<string, Rights>).map(([kind, rights]): Row => {
  const item = `kind: ${kind}, externalId: "1", skill: "html", occurredAt: "2027-02-01T00:00:00Z"`;
  const speakers = ['self', 'otherLearner', 'mentor', 'otherMentor', 'scoped'] as const;
  const heard = rights.scope === null ? [...speakers, 'unscoped' as const] : speakers;
  return {
    ...rights,
    field: `Mutation.recordEvidence ${kind}`,
    ask: ({ learner }) =>
      `mutation { recordEvidence(input: { items: [{ learner: "${learner}", ${item} }] }) { ... on EvidenceRecorded { items { problem { code message } } } } }`,
    told: ({ recordEvidence: { items } }) => (items[0].problem ? null : items),
    otherwise: Object.fromEntries(heard.map((asker) => [asker, 'null'])),
  };
});

/** Those who may not see the whole are told that there is nothing; the rest hear that the field is not for them. */
function exceptFor(...told: readonly (Asker | Lacking)[]): Told {
  return Object.fromEntries([
    ...askers.map((asker) => [asker, 'null']),
    ...told.map((name) => [name, 'FORBIDDEN']),
  ]);
}

const catalogue: readonly (readonly [field: string, asks: string])[] = [
  ['nodes', 'nodes(ids: []) { id }'],
  ['defectRules', 'defectRules { code }'],
  ['viewer', 'viewer { kind }'],
  ['curricula', 'curricula { totalCount }'],
  ['curriculum', 'curriculum { slug }'],
  ['skill', 'skill(slug: "html") { slug }'],
  ['skills', 'skills { totalCount }'],
  ['careerPath', 'careerPath(slug: "frontend-developer") { slug }'],
  ['careerPaths', 'careerPaths { totalCount }'],
  ['project', 'project(slug: "notes-app") { slug }'],
  ['projects', 'projects { totalCount }'],
  ['search', 'search(text: "html") { totalCount }'],
  ['planRoadmap', 'planRoadmap(input: { goals: [{ skill: "html" }] }) { __typename }'],
  [
    'compareGoals',
    'compareGoals(input: { goals: [{ skill: "html" }, { skill: "css" }] }) { __typename }',
  ],
  ['compareRevisions', 'compareRevisions(input: { from: 1 }) { __typename }'],
  ['suggestCareerPaths', 'suggestCareerPaths(input: { interests: [] }) { __typename }'],
  ['webhookEventKinds', 'webhookEventKinds { name }'],
];

/** Who look after a cohort. */
const leaders: Rights = { may: ['mentor'], scope: 'cohorts:write' };

/** Who may besides read what is its members'. */
const readingLeaders: Rights = {
  may: ['mentor'],
  scope: ['cohorts:write', 'learners:read'],
  otherwise: exceptFor('without learners:read'),
};

/** What is done to a cohort, and what else its input says. */
const leadersMutations: readonly (readonly [field: string, input: (ids: Ids) => string])[] = [
  ['updateCohort', () => ', title: "a"'],
  ['inviteLearners', () => ', people: [{ name: "a" }]'],
  ['addCohortMembers', ({ learner }) => `, learners: ["${learner}"]`],
  ['addCohortMentors', ({ mentor }) => `, mentors: ["${mentor}"]`],
  ['removeCohortMentors', ({ otherMentor }) => `, mentors: ["${otherMentor}"]`],
];

/** A curriculum that anybody could publish, to stand in a query. */
const tiny =
  'curriculum: tiny\\ntitle: Tiny\\nlevels: [low]\\nareas: [{ id: a, title: A }]\\nskills: [{ id: b, title: B, area: a, summary: s, hours: 1 }]';

/** Whoever publishes curricula. */
const authors: Rights = { may: ['author'], scope: 'curricula:write' };

const authorsQuestions: readonly (readonly [field: string, asks: string])[] = [
  ['Query.checkCurriculum', `{ checkCurriculum(input: { text: "${tiny}" }) { __typename } }`],
  ['Query.curriculum lint', '{ curriculum { lint { count } } }'],
  ['Query.previewCurriculum', `{ previewCurriculum(input: { text: "${tiny}" }) { __typename } }`],
  [
    'Mutation.publishCurriculum',
    `mutation { publishCurriculum(input: { text: "${tiny}" }) { __typename } }`,
  ],
  [
    'Mutation.importCurriculum',
    'mutation { importCurriculum(input: { files: [{ name: "a.csv", text: "id,title\\na,A" }] }) { __typename } }',
  ],
  [
    'Mutation.restoreRevision',
    'mutation { restoreRevision(input: { curriculum: "small", revision: 1 }) { __typename } }',
  ],
];

export const rows: readonly Row[] = [
  ...authorsQuestions.map(([field, asks]) => ({ field, ask: () => asks, ...authors })),
  ...catalogue.map(([field, asks]) => ({
    field: `Query.${field}`,
    ask: () => `{ ${asks} }`,
    ...everybody,
  })),

  {
    field: 'Query.rateLimit',
    ask: () => '{ rateLimit { cost } }',
    may: ['self', 'otherLearner', 'mentor', 'otherMentor', 'author'],
    scope: 'any',
    // Strangers on the machine of the server have no limit.
    otherwise: 'null',
  },

  // Tokens
  { field: 'Query.tokens', ask: () => '{ tokens { totalCount } }', ...adminsAlone },
  {
    field: 'Mutation.createToken',
    ask: () => 'mutation { createToken(input: { kind: AUTHOR, title: "a" }) { __typename } }',
    ...adminsAlone,
  },
  {
    field: 'Mutation.createToken of a learner',
    ask: ({ learner }) =>
      `mutation { createToken(input: { kind: LEARNER, title: "a", learner: "${learner}" }) { __typename } }`,
    ...adminsAlone,
  },
  {
    field: 'Mutation.revokeToken',
    ask: ({ token }) => `mutation { revokeToken(input: { token: "${token}" }) { __typename } }`,
    ...adminsAlone,
  },

  // Imports
  ...Object.entries({
    EVIDENCE: { may: [], scope: 'evidence:write' },
    PLATFORM_RESULTS: { may: [], scope: 'evidence:write' },
    LEARNERS: { may: [], scope: 'learners:write' },
    CURRICULUM: { may: ['author'], scope: 'curricula:write' },
  } as const satisfies Record<string, Rights>).map(([kind, rights]) => ({
    ...rights,
    field: `Mutation.startImport ${kind}`,
    ask: () => `mutation { startImport(input: { kind: ${kind}, text: "a" }) { __typename } }`,
  })),
  {
    field: 'Query.importJob',
    ask: ({ importJob }) => `{ importJob(id: "${importJob}") { id } }`,
    ...adminsAlone,
    otherwise: 'null',
  },
  {
    field: 'Query.importJobs',
    ask: () => '{ importJobs { totalCount } }',
    may: ['self', 'otherLearner', 'mentor', 'otherMentor', 'author'],
    scope: 'any',
  },
  {
    field: 'Mutation.appendToImport',
    ask: ({ importJob }) =>
      `mutation { appendToImport(input: { importJob: "${importJob}", part: 1, text: "{}" }) { ... on ImportChanged { importJob { id } } } }`,
    told: ({ appendToImport }) => appendToImport.importJob ?? null,
    ...adminsAlone,
    otherwise: 'null',
  },
  {
    field: 'Mutation.cancelImport',
    ask: ({ importJob }) =>
      `mutation { cancelImport(input: { importJob: "${importJob}" }) { ... on ImportChanged { importJob { id } } } }`,
    told: ({ cancelImport }) => cancelImport.importJob ?? null,
    ...adminsAlone,
    otherwise: 'null',
  },

  // Operations
  {
    field: 'Query.persistedOperations',
    ask: () => '{ persistedOperations { totalCount } }',
    may: [],
    scope: 'operations:write',
  },
  {
    field: 'Mutation.registerOperations',
    ask: () =>
      'mutation { registerOperations(input: { operations: [{ document: "{ viewer { kind } }" }] }) { __typename } }',
    may: [],
    scope: 'operations:write',
  },
  {
    field: 'Mutation.removeOperations',
    ask: () => 'mutation { removeOperations(input: { names: ["a"] }) { __typename } }',
    may: [],
    scope: 'operations:write',
  },

  // Changes
  {
    field: 'Query.changes',
    ask: () => '{ changes(first: 1) { head nodes { kind subject } } }',
    may: [],
    scope: 'learners:read',
  },

  // Webhooks
  {
    field: 'Query.webhookEndpoints',
    ask: () => '{ webhookEndpoints { totalCount } }',
    ...webhookManagers,
  },
  {
    field: 'Mutation.createWebhookEndpoint',
    ask: () =>
      `mutation { createWebhookEndpoint(input: { url: "${publicUrl}", title: "a" }) { __typename } }`,
    ...webhookManagers,
  },
  ...(
    [
      ['updateWebhookEndpoint', ', title: "b"'],
      ['rotateWebhookSecret', ''],
      ['sendWebhookPing', ''],
      ['replayFailedWebhookDeliveries', ', since: "2027-01-01T00:00:00Z"'],
    ] as const
  ).map(([field, more]) => ({
    field: `Mutation.${field}`,
    ask: ({ webhookEndpoint }: Ids) =>
      `mutation { ${field}(input: { endpoint: "${webhookEndpoint}"${more} }) { __typename } }`,
    ...webhookManagers,
  })),
  {
    field: 'Mutation.replayWebhookDelivery',
    ask: ({ webhookDelivery }) =>
      `mutation { replayWebhookDelivery(input: { delivery: "${webhookDelivery}" }) { __typename } }`,
    ...webhookManagers,
  },
  {
    field: 'Mutation.removeWebhookEndpoint',
    ask: ({ webhookEndpoint }) =>
      `mutation { removeWebhookEndpoint(input: { endpoint: "${webhookEndpoint}" }) { __typename } }`,
    ...webhookManagers,
    isOnce: true,
  },

  // Statements of learning platforms
  {
    field: 'Query.activityMappings',
    ask: () => '{ activityMappings { totalCount } }',
    may: [],
    scope: 'evidence:write',
  },
  {
    field: 'Query.activityMappingsCsv',
    ask: () => '{ activityMappingsCsv }',
    may: [],
    scope: 'evidence:write',
  },
  {
    field: 'Mutation.mapActivities',
    ask: () => 'mutation { mapActivities(input: { mappings: [] }) { __typename } }',
    may: [],
    scope: 'evidence:write',
  },
  {
    field: 'Mutation.importActivityMappings',
    ask: () =>
      'mutation { importActivityMappings(input: { csv: "activity,skill" }) { __typename } }',
    may: [],
    scope: 'evidence:write',
  },
  {
    field: 'Mutation.importEvidence',
    ask: () =>
      'mutation { importEvidence(input: { format: CANVAS_RESULTS, text: "{\\"outcome_results\\":[]}" }) { __typename } }',
    may: [],
    scope: 'evidence:write',
  },
  {
    field: 'Mutation.importRoster',
    ask: () => 'mutation { importRoster(input: { files: [] }) { __typename } }',
    // That there is nothing in it is told to those alone who might have sent more.
    told: ({ importRoster }) => importRoster && { importRoster },
    may: [],
    scope: 'rosters:write',
  },
  {
    field: 'Mutation.unmapActivity',
    ask: () => 'mutation { unmapActivity(input: { activity: "urn:a" }) { __typename } }',
    may: [],
    scope: 'evidence:write',
  },
  {
    field: 'Query.unlinkedActors',
    ask: () => '{ unlinkedActors { totalCount } }',
    may: [],
    scope: 'learners:read',
  },
  {
    field: 'Query.unmappedActivities',
    ask: () => '{ unmappedActivities { totalCount } }',
    may: [],
    scope: 'learners:read',
  },
  {
    field: 'Mutation.linkActor',
    ask: ({ learner }) =>
      `mutation { linkActor(input: { learner: "${learner}", externalId: { system: "mailto", externalId: "${learner}" } }) { __typename } }`,
    may: [],
    scope: 'learners:write',
  },
  {
    field: 'Mutation.linkActor and seeing the learner',
    ask: ({ learner }) =>
      `mutation { linkActor(input: { learner: "${learner}", externalId: { system: "openid", externalId: "${learner}" } }) { ... on ActorLinked { learner { id } } } }`,
    told: (data) => data?.linkActor?.learner,
    may: [],
    scope: ['learners:write', 'learners:read'],
    isKnownTo: { may: [], scope: 'learners:write' },
  },

  // Credentials
  {
    field: 'Query.credentialIssuers',
    ask: () => '{ credentialIssuers { totalCount } }',
    ...adminsAlone,
  },
  {
    field: 'Mutation.allowCredentialIssuer',
    ask: () => 'mutation { allowCredentialIssuer(input: { issuer: "a" }) { __typename } }',
    // There is something wrong with it, which is told only to those who may.
    told: (data) => data?.allowCredentialIssuer?.__typename,
    ...adminsAlone,
  },
  {
    field: 'Mutation.disallowCredentialIssuer',
    ask: () => 'mutation { disallowCredentialIssuer(input: { issuer: "a" }) { __typename } }',
    // There is something wrong with it, which is told only to those who may.
    told: (data) => data?.disallowCredentialIssuer?.__typename,
    ...adminsAlone,
  },
  {
    field: 'Mutation.recordCredential',
    ask: ({ learner }) =>
      `mutation { recordCredential(input: { learner: "${learner}", credential: "a" }) { __typename } }`,
    told: (data) => data?.recordCredential?.__typename,
    may: ['self', 'mentor'],
    scope: 'evidence:write',
  },
  {
    field: 'Mutation.retractCredential',
    ask: ({ learner }) =>
      `mutation { retractCredential(input: { learner: "${learner}", issuer: "a", credentialId: "a" }) { __typename } }`,
    told: (data) => data?.retractCredential?.__typename,
    may: ['self', 'mentor'],
    scope: 'evidence:write',
  },

  // Learners
  {
    field: 'Query.learner',
    ask: ({ learner }) => `{ learner(id: "${learner}") { id } }`,
    ...readers,
  },
  {
    field: 'Query.learners',
    ask: () => '{ learners { totalCount } }',
    may: [],
    scope: 'learners:read',
  },
  {
    field: 'Mutation.createLearner',
    ask: () => 'mutation { createLearner(input: {}) { __typename } }',
    may: [],
    scope: 'learners:write',
  },
  {
    field: 'Mutation.updateLearner',
    ask: ({ learner }) =>
      `mutation { updateLearner(input: { learner: "${learner}", hoursPerWeek: 5 }) { __typename } }`,
    may: ['self'],
    scope: 'learners:write',
  },
  {
    field: 'Mutation.updateLearner with what others call the learner',
    ask: ({ learner }) =>
      `mutation { updateLearner(input: { learner: "${learner}", externalIds: [] }) { __typename } }`,
    may: [],
    scope: 'learners:write',
  },
  {
    field: 'Mutation.eraseLearner',
    ask: ({ learner }) =>
      `mutation { eraseLearner(input: { learner: "${learner}" }) { __typename } }`,
    may: ['self'],
    scope: 'learners:write',
    isOnce: true,
  },
  ...evidenceRows,
  {
    field: 'Mutation.confirmCompetency',
    ask: ({ learner }) =>
      `mutation { confirmCompetency(input: { learner: "${learner}", skill: "html" }) { __typename } }`,
    may: ['mentor'],
    scope: null,
  },

  {
    field: 'Mutation.createLearner and seeing the learner',
    ask: () => 'mutation { createLearner(input: {}) { ... on LearnerCreated { learner { id } } } }',
    told: (data) => data?.createLearner?.learner,
    may: [],
    scope: ['learners:write', 'learners:read'],
  },
  {
    field: 'Mutation.updateLearner and seeing the learner',
    ask: ({ learner }) =>
      `mutation { updateLearner(input: { learner: "${learner}" }) { ... on LearnerUpdated { learner { id } } } }`,
    told: (data) => data?.updateLearner?.learner,
    isKnownTo: { may: [], scope: 'learners:write' },
    may: ['self'],
    scope: ['learners:write', 'learners:read'],
  },

  // Placements
  {
    field: 'Query.checkPlacement',
    ask: () => '{ checkPlacement(input: {}) { __typename } }',
    ...everybody,
  },
  {
    field: 'Mutation.startPlacement',
    ask: ({ learner }) =>
      `mutation { startPlacement(input: { learner: "${learner}" }) { __typename } }`,
    may: ['self', 'mentor'],
    scope: 'evidence:write',
    isOnce: true,
  },
  {
    field: 'Mutation.startPlacement and seeing the learner',
    ask: ({ learner }) =>
      `mutation { startPlacement(input: { learner: "${learner}" }) { ... on PlacementStarted { placement { learner { id } } } } }`,
    told: (data) => data?.startPlacement?.placement?.learner,
    isKnownTo: { may: [], scope: 'evidence:write' },
    may: ['self', 'mentor'],
    scope: ['evidence:write', 'learners:read'],
    isOnce: true,
  },
  {
    field: 'Mutation.answerPlacement',
    ask: ({ placement }) =>
      `mutation { answerPlacement(input: { placement: "${placement}", question: "none", answer: YES }) { ... on NotAsked { message } } }`,
    may: ['self', 'mentor'],
    scope: 'evidence:write',
  },

  // Roadmaps
  {
    field: 'Mutation.adoptRoadmap',
    ask: ({ learner }) =>
      `mutation { adoptRoadmap(input: { learner: "${learner}", revision: 1, request: { goals: [{ skill: "css" }] } }) { __typename } }`,
    may: ['self'],
    scope: 'roadmaps:write',
  },
  {
    field: 'Mutation.adoptRoadmap and seeing the roadmap',
    ask: ({ learner }) =>
      `mutation { adoptRoadmap(input: { learner: "${learner}", revision: 1, request: { goals: [{ skill: "css" }] } }) { ... on RoadmapAdopted { roadmap { id } } } }`,
    told: (data) => data?.adoptRoadmap?.roadmap,
    may: ['self'],
    scope: ['roadmaps:write', 'learners:read'],
    otherwise: { 'without learners:read': 'null' },
    isKnownTo: { may: [], scope: 'roadmaps:write' },
  },
  {
    field: 'Mutation.guideRoadmap',
    ask: ({ learner }) =>
      `mutation { guideRoadmap(input: { learner: "${learner}", pins: ["http"] }) { __typename } }`,
    may: ['self', 'mentor'],
    scope: 'roadmaps:write',
  },
  {
    field: 'Mutation.revokeFeeds',
    ask: ({ learner }) =>
      `mutation { revokeFeeds(input: { learner: "${learner}" }) { __typename } }`,
    may: ['self'],
    scope: 'roadmaps:write',
  },

  {
    field: 'Subscription.roadmapChanged',
    ask: ({ learner }) =>
      `subscription { roadmapChanged(learner: "${learner}", since: 0) { says } }`,
    ...readers,
  },
  {
    field: 'Subscription.cohortActivity',
    ask: ({ cohort }) => `subscription { cohortActivity(cohort: "${cohort}", since: 0) { says } }`,
    ...leaders,
  },

  // Cohorts
  { field: 'Query.cohort', ask: ({ cohort }) => `{ cohort(id: "${cohort}") { id } }`, ...leaders },
  {
    field: 'Query.cohorts',
    ask: () => '{ cohorts { totalCount } }',
    may: ['mentor', 'otherMentor'],
    scope: 'cohorts:write',
  },
  {
    field: 'Mutation.createCohort',
    ask: () => 'mutation { createCohort(input: { title: "a" }) { __typename } }',
    may: ['mentor', 'otherMentor'],
    scope: 'cohorts:write',
  },
  ...leadersMutations.map(([field, input]) => ({
    field: `Mutation.${field}`,
    ask: (ids: Ids) =>
      `mutation { ${field}(input: { cohort: "${ids.cohort}"${input(ids)} }) { __typename } }`,
    ...leaders,
  })),
  {
    field: 'Mutation.removeCohortMembers',
    ask: ({ cohort, learner }) =>
      `mutation { removeCohortMembers(input: { cohort: "${cohort}", learners: ["${learner}"] }) { __typename } }`,
    ...leaders,
    isOnce: true,
  },
  ...['declareBaseline', 'retractBaseline'].map((field) => ({
    field: `Mutation.${field}`,
    ask: ({ cohort }: Ids) =>
      `mutation { ${field}(input: { cohort: "${cohort}", knows: [{ skill: "html" }] }) { __typename } }`,
    may: ['mentor'] as const,
    scope: ['cohorts:write', 'evidence:write'] as const,
    isKnownTo: leaders,
  })),
  ...['entrustLearners', 'releaseLearners'].map((field) => ({
    field: `Mutation.${field}`,
    ask: ({ otherMentor, learner }: Ids) =>
      `mutation { ${field}(input: { mentor: "${otherMentor}", learners: ["${learner}"] }) { __typename } }`,
    ...adminsAlone,
  })),
  {
    field: 'Mutation.addNote',
    ask: ({ learner }) =>
      `mutation { addNote(input: { learner: "${learner}", text: "a" }) { __typename } }`,
    may: ['mentor'],
    scope: null,
  },
  {
    field: 'Mutation.removeNote',
    ask: ({ note }) => `mutation { removeNote(input: { note: "${note}" }) { __typename } }`,
    may: ['mentor'],
    scope: null,
    isOnce: true,
  },

  // Mentors
  {
    field: 'Query.mentor',
    ask: ({ mentor }) => `{ mentor(id: "${mentor}") { id } }`,
    may: ['mentor'],
    scope: null,
    otherwise: 'null',
  },
  { field: 'Query.mentors', ask: () => '{ mentors { totalCount } }', ...adminsAlone },
  {
    field: 'Mutation.createMentor',
    ask: () => 'mutation { createMentor(input: {}) { __typename } }',
    ...adminsAlone,
  },
  {
    field: 'Mutation.updateMentor',
    ask: ({ mentor }) =>
      `mutation { updateMentor(input: { mentor: "${mentor}", name: "Grace" }) { __typename } }`,
    may: ['mentor'],
    scope: null,
  },
];

const node = (id: string, type: string, selection: string) =>
  `{ node(id: "${id}") { ... on ${type} { ${selection} } } }`;

export const ownTypes: readonly OwnType[] = [
  {
    type: 'Viewer',
    reach: (_ids, selection) => `{ viewer { ${selection} } }`,
    at: ['viewer'],
    ...everybody,
    fields: {
      kind: 'kind',
      canPlan: 'canPlan',
      latestSequence: 'latestSequence',
      name: 'name',
      scopes: 'scopes',
      learner: {
        ask: 'learner { id }',
        may: ['self', 'otherLearner'],
        scope: null,
        admin: false,
        otherwise: 'null',
      },
      mentor: {
        ask: 'mentor { id }',
        may: ['mentor', 'otherMentor'],
        scope: null,
        admin: false,
        otherwise: 'null',
      },
    },
  },
  {
    type: 'Token',
    reach: ({ token }, selection) => node(token, 'Token', selection),
    at: ['node'],
    ...adminsAlone,
    otherwise: 'null',
    fields: {
      id: 'id',
      kind: 'kind',
      title: 'title',
      scopes: 'scopes',
      learner: 'learner { id }',
      mentor: 'mentor { id }',
      prefix: 'prefix',
      persistedOperationsOnly: 'persistedOperationsOnly',
      createdAt: 'createdAt',
      expiresAt: 'expiresAt',
      lastUsedAt: 'lastUsedAt',
      revokedAt: 'revokedAt',
    },
  },
  {
    type: 'WebhookEndpoint',
    reach: ({ webhookEndpoint }, selection) => node(webhookEndpoint, 'WebhookEndpoint', selection),
    at: ['node'],
    ...webhookManagers,
    otherwise: 'null',
    fields: {
      id: 'id',
      url: 'url',
      title: 'title',
      types: 'types',
      isEnabled: 'isEnabled',
      disabledAt: 'disabledAt',
      disabledBecause: 'disabledBecause',
      lastDeliveredAt: 'lastDeliveredAt',
      pausedUntil: 'pausedUntil',
      rotatesUntil: 'rotatesUntil',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      deliveries: 'deliveries { totalCount nodes { id event { messageId } } }',
    },
  },
  {
    type: 'WebhookDelivery',
    reach: ({ webhookDelivery }, selection) => node(webhookDelivery, 'WebhookDelivery', selection),
    at: ['node'],
    ...webhookManagers,
    otherwise: 'null',
    fields: {
      id: 'id',
      event: 'event { messageId type at data }',
      state: 'state',
      nextAt: 'nextAt',
      attemptCount: 'attemptCount',
      attempts: 'attempts { number }',
      createdAt: 'createdAt',
      endedAt: 'endedAt',
    },
  },
  {
    type: 'ImportJob',
    reach: ({ importJob }, selection) => node(importJob, 'ImportJob', selection),
    at: ['node'],
    ...adminsAlone,
    otherwise: 'null',
    fields: {
      id: 'id',
      kind: 'kind',
      state: 'state',
      parts: 'parts',
      total: 'total',
      processed: 'processed',
      created: 'created',
      updated: 'updated',
      unchanged: 'unchanged',
      rejected: 'rejected',
      errors: 'errors { totalCount }',
      message: 'message',
      createdAt: 'createdAt',
      startedAt: 'startedAt',
      finishedAt: 'finishedAt',
    },
  },
  {
    type: 'Learner',
    reach: ({ learner }, selection) => node(learner, 'Learner', selection),
    at: ['node'],
    ...readers,
    otherwise: 'null',
    fields: {
      id: 'id',
      name: 'name',
      mail: 'mail',
      externalIds: 'externalIds { system externalId }',
      hoursPerWeek: 'hoursPerWeek',
      curriculum: 'curriculum { slug }',
      goals: 'goals { skill }',
      pauses: 'pauses { from }',
      prefers: 'prefers',
      avoids: 'avoids',
      excludes: 'excludes',
      completedProjects: 'completedProjects',
      since: 'since',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      knows: 'knows { because evidence { id } }',
      doubts: 'doubts { because evidence { id } }',
      retired: 'retired { because evidence { id } }',
      evidence: 'evidence { totalCount nodes { id } }',
      placements: 'placements { id }',
      roadmap: 'roadmap { id steps { key } }',
      roadmaps: 'roadmaps { totalCount nodes { id } }',
      planRoadmap: 'planRoadmap(request: { goals: [{ skill: "css" }] }) { __typename }',
      changes: 'changes { totalCount nodes { says roadmap { id } } }',
      feedUrl: {
        ask: 'feedUrl(as: ICALENDAR)',
        may: ['self'],
        scope: ['learners:read', 'roadmaps:write'],
        otherwise: exceptFor('mentor', 'without roadmaps:write'),
      },
      notes: {
        ask: 'notes { totalCount }',
        may: ['mentor'],
        scope: null,
        otherwise: exceptFor('self', 'scoped'),
      },
      export: {
        ask: 'export',
        may: ['self'],
        scope: 'learners:read',
        otherwise: exceptFor('mentor'),
      },
    },
  },
  {
    type: 'Evidence',
    reach: ({ evidence }, selection) => node(evidence, 'Evidence', selection),
    at: ['node'],
    ...readers,
    otherwise: 'null',
    fields: {
      id: 'id',
      kind: 'kind',
      source: 'source',
      externalId: 'externalId',
      curriculum: 'curriculum',
      skill: 'skill',
      level: 'level',
      competency: 'competency { text }',
      outcome: 'outcome',
      score: 'score',
      strength: 'strength',
      occurredAt: 'occurredAt',
      recordedAt: 'recordedAt',
      recordedBy: 'recordedBy',
      note: 'note',
      data: 'data',
    },
  },
  {
    type: 'Placement',
    reach: ({ placement }, selection) => node(placement, 'Placement', selection),
    at: ['node'],
    ...readers,
    otherwise: 'null',
    fields: {
      id: 'id',
      learner: 'learner { id }',
      curriculum: 'curriculum { slug }',
      question: 'question { key }',
      isDone: 'isDone',
      stopped: 'stopped',
      text: 'text',
      sureness: 'sureness',
      asked: 'asked',
      estimates: 'estimates { probability }',
      answers: 'answers { answer }',
      startedAt: 'startedAt',
      answeredAt: 'answeredAt',
      doneAt: 'doneAt',
    },
  },
  {
    type: 'AdoptedRoadmap',
    reach: ({ roadmap }, selection) => node(roadmap, 'AdoptedRoadmap', selection),
    at: ['node'],
    ...readers,
    otherwise: 'null',
    fields: {
      id: 'id',
      title: 'title',
      curriculum: 'curriculum { slug }',
      revision: 'revision',
      request: 'request { goals { skill } }',
      guidance: 'guidance { name }',
      adoptedAt: 'adoptedAt',
      plannedAt: 'plannedAt',
      endedAt: 'endedAt',
      isUpToDate: 'isUpToDate',
      needsAttention: 'needsAttention { message }',
      summary: 'summary',
      asPlanned: 'asPlanned { summary }',
      goals: 'goals { title }',
      steps: 'steps { key blockedBy { key } }',
      currentStep: 'currentStep { key }',
      nextSteps: 'nextSteps { key }',
      hoursDone: 'hoursDone',
      hoursLeft: 'hoursLeft',
      shareDone: 'shareDone',
      hoursPerWeek: 'hoursPerWeek',
      finishesOn: 'finishesOn',
      expectedFinishOn: 'expectedFinishOn',
      stalledSince: 'stalledSince',
      daysAhead: 'daysAhead',
    },
  },
  {
    type: 'Mentor',
    reach: ({ mentor }, selection) => node(mentor, 'Mentor', selection),
    at: ['node'],
    may: ['mentor'],
    scope: null,
    otherwise: 'null',
    fields: {
      id: 'id',
      name: 'name',
      mail: 'mail',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      externalIds: 'externalIds { externalId }',
      cohorts: 'cohorts { id }',
      mentees: 'mentees { totalCount nodes { learner { id } nextSteps { key } } }',
    },
  },
  {
    type: 'Cohort',
    reach: ({ cohort }, selection) => node(cohort, 'Cohort', selection),
    at: ['node'],
    ...leaders,
    otherwise: 'null',
    fields: {
      id: 'id',
      title: 'title',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      externalIds: 'externalIds { externalId }',
      mentors: 'mentors { id }',
      members: { ask: 'members { totalCount }', ...readingLeaders },
      weeklyReport: {
        ask: 'weeklyReport(week: "2027-03-01")',
        ...readingLeaders,
      },
      insight: { ask: 'insight { progress { text } }', ...readingLeaders },
    },
  },
  {
    type: 'LearnerAnalytics',
    reach: (_ids, selection) => `{ curriculum { analytics { learners { ${selection} } } } }`,
    at: ['curriculum', 'analytics', 'learners'],
    may: ['author'],
    scope: 'curricula:write',
    otherwise: 'FORBIDDEN',
    fields: {
      followers: 'followers',
      counted: 'counted',
      stalls: 'stalls { key }',
      alternatives: 'alternatives { chosen }',
    },
  },
];

/** What a mutation answers with: whoever may not do it gets none of it. */
export const answerTypes: readonly string[] = [
  ...['RosterImported', 'RosterChange', 'RosterChangeCount'],
  ...['ImportStarted', 'ImportChanged'],
  ...['TokenCreated', 'TokenRevoked', 'OperationsRegistered', 'OperationsRemoved'],
  ...['LearnerCreated', 'LearnerUpdated', 'LearnerErased'],
  ...['EvidenceRecorded', 'EvidenceItemResult', 'EvidenceProblem', 'CompetencyConfirmed'],
  ...['PlacementStarted', 'PlacementAnswered', 'NotAsked'],
  ...['RoadmapAdopted', 'RoadmapGuided', 'FeedsRevoked'],
  ...['MentorCreated', 'MentorUpdated'],
  ...['CohortCreated', 'CohortUpdated', 'CohortMembersChanged', 'MenteesChanged'],
  ...['LearnersInvited', 'InvitationLine', 'BaselineChanged', 'NoteAdded', 'NoteRemoved'],
  ...['ActivitiesMapped', 'ActivityUnmapped', 'ActorLinked'],
  ...['EvidenceImported', 'EvidenceImportCounts', 'ResultProblem'],
  ...['UnknownResultLearner', 'UnknownResultOutcome'],
  ...['CredentialRecorded', 'RecordedCredential', 'CredentialProblem', 'CredentialFinding'],
  ...['CredentialAlignment', 'UnmappedAlignment', 'CredentialRetracted'],
  ...['CredentialIssuerAllowed', 'CredentialIssuerDisallowed'],
  ...['WebhookEndpointCreated', 'WebhookEndpointUpdated', 'WebhookEndpointRemoved'],
  ...['WebhookSecretRotated', 'WebhookDeliveryQueued', 'WebhookDeliveriesQueued'],
];

/** What the values of own types are made of: had by whoever has the whole, and reached in no other way. */
export const partTypes: readonly string[] = [
  'Stall',
  'ImpactExample',
  ...['Note', 'Mentee', 'NextStep', 'Block', 'CohortInsight', 'ProgressDistribution'],
  ...['Bottleneck', 'LearningGroup', 'Workshop'],
  ...['AdoptedStep', 'AdoptedGoal', 'AdoptedRequest', 'Guidance', 'RoadmapAttention'],
  'ImportRefusal',
  ...['PersistedOperation', 'RegisteredOperation'],
  ...['Change', 'LearnerChange', 'RoadmapChange', 'ReplanCause', 'StepChange', 'RenamedStep'],
  ...[
    'LearnerGoal',
    'ExternalId',
    'Pause',
    'DoubtedCompetency',
    'RetiredCompetency',
    'PlacementAnswer',
  ],
  // Of lists that have rights of their own.
  ...['ActivityMapping', 'MappedCompetency', 'VerbRule'],
  ...['UnlinkedActor', 'UnmappedActivity', 'StatementGain'],
  ...['CredentialIssuer', 'AchievementTypeLevel'],
  ...['WebhookEvent', 'WebhookAttempt'],
];

/** What a catalogue or an answer of the planner is made of, and refusals: nothing in them is anybody's. */
export const publicTypes: readonly string[] = [
  ...['DefectiveRoster', 'MassDeparture', 'RowProblem'],
  'RateLimit',
  ...['RevisionComparison', 'CurriculumDifference', 'Alteration', 'AlteredItem', 'ValueChange'],
  ...['HoursChange', 'LevelChange', 'RequirementChange', 'RequirementPart', 'ListChange'],
  ...['PlaceChange', 'CurriculumEffects', 'GoalEffect', 'PlannedGoal', 'EffectStep'],
  // Figures about people, but of none of whom whoever asks may not know.
  ...['CurriculumPreview', 'CurriculumImpact', 'RoadmapsImpact', 'EvidenceImpact', 'HoursImpact'],
  ...['HoursQuantile', 'HoursBucket', 'GoalImpact', 'LostGoal', 'LostSkill', 'UndoneStep'],
  ...['CurriculumAnalytics', 'CompetencyChain', 'CompetencyAnalytics', 'GoalAnalytics'],
  'AlternativeAnalytics',
  ...['Advice', 'AllOf', 'AnyOf', 'Area', 'ArgumentLine', 'AtLeast', 'CareerPath', 'CareerPathFit'],
  'CredentialRefused',
  ...['CurriculumPublished', 'CurriculumUnchanged', 'CurriculumSound', 'CurriculumSize'],
  ...[
    'Revision',
    'RevisionConflict',
    'Defect',
    'DefectReport',
    'DefectRule',
    'CurriculumExport',
    'CurriculumImported',
    'ExportedFile',
    'ExportRemark',
    'ImportRemark',
    'ImportRemarkCount',
    'ImportReport',
    'DefectiveCurriculum',
  ],
  ...['CareerPathSuggestions', 'Choice', 'ChoiceOption', 'Competency', 'Curriculum', 'Goal'],
  ...[
    'GoalComparison',
    'ExternalIdTaken',
    'GoalCost',
    'Interest',
    'InvalidRequest',
    'KeyConflict',
    'NoRoadmap',
    'NotAsShown',
    'KnownCompetency',
  ],
  ...['Lateness', 'LongestChain', 'Milestone', 'MovedStep', 'OrderProof', 'PageInfo'],
  ...['PlacementCheck', 'PlacementEstimate', 'PlacementQuestion'],
  ...['Prerequisite', 'Problem', 'ProficiencyLevel', 'Project', 'Proof', 'Reason', 'RemovedStep'],
  ...['Repair', 'Resource', 'Roadmap', 'RoadmapChanges', 'SharedHours', 'Side', 'Skill'],
  ...['SkillLevel', 'Step', 'UnknownName', 'UnknownNames', 'UnreachableGoals', 'Wish'],
  'WebhookEventKind',
];
