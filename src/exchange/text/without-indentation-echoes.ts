import type { YAMLError } from 'yaml';

/**
 * The complaints in the order of the text, without those about second colons on the lines right below one that is
 * wrongly indented: the parser takes these lines for a part of the text above.
 */
export function withoutIndentationEchoes(
  text: string,
  complaints: readonly YAMLError[],
): readonly YAMLError[] {
  const inOrder = [...complaints].sort((one, two) => one.pos[0] - two.pos[0]);
  let line = 0;
  let lineEnd = text.indexOf('\n');
  let misreadLine = Number.NEGATIVE_INFINITY;
  return inOrder.filter(({ code, message, pos: [offset] }) => {
    while (lineEnd !== -1 && lineEnd < offset) {
      line += 1;
      lineEnd = text.indexOf('\n', lineEnd + 1);
    }
    const isIndentation = indentation.some((beginning) => message.startsWith(beginning));
    const isEcho = colons.has(code) && !isIndentation && line <= misreadLine + 1;
    if (isIndentation || isEcho) misreadLine = line;
    return !isEcho;
  });
}

const indentation = [
  'A block sequence may not',
  'All mapping items must start',
  'All sequence items must start',
  'Sequence item without',
  'Tabs are not allowed',
];

const colons: ReadonlySet<string> = new Set(['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY']);
