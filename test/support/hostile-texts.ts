/** Texts that nobody writes who means well, each with what makes it so; all are defective but those that say otherwise. */
export const hostileTexts: readonly {
  readonly name: string;
  readonly text: () => string;
  /** The code of a defect that is told of it; null where it is a curriculum after all. */
  readonly code: string | null;
}[] = [
  { name: 'lists a million deep in JSON', text: () => '['.repeat(1_000_000), code: 'too-deep' },
  {
    name: 'lists a million deep in YAML',
    text: () => `areas: ${'['.repeat(1_000_000)}`,
    code: 'too-deep',
  },
  {
    name: 'lines that go ever deeper',
    text: () => Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    code: 'unknown-key',
  },
  {
    name: 'mappings deeper than anything is read',
    text: () => `{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`,
    code: 'too-deep',
  },
  { name: 'aliases that double forty times', text: () => aliasBomb(), code: 'too-many-aliases' },
  {
    name: 'two hundred thousand aliases',
    text: () => `a: &a [1]\nskills: [${'*a,'.repeat(200_000)}]`,
    code: 'too-many-aliases',
  },
  { name: 'an alias within what it repeats', text: () => 'skills: &a [*a, *a]', code: 'syntax' },
  {
    name: 'a text of twelve million characters',
    text: () => sound({ summary: 'x'.repeat(12_000_000) }),
    code: 'text-too-long',
  },
  {
    name: 'twelve million characters of nothing',
    text: () => ' '.repeat(12_000_000),
    code: 'missing-key',
  },
  {
    name: 'the same key two hundred thousand times',
    text: () => `{${'"title":"a",'.repeat(200_000)}"title":"b"}`,
    code: 'duplicate-key',
  },
  {
    name: 'the same key a hundred thousand times in YAML',
    text: () => 'title: a\n'.repeat(100_000),
    code: 'duplicate-key',
  },
  {
    name: 'two hundred thousand keys that mean nothing',
    text: () => `{${numbered(200_000, (at) => `"key${at}":1`)}}`,
    code: 'unknown-key',
  },
  {
    name: 'a key of a million characters',
    text: () => `{"${'k'.repeat(1_000_000)}":1}`,
    code: 'unknown-key',
  },
  {
    name: 'names of what objects inherit',
    text: () =>
      sound({
        skills: [
          '{"id":"__proto__","title":"A","area":"a","summary":"s","hours":{"__proto__":1},"because":{"__proto__":"b"},"__proto__":{"id":"x"}}',
        ],
      }),
    code: 'bad-id',
  },
  {
    name: 'skills called as what objects have',
    text: () =>
      sound({
        skills: ['constructor', 'valueof', 'tostring', 'prototype', 'hasownproperty'].map((id) =>
          skill(id),
        ),
      }),
    code: null,
  },
  {
    name: 'NUL in a text',
    text: () => sound({ skills: [skill('one', '"title":"A\\u0000B"')] }),
    code: 'unprintable-text',
  },
  {
    name: 'half a character',
    text: () => sound({ skills: [skill('one', '"title":"A\\ud800B"')] }),
    code: 'unprintable-text',
  },
  {
    name: 'what takes over terminals',
    text: () => sound({ skills: [skill('one', '"title":"A\\u001b[2JB"')] }),
    code: 'unprintable-text',
  },
  {
    name: 'a million empty items',
    text: () => `{"skills":[${'{},'.repeat(999_999)}{}]}`,
    code: 'too-many',
  },
  {
    name: 'a million numbers',
    text: () => `{"skills":[${'1,'.repeat(999_999)}1]}`,
    code: 'too-many',
  },
  {
    name: 'a hundred thousand misspelt names',
    text: () =>
      sound({
        skills: [
          ...Array.from({ length: 5_000 }, (_, at) => skill(`skill-number-${at}`)),
          skill('one', `"requires":[${numbered(100_000, (at) => `"skil-nomber-${at}"`)}]`),
        ],
      }),
    code: 'unknown-skill',
  },
  {
    name: 'requirements nine thousand deep',
    text: () =>
      sound({
        skills: [
          skill('one', `"requires":[${'{"anyOf":['.repeat(4_500)}"two"${']}'.repeat(4_500)}]`),
          skill('two'),
        ],
      }),
    code: null,
  },
  {
    name: 'a circle of ten thousand skills',
    text: () =>
      sound({
        skills: Array.from({ length: 10_000 }, (_, at) =>
          skill(`s${at}`, `"requires":["s${(at + 1) % 10_000}"]`),
        ),
      }),
    code: 'cycle',
  },
  {
    name: 'numbers that are none',
    text: () => sound({ skills: [skill('one', '"hours":1e999'), skill('two', '"hours":-1e-999')] }),
    code: 'bad-hours',
  },
];

/** A document in JSON with what is given in the place of what is usual. */
function sound({
  summary = 's',
  skills = [skill('one')],
}: {
  readonly summary?: string;
  readonly skills?: readonly string[];
}): string {
  return `{"curriculum":"hostile","title":"Hostile","summary":"${summary}","levels":["low"],"areas":[{"id":"a","title":"A"}],"skills":[${skills.join()}]}`;
}

function skill(id: string, said = ''): string {
  const usual = { title: '"A"', area: '"a"', summary: '"s"', hours: '1' };
  const rest = Object.entries(usual)
    .filter(([key]) => !said.startsWith(`"${key}":`))
    .map(([key, value]) => `"${key}":${value}`);
  return `{"id":"${id}",${[...rest, ...(said === '' ? [] : [said])].join()}}`;
}

function numbered(count: number, write: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => write(at)).join();
}

function aliasBomb(): string {
  const lines = ['a0: &a0 [x, x]'];
  for (let at = 1; at <= 40; at++) lines.push(`a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`);
  return `${lines.join('\n')}\nskills: *a40\n`;
}
