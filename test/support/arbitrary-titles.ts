import fc from 'fast-check';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { plainLine } from '../../src/util/plain-line.ts';

/** What is a sign in one format or another, and what is hard to draw. */
const signs = [
  ...[
    '"',
    "'",
    '`',
    '|',
    '\\',
    '<',
    '>',
    '&',
    '&amp;',
    '#',
    '#35;',
    '%',
    '%%',
    '$',
    '@',
    '~~',
    '^',
  ],
  ...['[', ']', '(', ')', '{', '}', '{{', ']]>', '-->', '<!--', '<script>alert(1)</script>', '<b>'],
  ...[
    '*',
    '**',
    '_',
    '__',
    '~',
    '!',
    '![x](y)',
    ':',
    '://',
    ';',
    ',',
    '.',
    '=',
    '=1+1',
    '+1',
    '-1',
  ],
  ...[
    '- ',
    '1. ',
    '12) ',
    '# ',
    '> ',
    '[ ] ',
    '```',
    'https://example.org/?a=b&c',
    'www.example.org',
  ],
  ...['a@example.org', 'end', 'subgraph', 'graph', 'click', 'BEGIN:VEVENT', 'END:VCALENDAR', '\\n'],
  ...['\n', '\r\n', '\t', '\u2028', '\u202e', '\u0000', '\u001b[31m', '\ufeff', '\ud83e', '\ufffe'],
  ...['مرحبا بالعالم', 'שלום', '日本語の題', '🪨', '👩‍💻', '🏳️‍🌈', 'é', 'e\u0301', 'ﬁ', 'İ', 'ß'],
  ...[
    'W'.repeat(80),
    'Щ'.repeat(80),
    'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz',
    ' ',
  ],
];

/** A title that no format may stumble over, with something to see in it. */
export const arbitraryTitle: fc.Arbitrary<string> = fc
  .oneof(
    fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 5 }).map((all) => all.join('')),
    fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 5 }).map((all) => all.join(' ')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  )
  .filter((title) => plainLine(title) !== '');

/** As many as a small curriculum needs. */
export const arbitraryTitles = fc.array(arbitraryTitle, { minLength: 8, maxLength: 8 });

/** The same curriculum with other titles, and other words wherever authors write some, in turn. */
export function withTitles(curriculum: Curriculum, titles: readonly string[]): Curriculum {
  let used = 0;
  const next = () => titles[used++ % titles.length]!;
  const titled = <Item extends { readonly title: string }>(item: Item): Item => ({
    ...item,
    title: next(),
  });
  return {
    ...curriculum,
    areas: curriculum.areas.map(titled),
    skills: curriculum.skills.map((skill) => ({
      ...titled(skill),
      because: Object.fromEntries(Object.keys(skill.because).map((key) => [key, next()])),
      resources: skill.resources.map(titled),
    })),
    projects: curriculum.projects.map(titled),
    careerPaths: curriculum.careerPaths.map(titled),
    advice: curriculum.advice.map((advice) => ({ ...titled(advice), says: next() })),
  };
}
