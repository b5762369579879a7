import { enrollmentRoles } from '../exchange/roster/roster.ts';
import type { RosterState } from '../exchange/roster/roster-state.ts';
import type { RosterClassRow, RosterUserRow } from '../store/rosters.ts';
import type { StoreReads, StoreWrites } from '../store/store.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { invariant } from '../util/invariant.ts';

/** What a source has said so far, and which rows and people stand for it. All keys are ids of the source. */
export interface KeptRoster {
  readonly state: RosterState;
  readonly users: ReadonlyMap<string, RosterUserRow>;
  readonly classes: ReadonlyMap<string, RosterClassRow>;
}

export async function keptRoster(
  { rosters }: Pick<StoreReads, 'rosters'>,
  source: string,
): Promise<KeptRoster> {
  const { roster, classes, users, agents, enrollments } = await rosters.all(source);
  const idOf = new Map([...users, ...classes].map(({ id, sourcedId }) => [id, sourcedId]));
  const agentsOf = new Map<string, string[]>(users.map(({ id }) => [id, []]));
  for (const { user, agent } of agents) agentsOf.get(user)!.push(idOf.get(agent)!);
  const state: RosterState = {
    orgs: mapOf(roster?.orgs, (name) => ({ name })),
    terms: mapOf(roster?.terms, (endsOn) => ({ endsOn })),
    classes: new Map(
      classes.map(({ sourcedId, title, org, terms }) => [sourcedId, { title, org, terms }]),
    ),
    users: new Map(
      users.map(({ id, sourcedId, isEnabled, name, mail, externalIds }) => [
        sourcedId,
        { isEnabled, name, mail, externalIds, agents: agentsOf.get(id)! },
      ]),
    ),
    roles: new Map(
      users.flatMap(({ sourcedId: user, roles }) =>
        roles.map(
          ([id, role, beginsOn, endsOn]) => [id, { user, role, beginsOn, endsOn }] as const,
        ),
      ),
    ),
    enrollments: new Map(
      enrollments.map(({ sourcedId, class: inClass, user, role, beginsOn, endsOn }) => [
        sourcedId,
        {
          class: idOf.get(inClass)!,
          user: idOf.get(user)!,
          role: enrollmentRoles.find((known) => known === role)!,
          beginsOn,
          endsOn,
        },
      ]),
    ),
  };
  const bySourcedId = <Row extends { readonly sourcedId: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [row.sourcedId, row]));
  return { state, users: bySourcedId(users), classes: bySourcedId(classes) };
}

function mapOf<Value>(
  record: Readonly<Record<string, string | null>> | undefined,
  read: (text: string | null) => Value,
): ReadonlyMap<string, Value> {
  return new Map(Object.entries(record ?? {}).map(([id, text]) => [id, read(text)]));
}

/** What is to be kept from now on: the state, and the rows of users and classes without what the state says of them. */
export interface RosterToKeep {
  readonly state: RosterState;
  /** The ids of rows, and of the people and cohorts that stand for them. */
  readonly users: ReadonlyMap<string, Pick<RosterUserRow, 'id' | 'learner' | 'mentor'>>;
  readonly classes: ReadonlyMap<string, Pick<RosterClassRow, 'id' | 'cohort'>>;
}

/** Puts what is said now in place of what was said before; what stays the same is not written. */
export async function keepRoster(
  { rosters }: Pick<StoreWrites, 'rosters'>,
  source: string,
  before: KeptRoster,
  after: RosterToKeep,
  changedAt: Date,
): Promise<void> {
  await rosters.removeEnrollments(source, gone(before.state.enrollments, after.state.enrollments));
  const agents = {
    before: agentRows(before.state, before.users),
    after: agentRows(after.state, after.users),
  };
  await rosters.removeAgents(differing(agents.after, agents.before));
  await rosters.removeUsers(gone(before.users, after.users).map((id) => before.users.get(id)!.id));
  await rosters.removeClasses(
    gone(before.classes, after.classes).map((id) => before.classes.get(id)!.id),
  );
  await rosters.putClasses(differing(before.classes, classRows(source, after)));
  await rosters.putUsers(differing(before.users, userRows(source, after)));
  await rosters.addAgents(differing(agents.before, agents.after));
  await rosters.putEnrollments(enrollmentRows(source, before, after));
  const { orgs, terms } = after.state;
  await rosters.put({
    source,
    orgs: Object.fromEntries([...orgs].map(([id, { name }]) => [id, name])),
    terms: Object.fromEntries([...terms].map(([id, { endsOn }]) => [id, endsOn])),
    changedAt,
  });
}

