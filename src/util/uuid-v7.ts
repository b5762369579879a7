/** A UUID of version 7 (RFC 9562) from a time, to the millisecond, and ten random bytes: later ones are greater as text. */
export function uuidV7(time: Date, random: Uint8Array): string {
  const milliseconds = Number(time).toString(16).padStart(12, '0');
  const bits = Array.from(random.subarray(0, 10), (byte, index) => {
    // The first and the third byte have the version and the variant in their highest bits.
    if (index === 0) return 0x70 | (byte & 0x0f);
    if (index === 2) return 0x80 | (byte & 0x3f);
    return byte;
  });
  const hexadecimal =
    milliseconds + bits.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hexadecimal.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether a text looks like a UUID of any version, in lower case as `uuidV7` writes it. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
