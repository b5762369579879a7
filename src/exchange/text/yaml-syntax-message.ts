import type { ErrorCode } from 'yaml';

/** A YAML parser's complaint in an author's words, with what may mend it. */
export function yamlSyntaxMessage(code: ErrorCode, complaint: string): string {
  const sentence = sentences.find(([beginning]) => complaint.startsWith(beginning))?.[1];
  if (sentence !== undefined) return sentence;
  if (code === 'BAD_SCALAR_START')
    return `A text can't begin with \`${complaint.at(-1)}\`. Put it in quotes.`;
  return hints[code] === undefined ? `${complaint}.` : `${complaint}. ${hints[code]}`;
}

/** The usual mistakes, by how the complaint begins. */
const sentences: readonly (readonly [string, string])[] = [
  [
    'Nested mappings are not allowed',
    'There is a second `: ` here. Put a text that has one in it in quotes, or look at the indentation.',
  ],
  ['A block sequence may not', 'This item does not line up with the list above. Indent it alike.'],
  [
    'Implicit keys need to be on a single line',
    'This is neither a key nor a value. Look for a missing colon, or at the indentation.',
  ],
  ['Implicit map keys need', 'This key has no value. Write `key: value`.'],
  [
    'All mapping items must start',
    'This key does not line up with those above. Let all keys of a mapping begin at the same column.',
  ],
  [
    'All sequence items must start',
    'This item does not line up with those above. Let all items of a list begin at the same column.',
  ],
  ['Sequence item without', 'This line does not line up with any above. Look at its indentation.'],
  ['Flow sequence', 'The list before this is not closed. End it with `]`.'],
  ['Flow map', 'The mapping before this is not closed. End it with `}`.'],
  ['Missing closing "', 'A text that begins with `"` has no end. Close it with another `"`.'],
  ["Missing closing '", "A text that begins with `'` has no end. Close it with another `'`."],
  ['Tabs are not allowed', 'A tab cannot indent. Use spaces.'],
  ['Block collections are not allowed', 'Look for a missing comma or bracket here.'],
];

const hints: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'Write a backslash as `\\\\`, or use single quotes.',
  MISSING_CHAR: 'Look for a missing quote, comma, colon or bracket.',
  TAG_RESOLVE_FAILED: 'Take the tag away, or put the text in quotes.',
  UNEXPECTED_TOKEN: 'Take it out, or put the text in quotes.',
};
