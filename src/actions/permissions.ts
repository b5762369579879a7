import type { Scope } from '../curriculum/token.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';

/**
 * The actor may not do it, or there is nothing to do it to: whoever may not know whether something exists is told the same
 * either way.
 */
export interface Forbidden {
  readonly kind: 'forbidden';
  readonly message: string;
  /** What a service would need; null for other kinds of actors. */
  readonly requiredScope: Scope | null;
}

/** What can be done to a learner, and who may: the learner, those who look after the learner, services with the scope; admins always. */
const rules = {
  READ: { self: true, mentor: true, scope: 'learners:read' },
  UPDATE: { self: true, mentor: false, scope: 'learners:write' },
  EXPORT: { self: true, mentor: false, scope: 'learners:read' },
  ERASE: { self: true, mentor: false, scope: 'learners:write' },
  /** Which kinds of evidence an actor may hand in is for `mayHandIn` to tell. */
  RECORD_EVIDENCE: { self: true, mentor: true, scope: 'evidence:write' },
  ADOPT_ROADMAP: { self: true, mentor: false, scope: 'roadmaps:write' },
  /** Pins and vetoes on an adopted roadmap. */
  GUIDE: { self: true, mentor: true, scope: 'roadmaps:write' },
  READ_NOTES: { self: false, mentor: true, scope: null },
  WRITE_NOTES: { self: false, mentor: true, scope: null },
} as const satisfies Record<string, Rule>;

interface Rule {
  readonly self: boolean;
  readonly mentor: boolean;
  /** Null where no service may. */
  readonly scope: Scope | null;
}

export type LearnerDeed = keyof typeof rules;
export const learnerDeeds = Object.keys(rules) as readonly LearnerDeed[];

/** Those of the learners to whom the actor may do it, in one statement at the most; ids of nobody may be among them. */
export async function permittedLearners(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  deed: LearnerDeed,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { self, mentor, scope } = rules[deed];
  switch (actor.kind) {
    case 'ADMIN':
      return new Set(ids);
    case 'SERVICE':
      return new Set(scope !== null && actor.scopes.includes(scope) ? ids : []);
    case 'LEARNER':
      return new Set(self ? ids.filter((id) => id === actor.learner) : []);
    case 'MENTOR':
      return mentor
        ? store.reads.mentors.menteesAmong(actor.mentor, ids.filter(isUuid))
        : new Set();
    case 'AUTHOR':
    case 'ANONYMOUS':
      return new Set();
  }
}

/** The refusal of a deed to a learner who may or may not exist. */
export function forbiddenLearner(actor: Actor, deed: LearnerDeed): Forbidden {
  return forbidden(
    'There is no such learner, or you may not do this to the learner.',
    actor.kind === 'SERVICE' ? rules[deed].scope : null,
  );
}

/** Those of the cohorts that the actor may see and change: its mentors, services with the scope, admins. */
export async function permittedCohorts(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  switch (actor.kind) {
    case 'ADMIN':
      return new Set(ids);
    case 'SERVICE':
      return new Set(actor.scopes.includes('cohorts:write') ? ids : []);
    case 'MENTOR': {
      const own = (await store.reads.cohorts.ofMentors([actor.mentor])).get(actor.mentor) ?? [];
      const isOwn = new Set(own.map(({ id }) => id));
      return new Set(ids.filter((id) => isOwn.has(id)));
    }
    default:
      return new Set();
  }
}

export function forbiddenCohort(actor: Actor): Forbidden {
  return forbidden(
    'There is no such cohort, or you do not look after it.',
    actor.kind === 'SERVICE' ? 'cohorts:write' : null,
  );
}

/** What can be done to nobody in particular, and who may beside admins. */
const generalRules = {
  /** Roadmaps, comparisons and suggestions of which nothing is stored; strangers where the server lets them. */
  PLAN: { kinds: ['LEARNER', 'MENTOR', 'SERVICE', 'AUTHOR'], scope: null },
  CREATE_LEARNERS: { kinds: [], scope: 'learners:write' },
  LIST_LEARNERS: { kinds: [], scope: 'learners:read' },
  CREATE_COHORTS: { kinds: ['MENTOR'], scope: 'cohorts:write' },
  /** Into the cohorts that one looks after. */
  INVITE_LEARNERS: { kinds: ['MENTOR'], scope: 'cohorts:write' },
  /** To say what other systems call them: by it those systems fill them. */
  NAME_COHORTS: { kinds: [], scope: 'cohorts:write' },
  MANAGE_MENTORS: { kinds: [], scope: null },
  /** Who is in which class, as a school says it. */
  IMPORT_ROSTERS: { kinds: [], scope: 'rosters:write' },
  MANAGE_TOKENS: { kinds: [], scope: null },
  /** To say whose signed credentials are believed. */
  MANAGE_ISSUERS: { kinds: [], scope: null },
  /** To keep operations that are asked for by name, also by those who may ask nothing else. */
  REGISTER_OPERATIONS: { kinds: [], scope: 'operations:write' },
  /** What happened to whomever, for systems that keep copies. */
  LIST_CHANGES: { kinds: [], scope: 'learners:read' },
  /** What learning platforms saw, as they tell it. */
  SEND_STATEMENTS: { kinds: [], scope: 'evidence:write' },
  READ_STATEMENTS: { kinds: [], scope: 'learners:read' },
  /** To say what activities of learning platforms show. */
  MAP_ACTIVITIES: { kinds: [], scope: 'evidence:write' },
  /** To say what other systems are told, and to see what was told. */
  MANAGE_WEBHOOKS: { kinds: [], scope: 'webhooks:manage' },
  PUBLISH: { kinds: ['AUTHOR'], scope: 'curricula:write' },
} as const satisfies Record<
  string,
  { readonly kinds: readonly Actor['kind'][]; readonly scope: Scope | null }
>;

export type GeneralDeed = keyof typeof generalRules;
export const generalDeeds = Object.keys(generalRules) as readonly GeneralDeed[];

/** Null where the actor may. */
export function forbids(actor: Actor, deed: GeneralDeed): Forbidden | null {
  const { kinds, scope }: { kinds: readonly Actor['kind'][]; scope: Scope | null } =
    generalRules[deed];
  if (actor.kind === 'ADMIN' || kinds.includes(actor.kind)) return null;
  if (actor.kind === 'ANONYMOUS' && deed === 'PLAN' && actor.mayPlan) return null;
  if (actor.kind === 'ANONYMOUS')
    return forbidden('You may not do this without a token that says who you are.', null);
  if (actor.kind !== 'SERVICE') return forbidden('You may not do this.', null);
  return scope !== null && actor.scopes.includes(scope)
    ? null
    : forbidden('This token may not do this.', scope);
}

function forbidden(message: string, requiredScope: Scope | null): Forbidden {
  return { kind: 'forbidden', message, requiredScope };
}
