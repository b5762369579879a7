import { fileDefect, startOf } from '../importing/defective.ts';
import type { PlacedDefect, SourceFile } from '../native.ts';

/** Why files are no single table, told before it is read; null where they may be one. `whole` is what one file should hold. */
export function unreadable(
  files: readonly SourceFile[],
  bytesMax: number,
  whole: string,
): PlacedDefect | null {
  const [source, ...others] = files;
  if (!source || others.length > 0) {
    const message = `One file is ${whole}; there are ${files.length}. Import each by itself.`;
    return fileDefect('missing-key', startOf(source?.file ?? ''), message);
  }
  const { file, text } = source;
  const bytes = Buffer.byteLength(text);
  if (bytes > bytesMax) {
    const message = `The file has ${bytes} bytes; ${bytesMax} are the most. Divide it.`;
    return fileDefect('too-large', startOf(file), message);
  }
  const at = text.indexOf('\0');
  if (at === -1) return null;
  const line = text.slice(0, at).split(/\r\n|\n|\r/).length;
  const message = `Line ${line} has U+0000 in it: the file is no text, or it is UTF-16. Save it as UTF-8 and import it again.`;
  return fileDefect('unprintable-text', { file, line, column: 1 }, message);
}
