import { lineCounter } from '../../text/line-counter.ts';
import { itemsOf, memberOf } from '../../text/members.ts';
import { readJson } from '../../text/read-json.ts';
import type { TextNode } from '../../text/text-node.ts';
import type { EvidenceReading, EvidenceSettings, ReadResult } from '../evidence-format.ts';
import { type ResultParts, resultOf } from './result-of.ts';
import { numberIn, said } from './values.ts';

/** Reads what the API answers: one page, or a list of pages, each with the outcomes and users that it names. */
export function readResponse(text: string, settings: EvidenceSettings): EvidenceReading {
  const { node, problems } = readJson(text.replace(/^\ufeff/, ' '));
  const count = lineCounter(text);
  const lineOf = ({ offset }: { readonly offset: number }) => count(offset).line;
  if (problems.length > 0 || node === null)
    return {
      kind: 'defective',
      defects: problems.map((problem) => ({ line: lineOf(problem), message: problem.message })),
    };
  const pages = node.kind === 'list' ? node.items : [node];
  const strange = pages.find((page) => memberOf(page, 'outcome_results')?.kind !== 'list');
  if (strange || pages.length === 0) {
    const message = memberOf(strange, 'rollups')
      ? 'These are rollups, which say neither when nor by what. Ask for `outcome_results`.'
      : 'There is no list `outcome_results` here: it is not what the API answers to `outcome_results`.';
    return { kind: 'defective', defects: [{ line: lineOf(strange ?? node), message }] };
  }
  const linked = {
    outcomes: linkedBy(pages, 'outcomes'),
    users: linkedBy(pages, 'users'),
    alignments: linkedBy(pages, 'alignments'),
  };
  function* results(): Generator<ReadResult, void> {
    for (const page of pages)
      for (const result of itemsOf(page, 'outcome_results'))
        yield readOne(result, linked, lineOf(result), settings);
  }
  return { kind: 'results', results: { [Symbol.iterator]: results } };
}

interface Linked {
  readonly outcomes: ReadonlyMap<string, TextNode>;
  readonly users: ReadonlyMap<string, TextNode>;
  readonly alignments: ReadonlyMap<string, TextNode>;
}

/** By their ids, whichever page names them. */
function linkedBy(pages: readonly TextNode[], list: keyof Linked): ReadonlyMap<string, TextNode> {
  const found = new Map<string, TextNode>();
  for (const page of pages)
    for (const item of itemsOf(memberOf(page, 'linked'), list)) {
      const id = textOf(item, 'id');
      if (id !== null) found.set(id, item);
    }
  return found;
}

function readOne(
  result: TextNode,
  { outcomes, users, alignments }: Linked,
  line: number,
  settings: EvidenceSettings,
): ReadResult {
  const links = memberOf(result, 'links');
  const [userId, outcomeId] = [textOf(links, 'user'), textOf(links, 'learning_outcome')];
  const lossy = [
    memberOf(result, 'id'),
    memberOf(links, 'user'),
    memberOf(links, 'learning_outcome'),
  ];
  if (lossy.some(isLossy))
    return {
      kind: 'unclear',
      line,
      message:
        'An id of it is a number too large to be read exactly. Ask Canvas for ids as texts, with `Accept: application/json+canvas-string-ids`.',
    };
  const user = users.get(userId ?? '');
  const outcome = outcomes.get(outcomeId ?? '');
  const points = numberOf(result, 'score');
  const id = textOf(result, 'id');
  const alignment = textOf(links, 'alignment');
  const mastered = memberOf(result, 'mastery');
  const parts: ResultParts = {
    line,
    externalId: id === null ? `${outcomeId ?? ''}/${alignment ?? ''}` : `result/${id}`,
    userId,
    recordId: textOf(user, 'sis_user_id'),
    mail: textOf(user, 'email') ?? mailOf(textOf(user, 'login_id')),
    userTitle: textOf(user, 'name') ?? textOf(user, 'display_name'),
    outcome: {
      id: outcomeId,
      guid: textOf(outcome, 'vendor_guid'),
      code: textOf(outcome, 'display_name'),
      title: textOf(outcome, 'title'),
    },
    points,
    possible: numberOf(result, 'possible') ?? numberOf(outcome, 'points_possible'),
    share: shareIn(numberOf(result, 'percent')),
    masteryPoints: numberOf(outcome, 'mastery_points'),
    isMastered:
      mastered?.kind === 'scalar' && typeof mastered.value === 'boolean' ? mastered.value : null,
    rating: ratingOf(outcome, points),
    time: textOf(result, 'submitted_or_assessed_at'),
    data: { work: textOf(alignments.get(alignment ?? ''), 'name') ?? alignment },
  };
  return resultOf(parts, settings);
}

function shareIn(percent: number | null): number | null {
  return percent === null ? null : Math.min(1, Math.max(0, percent));
}

function mailOf(login: string | null): string | null {
  return login?.includes('@') ? login : null;
}

/** The highest rating whose points were reached. */
function ratingOf(outcome: TextNode | undefined, points: number | null): string | null {
  if (points === null) return null;
  let best: { readonly points: number; readonly words: string | null } | null = null;
  for (const rating of itemsOf(outcome, 'ratings')) {
    const least = numberOf(rating, 'points');
    if (least === null || least > points || (best && best.points >= least)) continue;
    best = { points: least, words: textOf(rating, 'description') };
  }
  return best?.words ?? null;
}

/** Ids come as numbers or as texts. */
function textOf(node: TextNode | null | undefined, key: string): string | null {
  const value = memberOf(node, key);
  return value?.kind === 'scalar' ? said(String(value.value)) : null;
}

function numberOf(node: TextNode | null | undefined, key: string): number | null {
  return numberIn(textOf(node, key));
}

function isLossy(node: TextNode | null): boolean {
  return (
    node?.kind === 'scalar' && typeof node.value === 'number' && !Number.isSafeInteger(node.value)
  );
}
