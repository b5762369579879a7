import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';
import type { RosterFile } from '../../src/exchange/roster/roster.ts';
import type { Dice } from './random.ts';

/** A school as its own system would tell of it; by its ids. */
export interface School {
  readonly orgs: Readonly<Record<string, string>>;
  /** The first day after each term. */
  readonly terms: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, SchoolClass>>;
  readonly users: Readonly<Record<string, SchoolUser>>;
  readonly enrollments: Readonly<Record<string, SchoolEnrollment>>;
}

export interface SchoolClass {
  readonly title: string;
  readonly org?: string;
  readonly terms?: readonly string[];
}

export interface SchoolUser {
  readonly name: readonly [given: string, family: string];
  readonly role: string;
  readonly mail?: string;
  readonly isDisabled?: true;
  readonly userIds?: string;
  readonly agents?: readonly string[];
}

export interface SchoolEnrollment {
  readonly class: string;
  readonly user: string;
  readonly role: string;
  readonly begins?: string;
  readonly ends?: string;
}

/** What no database may have in it, since it stands in every roster that is written here. */
export const secrets = ['hunter2-of-', '555-0100-', 'they/them', 'Demographia'] as const;

const every = ['sourcedId', 'status', 'dateLastModified'];

/** The columns of each file, in the order that the format gives them. */
export const columns: Readonly<Record<string, readonly string[]>> = {
  'orgs.csv': [...every, 'name', 'type', 'identifier', 'parentSourcedId'],
  'academicSessions.csv': [
    ...[...every, 'title', 'type', 'startDate', 'endDate', 'parentSourcedId', 'schoolYear'],
  ],
  'courses.csv': [
    ...[...every, 'schoolYearSourcedId', 'title', 'courseCode', 'grades', 'orgSourcedId'],
    ...['subjects', 'subjectCodes'],
  ],
  'classes.csv': [
    ...[...every, 'title', 'grades', 'courseSourcedId', 'classCode', 'classType', 'location'],
    ...['schoolSourcedId', 'termSourcedIds', 'subjects', 'subjectCodes', 'periods'],
  ],
  'users.csv': [
    ...[...every, 'enabledUser', 'username', 'userIds', 'givenName', 'familyName', 'middleName'],
    ...['identifier', 'email', 'sms', 'phone', 'agentSourcedIds', 'grades', 'password'],
    ...['userMasterIdentifier', 'preferredGivenName', 'preferredMiddleName'],
    ...['preferredFamilyName', 'primaryOrgSourcedId', 'pronouns'],
  ],
  'roles.csv': [
    ...[...every, 'userSourcedId', 'roleType', 'role', 'beginDate', 'endDate', 'orgSourcedId'],
    'userProfileSourcedId',
  ],
  'enrollments.csv': [
    ...[...every, 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role', 'primary'],
    ...['beginDate', 'endDate'],
  ],
};

type Row = Readonly<Record<string, string>>;

/** The rows of a school by file and by their ids. */
export function rowsOf(school: School): Record<string, Record<string, Row>> {
  const { orgs, terms, classes, users, enrollments } = school;
  const each = <Value>(
    record: Readonly<Record<string, Value>>,
    rowOf: (v: Value, id: string) => Row,
  ) =>
    Object.fromEntries(
      Object.entries(record).map(([id, value]) => [id, { sourcedId: id, ...rowOf(value, id) }]),
    );
  const [anyOrg = ''] = Object.keys(orgs);
  return {
    'orgs.csv': each(orgs, (name) => ({ name, type: 'school' })),
    'academicSessions.csv': each(terms, (endDate) => ({
      ...{ title: 'Term', type: 'term', startDate: '2025-01-01', endDate, schoolYear: '2026' },
    })),
    'courses.csv': { course: { sourcedId: 'course', title: 'Mathematics', orgSourcedId: anyOrg } },
    'classes.csv': each(classes, ({ title, org = '', terms: of = [] }) => ({
      ...{ title, courseSourcedId: 'course', classType: 'scheduled', schoolSourcedId: org },
      termSourcedIds: of.join(','),
    })),
    'users.csv': each(users, ({ name, mail = '', isDisabled, userIds = '', agents = [] }, id) => ({
      ...{ enabledUser: isDisabled ? 'false' : 'true', username: id, userIds, email: mail },
      ...{ givenName: name[0], familyName: name[1], agentSourcedIds: agents.join(',') },
      ...{ password: `${secrets[0]}${id}`, phone: `${secrets[1]}${id}`, pronouns: secrets[2] },
    })),
    'roles.csv': each(
      Object.fromEntries(
        Object.entries(users).map(([id, user]) => [`role-${id}`, [id, user]] as const),
      ),
      ([user, { role }]) => ({
        ...{ userSourcedId: user, roleType: 'primary', role, orgSourcedId: anyOrg },
      }),
    ),
    'enrollments.csv': each(
      enrollments,
      ({ class: inClass, user, role, begins = '', ends = '' }) => ({
        ...{ classSourcedId: inClass, userSourcedId: user, role, beginDate: begins, endDate: ends },
      }),
    ),
  };
}

/** All of a school. */
export function bulk(school: School, code?: string): RosterFile[] {
  const rows = rowsOf(school);
  const files = Object.entries(rows).map(([file, some]) => table(file, Object.values(some)));
  const demographics = { file: 'demographics.csv', text: `sourcedId,sex\nx,${secrets[3]}\n` };
  return [manifest(Object.keys(rows), 'bulk', code), ...files, demographics];
}

/** What has changed from one school to another. */
export function delta(before: School, after: School, code?: string): RosterFile[] {
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const dateLastModified = '2026-01-01T00:00:00.000Z';
  const files = Object.keys(now).flatMap((file) => {
    const changed = Object.entries(now[file]!)
      .filter(([id, row]) => JSON.stringify(old[file]![id]) !== JSON.stringify(row))
      .map(([, row]) => ({ ...row, status: 'active', dateLastModified }));
    const gone = Object.entries(old[file]!)
      .filter(([id]) => !now[file]![id])
      .map(([, row]) => ({ ...row, status: 'tobedeleted', dateLastModified }));
    return changed.length + gone.length === 0 ? [] : [table(file, [...changed, ...gone])];
  });
  return [
    manifest(
      files.map(({ file }) => file),
      'delta',
      code,
    ),
    ...files,
  ];
}

function table(file: string, rows: readonly Row[]): RosterFile {
  return { file, text: stringify([...rows], { header: true, columns: [...columns[file]!] }) };
}

/** Says of the files that they are there, and of the others that they are absent. */
export function manifest(files: readonly string[], extent: string, code?: string): RosterFile {
  const rows = [
    ['propertyName', 'value'],
    ...[
      ['manifest.version', '1.0'],
      ['oneroster.version', '1.2'],
    ],
    ...Object.keys(columns).map((file) => [
      `file.${file.replace('.csv', '')}`,
      files.includes(file) ? extent : 'absent',
    ]),
    ...(code === undefined ? [] : [['source.systemCode', code]]),
  ];
  return { file: 'manifest.csv', text: stringify(rows) };
}

/** With a line of a file replaced; lines count from 1. */
export function withLine(
  files: readonly RosterFile[],
  name: string,
  line: number,
  change: (text: string) => string,
): RosterFile[] {
  return files.map(({ file, text }) => {
    if (file !== name) return { file, text };
    const lines = text.split('\n');
    lines[line - 1] = change(lines[line - 1]!);
    return { file, text: lines.join('\n') };
  });
}

export async function zipOf(
  files: readonly { readonly file: string; readonly text: string | Uint8Array }[],
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { file, text } of files) zip.addBuffer(Buffer.from(text), file);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Two classes, one teacher, an aide, a mother, and a student who teaches another class. */
export const smallSchool: School = {
  orgs: { north: 'Northside' },
  terms: { autumn: '2026-02-01' },
  classes: {
    algebra: { title: 'Algebra 1', org: 'north', terms: ['autumn'] },
    chess: { title: 'Chess', org: 'north' },
  },
  users: {
    ada: { name: ['Ada', 'Lovelace'], role: 'student', mail: 'ada@example.org', agents: ['anne'] },
    bob: { name: ['Bob', 'Kahn'], role: 'student', userIds: '{LDAP:12},{Fed:23}' },
    carl: { name: ['Carl', 'Gauss'], role: 'teacher', mail: 'carl@example.org' },
    dora: { name: ['Dora', 'Maar'], role: 'aide' },
    anne: { name: ['Anne', 'Byron'], role: 'parent' },
  },
  enrollments: {
    e1: { class: 'algebra', user: 'ada', role: 'student' },
    e2: { class: 'algebra', user: 'bob', role: 'student' },
    e3: { class: 'algebra', user: 'carl', role: 'teacher' },
    e4: { class: 'algebra', user: 'dora', role: 'proctor' },
    e5: { class: 'chess', user: 'ada', role: 'teacher' },
    e6: { class: 'chess', user: 'bob', role: 'student' },
  },
};

interface SchoolSize {
  readonly classes: number;
  readonly users: number;
  readonly seats: number;
}

/** A school of so many classes, each with some of the users. */
export function drawnSchool(dice: Dice, size: SchoolSize): School {
  const ids = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const named = <Value>(some: readonly string[], draw: (id: string) => Value) =>
    Object.fromEntries(some.map((id) => [id, draw(id)]));
  const one = <Item>(items: readonly Item[]) => items[dice.between(0, items.length - 1)]!;
  const [classIds, userIds] = [ids(size.classes, 'c'), ids(size.users, 'u')];
  const users = named(userIds, (id): SchoolUser => drawnUser(dice, id, userIds));
  return {
    orgs: { o0: 'Northside', o1: 'Southside' },
    terms: { t0: '2026-06-01', t1: '2025-12-01' },
    classes: named(classIds, (id) => drawnClass(dice, id)),
    users,
    enrollments: named(ids(size.seats, 'e'), () => {
      const user = one(userIds);
      return drawnEnrollment(dice, one(classIds), user, users[user]!.role);
    }),
  };
}

export function drawnClass(dice: Dice, id: string): SchoolClass {
  const title = `Class ${id}.${dice.between(1, 3)}`;
  const terms = dice.chance(0.9) ? ['t0'] : dice.pick(['t0', 't1'], dice.between(0, 2));
  return { title, org: dice.chance(0.5) ? 'o0' : 'o1', terms };
}

export function drawnUser(dice: Dice, id: string, others: readonly string[]): SchoolUser {
  const [role] = dice.chance(0.75) ? ['student'] : dice.pick(['teacher', 'aide', 'parent'], 1);
  return {
    name: [`Given ${dice.between(1, 3)}`, `Family of ${id}`],
    role: role!,
    ...(dice.chance(0.5) ? { mail: `${id}.${dice.between(1, 2)}@example.org` } : {}),
    ...(dice.chance(0.1) ? { isDisabled: true } : {}),
    ...(dice.chance(0.3) ? { userIds: `{LDAP:${id}.${dice.between(1, 2)}}` } : {}),
    ...(dice.chance(0.2) ? { agents: dice.pick(others, dice.between(1, 2)) } : {}),
  };
}

export function drawnEnrollment(
  dice: Dice,
  inClass: string,
  user: string,
  schoolRole: string,
): SchoolEnrollment {
  const usual = schoolRole === 'student' || schoolRole === 'teacher' ? schoolRole : 'proctor';
  return {
    ...{ class: inClass, user, role: dice.chance(0.9) ? usual : 'teacher' },
    ...(dice.chance(0.1) ? { begins: '2025-09-01' } : {}),
    ...(dice.chance(0.1) ? { ends: dice.chance(0.5) ? '2025-12-24' : '2026-12-24' } : {}),
  };
}
