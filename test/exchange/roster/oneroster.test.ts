import { describe, expect, it } from 'vitest';
import { rosterFormats } from '../../../src/exchange/roster/index.ts';
import type { RosterFile } from '../../../src/exchange/roster/roster.ts';
import { rosterLimits } from '../../../src/exchange/roster/roster-limits.ts';
import { bulk, columns, delta, manifest, smallSchool, withLine } from '../../support/rosters.ts';
import { runToEnd } from '../../support/run-to-end.ts';

const [oneRoster] = rosterFormats;
const read = (files: readonly RosterFile[]) => runToEnd(oneRoster.read(files));

/** What is wrong: where, and in which words. */
function problemsIn(files: readonly RosterFile[]): string[] {
  const reading = read(files);
  return reading.kind === 'roster' ? [] : reading.problems.listed.map(textOf);
}

function remarksIn(files: readonly RosterFile[]): string[] {
  const reading = read(files);
  return reading.kind === 'roster' ? reading.remarks.listed.map(textOf) : ['defective'];
}

function textOf(problem: {
  file: string;
  line: number | null;
  column: string | null;
  message: string;
}) {
  const { file, line, column, message } = problem;
  return `${[file, line, column].filter((part) => part !== null).join(':')} ${message}`;
}

const whole = bulk(smallSchool);
const later = {
  ...smallSchool,
  users: { ...smallSchool.users, bob: { ...smallSchool.users['bob']!, mail: 'b@c.de' } },
};
const changes = delta(smallSchool, later);
const all = (name: string, change: (text: string) => string) =>
  whole.map(({ file, text }) => ({ file, text: file === name ? change(text) : text }));
const line = (name: string, number: number, from: string | RegExp, to: string, files = whole) =>
  withLine(files, name, number, (text) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return changed;
  });

describe('OneRoster', () => {
  it('is read as a whole', () => {
    const reading = read(whole);
    expect(reading).toMatchObject({
      kind: 'roster',
      remarks: { count: 0 },
      roster: { code: null },
    });
    if (reading.kind !== 'roster') return;
    const { users, enrollments, classes } = reading.roster.parts;
    expect([users.extent, users.values.size, enrollments.values.size]).toEqual(['WHOLE', 5, 6]);
    expect(users.values.get('bob')).toEqual({
      isEnabled: true,
      name: 'Bob Kahn',
      mail: null,
      externalIds: [
        { system: 'LDAP', externalId: '12' },
        { system: 'Fed', externalId: '23' },
      ],
      agents: [],
    });
    expect(classes.values.get('algebra')).toEqual({
      title: 'Algebra 1',
      org: 'north',
      terms: ['autumn'],
    });
  });

  it('is read as changes', () => {
    const reading = read(changes);
    if (reading.kind !== 'roster') throw new Error('defective');
    const { users, classes } = reading.roster.parts;
    expect([users.extent, [...users.values.keys()], classes.extent]).toEqual([
      'CHANGES',
      ['bob'],
      'NOTHING',
    ]);
  });

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['lines that end as in Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    [
      'every cell in quotes',
      (text: string) =>
        text
          .split('\n')
          .map((row) =>
            row.includes('"')
              ? row
              : row
                  .split(',')
                  .map((cell) => `"${cell}"`)
                  .join(','),
          )
          .join('\n')
          .replaceAll(/^""$/gm, ''),
    ],
    [
      'columns in another order',
      (text: string) =>
        text
          .split('\n')
          .map((row) => (row === '' ? '' : row.split(',').reverse().join(',')))
          .join('\n'),
    ],
    [
      'columns of its own',
      (text: string) =>
        text
          .split('\n')
          .map((row, index) => (row === '' ? '' : `${row},${index === 0 ? 'metadata.house' : 'x'}`))
          .join('\n'),
    ],
    ['semicolons', (text: string) => text.replaceAll(',', ';')],
  ])('may have %s', (_, change) => {
    const reading = read(all('enrollments.csv', change));
    expect(reading).toMatchObject({ kind: 'roster', remarks: { count: 0 } });
    expect(reading.kind === 'roster' && reading.roster.parts.enrollments.values).toEqual(
      (read(whole) as Extract<typeof reading, { kind: 'roster' }>).roster.parts.enrollments.values,
    );
  });

  it('prefers what people call themselves', () => {
    const columnsOfUsers = columns['users.csv']!;
    const cells = (values: Record<string, string>) =>
      columnsOfUsers.map((name) => values[name] ?? '').join(',');
    const row = {
      sourcedId: 'x',
      enabledUser: 'TRUE',
      username: 'x',
      givenName: 'A',
      familyName: 'B',
      middleName: 'M',
      preferredGivenName: 'Z',
    };
    const reading = read(all('users.csv', (text) => `${text.trimEnd()}\n${cells(row)}\n`));
    expect(reading.kind === 'roster' && reading.roster.parts.users.values.get('x')?.name).toBe(
      'Z B',
    );
  });
});

