import type { Learner } from '../curriculum/learner.ts';
import type { Cohort } from '../curriculum/mentor.ts';
import { type ListedPerson, readPeople } from '../exchange/invitations.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import type { StoreWrites } from '../store/store.ts';
import { invariant } from '../util/invariant.ts';
import type { Actor } from './actor.ts';
import { cohortLimits } from './cohort-limits.ts';
import { join, refuseCrowd } from './cohort-members.ts';
import { readNewLearner } from './create-learner.ts';
import { newToken, secretHash } from './create-token.ts';
import type { Environment } from './environment.ts';
import { cohortIn, forbidsCohort, invalid, unknownCohort } from './find-cohort.ts';
import { type KeyConflict, keepResponse } from './keep-response.ts';
import { learnerLimits } from './learner-limits.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { ProblemList } from './problem-list.ts';

/** Exactly one of the two lists. */
export interface InviteLearnersInput {
  readonly cohort: string;
  readonly people?:
    | readonly {
        readonly name?: string | null | undefined;
        readonly mail?: string | null | undefined;
      }[]
    | null
    | undefined;
  readonly csv?: string | null | undefined;
  /** Whether everybody who is created gets a token. */
  readonly withTokens?: boolean | null | undefined;
  /** Under it a repetition is answered as the first time was, but for the secrets of tokens, which are not kept. */
  readonly idempotencyKey?: string | null | undefined;
}

export const invitationStatuses = ['CREATED', 'EXISTS', 'REJECTED'] as const;

/** What became of a line of the list. */
export interface InvitationLine {
  /** Of the text, or the place in the list; from 1. */
  readonly line: number;
  readonly status: (typeof invitationStatuses)[number];
  /** The id of the learner, who is a member now; null where the line was rejected. */
  readonly learner: string | null;
  /** What is wrong with it, or why nobody was created; null otherwise. */
  readonly reason: string | null;
  /** Of a token for the learner, shown this once. */
  readonly secret: string | null;
}

export type InviteLearnersResult =
  | {
      readonly kind: 'learners-invited';
      readonly cohort: string;
      readonly lines: readonly InvitationLine[];
    }
  | KeyConflict
  | Forbidden
  | UnknownNames
  | InvalidRequest;

/**
 * Takes people from a list into a cohort, in one transaction, and says line by line what came of it; lines that are wrong
 * keep nobody else out. Who has the mail address of a member, or of somebody whom the mentor looks after, is that learner;
 * nobody else is looked up, so that lists tell nothing about strangers, and an address opens nobody's data. Only whoever is
 * created gets a token.
 */
export async function inviteLearners(
  environment: Environment,
  actor: Actor,
  input: InviteLearnersInput,
): Promise<InviteLearnersResult> {
  const { cohort: id, idempotencyKey } = input;
  const forbidden =
    forbids(actor, 'INVITE_LEARNERS') ?? (await forbidsCohort(environment, actor, id));
  if (forbidden) return forbidden;
  invariant(actor.kind !== 'ANONYMOUS', 'strangers invite nobody');
  const read = readList(input);
  if (read.kind !== 'people') return read;
  const at = environment.now();
  const withTokens = input.withTokens ?? false;
  const repeatable = {
    owner: actor.name,
    key: idempotencyKey ?? null,
    payload: { inviteLearners: [id, read.people, withTokens] },
    at,
  };
  let secrets = new Map<string, string>();
  const kept = await keepResponse(
    environment,
    repeatable,
    async (writes): Promise<InviteLearnersResult> => {
      secrets = new Map();
      const cohort = await cohortIn(writes, id);
      if (!cohort) return unknownCohort(id);
      const list = await admit(environment, actor, writes, cohort, read.people, at);
      if ('kind' in list) return list;
      const created = list.filter(({ status }) => status === 'CREATED');
      for (const { learner } of withTokens ? created : []) {
        const title = `Invitation to ${cohort.title}`.slice(0, learnerLimits.title);
        const made = newToken(environment, { kind: 'LEARNER', learner, title }, at);
        await writes.tokens.create(made.token, secretHash(made.secret));
        secrets.set(learner!, made.secret);
      }
      return { kind: 'learners-invited', cohort: id, lines: list };
    },
  );
  if (kept.kind !== 'learners-invited') return kept;
  // Secrets go to whoever asked first, and nowhere else.
  return {
    ...kept,
    lines: kept.lines.map((line) => ({ ...line, secret: secrets.get(line.learner ?? '') ?? null })),
  };
}

