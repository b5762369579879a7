import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../../src/exchange/text/read-yaml.ts';
import type { TextNode } from '../../../src/exchange/text/text-node.ts';
import { plainValue } from '../../support/plain-value.ts';

/** What is wrong with a text, as `offset code message`. */
function check(text: string, expected: string[]) {
  const { problems } = readYaml(text);
  expect(problems.map(({ offset, code, message }) => `${offset} ${code} ${message}`)).toEqual(
    expected,
  );
}

describe('YAML', () => {
  it('is read as it was written, in any style', () => {
    const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: true });
    const styles = fc.constantFrom('block', 'flow');
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), value), styles, (written, style) => {
        const isFlow = style === 'flow';
        const text = stringify(written, { collectionStyle: isFlow ? 'flow' : 'block' });
        const { node, problems } = readYaml(text);
        expect(problems).toEqual([]);
        const isEmpty = Object.keys(written).length === 0;
        expect(JSON.stringify(plainValue(node))).toBe(JSON.stringify(isEmpty ? {} : written));
      }),
    );
  });

  it('knows where its values and keys stand', () =>
    expect(readYaml('a:\n  - b\n  - c: 2\n', 100).node).toEqual({
      kind: 'mapping',
      offset: 100,
      members: [
        {
          key: 'a',
          offset: 100,
          value: {
            kind: 'list',
            offset: 105,
            items: [
              { kind: 'scalar', offset: 107, value: 'b' },
              {
                kind: 'mapping',
                offset: 113,
                members: [
                  { key: 'c', offset: 113, value: { kind: 'scalar', offset: 116, value: 2 } },
                ],
              },
            ],
          },
        },
      ],
    }));

  it('may be empty', () => {
    expect(readYaml('').node).toBeNull();
    expect(readYaml('# Nothing yet.\n').node).toBeNull();
  });

  it('keeps words that look like something else as keys', () => {
    const { node } = readYaml('1: a\ntrue: b\n__proto__: c\n<<: d\n');
    expect(node?.kind === 'mapping' && node.members.map(({ key }) => key)).toEqual([
      '1',
      'true',
      '__proto__',
      '<<',
    ]);
  });
});

describe('aliases', () => {
  it('stand for what they name', () =>
    expect(plainValue(readYaml('a: &x [1, 2]\nb: *x\nc: &y text\nd: *y\n').node)).toEqual({
      a: [1, 2],
      b: [1, 2],
      c: 'text',
      d: 'text',
    }));

  it('stand for the last of that name', () =>
    expect(plainValue(readYaml('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').node)).toEqual({
      a: 1,
      b: 1,
      c: 2,
      d: 2,
    }));

  it('must name something', () =>
    check('a: *x\n', ['3 syntax Nothing before this is marked `&x`.']));

  it('must not stand in what they name', () =>
    check('a: &x [*x]\n', ['7 syntax `*x` stands inside of what it repeats.']));

  it('are refused where they would repeat too much', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let line = 1; line < 30; line++) {
      const inner = `*a${line - 1}`;
      lines.push(`a${line}: &a${line} [${Array(10).fill(inner).join(', ')}]`);
    }
    const { problems } = readYaml(lines.join('\n'));
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'too-many-aliases Aliases may repeat 100000 values at most. Write some of them out, or leave them away.',
    ]);
  });

  it('are counted before anything is made of them', () => {
    const few = readYaml(`a: &a 1\nb: [${'*a,'.repeat(100_000)}]\n`);
    expect(few.problems).toEqual([]);
    const many = readYaml(`a: &a 1\nb: [${'*a,'.repeat(1_000_000)}]\n`);
    expect(many).toMatchObject({ node: null, problems: [{ offset: 300_012 }] });
  });
});