describe('the manifest', () => {
  it.each([
    ['is missing', whole.slice(1), /^manifest.csv There is no `manifest.csv`/],
    [
      'is of another version',
      all('manifest.csv', (text) => text.replace('1.2', '1.1')),
      /^manifest.csv:3:oneroster.version .*is `1.1`; what can be read is 1.2/,
    ],
    [
      'names no version',
      all('manifest.csv', (text) => text.replace('oneroster.version,1.2\n', '')),
      /There is no `oneroster.version`/,
    ],
    [
      'promises a file',
      whole.filter(({ file }) => file !== 'roles.csv'),
      /`file.roles` is `bulk`, and `roles.csv` isn't there/,
    ],
    [
      'denies a file',
      all('manifest.csv', (text) => text.replace('file.users,bulk', 'file.users,absent')),
      /^manifest.csv:8:file.users .*`absent`, and `users.csv` is there/,
    ],
    [
      'passes over a file',
      all('manifest.csv', (text) => text.replace('file.users,bulk\n', '')),
      /`users.csv` is there, and no line `file.users`/,
    ],
    [
      'says something else',
      all('manifest.csv', (text) => text.replace('file.users,bulk', 'file.users,full')),
      /`full`: it must be `bulk`, `delta` or `absent`/,
    ],
    [
      'says a thing twice',
      all('manifest.csv', (text) => `${text}file.users,delta\n`),
      /^manifest.csv:11:file.users This property is here twice/,
    ],
    ['leaves nothing', [manifest([], 'bulk')], /There is nothing in this roster/],
  ])('is told of where it %s', (_, files, message) => {
    expect(problemsIn(files)[0]).toMatch(message);
  });

  it('may name the system', () => {
    const reading = read(bulk(smallSchool, 'north-sis'));
    expect(reading.kind === 'roster' && reading.roster.code).toBe('north-sis');
  });
});

