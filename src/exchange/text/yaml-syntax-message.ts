import type { ErrorCode } from 'yaml';

/** A YAML parser's complaint as a sentence that also says what may mend it. */
export function yamlSyntaxMessage(code: ErrorCode, complaint: string): string {
  const hint = complaint.startsWith('Implicit map keys need') ? 'Write `key: value`.' : hints[code];
  return hint ? `${complaint}. ${hint}` : `${complaint}.`;
}

const hints: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'Write a backslash as `\\\\`, or use single quotes.',
  BAD_INDENT: 'Let the keys of a mapping, and the items of a list, begin at the same column.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'Put a text that has `: ` in it in quotes, or look at the indentation.',
  BLOCK_IN_FLOW: 'Look for a missing comma or bracket.',
  MISSING_CHAR: 'Look for a missing quote, comma, colon or bracket.',
  MULTILINE_IMPLICIT_KEY: 'Look for a missing colon, or at the indentation.',
  TAB_AS_INDENT: 'Indent with spaces.',
  TAG_RESOLVE_FAILED: 'Take the tag away, or put the text in quotes.',
  UNEXPECTED_TOKEN: 'Take it out, or put the text in quotes.',
};
