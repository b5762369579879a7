import { badInput } from './bad-input.ts';
import { limits } from './limits.ts';

/** Refuses a text that is too long to search by. */
export function checkSearchText(name: string, text: string): void {
  if (text.length > limits.searchText)
    throw badInput(
      `\`${name}\` has ${text.length} characters: at most ${limits.searchText} are allowed.`,
    );
}