/** Whether there is anything that `keepRoster` would write. */
export function isKept(source: string, before: KeptRoster, after: RosterToKeep): boolean {
  const { state } = before;
  return (
    canonicalJson([[...state.orgs].sort(), [...state.terms].sort()]) ===
      canonicalJson([[...after.state.orgs].sort(), [...after.state.terms].sort()]) &&
    state.enrollments.size === after.state.enrollments.size &&
    before.users.size === after.users.size &&
    before.classes.size === after.classes.size &&
    differing(before.classes, classRows(source, after)).length === 0 &&
    differing(before.users, userRows(source, after)).length === 0 &&
    differing(agentRows(state, before.users), agentRows(after.state, after.users)).length === 0 &&
    differing(agentRows(after.state, after.users), agentRows(state, before.users)).length === 0 &&
    enrollmentRows(source, before, after).length === 0
  );
}

function gone(
  before: ReadonlyMap<string, unknown>,
  after: { readonly has: (id: string) => boolean },
): string[] {
  return [...before.keys()].filter((id) => !after.has(id));
}

/** Those of the rows that are not among the others as they are. */
function differing<Row>(
  others: ReadonlyMap<string, unknown>,
  rows: ReadonlyMap<string, Row>,
): Row[] {
  return [...rows]
    .filter(([id, row]) => !others.has(id) || canonicalJson(others.get(id)) !== canonicalJson(row))
    .map(([, row]) => row);
}

function classRows(
  source: string,
  { state, classes }: RosterToKeep,
): ReadonlyMap<string, RosterClassRow> {
  return new Map(
    [...state.classes].map(([sourcedId, { title, org, terms }]) => [
      sourcedId,
      { ...rowOf(classes, sourcedId), source, sourcedId, title, org, terms },
    ]),
  );
}

function userRows(
  source: string,
  { state, users }: RosterToKeep,
): ReadonlyMap<string, RosterUserRow> {
  const roles = new Map<string, RosterUserRow['roles'][number][]>();
  for (const [id, { user, role, beginsOn, endsOn }] of state.roles)
    roles.set(user, [...(roles.get(user) ?? []), [id, role, beginsOn, endsOn]]);
  return new Map(
    [...state.users].map(([sourcedId, { isEnabled, name, mail, externalIds }]) => [
      sourcedId,
      {
        ...rowOf(users, sourcedId),
        ...{ source, sourcedId, isEnabled, name, mail, externalIds },
        roles: (roles.get(sourcedId) ?? []).sort(([one], [two]) => (one < two ? -1 : 1)),
      },
    ]),
  );
}

function agentRows(
  { users }: RosterState,
  rows: ReadonlyMap<string, Pick<RosterUserRow, 'id'>>,
): ReadonlyMap<string, { readonly user: string; readonly agent: string }> {
  const pairs = [...users].flatMap(([id, { agents }]) =>
    agents.map((agent) => ({ user: rowOf(rows, id).id, agent: rowOf(rows, agent).id })),
  );
  return new Map(pairs.map((pair) => [`${pair.user} ${pair.agent}`, pair]));
}

/** Those that weren't, or were otherwise. */
function enrollmentRows(
  source: string,
  before: KeptRoster,
  { state, users, classes }: RosterToKeep,
) {
  return [...state.enrollments].flatMap(([sourcedId, enrollment]) => {
    const known = before.state.enrollments.get(sourcedId);
    const isSame =
      known !== undefined &&
      known.class === enrollment.class &&
      known.user === enrollment.user &&
      known.role === enrollment.role &&
      known.beginsOn === enrollment.beginsOn &&
      known.endsOn === enrollment.endsOn &&
      before.users.has(known.user) &&
      before.classes.has(known.class);
    if (isSame) return [];
    const user = rowOf(users, enrollment.user).id;
    return [{ source, sourcedId, ...enrollment, user, class: rowOf(classes, enrollment.class).id }];
  });
}

function rowOf<Row>(rows: ReadonlyMap<string, Row>, sourcedId: string): Row {
  const row = rows.get(sourcedId);
  invariant(row, 'whatever a roster names has a row');
  return row;
}
