import { expect, it } from 'vitest';
import { Progress, progressText } from '../../src/cli/progress.ts';

it('shows how much is done, how fast, and how long it will take', () => {
  expect(progressText(600, 0.6, 2)).toBe(
    '████████████░░░░░░░░ 60 %, 600 answered, 300 a second, 2 s left',
  );
  expect(progressText(10_000, 1, 8)).toBe(
    '████████████████████ 100 %, 10000 answered, 1250 a second, 0 s left',
  );
  expect(progressText(1, 0.001, 10)).toBe('░░░░░░░░░░░░░░░░░░░░ 0 %, 1 answered, 167 min left');
});

it('leaves out what nobody knows', () =>
  expect(progressText(50, null, 2)).toBe('50 answered, 25 a second'));

it('is drawn ten times a second at the most, and gone at the end', () => {
  const drawn: string[] = [];
  let now = 0;
  const progress = new Progress({ progress: (text) => drawn.push(text) }, 400, () => now);
  for (let request = 0; request < 40; request++) {
    now += 25;
    progress.add('123456789');
  }
  progress.end();
  expect(drawn).toHaveLength(11);
  expect(drawn[0]).toContain('10 %, 4 answered');
  expect(drawn[9]).toContain('100 %, 40 answered');
  expect(drawn[10]).toBe('');
});
