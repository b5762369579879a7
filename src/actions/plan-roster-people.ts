import { externalIdKey } from '../curriculum/external-id-key.ts';
import type { ExternalId } from '../curriculum/learner.ts';
import type { RosterUser } from '../exchange/roster/roster.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { newId } from './environment.ts';
import type { Person, Planning } from './plan-roster.ts';

/** A learner or mentor of a roster, there already or not. */
export interface PersonPlan extends Person {
  /** What the source calls the person. */
  readonly sourcedId: string;
  readonly isNew: boolean;
  /** What is otherwise now of somebody who is there: `name`, `mail`, `externalIds`. */
  readonly fields: readonly string[];
  readonly addedNames: readonly ExternalId[];
  readonly removedNames: readonly ExternalId[];
}

interface PersonReads {
  idsByExternalIds(names: readonly ExternalId[]): Promise<readonly (string | null)[]>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
}

/**
 * Finds out who the wanted users are, and those who were somebody before: by the id of the source, otherwise by a name that
 * another system has for them, where it is the name of one person alone; otherwise they are new. Nobody is known by a mail
 * address. Names and addresses here are put in place where the source says something new, and not each time again: what
 * people change here stays.
 */
export async function planPeople(
  planning: Planning,
  as: 'learner' | 'mentor',
  wanted: ReadonlySet<string>,
  reads: PersonReads,
): Promise<readonly PersonPlan[]> {
  const { before, state, source, environment } = planning;
  const users = [...state.users].filter(
    ([id]) => wanted.has(id) || before.users.get(id)?.[as] != null,
  );
  const names = await lookUp(planning, as, users, reads);
  const claimed = new Set([...before.users.values()].map((row) => row[as]));
  const plans = users.map(([sourcedId, user]) => {
    const kept = before.users.get(sourcedId)?.[as] ?? null;
    const own = { system: source, externalId: sourcedId };
    const found = kept ?? names.holderOf(own) ?? soleHolder(user, names, claimed);
    const id = found ?? newId(environment);
    claimed.add(id);
    const others = user.externalIds.filter((name) => name.system !== source);
    const holds = (name: ExternalId) => names.holderOf(name);
    const addedNames = [own, ...others].filter((name) => names.isFree(name));
    for (const name of addedNames) names.take(name, id);
    if (others.some((name) => ![id, null, undefined].includes(holds(name))))
      tellTaken(planning, sourcedId, as);
    return { sourcedId, user, id, isNew: found === null, isKept: kept !== null, addedNames };
  });
  const present = await reads.byIds(plans.filter(({ isNew }) => !isNew).map(({ id }) => id));
  return plans.map(({ user, isKept, ...plan }): PersonPlan => {
    const person = present.get(plan.id) ?? { name: null, mail: null };
    const said = isKept ? before.state.users.get(plan.sourcedId) : undefined;
    const name = saidOf('name', user, said, person);
    const mail = saidOf('mail', user, said, person);
    const removedNames = names.freed.get(plan.id) ?? [];
    const isRenamed = plan.addedNames.length + removedNames.length > 0;
    const fields = [
      ...(isRenamed ? ['externalIds'] : []),
      ...(mail === person.mail ? [] : ['mail']),
      ...(name === person.name ? [] : ['name']),
    ];
    return { ...plan, name, mail, removedNames, fields: plan.isNew ? [] : fields };
  });
}

/** What is new of what the source says, otherwise what is there. */
function saidOf(
  field: 'name' | 'mail',
  user: RosterUser,
  said: RosterUser | undefined,
  person: Pick<Person, 'name' | 'mail'>,
): string | null {
  if (said) return said[field] === user[field] ? person[field] : user[field];
  return user[field] ?? person[field];
}

/** Looks up the names of all whom nobody stands for yet, or of whom other systems' names have changed. */
async function lookUp(
  { before, source }: Planning,
  as: 'learner' | 'mentor',
  users: readonly (readonly [string, RosterUser])[],
  reads: PersonReads,
) {
  const asked: ExternalId[] = [];
  const dropped: { readonly person: string; readonly name: ExternalId }[] = [];
  for (const [id, user] of users) {
    const person = before.users.get(id)?.[as] ?? null;
    const said = before.state.users.get(id)?.externalIds ?? [];
    const isSame = canonicalJson(said) === canonicalJson(user.externalIds);
    if (person === null) asked.push({ system: source, externalId: id });
    if (person === null || !isSame) asked.push(...user.externalIds);
    if (person === null || isSame) continue;
    const now = new Set(user.externalIds.map(externalIdKey));
    for (const name of said) if (!now.has(externalIdKey(name))) dropped.push({ person, name });
  }
  const all = [
    ...new Map(
      [...asked, ...dropped.map(({ name }) => name)].map((name) => [externalIdKey(name), name]),
    ).values(),
  ];
  const found = await reads.idsByExternalIds(all);
  const holders = new Map(all.map((name, index) => [externalIdKey(name), found[index] ?? null]));
  const freed = new Map<string, ExternalId[]>();
  for (const { person, name } of dropped) {
    if (holders.get(externalIdKey(name)) !== person || name.system === source) continue;
    freed.set(person, [...(freed.get(person) ?? []), name]);
    holders.set(externalIdKey(name), null);
  }
  return {
    freed,
    /** Null where it is nobody's, undefined where it was not looked up. */
    holderOf: (name: ExternalId) => holders.get(externalIdKey(name)),
    isFree: (name: ExternalId) => holders.get(externalIdKey(name)) === null,
    take: (name: ExternalId, person: string) => void holders.set(externalIdKey(name), person),
  };
}

function soleHolder(
  { externalIds }: RosterUser,
  { holderOf }: { readonly holderOf: (name: ExternalId) => string | null | undefined },
  claimed: ReadonlySet<string | null>,
): string | null {
  const found = new Set(externalIds.flatMap((name) => holderOf(name) ?? []));
  const [holder] = found;
  return found.size === 1 && !claimed.has(holder!) ? holder! : null;
}

function tellTaken({ roster, remarks }: Planning, sourcedId: string, as: string): void {
  const { file, lines } = roster.parts.users;
  const message = `Another ${as} has one of these \`userIds\` already; it was left out.`;
  remarks.add(file, lines.get(sourcedId) ?? null, 'userIds', message);
}
