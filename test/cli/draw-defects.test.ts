import { expect, it } from 'vitest';
import { defectCount, drawDefects } from '../../src/cli/draw-defects.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import type { PlacedDefect } from '../../src/exchange/curriculum/native.ts';

const defect: PlacedDefect = {
  file: 'seeds/skills.yaml',
  line: 12,
  column: 7,
  severity: 'error',
  code: 'unknown-skill',
  path: ['skills', 3],
  message: 'There is no `loop`.',
  suggestions: ['loops'],
};

/** A defect, and the line that is drawn of it. */
function check(changes: Partial<PlacedDefect>, expected: string) {
  expect(drawDefects([{ ...defect, ...changes }], createStyle(false))).toBe(expected);
}

it('begins with the place, as editors know it', () =>
  check(
    { severity: 'warning', suggestions: [] },
    'seeds/skills.yaml:12:7 warning There is no `loop`.',
  ));

it('adds what the message does not suggest already', () => {
  check({}, 'seeds/skills.yaml:12:7 error There is no `loop`. (`loops`?)');
  const message = 'There is no `loop`. Did you mean `loops`?';
  check({ message }, `seeds/skills.yaml:12:7 error ${message}`);
});

it('keeps a message on its line, and the terminal unmoved', () =>
  check(
    { message: 'Two\nlines\u001b[2J.', suggestions: [] },
    'seeds/skills.yaml:12:7 error Two lines [2J.',
  ));

it('counts errors and warnings', () => {
  const warning = { ...defect, severity: 'warning' } as const;
  expect(defectCount([defect, warning, defect])).toBe('2 errors and 1 warning');
  expect(defectCount([warning])).toBe('1 warning');
});
