import { expect, it } from 'vitest';
import { drawChanges } from '../../src/cli/draw-changes.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import { roadmap } from '../support/planning.ts';

function draw(drawing: string, keepOrder: string[], widthColumns = 60): string {
  const { changes } = roadmap(drawing, { goals: 'z', knows: 'k', keepOrder });
  return drawChanges(changes, { style: createStyle(false), widthColumns })
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

it('is nothing without an order to keep', () => expect(draw('z; k', [])).toBe(''));

it('draws what is new, what is gone and what moved', () =>
  expect(
    draw(
      'a; b: d; c; d; k; z: a & b & c & k',
      ['a', 'b', 'k', 'd', 'z', 'x'].map((name) => `${name}@foundation`),
    ),
  ).toMatchInlineSnapshot(`
    "  Since your last roadmap 1 step is new, 1 is done or known
      by now, 1 is no longer on it and 1 has moved.

      New: c.

      Gone: k
        You know it by now.
      Gone: x@foundation
        The curriculum no longer has it.

      Moved: b
        It now comes after d, which it needs."
  `));

it('stays in its columns, and lets nothing steer the terminal', () => {
  const drawn = draw('a; k; z: a', ['a\u001b[2J and a key that is long@foundation'], 30);
  expect(drawn).not.toContain('\u001b');
  for (const line of drawn.split('\n')) expect(line.length).toBeLessThanOrEqual(30);
});
