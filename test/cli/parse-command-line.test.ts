import { expect, it } from 'vitest';
import { command } from '../../src/cli/command.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';

const draw = command({
  name: 'draw',
  summary: 'Draws.',
  operands: '<what>',
  operandCount: [1, 2],
  options: {
    colour: { value: '<colour>', isList: true, says: 'Colours.' },
    width: { value: '<number>', says: 'How wide.' },
    json: { says: 'For programs.' },
  },
  about: [],
  examples: [],
  run: async () => 0,
});

/** A command line, and what is read from it. */
function check(line: string, expected: object) {
  const result = parseCommandLine(draw, line.split(' ').filter(Boolean));
  expect(result).toMatchObject(expected);
}

/** A command line that is wrong, and all that is said about it. */
function refuses(line: string, ...problems: string[]) {
  check(line, { kind: 'wrong', problems });
}

it('reads operands and options in any order', () =>
  check('--width 4 house --json tree', {
    line: { operands: ['house', 'tree'], values: { width: '4', json: true } },
  }));

it('gathers lists from options given again and from commas', () =>
  check('house --colour red,blue --colour=green,', {
    line: { values: { colour: ['red', 'blue', 'green'] } },
  }));

it('takes what follows -- for operands', () =>
  check('-- --json', { line: { operands: ['--json'] } }));

it('takes a negative number for a value', () =>
  check('house --width -4', { line: { values: { width: '-4' } } }));

it.each(['--help', '-h', 'house --nonsense -h'])('knows that %s asks for help', (line) =>
  check(line, { kind: 'help' }),
);

it('says all that is wrong with options at once', () =>
  refuses(
    'house --widht 4 --json=yes --colour --width --width 1 --width 2',
    'There is no option `--widht`. Did you mean `--width`?',
    '`--json` takes no value.',
    '`--colour` needs a value: <colour>.',
    '`--width` is given twice.',
  ));

it('refuses what objects have by nature', () =>
  refuses('house --constructor', 'There is no option `--constructor`.'));

it('refuses a single dash with a letter', () => refuses('house -x', 'There is no option `-x`.'));

it('misses an operand', () => refuses('--json', '`cairn draw` needs <what>.'));

it('refuses operands that it has no use for', () =>
  refuses('house tree sun moon', '`cairn draw` has no use for `sun`, `moon`.'));
