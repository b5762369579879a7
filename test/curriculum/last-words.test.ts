import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/curriculum/evidence.ts';
import { contentText } from '../../src/curriculum/evidence.ts';
import { lastWords } from '../../src/curriculum/last-words.ts';
import {
  arrived,
  day,
  finding,
  randomContents,
  retraction,
  shuffled,
} from '../support/random-evidence.ts';

const first = finding({ occurredAt: day(1), outcome: 'HELD' });
const second = finding({ occurredAt: day(2), outcome: 'NOT_HELD' });
const elsewhere = finding({ externalId: 'two', occurredAt: day(0) });

describe('of what one source says of one thing', () => {
  const check = (evidence: readonly Evidence[], left: readonly Evidence[]) => {
    expect(lastWords(evidence)).toEqual(left);
    expect(lastWords([...evidence].reverse())).toEqual(left);
  };

  it('what occurred last counts', () => check([first, second], [second]));

  it('a retraction undoes what occurred before it', () =>
    check([first, retraction({ occurredAt: day(2) })], []));

  it('a retraction undoes what occurred with it', () =>
    check([first, retraction({ occurredAt: day(1) })], []));

  it('a retraction undoes nothing that occurred after it', () =>
    check([first, retraction({ occurredAt: day(1) }), second], [second]));

  it('of two at one time the content decides', () => {
    const other = { ...first, score: 1 };
    expect(contentText(first) > contentText(other)).toBe(true);
    check([first, other], [first]);
  });

  it('the same twice stands once, as it was recorded first', () =>
    check([{ ...first, number: 7, recordedAt: day(9), recordedBy: 'another' }, first], [first]));
});

it('what is retracted under one external id, or by one source, stays under others', () => {
  const other = finding({ source: 'course' });
  expect(lastWords([elsewhere, other, retraction({ occurredAt: day(5) })])).toEqual([
    elsewhere,
    other,
  ]);
  // Names are kept apart however they are put together.
  const [left, right] = [
    { source: 'a","b', externalId: 'c' },
    { source: 'a', externalId: 'b","c' },
  ];
  expect(lastWords([finding(left), finding(right)])).toHaveLength(2);
});

describe('at a moment in the past', () => {
  const late = finding({ occurredAt: day(1), recordedAt: day(10) });
  const undone = retraction({ occurredAt: day(3), recordedAt: day(12) });

  it('only what had been recorded counts, that moment included', () => {
    const at = (recordedUntil: Date) => lastWords([late, undone], { recordedUntil });
    expect(at(new Date(Number(day(10)) - 1))).toEqual([]);
    expect(at(day(10))).toEqual([late]);
    expect(at(day(12))).toEqual([]);
  });

  it('or only what had occurred, whenever it was recorded', () => {
    const at = (occurredUntil: Date) => lastWords([late, undone], { occurredUntil });
    expect(at(new Date(Number(day(1)) - 1))).toEqual([]);
    expect(at(day(1))).toEqual([late]);
    expect(at(day(3))).toEqual([]);
  });
});

describe('for any evidence', () => {
  const competencies = [{ curriculum: 'drawn', skill: 'a', level: 'foundation' }];
  const seeds = Array.from({ length: 300 }, (_, seed) => seed);
  const texts = (evidence: Iterable<Evidence>) => [...evidence].map(contentText).sort();

  it('neither the order of arrival nor repetition changes what counts', () => {
    for (const seed of seeds) {
      const contents = randomContents(seed, competencies);
      const again = shuffled(seed, [...contents, ...shuffled(seed + 1, contents).slice(0, 3)]);
      expect(texts(lastWords(arrived(again)))).toEqual(texts(lastWords(arrived(contents))));
    }
  });

  it('a retraction leaves exactly what there would be without the versions up to it', () => {
    for (const seed of seeds) {
      const evidence = arrived(randomContents(seed, competencies));
      const taken = retraction({ number: 99, occurredAt: day(seed % 5), recordedAt: day(9) });
      const others = evidence.filter(
        ({ source, externalId, occurredAt }) =>
          source !== taken.source ||
          externalId !== taken.externalId ||
          occurredAt > taken.occurredAt,
      );
      expect(texts(lastWords([...evidence, taken]))).toEqual(texts(lastWords(others)));
    }
  });

  it('the state at a moment is that of what was recorded by then', () => {
    for (const seed of seeds) {
      const evidence = arrived(randomContents(seed, competencies));
      for (const [index, { recordedAt }] of evidence.entries())
        expect(lastWords(evidence, { recordedUntil: recordedAt })).toEqual(
          lastWords(evidence.slice(0, index + 1)),
        );
    }
  });
});
