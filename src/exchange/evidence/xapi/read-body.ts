import { checkStatement, type StatementProblem } from './check-statement.ts';
import type { Statement, XapiVersion } from './statement.ts';

/** What is wrong with a statement of a batch. */
export interface BodyProblem extends StatementProblem {
  /** Its place in the batch, from 0; null where it came alone, or the body as such is wrong. */
  readonly index: number | null;
}

export type ReadBody =
  | {
      readonly kind: 'statements';
      readonly statements: readonly Statement[];
      readonly isList: boolean;
    }
  | { readonly kind: 'unreadable'; readonly problems: readonly BodyProblem[] };

/** What one body may hold. */
export const bodyLimits = {
  statements: 10_000,
  /** Lists and objects within one another. */
  depth: 64,
  /** Problems that are told. */
  problems: 20,
} as const;

/** Reads one statement or a list of them; everything that is wrong is told with its place, or nothing is. */
export function readBody(text: string, version: XapiVersion): ReadBody {
  if (depthOf(text) > bodyLimits.depth)
    return unreadable(
      'depth',
      `The body has more than ${bodyLimits.depth} levels within one another.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unreadable('json', `The body is no JSON: ${(error as Error).message}`);
  }
  const isList = Array.isArray(value);
  const items: readonly unknown[] = isList ? (value as unknown[]) : [value];
  if (items.length > bodyLimits.statements)
    return unreadable(
      'batch-size',
      `The batch has ${items.length} statements: ${bodyLimits.statements} are the most. Send several.`,
    );
  const problems: BodyProblem[] = [];
  const ids = new Map<string, number>();
  for (const [place, item] of items.entries()) {
    const index = isList ? place : null;
    for (const problem of checkStatement(item, version)) problems.push({ ...problem, index });
    const wrong = unstorable(item);
    if (wrong !== null) problems.push({ index, path: '', rule: 'text', message: wrong });
    const id = (item as Statement | null)?.id;
    const first = typeof id === 'string' ? ids.get(id.toLowerCase()) : undefined;
    if (first !== undefined)
      problems.push({
        index,
        path: 'id',
        rule: 'unique-ids',
        message: `Statement ${first} of this batch has the id \`${String(id).slice(0, 100)}\` too.`,
      });
    else if (typeof id === 'string') ids.set(id.toLowerCase(), place);
    if (problems.length >= bodyLimits.problems) break;
  }
  if (problems.length > 0)
    return { kind: 'unreadable', problems: problems.slice(0, bodyLimits.problems) };
  return { kind: 'statements', statements: items as readonly Statement[], isList };
}

function unreadable(rule: string, message: string): ReadBody {
  return { kind: 'unreadable', problems: [{ index: null, path: '', rule, message }] };
}

/** How deep the lists and objects of a text of JSON go, whether or not it is sound. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInside = false;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (isInside) {
      if (code === backslash) place += 1;
      else if (code === quote) isInside = false;
    } else if (code === quote) isInside = true;
    else if (code === openBracket || code === openBrace) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === closeBracket || code === closeBrace) depth -= 1;
  }
  return deepest;
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [...'"\\[]{}'].map(
  (character) => character.charCodeAt(0),
) as [number, number, number, number, number, number];

/** What no database here keeps; null where there is none. */
function unstorable(item: unknown): string | null {
  // As JSON such characters are written out, so that most statements need no second look.
  if (!/\\u(0000|d[89a-f])/.test(JSON.stringify(item) ?? '')) return null;
  const pending: unknown[] = [item];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string' && /\0|\p{Surrogate}/u.test(next))
      return 'There is a character that is none: a NUL, or half of a pair of surrogates.';
    if (typeof next === 'object' && next !== null)
      for (const [key, value] of Object.entries(next)) pending.push(key, value ?? '');
  }
  return null;
}
