import { operator } from '../../src/actions/actor.ts';
import { createToken, type TokenInput } from '../../src/actions/create-token.ts';
import type { Environment } from '../../src/actions/environment.ts';
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
  /** What the others get. */
  readonly otherwise?: 'FORBIDDEN' | 'null';
}

export interface Row extends Rights {
  /** `Query.node`, and after a space what is to be told apart. */
  readonly field: string;
  readonly ask: (ids: Ids) => string;
  /** The value that is null for those who may not; that of the field where it is left out. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
  readonly told?: (data: any) => unknown;
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
  };
}

const everybody: Rights = {
  may: ['anonymous', 'self', 'otherLearner', 'mentor', 'otherMentor', 'author'],
  scope: 'any',
};
const adminsAlone: Rights = { may: [], scope: null };

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
      mentor: 'mentor { id }',
      prefix: 'prefix',
      createdAt: 'createdAt',
      expiresAt: 'expiresAt',
      lastUsedAt: 'lastUsedAt',
      revokedAt: 'revokedAt',
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
  ...['MentorCreated', 'MentorUpdated'],
];

/** What a catalogue or an answer of the planner is made of, and refusals: nothing in them is anybody's. */
export const publicTypes: readonly string[] = [
  ...['Advice', 'AllOf', 'AnyOf', 'Area', 'ArgumentLine', 'AtLeast', 'CareerPath', 'CareerPathFit'],
  ...['CareerPathSuggestions', 'Choice', 'ChoiceOption', 'Competency', 'Curriculum', 'Goal'],
  ...['GoalComparison', 'GoalCost', 'Interest', 'InvalidRequest', 'KeyConflict', 'KnownCompetency'],
  ...['Lateness', 'LongestChain', 'Milestone', 'MovedStep', 'OrderProof', 'PageInfo'],
  ...['Prerequisite', 'Problem', 'ProficiencyLevel', 'Project', 'Proof', 'Reason', 'RemovedStep'],
  ...['Repair', 'Resource', 'Roadmap', 'RoadmapChanges', 'SharedHours', 'Side', 'Skill'],
  ...['SkillLevel', 'Step', 'UnknownName', 'UnknownNames', 'UnreachableGoals', 'Wish'],
];