function readList({
  people,
  csv,
  idempotencyKey,
}: InviteLearnersInput):
  | { readonly kind: 'people'; readonly people: readonly ListedPerson[] }
  | InvalidRequest {
  const problems = new ProblemList();
  problems.checkText('idempotencyKey', idempotencyKey, learnerLimits.idempotencyKey);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  if ((people == null) === (csv == null))
    return invalid('people', 'Give the people either as `people` or as `csv`.');
  if (csv != null && csv.length > cohortLimits.invitationText)
    return invalid(
      'csv',
      `\`csv\` has ${csv.length} characters; ${cohortLimits.invitationText} are the most.`,
    );
  const read =
    csv != null
      ? readPeople(csv)
      : { kind: 'people' as const, people: (people ?? []).map(personAt) };
  if (read.kind === 'unreadable') return invalid('csv', read.message);
  const path = csv == null ? 'people' : 'csv';
  const count = read.people.length;
  if (count === 0) return invalid(path, `There is nobody on the list in \`${path}\`.`);
  if (count > cohortLimits.invitations)
    return invalid(
      path,
      `There are ${count} people on the list; ${cohortLimits.invitations} are the most.`,
    );
  return read;
}

function personAt(
  { name, mail }: { name?: string | null | undefined; mail?: string | null | undefined },
  index: number,
): ListedPerson {
  return { line: index + 1, name: name?.trim() || null, mail: mail?.trim() || null };
}

type Line = Omit<InvitationLine, 'secret'>;

async function admit(
  environment: Environment,
  actor: Actor,
  writes: StoreWrites,
  cohort: Cohort,
  people: readonly ListedPerson[],
  at: Date,
): Promise<readonly (Line & { readonly secret: null })[] | InvalidRequest> {
  const known = await knownByMail(writes, actor, cohort);
  const firstLines = new Map<string, number>();
  const created: Learner[] = [];
  const lines = people.map(({ line, name, mail }): Line => {
    const rejected = (reason: string): Line => ({
      line,
      status: 'REJECTED',
      learner: null,
      reason,
    });
    if (name === null && mail === null)
      return rejected('There is neither a name nor a mail address.');
    const address = mail?.toLowerCase() ?? '';
    const first = firstLines.get(address);
    if (first !== undefined) return rejected(`Line ${first} has the same mail address.`);
    if (mail !== null) firstLines.set(address, line);
    const present = mail === null ? undefined : known.get(address);
    if (present !== undefined) {
      const reason = present.isMember
        ? 'Somebody with this mail address is a member already.'
        : 'You look after somebody with this mail address, who is a member from now on.';
      return { line, status: 'EXISTS', learner: present.id, reason };
    }
    const read = readNewLearner(environment, { name, mail });
    if (read.kind !== 'learner') return rejected(read.problems[0]!.message);
    created.push(read.learner);
    return { line, status: 'CREATED', learner: read.learner.id, reason: null };
  });
  const ids = lines.flatMap(({ learner }) => learner ?? []);
  // Before anybody is created who would have no place.
  const refusal = await refuseCrowd(writes, cohort, ids);
  if (refusal) return refusal;
  await writes.learners.create(created);
  await writes.learners.lock(ids);
  await join(writes, cohort, ids, at);
  return lines.map((line) => ({ ...line, secret: null }));
}

/** The learners whom the list may mean, by their mail address. */
async function knownByMail({ cohorts, mentors }: StoreWrites, actor: Actor, { id }: Cohort) {
  const known = new Map<string, { readonly id: string; readonly isMember: boolean }>();
  const add = (learners: readonly Learner[], isMember: boolean) => {
    for (const { id, mail } of learners)
      if (mail !== null) known.set(mail.toLowerCase(), { id, isMember });
  };
  if (actor.kind === 'MENTOR')
    add(await mentors.mentees(actor.mentor, { limit: cohortLimits.mentees }), false);
  add(await cohorts.members(id, { limit: cohortLimits.members }), true);
  return known;
}
