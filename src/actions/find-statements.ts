import { checkAgent } from '../exchange/evidence/xapi/check-statement.ts';
import {
  inFormat,
  type StatementFormat,
  statementFormats,
} from '../exchange/evidence/xapi/complete.ts';
import {
  activityText,
  identifierOf,
  identifierText,
} from '../exchange/evidence/xapi/identifier.ts';
import type { Agent } from '../exchange/evidence/xapi/statement.ts';
import { isIri, isStatementId, momentOf } from '../exchange/evidence/xapi/texts.ts';
import type { KeptStatement, StatementFilter } from '../store/statements.ts';
import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { hashOf, memberKey, registrationKey } from './statement-keys.ts';

/** So many statements are on a page, whatever is asked for. */
const pageMax = 500;

/** What a reader asks for, as texts by name. */
export type StatementQuery = ReadonlyMap<string, string>;

export type FindStatementsResult =
  /** One, as JSON. */
  | { readonly kind: 'statement'; readonly text: string; readonly storedAt: Date }
  | {
      readonly kind: 'statement-page';
      /** In JSON each. */
      readonly texts: readonly string[];
      readonly newestStoredAt: Date | null;
      /** The question by which the next page is had; null on the last. */
      readonly more: string | null;
    }
  | { readonly kind: 'no-statement'; readonly message: string }
  | { readonly kind: 'unreadable-query'; readonly problems: readonly QueryProblem[] }
  | Forbidden;

