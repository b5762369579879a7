import { invariant } from '../util/invariant.ts';

/**
 * The text, which both databases give back as it was. Neither keeps half of a surrogate pair, and Postgres no NUL
 * character: whoever reads text from outside refuses them there.
 */
export function storableText(text: string): string {
  invariant(
    !/\0|\p{Surrogate}/u.test(text),
    'text with a NUL or half a surrogate pair came this far',
  );
  return text;
}
