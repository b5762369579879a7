import { counted } from '../../util/counted.ts';
import { ProblemRows } from './problem-rows.ts';
import type {
  Roster,
  RosterClass,
  RosterEnrollment,
  RosterNoun,
  RosterOrg,
  RosterPart,
  RosterRole,
  RosterTerm,
  RosterUser,
  RowProblems,
} from './roster.ts';

/** All that a school has said so far, by the ids that it has for it. Courses are looked at once and not kept. */
export interface RosterState {
  readonly orgs: ReadonlyMap<string, RosterOrg>;
  readonly terms: ReadonlyMap<string, RosterTerm>;
  readonly classes: ReadonlyMap<string, RosterClass>;
  readonly users: ReadonlyMap<string, RosterUser>;
  readonly roles: ReadonlyMap<string, RosterRole>;
  readonly enrollments: ReadonlyMap<string, RosterEnrollment>;
}

export const emptyRoster: RosterState = {
  orgs: new Map(),
  terms: new Map(),
  classes: new Map(),
  users: new Map(),
  roles: new Map(),
  enrollments: new Map(),
};

export type FollowingState =
  | { readonly kind: 'state'; readonly state: RosterState; readonly remarks: RowProblems }
  | { readonly kind: 'defective'; readonly problems: RowProblems };

/** What holds once a roster is added to what was said before, or all that refers to nothing. */
export function stateAfter(before: RosterState, { parts, references }: Roster): FollowingState {
  const after: RosterState = {
    orgs: put(before.orgs, parts.orgs),
    terms: put(before.terms, parts.terms),
    classes: put(before.classes, parts.classes),
    users: put(before.users, parts.users),
    roles: put(before.roles, parts.roles),
    enrollments: put(before.enrollments, parts.enrollments),
  };
  const [problems, remarks] = [new ProblemRows(), new ProblemRows()];
  tellDangling(after, { parts, references }, { problems, remarks });
  if (problems.count > 0) return { kind: 'defective', problems: problems.toRows() };
  const state = withoutStrays(after);
  const strays = after.enrollments.size - state.enrollments.size;
  if (strays > 0) {
    const message = `${counted(strays, 'enrollment')} went with users or classes that are no more.`;
    remarks.add(parts.enrollments.file, null, null, message);
  }
  return { kind: 'state', state, remarks: remarks.toRows() };
}

function put<Value>(
  before: ReadonlyMap<string, Value>,
  { extent, values, gone }: RosterPart<Value>,
): ReadonlyMap<string, Value> {
  if (extent === 'NOTHING') return before;
  if (extent === 'WHOLE') return values;
  const after = new Map(before);
  for (const id of gone) after.delete(id);
  for (const [id, value] of values) after.set(id, value);
  return after;
}

/** Titles and terms of which a roster says nothing at all may be missing; what it does say must lead somewhere. */
const dispensable: ReadonlySet<RosterNoun> = new Set(['orgs', 'terms', 'courses']);

function tellDangling(
  after: RosterState,
  { parts, references }: Pick<Roster, 'parts' | 'references'>,
  { problems, remarks }: { readonly problems: ProblemRows; readonly remarks: ProblemRows },
): void {
  const told = new Set<string>();
  for (const { file, column, to, ids, lines } of references) {
    const target = parts[to];
    const known = to === 'courses' ? knownCourses(target) : after[to];
    if (known === null) continue;
    if (dispensable.has(to) && target.extent === 'NOTHING' && known.size === 0) {
      if (!told.has(to)) {
        const message = `\`${target.file}\` is absent, and so is what \`${column}\` refers to: it was passed over.`;
        remarks.add(file, null, column, message);
      }
      told.add(to);
      continue;
    }
    for (const [index, id] of ids.entries()) {
      if (known.has(id)) continue;
      const where = target.extent === 'WHOLE' ? `in \`${target.file}\`` : 'in what is known so far';
      const shown = id.slice(0, 100);
      problems.add(file, lines[index]!, column, `There is no \`${shown}\` ${where}.`);
    }
  }
}

/** Null where nobody can tell, since courses aren't kept. */
function knownCourses({
  extent,
  values,
}: RosterPart<unknown>): ReadonlyMap<string, unknown> | null {
  return extent === 'CHANGES' ? null : values;
}

/** Whoever and whatever is no more takes along what refers to it. */
function withoutStrays(state: RosterState): RosterState {
  const { users, classes } = state;
  const known = (ids: readonly string[]) => ids.every((id) => users.has(id));
  return {
    ...state,
    users: mapped(users, (user) =>
      known(user.agents) ? user : { ...user, agents: user.agents.filter((id) => users.has(id)) },
    ),
    roles: filtered(state.roles, ({ user }) => users.has(user)),
    enrollments: filtered(
      state.enrollments,
      (enrollment) => users.has(enrollment.user) && classes.has(enrollment.class),
    ),
  };
}

function mapped<Value>(
  values: ReadonlyMap<string, Value>,
  change: (value: Value) => Value,
): ReadonlyMap<string, Value> {
  return new Map([...values].map(([id, value]) => [id, change(value)]));
}

function filtered<Value>(
  values: ReadonlyMap<string, Value>,
  isKept: (value: Value) => boolean,
): ReadonlyMap<string, Value> {
  return new Map([...values].filter(([, value]) => isKept(value)));
}
