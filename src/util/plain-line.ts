/**
 * Text on one line, with nothing in it that a terminal would obey or that XML, calendars and tables have no place for:
 * control characters, marks that turn the direction of what follows, and halves of characters.
 */
export function plainLine(text: string): string {
  return text.replace(nothingToShow, ' ').trim();
}

const nothingToShow = /[\s\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/gu;
