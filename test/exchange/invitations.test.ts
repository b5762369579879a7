import { describe, expect, it } from 'vitest';
import { readPeople } from '../../src/exchange/invitations.ts';

function people(text: string) {
  const read = readPeople(text);
  if (read.kind !== 'people') throw new Error(read.message);
  return read.people.map(({ line, name, mail }) => [line, name, mail]);
}

describe('a list of people', () => {
  it.each([
    ['name,mail\nAda,ada@example.org', [[2, 'Ada', 'ada@example.org']]],
    ['mail;group;Full Name\nada@example.org;x;Ada', [[2, 'Ada', 'ada@example.org']]],
    ['E-Mail\tName\nada@example.org\tAda', [[2, 'Ada', 'ada@example.org']]],
    ['Ada Lovelace,ada@example.org', [[1, 'Ada Lovelace', 'ada@example.org']]],
    ['ada@example.org', [[1, null, 'ada@example.org']]],
    ['Ada', [[1, 'Ada', null]]],
    [
      '\uFEFF"Ada, ""A""",ada@example.org\r\n\r\n , \r\nBob,',
      [
        [1, 'Ada, "A"', 'ada@example.org'],
        [4, 'Bob', null],
      ],
    ],
    [
      'name,mail\n"Ada\nLovelace",a@b\nBob,',
      [
        [3, 'Ada\nLovelace', 'a@b'],
        [4, 'Bob', null],
      ],
    ],
    ['name,mail', []],
    ['', []],
  ])('%j is read with its lines', (text, expected) => expect(people(text)).toEqual(expected));

  it.each(['"Ada', 'name,mail\nA"d"a,x\n"'])('%j is no CSV', (text) =>
    expect(readPeople(text)).toMatchObject({ kind: 'unreadable' }),
  );
});
