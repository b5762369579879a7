import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../src/exchange/text/read-json.ts';
import { plainValue } from '../../support/plain-value.ts';

/** What is wrong with a text, as `offset code message`. */
function check(text: string, expected: string[]) {
  const { problems } = readJson(text);
  expect(problems.map(({ offset, code, message }) => `${offset} ${code} ${message}`)).toEqual(
    expected,
  );
}

describe('JSON', () => {
  it('is read as JSON.parse reads it', () =>
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { node, problems } = readJson(text);
        expect(problems).toEqual([]);
        expect(JSON.stringify(plainValue(node))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    ));

  it('is refused where JSON.parse refuses it', () => {
    const fragment = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', 'true', ' ', '"');
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (fragments) => {
        const text = fragments.join('');
        expect(readJson(text).problems.length > 0).toBe(!isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('has its keys twice where they stand twice', () => {
    const { node } = readJson('{"a": 1, "a": 2}');
    expect(node?.kind === 'mapping' && node.members.map(({ key }) => key)).toEqual(['a', 'a']);
  });

  it('keeps `__proto__` as a key like any other', () => {
    const { node } = readJson('{"__proto__": 1}');
    expect(node?.kind === 'mapping' && node.members[0]?.key).toBe('__proto__');
  });

  it('knows where its values and keys stand', () =>
    expect(readJson('{"a": [1, "b"]}', 100).node).toEqual({
      kind: 'mapping',
      offset: 100,
      members: [
        {
          key: 'a',
          offset: 101,
          value: {
            kind: 'list',
            offset: 106,
            items: [
              { kind: 'scalar', offset: 107, value: 1 },
              { kind: 'scalar', offset: 110, value: 'b' },
            ],
          },
        },
      ],
    }));
});

describe('mistakes in JSON', () => {
  it('may be a trailing comma', () => {
    check('[1, ]', ['4 syntax Take out the comma before `]`.']);
    check('{"a": 1, }', ['9 syntax Take out the comma before `}`.']);
  });
  it('may be a missing comma', () =>
    check('{"a": 1 "b": 2}', ['8 syntax A `,` or `}` is expected here, not `"`.']));
  it('may be a key without quotes', () =>
    check('{a: 1}', ['1 syntax A key in double quotes is expected here, not `a`.']));
  it('may be a key without a colon', () =>
    check('{"a" 1}', ['5 syntax A key is followed by `:`, not `1`.']));
  it('may be a text without quotes', () =>
    check('[abc]', ['1 syntax A value is expected here, not `a`. Texts stand in double quotes.']));
  it('may be a number that is none', () =>
    check('[1.2.3]', ['1 syntax `1.2.3` is not a number. Texts stand in double quotes.']));
  it('may be a text without an end', () =>
    check('["a]', [
      '1 syntax This text has no end, a line break, or an unknown escape in it. Close it with `"`, and write a line break as `\\n`.',
    ]));
  it('may be a document without an end', () =>
    check('[1', ['2 syntax A `,` or `]` is expected here, not the end of the text.']));
  it('may be something after the end', () =>
    check('{}}', ['2 syntax The document has ended; take out `}` and what follows.']));
  it('may be no document', () =>
    check('', [
      '0 syntax A value is expected here, not the end of the text. Texts stand in double quotes.',
    ]));
  it('leave what came before', () =>
    expect(plainValue(readJson('[1, {"a": 2} x').node)).toEqual([1, { a: 2 }]));
});

describe('deep JSON', () => {
  it('is read however deep up to the limit', () => {
    expect(readJson('['.repeat(10_000) + ']'.repeat(10_000)).problems).toEqual([]);
  });
  it('is refused beyond it, soon', () =>
    check('['.repeat(10_000_000), [
      '10000 too-deep Nothing may be nested more than 10000 deep. Take the inner part out.',
    ]));
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