export interface QueryProblem {
  /** The name of the parameter. */
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** Finds one statement of a source, or a page of them, by the parameters of xAPI. */
export async function findStatements(
  { store }: Pick<Environment, 'store'>,
  actor: Actor,
  source: string,
  given: StatementQuery,
  languages: readonly string[],
): Promise<FindStatementsResult> {
  const forbidden = forbids(actor, 'READ_STATEMENTS');
  if (forbidden) return forbidden;
  const continued = readMore(given.get('more'));
  const query = continued?.query ?? given;
  const problems = given.has('more') && !continued ? [badMore] : checkQuery(query);
  if (problems.length > 0) return { kind: 'unreadable-query', problems };
  const format = (query.get('format') ?? 'exact') as StatementFormat;
  const show = (row: KeptStatement) =>
    format === 'exact'
      ? row.statement
      : JSON.stringify(inFormat(JSON.parse(row.statement), format, languages));
  const { statements } = store.reads;
  const id = query.get('statementId') ?? query.get('voidedStatementId');
  if (id !== undefined) {
    const found = await statements.byId(source, id.toLowerCase());
    if (!found || found.isVoided !== query.has('voidedStatementId')) return noStatement;
    return { kind: 'statement', text: show(found), storedAt: found.storedAt };
  }
  const wanted = Number(query.get('limit') ?? 0);
  const limit = wanted === 0 ? pageMax : Math.min(wanted, pageMax);
  const isAscending = query.get('ascending') === 'true';
  const upTo = continued?.upTo ?? (await statements.head(source));
  const rows = await statements.page(source, {
    filter: filterOf(query),
    ...timesOf(query),
    isAscending,
    upTo,
    ...(continued && { after: continued.after }),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const stored = page.map(({ storedAt }) => Number(storedAt));
  return {
    kind: 'statement-page',
    texts: page.map(show),
    newestStoredAt: stored.length === 0 ? null : new Date(Math.max(...stored)),
    more: rows.length > limit && last ? writeMore({ query, upTo, after: last.sequence }) : null,
  };
}

const noStatement = {
  kind: 'no-statement',
  message: 'There is no such statement of this source.',
} as const;

function timesOf(query: StatementQuery): { readonly since?: Date; readonly until?: Date } {
  const [since, until] = ['since', 'until'].map((name) => momentOf(query.get(name) ?? ''));
  return { ...(since && { since }), ...(until && { until }) };
}

function filterOf(query: StatementQuery): StatementFilter {
  const agent = query.get('agent');
  const activity = query.get('activity');
  const verb = query.get('verb');
  const registration = query.get('registration');
  return {
    ...(agent !== undefined && { agent: agentFilter(agent, query.get('related_agents')) }),
    ...(activity !== undefined && {
      activity: {
        key: hashOf(activityText(activity)),
        isRelated: query.get('related_activities') === 'true',
      },
    }),
    ...(verb !== undefined && { verb: hashOf(verb) }),
    ...(registration !== undefined && { registration: registrationKey(registration) }),
  };
}

function agentFilter(text: string, isRelated: string | undefined) {
  const identifier = identifierText(identifierOf(JSON.parse(text) as Agent)!);
  return {
    key: hashOf(identifier),
    member: memberKey(identifier),
    isRelated: isRelated === 'true',
  };
}

type Check = (text: string) => string | null;

const flag: Check = (text) =>
  text === 'true' || text === 'false' ? null : 'must be true or false';
const uuid: Check = (text) => (isStatementId(text) ? null : 'must be a UUID');
const iri: Check = (text) => (isIri(text) ? null : 'must be an IRI');
const time: Check = (text) => (momentOf(text) ? null : 'must be a time by ISO 8601');

const parameters: Readonly<Record<string, Check>> = {
  statementId: uuid,
  voidedStatementId: uuid,
  agent: checkAgentText,
  verb: iri,
  activity: iri,
  registration: uuid,
  related_activities: flag,
  related_agents: flag,
  since: time,
  until: time,
  limit: (text) =>
    /^\d{1,9}$/.test(text) ? null : 'must be a whole number, 0 for as many as may be',
  format: (text) =>
    statementFormats.some((format) => format === text)
      ? null
      : `must be one of ${statementFormats.join(', ')}`,
  attachments: flag,
  ascending: flag,
};

function checkAgentText(text: string): string | null {
  try {
    const agent = JSON.parse(text);
    const [problem] = checkAgent(agent);
    if (problem) return `is no agent: ${problem.message}`;
    return identifierOf(agent) ? null : 'must have an identifier';
  } catch {
    return 'must be an agent in JSON';
  }
}

/** Beside the id of one statement only these may stand. */
const besideOne = ['format', 'attachments'];

function checkQuery(query: StatementQuery): QueryProblem[] {
  const problems: QueryProblem[] = [];
  for (const [name, text] of query) {
    const check = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const wrong = check ? check(text) : 'is no parameter of this resource';
    if (wrong !== null)
      problems.push({
        path: name,
        rule: check ? 'parameter' : 'unknown-parameter',
        message: `\`${name.slice(0, 100)}\` ${wrong}.`,
      });
  }
  const one = ['statementId', 'voidedStatementId'].filter((name) => query.has(name));
  if (one.length === 2)
    problems.push({
      path: 'voidedStatementId',
      rule: 'exclusive',
      message: '`statementId` and `voidedStatementId` cannot be given together.',
    });
  for (const name of query.keys())
    if (one.length === 1 && name !== one[0] && Object.hasOwn(parameters, name))
      if (!besideOne.includes(name))
        problems.push({
          path: name,
          rule: 'exclusive',
          message: `\`${name}\` cannot be given beside \`${one[0]}\`.`,
        });
  return problems;
}

interface More {
  readonly query: StatementQuery;
  readonly upTo: number;
  readonly after: number;
}

function writeMore({ query, upTo, after }: More): string {
  return Buffer.from(JSON.stringify([[...query], upTo, after])).toString('base64url');
}

function readMore(text: string | undefined): More | null {
  try {
    const value = JSON.parse(Buffer.from(text ?? '', 'base64url').toString());
    const [entries, upTo, after] = value;
    const query = new Map<string, string>(entries);
    const isText = [...query].flat().every((each) => typeof each === 'string');
    return isText && Number.isSafeInteger(upTo) && Number.isSafeInteger(after)
      ? { query, upTo, after }
      : null;
  } catch {
    return null;
  }
}

const badMore: QueryProblem = {
  path: 'more',
  rule: 'parameter',
  message: '`more` is not from here: follow the address as it was given.',
};
