/** Versions of the specification that are spoken here; what a client says decides which one. */
export const xapiVersions = ['1.0.3', '2.0.0'] as const;
export type XapiVersion = (typeof xapiVersions)[number];

/** The version that is meant by a header such as `1.0`, `1.0.2` or `2.0.0`; null where it is none of ours. */
export function versionMeant(header: string): XapiVersion | null {
  if (/^1\.0(\.\d{1,5})?$/.test(header)) return '1.0.3';
  return /^2\.0(\.\d{1,5})?$/.test(header) ? '2.0.0' : null;
}

/** Any object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface Agent extends JsonObject {
  readonly objectType?: 'Agent' | 'Group';
  readonly name?: string;
  readonly mbox?: string;
  readonly mbox_sha1sum?: string;
  readonly openid?: string;
  readonly account?: { readonly homePage: string; readonly name: string };
  readonly member?: readonly Agent[];
}

export interface Activity extends JsonObject {
  readonly objectType?: 'Activity';
  readonly id: string;
  readonly definition?: JsonObject & { readonly name?: Readonly<Record<string, string>> };
}

export interface StatementRef extends JsonObject {
  readonly objectType: 'StatementRef';
  readonly id: string;
}

export interface SubStatement extends Said {
  readonly objectType: 'SubStatement';
}

export interface Score {
  readonly scaled?: number;
  readonly raw?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface Result extends JsonObject {
  readonly score?: Score;
  readonly success?: boolean;
  readonly completion?: boolean;
  readonly response?: string;
  readonly duration?: string;
}

export const contextRoles = ['parent', 'grouping', 'category', 'other'] as const;
export type ContextRole = (typeof contextRoles)[number];

export interface Context extends JsonObject {
  readonly registration?: string;
  readonly instructor?: Agent;
  readonly team?: Agent;
  readonly contextActivities?: Readonly<
    Partial<Record<ContextRole, Activity | readonly Activity[]>>
  >;
  readonly contextAgents?: readonly { readonly agent: Agent }[];
  readonly contextGroups?: readonly { readonly group: Agent }[];
}

interface Said extends JsonObject {
  readonly actor: Agent;
  readonly verb: { readonly id: string; readonly display?: Readonly<Record<string, string>> };
  readonly object: Activity | Agent | StatementRef | SubStatement;
  readonly result?: Result;
  readonly context?: Context;
  readonly timestamp?: string;
  readonly attachments?: readonly JsonObject[];
}

/** A statement whose shape was checked. */
export interface Statement extends Said {
  readonly id?: string;
}

/** The verb by which a statement takes another one back for good. */
export const voidedVerb = 'http://adlnet.gov/expapi/verbs/voided';

export function isVoiding({ verb }: Pick<Statement, 'verb'>): boolean {
  return verb.id === voidedVerb;
}

/** The activities of the context in one role; a single one may stand without a list. */
export function contextActivities(
  context: Context | undefined,
  role: ContextRole,
): readonly Activity[] {
  const found = context?.contextActivities?.[role];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found as Activity];
}