describe('mistakes in YAML', () => {
  it('may be a second colon', () =>
    check('title: Python: the basics\n', [
      '7 syntax There is a second `: ` here. Put a text that has one in it in quotes, or look at the indentation.',
    ]));
  it('leave the keys that follow a second colon where they belong', () =>
    expect(plainValue(readYaml('- a: b: c: d\n  e: f\n- g: h: i\n  j: k\n  l: m\n').node)).toEqual([
      { a: { b: { c: 'd' } }, e: 'f' },
      { g: { h: 'i' }, j: 'k', l: 'm' },
    ]));
  it('may be a reserved character', () =>
    check('title: @home\n', ["7 syntax A text can't begin with `@`. Put it in quotes."]));
  it('may be a tab', () => check('a:\n\t- b\n', ['3 syntax A tab cannot indent. Use spaces.']));
  it('may be a missing bracket', () =>
    check('a: [1, 2\nb: 3\n', ['9 syntax The list before this is not closed. End it with `]`.']));
  it('may be a missing colon', () =>
    check('a: 1\nb\n', ['5 syntax This key has no value. Write `key: value`.']));
  it('may be a second document', () =>
    check('a: 1\n---\nb: 2\n', [
      '5 syntax A file holds one document. Take out the `---`, or put what follows in a file of its own.',
    ]));
  it('may be a tag', () => {
    check('a: !foo b\n', [
      '3 syntax Unresolved tag: !foo. Take the tag away, or put the text in quotes.',
    ]);
    check('a: !!binary aGk=\n', [
      '12 syntax A value is a text, a number, true or false. Take the tag away.',
    ]);
  });
  it('may be a key that is none', () =>
    check('? [a]\n: b\n', ['2 syntax A key is a plain word. Put it in quotes if it is one.']));
  it('are told apart from what follows from a wrong indentation', () =>
    check('- a: b\n c: d\n  e: f\n- g: h: i\n', [
      '8 syntax This line does not line up with any above. Look at its indentation.',
      '25 syntax There is a second `: ` here. Put a text that has one in it in quotes, or look at the indentation.',
    ]));
  it('are told all at once, the first of each line', () =>
    check('a: @b\nc: d: e: f\ng: "\\q"\n', [
      "3 syntax A text can't begin with `@`. Put it in quotes.",
      '9 syntax There is a second `: ` here. Put a text that has one in it in quotes, or look at the indentation.',
      '21 syntax Invalid escape sequence \\q. Write a backslash as `\\\\`, or use single quotes.',
    ]));
});

describe('deep YAML', () => {
  const depth = 2_000;

  it('is read in flow style', () => {
    const text = `requires: [${'{anyOf: ['.repeat(depth)}a${']}'.repeat(depth)}]\ntitle: x\n`;
    checkDeep(text);
  });

  it('is read in block style, although a line ends all levels at once', () => {
    const lines = Array.from({ length: depth }, (_, level) => `${' '.repeat(2 * level)}- anyOf:`);
    checkDeep(`requires:\n${lines.join('\n')}\n${' '.repeat(2 * depth)}- a\ntitle: x\n`);
  });

  it('is read as JSON', () => {
    const text = `{"requires": [${'{"anyOf": ['.repeat(depth)}"a"${']}'.repeat(depth)}], "title": "x"}`;
    checkDeep(text);
  });

  it('is refused beyond the limit, soon', () =>
    expect(readYaml('[{a: '.repeat(1_000_000)).problems.map(({ code }) => code)).toEqual([
      'too-deep',
    ]));

  it('keeps the places of mistakes', () => {
    const text = `a: ${'['.repeat(500)}@${']'.repeat(500)}\n`;
    check(text, ["503 syntax A text can't begin with `@`. Put it in quotes."]);
  });

  function checkDeep(text: string) {
    const { node, problems } = readYaml(text);
    expect(problems).toEqual([]);
    expect(node?.kind === 'mapping' && node.members.map(({ key }) => key)).toEqual([
      'requires',
      'title',
    ]);
    let levels = 0;
    let inner: TextNode | undefined = node?.kind === 'mapping' ? node.members[0]?.value : undefined;
    while (inner && inner.kind !== 'scalar') {
      levels += 1;
      inner = inner.kind === 'list' ? inner.items[0] : inner.members[0]?.value;
    }
    expect([levels, inner?.value]).toEqual([2 * depth + 1, 'a']);
  }
});

describe('hostile YAML', () => {
  const hostile: Record<string, string> = {
    'many mistakes': "a: 'x\n".repeat(20_000),
    'many equal keys': 'a: b\n'.repeat(50_000),
    'many tags': '!!a '.repeat(50_000),
    'many directives': '%a\n'.repeat(50_000),
    'many documents': '---\n'.repeat(50_000),
    'many comments': '#\n'.repeat(200_000),
    'many quotes': '"'.repeat(50_000),
    'many question marks': '? '.repeat(50_000),
  };
  it.each(Object.keys(hostile))('of %s overflows nothing, and is read soon', (name) => {
    expect(() => readYaml(hostile[name]!)).not.toThrow();
  });
});
