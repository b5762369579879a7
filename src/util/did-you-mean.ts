const suggestionsMax = 3;
/** Longer names are not typing mistakes, and would only cost time. */
const nameLengthMax = 100;
const editsMax = 5;

/**
 * The candidates that a misspelt name may stand for, at most three, likeliest first: those the fewest edits away,
 * then those that contain its words or are contained in them; of equals the first by name. Upper and lower case are
 * one. `edits` lowers how many edits away they may be, 5 for long names. A few milliseconds for 20,000 candidates.
 */
export function didYouMean(
  name: string,
  candidates: Iterable<string>,
  edits: number = editsMax,
): string[] {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > nameLengthMax) return [];
  const limit = Math.min(Math.floor(wanted.length / 4) + 1, edits);
  const best: Suggestion[] = [];
  for (const candidate of candidates) {
    const worst = best[suggestionsMax - 1]?.score ?? Infinity;
    const score = likeness(wanted, candidate.toLowerCase(), limit, worst);
    if (score === null || candidate === name) continue;
    if (best.some((suggestion) => suggestion.candidate === candidate)) continue;
    best.push({ candidate, score });
    best.sort((one, two) => one.score - two.score || (one.candidate < two.candidate ? -1 : 1));
    best.length = Math.min(best.length, suggestionsMax);
  }
  return best.map(({ candidate }) => candidate);
}

/** The question that closes a message, with its leading space; empty where there is nothing to suggest. */
export function didYouMeanText(suggestions: readonly string[]): string {
  const quoted = suggestions.map((suggestion) => `\`${suggestion}\``);
  const last = quoted.pop();
  if (last === undefined) return '';
  return ` Did you mean ${quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`}?`;
}

interface Suggestion {
  readonly candidate: string;
  readonly score: number;
}

function likeness(wanted: string, candidate: string, limit: number, worst: number): number | null {
  const edits = distanceUpTo(Math.min(limit, worst), wanted, candidate);
  if (edits !== null || worst <= limit) return edits;
  return containsWords(candidate, wanted) || containsWords(wanted, candidate) ? limit + 1 : null;
}

function containsWords(text: string, words: string): boolean {
  if (words.length === 0 || words.length >= text.length) return false;
  const start = text.indexOf(words);
  if (start < 0) return false;
  const end = start + words.length;
  return (start === 0 || text[start - 1] === '-') && (end === text.length || text[end] === '-');
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other (optimal string
 * alignment), or null where they are more than the limit. Only cells within the limit of the diagonal can count.
 */
function distanceUpTo(limit: number, one: string, two: string): number | null {
  if (Math.abs(one.length - two.length) > limit) return null;
  let [before, above, current] = rows;
  for (let column = 0; column <= two.length; column++) above[column] = column;
  for (let row = 1; row <= one.length; row++) {
    const first = Math.max(1, row - limit);
    const last = Math.min(two.length, row + limit);
    const letter = one.charCodeAt(row - 1);
    const letterBefore = one.charCodeAt(row - 2);
    current[first - 1] = first === 1 ? row : limit + 1;
    let least = limit + 1;
    for (let column = first; column <= last; column++) {
      const other = two.charCodeAt(column - 1);
      let edits = above[column - 1]! + (letter === other ? 0 : 1);
      edits = Math.min(edits, above[column]! + 1, current[column - 1]! + 1);
      if (row > 1 && column > 1 && letterBefore === other && letter === two.charCodeAt(column - 2))
        edits = Math.min(edits, before[column - 2]! + 1);
      current[column] = edits;
      least = Math.min(least, edits);
    }
    if (least > limit) return null;
    if (last < two.length) current[last + 1] = limit + 1;
    [before, above, current] = [above, current, before];
  }
  return above[two.length]! <= limit ? above[two.length]! : null;
}

/** Room for three rows, kept between calls because a search makes thousands. */
const rows = [0, 1, 2].map(() => new Uint8Array(nameLengthMax + editsMax + 2)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