describe('rows that read as they should not', () => {
  it.each([
    [
      'a day as Americans write it',
      line('enrollments.csv', 2, /,$/, ',1/05/2023'),
      /^enrollments.csv:2:endDate `1\/05\/2023` is no day: it must look like `2027-01-31`/,
    ],
    [
      'a day that is none',
      line('enrollments.csv', 2, /,$/, ',2026-02-30'),
      /^enrollments.csv:2:endDate `2026-02-30` is no day/,
    ],
    [
      'an end before its start',
      line('enrollments.csv', 2, /,,$/, ',2026-03-01,2026-02-01'),
      /^enrollments.csv:2:endDate It ends before it begins/,
    ],
    [
      'a role that is none',
      line('enrollments.csv', 3, 'student', 'studnet'),
      /^enrollments.csv:3:role `studnet` is none of .* Did you mean `student`\?/,
    ],
    [
      'no user',
      line('enrollments.csv', 4, 'carl', ''),
      /^enrollments.csv:4:userSourcedId There is no/,
    ],
    ['no id', line('users.csv', 2, 'ada', ''), /^users.csv:2:sourcedId There is no/],
    [
      'an id twice',
      line('users.csv', 3, 'bob', 'ada'),
      /^users.csv:3:sourcedId Line 2 has the same/,
    ],
    [
      'an id that is too long',
      line('classes.csv', 2, 'algebra', 'x'.repeat(300)),
      /^classes.csv:2:sourcedId This has 300 characters; 255 are the most/,
    ],
    [
      'a flag that is none',
      line('users.csv', 2, 'true', 'yes'),
      /^users.csv:2:enabledUser This must be `true` or `false`/,
    ],
    [
      'a state that is none',
      line('orgs.csv', 2, 'north,', 'north,inactive'),
      /^orgs.csv:2:status This must be `active` or `tobedeleted`/,
    ],
    [
      'a cell too many',
      line('orgs.csv', 2, /$/, ',x'),
      /^orgs.csv:2 The row has 8 cells, and there are 7 columns/,
    ],
    ['a cell too few', line('orgs.csv', 2, /,$/, ''), /^orgs.csv:2 The row has 6 cells/],
    [
      'a quotation mark that nothing closes',
      line('orgs.csv', 2, 'Northside', '"Northside'),
      /^orgs.csv:2 A quotation mark opens a cell/,
    ],
    [
      'text after a quotation mark',
      line('orgs.csv', 2, 'Northside', '"North"side'),
      /^orgs.csv:2 There is text after/,
    ],
    [
      'a huge cell',
      line('classes.csv', 2, 'Algebra 1', 'x'.repeat(3_000)),
      /^classes.csv:2:title This has 3000 characters; 2000 are the most/,
    ],
    [
      'a NUL',
      line('classes.csv', 2, 'Algebra 1', 'Alg\0bra'),
      /^classes.csv:2:title There is a character/,
    ],
    [
      'a change without a time',
      line('users.csv', 2, /2026-01-01T[^,]*/, '', changes),
      /^users.csv:2:dateLastModified There is none: where changes are told/,
    ],
    [
      'a change at no time',
      line('users.csv', 2, /2026-01-01T[^,]*/, '1/05/2023', changes),
      /^users.csv:2:dateLastModified `1\/05\/2023` is no time/,
    ],
    [
      'a change without a state',
      line('users.csv', 2, 'active', '', changes),
      /^users.csv:2:status This must be/,
    ],
  ])('are told of: %s', (_, files, message) => {
    expect(problemsIn(files)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    [
      'a misspelt column',
      line('users.csv', 1, 'preferredGivenName', 'prefferedGivenName'),
      /^users.csv:1:prefferedGivenName There is no column .* Did you mean `preferredGivenName`\?/,
    ],
    [
      'a mail address that is none',
      line('users.csv', 2, 'ada@example.org', 'ada'),
      /^users.csv:2:email The mail address is none; it was left out/,
    ],
    [
      'other names that are none',
      line('users.csv', 3, '{Fed:23}', 'Fed:23'),
      /^users.csv:3:userIds Not all of this reads/,
    ],
    [
      'a time that is none, of what is whole',
      line('orgs.csv', 2, 'north,,', 'north,,1/05/2023'),
      /^orgs.csv:2:dateLastModified `1\/05\/2023` is no time; nothing rests on it/,
    ],
    [
      'what is to be deleted, of what is whole',
      line('roles.csv', 3, 'bob,,', 'bob,tobedeleted,'),
      /^roles.csv:3:status This is to be deleted/,
    ],
    [
      'another version of the manifest',
      all('manifest.csv', (text) => text.replace('1.0', '1.9')),
      /^manifest.csv:2:manifest.version/,
    ],
  ])('are remarked on: %s', (_, files, message) => {
    expect(remarksIn(files)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['users.csv', 'sourcedId'],
    ['users.csv', 'enabledUser'],
    ['enrollments.csv', 'role'],
    ['classes.csv', 'title'],
  ])('cannot do without a column: %s, %s', (file, column) => {
    expect(problemsIn(line(file, 1, column, 'other'))).toEqual([
      `${file}:1:${column} There is no column \`${column}\`.`,
    ]);
  });

  it('need columns to begin with, each once', () => {
    expect(problemsIn(all('users.csv', () => ''))).toEqual([
      expect.stringMatching(/^users.csv The file is empty/),
    ]);
    expect(problemsIn(line('orgs.csv', 1, 'identifier', 'name'))).toEqual([
      'orgs.csv:1:name This column is here twice.',
    ]);
  });

  it('say nothing of people in what is told', () => {
    const files = line('users.csv', 2, 'ada@example.org', 'ada-lovelace-at-home');
    expect(remarksIn(files).join()).not.toContain('ada-lovelace');
  });
});

describe('a roster that is too long', () => {
  const rows = (count: number, cells = ',x') =>
    `sourcedId,name\n${Array.from({ length: count }, (_, index) => `o${index}${cells}`).join('\n')}`;
  const only = (text: string) => [manifest(['orgs.csv'], 'bulk'), { file: 'orgs.csv', text }];

  it('is refused at the row from which on it is', () => {
    const problems = problemsIn(only(rows(rosterLimits.rows + 500_000)));
    expect(problems).toEqual([
      expect.stringMatching(/^orgs.csv:500002 With this row there are more than 500000/),
    ]);
  });

  it('lists the first hundred of what is wrong, and counts the rest', () => {
    const reading = read(only(rows(300, ',x,x')));
    expect(reading).toMatchObject({ kind: 'defective', problems: { count: 300 } });
    expect(reading.kind === 'defective' && reading.problems.listed).toHaveLength(100);
  });

  it('leaves others a turn now and then', () => {
    const steps = [...oneRoster.read(only(rows(10_000)))];
    expect(steps.length).toBeGreaterThan(15);
  });
});
