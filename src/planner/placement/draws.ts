/**
 * The number after this one in a row that looks random and always comes out the same (xorshift32, Marsaglia 2003): a
 * 32-bit integer, never 0 where it did not begin at 0.
 */
export function nextDraw(draw: number): number {
  let next = draw ^ (draw << 13);
  next ^= next >>> 17;
  return next ^ (next << 5);
}

/** The draw as a share, from 0 up to 1. */
export function shareOf(draw: number): number {
  return (draw >>> 0) / 4294967296;
}
