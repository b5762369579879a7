/** Both from 1; columns count UTF-16 units, as editors do. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
}

/** Finds the line and column of offsets in a text. Reads the text once, when first asked. */
export function lineCounter(text: string): (offset: number) => LinePlace {
  let starts: number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    let line = 0;
    for (let end = starts.length; end - line > 1; ) {
      const middle = (line + end) >> 1;
      if (starts[middle]! <= offset) line = middle;
      else end = middle;
    }
    return { line: line + 1, column: offset - starts[line]! + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
