import {
  type Activity,
  type Agent,
  type Context,
  contextActivities,
  contextRoles,
  type Statement,
  type SubStatement,
  type XapiVersion,
} from './statement.ts';
import { momentOf } from './texts.ts';

/** What whoever keeps a statement adds to it. */
export interface Additions {
  readonly id: string;
  readonly stored: Date;
  readonly authority: Agent;
  readonly version: XapiVersion;
}

/**
 * A statement as it is kept and given back: with what the receiver says of it, and with activities of its context as
 * lists. What it said itself stays as it came, but that 2.0 has times in UTC.
 */
export function completeStatement(
  statement: Statement,
  { id, stored, authority, version }: Additions,
): Statement {
  const timestamp = statement.timestamp ?? stored.toISOString();
  return {
    ...withLists(statement),
    ...(statement.object.objectType === 'SubStatement' && {
      object: withLists(statement.object as SubStatement),
    }),
    id,
    timestamp: version === '2.0.0' ? inUtc(timestamp) : timestamp,
    stored: stored.toISOString(),
    authority,
    version: version === '2.0.0' ? '2.0.0' : ((statement['version'] as string) ?? '1.0.0'),
  };
}

function inUtc(timestamp: string): string {
  return /Z$/.test(timestamp) ? timestamp : (momentOf(timestamp)?.toISOString() ?? timestamp);
}

function withLists<Said extends Statement | SubStatement>(said: Said): Said {
  const { context } = said;
  return context?.contextActivities ? { ...said, context: listed(context) } : said;
}

function listed(context: Context): Context {
  const roles = contextRoles.filter((role) => context.contextActivities?.[role] !== undefined);
  const lists = roles.map((role) => [role, contextActivities(context, role)]);
  return { ...context, contextActivities: Object.fromEntries(lists) };
}

export const statementFormats = ['exact', 'canonical', 'ids'] as const;
export type StatementFormat = (typeof statementFormats)[number];

/** A kept statement in the format that is asked for; `languages` are those that the reader likes, the best first. */
export function inFormat(
  statement: Statement,
  format: StatementFormat,
  languages: readonly string[],
): Statement {
  if (format === 'exact') return statement;
  const show: Shown =
    format === 'ids'
      ? { agent: identified, activity: ({ id }) => ({ id }), verb: ({ id }) => ({ id }) }
      : {
          agent: (agent) => agent,
          activity: (activity) => inLanguage(activity, languages),
          verb: ({ id, display }) => ({
            id,
            ...(display && { display: bestOf(display, languages) }),
          }),
        };
  return shown(statement, show);
}

interface Shown {
  readonly agent: (agent: Agent) => Agent;
  readonly activity: (activity: Activity) => Activity;
  readonly verb: (verb: Statement['verb']) => Statement['verb'];
}

function shown<Said extends Statement | SubStatement>(said: Said, show: Shown): Said {
  const { actor, verb, object, context } = said;
  const kind = object.objectType ?? 'Activity';
  const objects: Readonly<Record<string, () => unknown>> = {
    Activity: () => show.activity(object as Activity),
    Agent: () => show.agent(object as Agent),
    Group: () => show.agent(object as Agent),
    StatementRef: () => object,
    // One within another was refused when it came.
    SubStatement: () => shown(object as SubStatement, show),
  };
  return {
    ...said,
    actor: show.agent(actor),
    verb: show.verb(verb),
    object: objects[kind]!() as Said['object'],
    ...(context && { context: contextShown(context, show) }),
  };
}

function contextShown(context: Context, show: Shown): Context {
  const { instructor, team, contextActivities: activities } = context;
  const roles = contextRoles.filter((role) => activities?.[role] !== undefined);
  const lists = roles.map((role) => [role, contextActivities(context, role).map(show.activity)]);
  return {
    ...context,
    ...(instructor && { instructor: show.agent(instructor) }),
    ...(team && { team: show.agent(team) }),
    ...(activities && { contextActivities: Object.fromEntries(lists) }),
  };
}

/** Only what identifies the agent; of a group without an identifier its members likewise. */
function identified({ objectType, mbox, mbox_sha1sum, openid, account, member }: Agent): Agent {
  const identifier = {
    ...(mbox !== undefined && { mbox }),
    ...(mbox_sha1sum !== undefined && { mbox_sha1sum }),
    ...(openid !== undefined && { openid }),
    ...(account !== undefined && { account }),
  };
  const isAnonymous = Object.keys(identifier).length === 0;
  return {
    ...(objectType && { objectType }),
    ...identifier,
    ...(isAnonymous && member && { member: member.map((each) => identified(each)) }),
  };
}

/** One text of each kind, in the language that the reader likes best of those there are. */
function inLanguage(activity: Activity, languages: readonly string[]): Activity {
  const { definition } = activity;
  if (!definition) return activity;
  const maps = ['name', 'description'].filter((key) => definition[key] !== undefined);
  const chosen = maps.map((key) => [
    key,
    bestOf(definition[key] as Record<string, string>, languages),
  ]);
  return { ...activity, definition: { ...definition, ...Object.fromEntries(chosen) } };
}

function bestOf(
  map: Readonly<Record<string, string>>,
  languages: readonly string[],
): Record<string, string> {
  const tags = Object.keys(map);
  const fits = (tag: string, wanted: string) =>
    tag.toLowerCase() === wanted || tag.toLowerCase().startsWith(`${wanted}-`);
  const best =
    languages.map((wanted) => tags.find((tag) => fits(tag, wanted))).find(Boolean) ?? tags[0];
  return best === undefined ? {} : { [best]: map[best]! };
}
