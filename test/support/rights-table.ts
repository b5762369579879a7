import { operator } from '../../src/actions/actor.ts';
import { createToken, type TokenInput } from '../../src/actions/create-token.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { recordEvidence } from '../../src/actions/record-evidence.ts';
import { type Scope, scopes } from '../../src/curriculum/token.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { newCohort, newId, newLearner, newMentor } from './learners.ts';

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

/** Admins may unless they are left out; services where the scope is theirs, or whatever theirs are where it is `any`. */
export interface Rights {
  readonly may: readonly Exclude<Asker, 'scoped' | 'unscoped' | 'admin'>[];
  readonly scope: Scope | 'any' | null;
  readonly admin?: boolean;
  /** What the others get, or those of them who do not get `FORBIDDEN`. */
  readonly otherwise?: 'FORBIDDEN' | 'null' | Partial<Record<Asker, 'null'>>;
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
}

/** A learner, all who have to do with the learner, and all who have not. */
export interface World {
  readonly ids: Ids;
  readonly secretOf: (asker: Asker, scope: Rights['scope']) => Promise<string | undefined>;
}

export async function makeWorld(environment: Environment): Promise<World> {
  const [learner, otherLearner] = [newLearner(), newLearner()];
  const [mentor, otherMentor] = [newMentor(), newMentor()];
  const cohort = newCohort();
  const at = environment.now();
  await environment.store.write(async ({ learners, mentors, cohorts }) => {
    await learners.create([learner, otherLearner]);
    await learners.lock([learner.id]);
    await mentors.create(mentor);
    await mentors.create(otherMentor);
    await cohorts.create(cohort);
    await cohorts.addMembers(cohort.id, [learner.id], at);
    await cohorts.addMentors(cohort.id, [mentor.id], at);
  });
  const says = { learner: { id: learner.id }, kind: 'DECLARED', skill: 'html' } as const;
  const recorded = await recordEvidence(environment, operator, { items: [says] });
  if (recorded.kind !== 'evidence-recorded') throw new Error(recorded.message);
  const create = async (token: Omit<TokenInput, 'title'>) => {
    const created = await createToken(environment, operator, { title: 'Test', ...token });
    if (created.kind !== 'token-created') throw new Error(created.message);
    return created;
  };
  const { token } = await create({ kind: 'AUTHOR' });
  const secretOf: World['secretOf'] = async (asker, scope) => {
    const kind = tokenOf[asker];
    if (kind === null) return undefined;
    const whom = {
      self: { learner: learner.id },
      otherLearner: { learner: otherLearner.id },
      mentor: { mentor: mentor.id },
      otherMentor: { mentor: otherMentor.id },
      scoped: { scopes: scope === null || scope === 'any' ? scopes : [scope] },
      unscoped: { scopes: scopes.filter((one) => one !== scope) },
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
  };
}

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

const catalogue: readonly (readonly [field: string, asks: string])[] = [
  ['nodes', 'nodes(ids: []) { id }'],
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
  ['suggestCareerPaths', 'suggestCareerPaths(input: { interests: [] }) { __typename }'],
];

export const rows: readonly Row[] = [
  ...catalogue.map(([field, asks]) => ({
    field: `Query.${field}`,
    ask: () => `{ ${asks} }`,
    ...everybody,
  })),

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

  // Mentors
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

/** Those who may not see the whole are told that there is nothing; the rest hear that the field is not for them. */
const exceptFor = (...told: Asker[]): Partial<Record<Asker, 'null'>> =>
  Object.fromEntries(
    askers.filter((asker) => !told.includes(asker)).map((asker) => [asker, 'null']),
  );

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
      createdAt: 'createdAt',
      expiresAt: 'expiresAt',
      lastUsedAt: 'lastUsedAt',
      revokedAt: 'revokedAt',
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
      evidence: 'evidence { totalCount nodes { id } }',
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
    },
  },
];

/** What a mutation answers with: whoever may not do it gets none of it. */
export const answerTypes: readonly string[] = [
  ...['TokenCreated', 'TokenRevoked'],
  ...['LearnerCreated', 'LearnerUpdated', 'LearnerErased'],
  ...['EvidenceRecorded', 'EvidenceItemResult', 'EvidenceProblem', 'CompetencyConfirmed'],
  ...['MentorCreated', 'MentorUpdated'],
];

/** What the values of own types are made of: had by whoever has the whole, and reached in no other way. */
export const partTypes: readonly string[] = [
  ...['LearnerGoal', 'ExternalId', 'Pause', 'DoubtedCompetency'],
];

/** What a catalogue or an answer of the planner is made of, and refusals: nothing in them is anybody's. */
export const publicTypes: readonly string[] = [
  ...['Advice', 'AllOf', 'AnyOf', 'Area', 'ArgumentLine', 'AtLeast', 'CareerPath', 'CareerPathFit'],
  ...['CareerPathSuggestions', 'Choice', 'ChoiceOption', 'Competency', 'Curriculum', 'Goal'],
  ...[
    'GoalComparison',
    'ExternalIdTaken',
    'GoalCost',
    'Interest',
    'InvalidRequest',
    'KeyConflict',
    'KnownCompetency',
  ],
  ...['Lateness', 'LongestChain', 'Milestone', 'MovedStep', 'OrderProof', 'PageInfo'],
  ...['Prerequisite', 'Problem', 'ProficiencyLevel', 'Project', 'Proof', 'Reason', 'RemovedStep'],
  ...['Repair', 'Resource', 'Roadmap', 'RoadmapChanges', 'SharedHours', 'Side', 'Skill'],
  ...['SkillLevel', 'Step', 'UnknownName', 'UnknownNames', 'UnreachableGoals', 'Wish'],
];
