import type { IncomingMessage } from 'node:http';

/** Whether who asks has what a tag stands for, by `If-None-Match`. */
export function hasAlready({ headers }: IncomingMessage, tag: string): boolean {
  const known = (headers['if-none-match'] ?? '').split(',').map((each) => each.trim());
  return known.some((each) => each === '*' || each.replace(/^W\//, '') === tag);
}
