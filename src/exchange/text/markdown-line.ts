import { plainLine } from '../../util/plain-line.ts';

/**
 * Text as Markdown shows it: nothing in it is a sign of Markdown, of HTML or of what GitHub adds to them, and nothing becomes
 * a link or the beginning of a list.
 */
export function markdownLine(text: string): string {
  return plainLine(text)
    .replace(/[\\`*_[\]<>&#|~$@]|!(?=\[)|(?<=\])\(|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/^[-+=]|(?<=^\d+)[.)](?=\s|$)/, '\\$&');
}
