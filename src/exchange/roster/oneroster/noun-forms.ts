import type { ExternalId } from '../../../curriculum/learner.ts';
import {
  enrollmentRoles,
  type RosterClass,
  type RosterCourse,
  type RosterEnrollment,
  type RosterNoun,
  type RosterNouns,
  type RosterOrg,
  type RosterRole,
  type RosterTerm,
  type RosterUser,
} from '../roster.ts';
import { rosterLimits } from '../roster-limits.ts';
import type { RowCells } from './row-cells.ts';

/** What a file of the format has in it. */
export interface NounForm<Value> {
  readonly file: string;
  /** All that the format names, in its order. */
  readonly columns: readonly string[];
  /** Those without which nothing can be made of the file. */
  readonly needed: readonly string[];
  /** Null where the row is at fault; it has been told why. */
  readonly read: (cells: RowCells) => Value | null;
}

const every = ['sourcedId', 'status', 'dateLastModified'];

/** In an order in which each refers to those before it, mostly. */
export const nounForms: { readonly [Noun in RosterNoun]: NounForm<RosterNouns[Noun]> } = {
  orgs: {
    file: 'orgs.csv',
    columns: [...every, 'name', 'type', 'identifier', 'parentSourcedId'],
    needed: ['name'],
    read: readOrg,
  },
  terms: {
    file: 'academicSessions.csv',
    columns: [
      ...every,
      ...['title', 'type', 'startDate', 'endDate', 'parentSourcedId', 'schoolYear'],
    ],
    needed: ['endDate'],
    read: readTerm,
  },
  courses: {
    file: 'courses.csv',
    columns: [
      ...every,
      ...['schoolYearSourcedId', 'title', 'courseCode', 'grades', 'orgSourcedId'],
      ...['subjects', 'subjectCodes'],
    ],
    needed: [],
    read: readCourse,
  },
  classes: {
    file: 'classes.csv',
    columns: [
      ...every,
      ...['title', 'grades', 'courseSourcedId', 'classCode', 'classType', 'location'],
      ...['schoolSourcedId', 'termSourcedIds', 'subjects', 'subjectCodes', 'periods'],
    ],
    needed: ['title'],
    read: readClass,
  },
  users: {
    file: 'users.csv',
    columns: [
      ...every,
      ...['enabledUser', 'username', 'userIds', 'givenName', 'familyName', 'middleName'],
      ...['identifier', 'email', 'sms', 'phone', 'agentSourcedIds', 'grades', 'password'],
      ...['userMasterIdentifier', 'preferredGivenName', 'preferredMiddleName'],
      ...['preferredFamilyName', 'primaryOrgSourcedId', 'pronouns'],
    ],
    needed: ['enabledUser', 'givenName', 'familyName'],
    read: readUser,
  },
  roles: {
    file: 'roles.csv',
    columns: [
      ...every,
      ...['userSourcedId', 'roleType', 'role', 'beginDate', 'endDate', 'orgSourcedId'],
      'userProfileSourcedId',
    ],
    needed: ['userSourcedId', 'role'],
    read: readRole,
  },
  enrollments: {
    file: 'enrollments.csv',
    columns: [
      ...every,
      ...['classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role', 'primary'],
      ...['beginDate', 'endDate'],
    ],
    needed: ['classSourcedId', 'userSourcedId', 'role'],
    read: readEnrollment,
  },
};

function readOrg(cells: RowCells): RosterOrg {
  cells.id('parentSourcedId', 'orgs');
  return { name: cells.text('name') };
}

function readTerm(cells: RowCells): RosterTerm {
  cells.id('parentSourcedId', 'terms');
  const begins = cells.day('startDate');
  const endsOn = cells.day('endDate');
  if (begins !== null && endsOn !== null && endsOn < begins)
    cells.wrong('endDate', 'The term ends before it begins.');
  return { endsOn };
}

function readCourse(cells: RowCells): RosterCourse {
  cells.id('schoolYearSourcedId', 'terms');
  cells.id('orgSourcedId', 'orgs');
  return { title: cells.text('title') };
}

function readClass(cells: RowCells): RosterClass | null {
  cells.id('courseSourcedId', 'courses');
  const org = cells.id('schoolSourcedId', 'orgs');
  const terms = cells.ids('termSourcedIds', 'terms');
  const title = cells.needed('title');
  return title === null ? null : { title, org, terms };
}

function readUser(cells: RowCells): RosterUser | null {
  cells.id('primaryOrgSourcedId', 'orgs');
  const agents = cells.ids('agentSourcedIds', 'users');
  if (agents.length > rosterLimits.agents)
    cells.wrong(
      'agentSourcedIds',
      `There are ${agents.length} agents; ${rosterLimits.agents} are the most.`,
    );
  const isEnabled = cells.flag('enabledUser');
  const given = cells.text('preferredGivenName') ?? cells.text('givenName');
  const family = cells.text('preferredFamilyName') ?? cells.text('familyName');
  const name = [given, family].filter((part) => part !== null).join(' ') || null;
  if (name !== null && name.length > nameMax)
    cells.wrong('givenName', `The name has ${name.length} characters; ${nameMax} are the most.`);
  const user = { name, mail: mailIn(cells), externalIds: userIdsIn(cells), agents };
  return isEnabled === null ? null : { isEnabled, ...user };
}

/** Characters, as learners' names have them. */
const nameMax = 200;
const mailMax = 254;

function mailIn(cells: RowCells): string | null {
  const mail = cells.text('email');
  if (mail === null || (mail.length <= mailMax && /^[^\s@]+@[^\s@]+$/.test(mail))) return mail;
  cells.remark('email', 'The mail address is none; it was left out.');
  return null;
}

/** `{LDAP:12},{Fed:23}`: a system each, and what it calls the person. */
function userIdsIn(cells: RowCells): readonly ExternalId[] {
  const text = cells.text('userIds');
  if (text === null) return [];
  const found = new Map<string, ExternalId>();
  let rest = text;
  for (const [whole, system, id] of text.matchAll(
    /\{\s*([^{}:]{1,100}?)\s*:\s*([^{}]{1,500}?)\s*\}/g,
  )) {
    rest = rest.replace(whole, '');
    if (found.size < rosterLimits.userIds)
      found.set(JSON.stringify([system, id]), { system: system!, externalId: id! });
  }
  if (!/^[\s,]*$/.test(rest))
    cells.remark(
      'userIds',
      'Not all of this reads as `{system:id},{system:id}`; the rest was left out.',
    );
  return [...found.values()];
}

function readRole(cells: RowCells): RosterRole | null {
  cells.id('orgSourcedId', 'orgs');
  const user = cells.neededId('userSourcedId', 'users');
  const role = cells.choice('role', schoolRoles);
  const span = cells.span();
  return user === null || role === null ? null : { user, role, ...span };
}

const schoolRoles = [
  ...['aide', 'counselor', 'districtAdministrator', 'guardian', 'parent', 'principal', 'proctor'],
  ...['relative', 'siteAdministrator', 'student', 'systemAdministrator', 'teacher'],
] as const;

function readEnrollment(cells: RowCells): RosterEnrollment | null {
  cells.id('schoolSourcedId', 'orgs');
  const inClass = cells.neededId('classSourcedId', 'classes');
  const user = cells.neededId('userSourcedId', 'users');
  const role = cells.choice('role', enrollmentRoles);
  const span = cells.span();
  return inClass === null || user === null || role === null
    ? null
    : { class: inClass, user, role, ...span };
}
