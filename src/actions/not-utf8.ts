/** What is wrong with a text that is not UTF-8, and where. */
export function notUtf8(path: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16)
    return `\`${path}\` is not UTF-8 text. It is UTF-16, from line 1 on; save it as UTF-8.`;
  const { line, byte } = firstWrong(bytes);
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return `\`${path}\` is not UTF-8 text. Line ${line} has the byte ${hex} in it, as Latin-1 and Windows-1252 write letters with accents; save it as UTF-8.`;
}

/** The line of the first bytes that are no UTF-8. */
function firstWrong(bytes: Uint8Array): { readonly line: number; readonly byte: number } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, end === -1 ? bytes.length : end);
    try {
      decoder.decode(piece);
    } catch {
      return { line, byte: piece.find((byte) => byte >= 0x80) ?? 0 };
    }
    if (end === -1) return { line, byte: 0 };
    start = end + 1;
  }
}
