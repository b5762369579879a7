/**
 * A text as it is searched and sorted by: without upper case, accents and punctuation, words one space apart. `+` and
 * `#` stay, since they tell C, C++ and C# apart. The same on every machine, whatever its language.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#+]+/gu, ' ')
    .trim();
}
